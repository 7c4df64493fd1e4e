package org.javahyper.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Behaviours 8.9: whom the client trusts, and what it says when it does not. */
@Timeout(60)
class TlsTest {
    @TempDir
    private static Path folder;

    private static TestCertificate good;
    private static TestCertificate ofAnotherHost;
    private static TestCertificate expired;

    private final BlockingQueue<SSLSession> sessions = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeCertificates() throws Exception {
        good = TestCertificate.of(folder, "dns:localhost,ip:127.0.0.1", "-1d");
        ofAnotherHost = TestCertificate.of(folder, "dns:elsewhere.example", "-1d");
        expired = TestCertificate.of(folder, "dns:localhost", "-1y");
    }

    @Test
    @Spec({"CL-TLS-01", "CL-TLS-02", "CL-CONN-03"})
    void serverOfATrustedCertificateIsTalkedTo() throws Exception {
        byte[] body = Pattern.octets(500_000);
        try (ScriptedServer server = ScriptedServer.tls(good, "h2", peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    sessions.add(((SSLSocket) peer.socket()).getSession());
                    byte[] received = peer.awaitBody(streamId);
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, received, true);
                    peer.awaitClose();
                });
                Http2Connection client = Http2Connection.tls("localhost", server.port(), trusting(good))) {

            client.request("POST", "/", Headers.empty(), RequestBody.octets(body));

            assertArrayEquals(body, client.getResponse().read());
            assertEquals("h2", client.negotiatedProtocol());
            ExtendedSSLSession session = (ExtendedSSLSession) sessions.take();
            assertEquals("TLSv1.3", session.getProtocol());
            assertEquals(
                    new SNIHostName("localhost"),
                    session.getRequestedServerNames().get(0));
        }
    }

    @Test
    @Spec("CL-CONN-05")
    void addressIsVerifiedAsAnAddress() throws Exception {
        try (ScriptedServer server = ScriptedServer.tls(good, "h2", Peer::serve);
                Http2Connection client = Http2Connection.tls("127.0.0.1", server.port(), trusting(good))) {
            assertEquals("/", get(client));
        }
    }

    @Test
    @Spec("CL-TLS-02")
    void ownContextIsUsed() throws Exception {
        ClientConfiguration own =
                ClientConfiguration.builder().sslContext(good.context()).build();
        try (ScriptedServer server = ScriptedServer.tls(good, "h2", Peer::serve);
                Http2Connection client = Http2Connection.tls("localhost", server.port(), own)) {
            assertEquals("/", get(client));
        }
    }

    @Test
    @Spec("CL-TLS-02")
    void verificationCanBeSwitchedOff() throws Exception {
        ClientConfiguration careless =
                ClientConfiguration.builder().dangerouslyDisableVerification().build();
        for (TestCertificate certificate : new TestCertificate[] {ofAnotherHost, expired}) {
            try (ScriptedServer server = ScriptedServer.tls(certificate, "h2", Peer::serve);
                    Http2Connection client = Http2Connection.tls("localhost", server.port(), careless)) {
                assertEquals("/", get(client));
            }
        }
    }

    @Test
    @Spec("CL-TLS-01")
    void unknownAuthorityIsNotTrusted() throws Exception {
        assertRefused(good, ClientConfiguration.defaults(), "the server's certificate does not verify");
    }

    @Test
    @Spec("CL-TLS-01")
    void certificateOfAnotherHostIsNotTrusted() throws Exception {
        assertRefused(ofAnotherHost, trusting(ofAnotherHost), "the server's certificate is for another host");
    }

    @Test
    @Spec("CL-TLS-01")
    void expiredCertificateIsNotTrusted() throws Exception {
        assertRefused(expired, trusting(expired), "the server's certificate has expired");
    }

    private static void assertRefused(TestCertificate certificate, ClientConfiguration configuration, String rule)
            throws IOException {
        try (ScriptedServer server = ScriptedServer.tls(certificate, "h2", Peer::serve);
                Http2Connection client = Http2Connection.tls("localhost", server.port(), configuration)) {

            ConnectionException failure = assertThrows(ConnectionException.class, client::connect);

            assertTrue(
                    failure.getMessage()
                            .startsWith("Cannot make a TLS connection to localhost:" + server.port() + ": " + rule),
                    failure.getMessage());
            assertFalse(failure.getMessage().contains("\n"));
            assertTrue(failure.isSafeToRetry());
        }
    }

    @Test
    @Spec("CL-TLS-03")
    void serverThatDoesNotChooseH2IsRefused() throws Exception {
        for (String protocol : new String[] {"", "http/1.1"}) {
            try (ScriptedServer server = ScriptedServer.tls(good, protocol, Peer::serve);
                    Http2Connection client = Http2Connection.tls("localhost", server.port(), trusting(good))) {

                ConnectionException failure = assertThrows(ConnectionException.class, client::connect);

                assertEquals(
                        "Cannot speak HTTP/2 with localhost:" + server.port()
                                + ": the server did not choose h2 by ALPN. Use a client of HTTP/1.1, or another server.",
                        failure.getMessage());
            }
        }
    }

    @Test
    @Spec("CL-ERR-03")
    void serverWithoutTlsIsNamedSo() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.socket().getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                    peer.socket().getInputStream().readAllBytes();
                });
                Http2Connection client = Http2Connection.tls("localhost", server.port(), trusting(good))) {

            ConnectionException failure = assertThrows(ConnectionException.class, client::connect);

            assertTrue(failure.getMessage().contains("the server does not speak TLS"), failure.getMessage());
        }
    }

    @Test
    @Spec("CL-ERR-03")
    void unreadableAuthoritiesAreNamedSo() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        for (Path file : new Path[] {empty, folder.resolve("none.pem")}) {
            ClientConfiguration configuration =
                    ClientConfiguration.builder().caFile(file).build();
            try (ScriptedServer server = ScriptedServer.tls(good, "h2", Peer::serve);
                    Http2Connection client = Http2Connection.tls("localhost", server.port(), configuration)) {

                ConnectionException failure = assertThrows(ConnectionException.class, client::connect);

                assertTrue(failure.getMessage().startsWith("Cannot read the certificates of " + file));
            }
        }
    }

    private static ClientConfiguration trusting(TestCertificate certificate) {
        return ClientConfiguration.builder().caFile(certificate.authority()).build();
    }

    private static String get(Http2Connection client) throws IOException {
        client.request("GET", "/", Headers.empty(), RequestBody.none());
        try (Response response = client.getResponse()) {
            return new String(response.read(), UTF_8);
        }
    }
}
