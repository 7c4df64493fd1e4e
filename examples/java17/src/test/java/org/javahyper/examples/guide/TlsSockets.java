package org.javahyper.examples.guide;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS as HTTP/2 wants it, with blocking sockets and with an engine. */
final class TlsSockets {
    private TlsSockets() {}

    // snippet
    static SSLParameters forHttp2(SSLParameters parameters) {
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .filter(TlsSockets::isAllowed)
                .toArray(String[]::new));
        parameters.setApplicationProtocols(new String[] {"h2"});
        return parameters;
    }

    /** All suites of TLS 1.3; of TLS 1.2 those with an ephemeral key exchange and an AEAD cipher (RFC 9113, appendix A, is the rest). */
    static boolean isAllowed(String suite) {
        boolean isTls13 = !suite.contains("_WITH_") && !suite.endsWith("_SCSV");
        boolean isEphemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
        boolean isAead = suite.contains("_GCM_") || suite.contains("_CCM") || suite.contains("_CHACHA20_POLY1305_");
        return isTls13 || (isEphemeral && isAead);
    }
    // end of snippet

    // snippet
    static SSLSocket accept(SSLContext context, Socket accepted) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
        socket.setSSLParameters(forHttp2(socket.getSSLParameters()));
        return handshake(socket);
    }

    static SSLSocket connect(SSLContext context, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
        SSLParameters parameters = forHttp2(socket.getSSLParameters());
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // without this line nobody compares the name
        socket.setSSLParameters(parameters);
        return handshake(socket);
    }

    private static SSLSocket handshake(SSLSocket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new SSLHandshakeException("The peer did not agree on h2 by ALPN.");
        }
        return socket;
    }
    // end of snippet

    // snippet
    static SSLEngine serverEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(forHttp2(engine.getSSLParameters()));
        return engine;
    }

    static SSLEngine clientEngine(SSLContext context, String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = forHttp2(engine.getSSLParameters());
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
    // end of snippet
}
