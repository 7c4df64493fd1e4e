package org.javahyper.httpbin;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * TLS as HTTP/2 wants it: 1.2 or later, ALPN, no suite that RFC 9113 prohibits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-9.2">RFC 9113, section 9.2</a>
 */
final class ServerTls {
    /** The protocol that is negotiated; there is no other. */
    static final String H2 = "h2";

    private final SSLContext context;

    /**
     * TLS with a key and its certificates.
     *
     * @throws GeneralSecurityException if the store has no key that opens with the password
     */
    ServerTls(KeyStore keyStore, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore, password);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
    }

    /** The server's end of TLS over a connection; nothing is sent or received yet. */
    SSLSocket over(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .filter(ServerTls::isAllowed)
                .toArray(String[]::new));
        parameters.setApplicationProtocols(new String[] {H2});
        secured.setSSLParameters(parameters);
        return secured;
    }

    /**
     * Whether HTTP/2 may use a cipher suite: all of TLS 1.3, whose names have no key exchange; of TLS 1.2 those with an ephemeral key exchange and
     * an AEAD cipher. The list of RFC 9113, Appendix A, is what this rule leaves out.
     */
    static boolean isAllowed(String suite) {
        boolean isTls13 = !suite.contains("_WITH_") && !suite.endsWith("_SCSV");
        boolean isEphemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
        boolean isAead = suite.contains("_GCM_") || suite.contains("_CCM") || suite.contains("_CHACHA20_POLY1305_");
        return isTls13 || (isEphemeral && isAead);
    }
}
