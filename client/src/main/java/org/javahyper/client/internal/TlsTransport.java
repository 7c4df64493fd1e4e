package org.javahyper.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.ClientException;
import org.javahyper.client.ConnectionException;
import org.javahyper.client.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a plain socket, with {@code h2} agreed upon.
 *
 * <p>A read that times out within a TLS record keeps the part it has, and the next one goes on; {@code TimeoutTest} holds the JDK to that.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-9.2">RFC 9113, section 9.2</a>
 */
public final class TlsTransport implements Transport {
    private static final String H2 = "h2";

    private final TcpTransport tcp;
    private final SSLSocket socket;
    private final InputStream input;
    private final OutputStream output;

    private TlsTransport(TcpTransport tcp, SSLSocket socket) throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    /** Shakes hands on a connected socket, which is closed if that fails. */
    public static TlsTransport connect(
            TcpTransport tcp, Origin origin, ClientConfiguration configuration, Deadline deadline)
            throws ClientException {
        try {
            SSLSocket socket = (SSLSocket) Trust.context(configuration)
                    .getSocketFactory()
                    .createSocket(tcp.socket(), origin.host(), origin.port(), true);
            socket.setSSLParameters(parameters(socket, origin, configuration.verifiesServer()));
            socket.setSoTimeout(deadline.remainingMillis());
            socket.startHandshake();
            requireH2(socket.getApplicationProtocol(), origin);
            return new TlsTransport(tcp, socket);
        } catch (ClientException failure) {
            tcp.close();
            throw failure;
        } catch (IOException failure) {
            tcp.close();
            throw cannotAgree(origin, failure);
        }
    }

    private static SSLParameters parameters(SSLSocket socket, Origin origin, boolean verifiesServer) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(only(socket.getSupportedProtocols(), List.of("TLSv1.3", "TLSv1.2")::contains));
        parameters.setCipherSuites(only(parameters.getCipherSuites(), TlsTransport::isAdequate));
        parameters.setApplicationProtocols(new String[] {H2});
        if (!isAddress(origin.host())) {
            parameters.setServerNames(List.of(new SNIHostName(origin.host())));
        }
        if (verifiesServer) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private static String[] only(String[] names, Predicate<String> wanted) {
        return Arrays.stream(names).filter(wanted).toArray(String[]::new);
    }

    /**
     * Whether a suite is outside RFC 9113, appendix A. That list is every suite of TLS 1.2 without an ephemeral key exchange or without an AEAD
     * cipher; the names of TLS 1.3 suites have no key exchange in them.
     */
    static boolean isAdequate(String suite) {
        boolean tls13 = !suite.contains("_WITH_");
        boolean ephemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
        boolean aead = suite.contains("_GCM_") || suite.contains("_CCM") || suite.contains("_CHACHA20_POLY1305_");
        return tls13 ? suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_") : ephemeral && aead;
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static void requireH2(String protocol, Origin origin) throws ConnectionException {
        if (!protocol.equals(H2)) {
            throw noH2(origin, null);
        }
    }

    private static ConnectionException noH2(Origin origin, @Nullable IOException cause) {
        return new ConnectionException(
                "Cannot speak HTTP/2 with " + origin
                        + ": the server did not choose h2 by ALPN. Use a client of HTTP/1.1, or another server.",
                true,
                cause);
    }

    private static ClientException cannotAgree(Origin origin, IOException failure) {
        String asked = "Cannot make a TLS connection to " + origin + ": ";
        String certificate = Trust.whatIsWrongWithTheCertificate(failure);
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (certificate != null) {
            return new ConnectionException(asked + certificate, true, failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return new HttpTimeoutException(
                    asked
                            + "the handshake took too long. Check that the port speaks TLS, or raise the connect timeout.",
                    true,
                    failure);
        }
        if (message.contains("no_application_protocol")) {
            return noH2(origin, failure);
        }
        if (failure instanceof SSLException && message.contains("unrecognized ssl message")) {
            return new ConnectionException(
                    asked + "the server does not speak TLS. Check the port, or connect in cleartext.", true, failure);
        }
        return new ConnectionException(
                asked + failure.getMessage() + ". Check that both sides share TLS 1.2 or later with suites fit for h2.",
                true,
                failure);
    }

    @Override
    public int read(byte[] target, Deadline deadline) throws IOException {
        socket.setSoTimeout(deadline.remainingMillis());
        return input.read(target);
    }

    @Override
    public boolean hasInput() throws IOException {
        return input.available() > 0 || tcp.hasInput();
    }

    @Override
    public void write(byte[] octets, int length) throws IOException {
        output.write(octets, 0, length);
    }

    /** Sends close_notify (RFC 8446, 6.1). */
    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the socket below: closing the upper one could wait for a writer. */
    @Override
    public void close() {
        tcp.close();
    }
}
