package org.javahyper.httpbin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.Limits;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {
    private static HttpBin server;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        server = HttpBin.builder().start();
        trusting = trusting(server.certificate().orElseThrow());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void largeDownloadComesThroughTls(String protocol) throws IOException {
        try (TestClient client = new TestClient(connect("localhost", protocol, "h2"), Limits.defaults())) {
            TestClient.Response response = client.exchange("GET", "/bytes/5000000");

            assertEquals("200", response.status());
            assertEquals(5_000_000, response.body().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void certificateIsForTheNamesOfThisHost(String host) throws IOException {
        try (SSLSocket socket = connect(host, "TLSv1.3", "h2")) {
            assertEquals("h2", socket.getApplicationProtocol());
        }
    }

    @Test
    void clientThatDoesNotTrustTheCertificateRefusesIt() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(server.uri()).build();

        assertThrows(SSLHandshakeException.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
    }

    @Test
    void clientThatOffersOtherProtocolsIsRefusedInTheHandshake() {
        assertThrows(SSLHandshakeException.class, () -> connect("localhost", "TLSv1.2", "http/1.1"));
    }

    @Test
    void clientThatOffersNoProtocolIsClosedAfterTheHandshake() throws IOException {
        try (SSLSocket socket = connect("localhost", "TLSv1.2")) {
            assertThrows(IOException.class, () -> {
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("closed");
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @Spec("H2-CONF-01")
    void connectionErrorIsToldThroughTlsToo(String protocol) throws IOException {
        try (SSLSocket socket = connect("localhost", protocol, "h2")) {
            socket.getOutputStream().write(new byte[50_000]);

            byte[] answer = socket.getInputStream().readAllBytes();

            assertEquals(
                    List.of(FrameType.SETTINGS, FrameType.WINDOW_UPDATE, FrameType.GOAWAY),
                    ConnectionTest.frameTypes(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @Spec("H2-CONF-01")
    void transportClosesThroughTlsWhenTheConnectionHasDrained(String protocol) throws IOException {
        try (TestClient client = new TestClient(connect("localhost", protocol, "h2"), Limits.defaults())) {
            client.exchange("GET", "/");
            client.connection.closeConnection(ErrorCode.NO_ERROR);
            client.flush();

            client.awaitEnd();

            assertTrue(client.connection.isClosed());
        }
    }

    @Test
    void clientOfTheJdkIsServed() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
        String body = "x".repeat(2_000_000);
        HttpRequest post = HttpRequest.newBuilder(server.uri().resolve("/post"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());

        assertEquals(200, response.statusCode());
        assertEquals(HttpClient.Version.HTTP_2, response.version());
        assertTrue(response.body().contains(body));
    }

    @Test
    void clientOfTheJdkMayAskForMuchAtOnce() {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
        URI uri = server.uri().resolve("/bytes/100000");

        List<CompletableFuture<HttpResponse<byte[]>>> responses = IntStream.range(0, 50)
                .mapToObj(i ->
                        client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray()))
                .toList();

        for (CompletableFuture<HttpResponse<byte[]>> response : responses) {
            assertEquals(100_000, response.join().body().length);
        }
    }

    @Test
    void serverTakesAKeyStoreOfTheCaller() throws Exception {
        TestCertificates own = TestCertificates.create();
        try (HttpBin second =
                HttpBin.builder().keyStore(own.keyStore(), own.password()).start()) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(own.certificate()))
                    .build();

            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(second.uri()).build(), HttpResponse.BodyHandlers.ofString());

            assertEquals(200, response.statusCode());
            assertTrue(second.certificate().isEmpty());
        } finally {
            own.delete();
        }
    }

    @Test
    void keyStoreThatDoesNotOpenIsTheCallersFault() throws Exception {
        TestCertificates own = TestCertificates.create();
        HttpBin.Builder builder = HttpBin.builder().keyStore(own.keyStore(), "wrong".toCharArray());

        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, builder::start);

        own.delete();
        assertTrue(failure.getMessage().startsWith("Cannot use the key store: "), failure.getMessage());
    }

    @Test
    void certificateGoesWithTheServer() throws IOException {
        HttpBin second = HttpBin.builder().start();
        Path certificate = second.certificate().orElseThrow();
        boolean existed = Files.exists(certificate);

        second.close();

        assertTrue(existed);
        assertFalse(Files.exists(certificate.getParent()));
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_AES_128_GCM_SHA256,                        true",
        "TLS_CHACHA20_POLY1305_SHA256,                  true",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,       true",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,           true",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,   true",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CCM,              true",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,       false",
        "TLS_RSA_WITH_AES_128_GCM_SHA256,               false",
        "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256,          false",
        "TLS_DH_anon_WITH_AES_128_GCM_SHA256,           false",
        "TLS_EMPTY_RENEGOTIATION_INFO_SCSV,             false",
    })
    void onlySuitesThatHttp2AllowsAreOffered(String suite, boolean allowed) {
        assertEquals(allowed, ServerTls.isAllowed(suite));
    }

    private static SSLSocket connect(String host, String protocol, String... applicationProtocols) throws IOException {
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(host, server.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(Arrays.copyOf(applicationProtocols, applicationProtocols.length));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
