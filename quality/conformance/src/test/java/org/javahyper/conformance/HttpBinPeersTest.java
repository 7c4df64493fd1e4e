package org.javahyper.conformance;

import static org.javahyper.conformance.PeerMessages.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The clients of Netty and Jetty against httpbin. */
@Timeout(60)
class HttpBinPeersTest {
    private static final String OCTETS = "data:application/octet-stream;base64,";

    private static HttpBin server;

    @BeforeAll
    static void start() throws Exception {
        server = Wire.CLEARTEXT.startHttpBin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void bodiesGoBothWaysOverTlsWithAlpn(Peer peer) throws Exception {
        SelfSigned certificate = SelfSigned.shared();
        KeyStore keys = certificate.keyStore();
        byte[] body = TestBody.random(100_000);
        try (HttpBin secure = HttpBin.builder()
                        .host("127.0.0.1")
                        .keyStore(keys, SelfSigned.PASSWORD.toCharArray())
                        .start();
                PeerConnection client = peer.connect(secure.port(), certificate)) {
            assertEchoed(client, body);
        }
    }

    @Spec({"H2-CONF-04", "H2-FLOW-01"})
    @ParameterizedTest
    @CsvSource(textBlock = """
            NETTY, 1_000
            NETTY, 1_048_576
            NETTY, 3_145_728
            JETTY, 1_000
            JETTY, 1_048_576
            JETTY, 3_145_728
            """)
    void bodiesLargerThanAnyWindowGoBothWays(Peer peer, String length) throws Exception {
        byte[] body = TestBody.random(Integer.parseInt(length.replace("_", "")));
        try (PeerConnection client = peer.connect(server.port())) {
            assertEchoed(client, body);
        }
    }

    private static void assertEchoed(PeerConnection client, byte[] body) {
        PeerStream stream =
                client.open(request("POST", "/anything", "content-type", "application/octet-stream"), false);
        stream.sendData(body, true);

        stream.awaitEnd();
        String data = json(stream).required("data").stringValue();
        assertEquals("200", stream.status());
        assertEquals(OCTETS, data.substring(0, OCTETS.length()));
        assertEquals(
                TestBody.sha256(body), TestBody.sha256(Base64.getDecoder().decode(data.substring(OCTETS.length()))));
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void trailersGoBothWays(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            PeerStream stream = client.open(request("POST", "/trailers"), false);
            stream.sendData(new byte[] {1, 2, 3}, false);
            stream.sendHeaders(Headers.of("x-checksum", "6"), true);

            stream.awaitEnd();
            assertEquals("200", stream.status());
            assertEquals(
                    "6",
                    json(stream).required("trailers").required("x-checksum").stringValue());
            assertEquals(Headers.of("x-content-sha256", TestBody.sha256(stream.body())), stream.trailers());
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void continueComesBeforeTheBodyIsSent(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            PeerStream stream = client.open(request("POST", "/post", "expect", "100-continue"), false);

            List<Headers> interim = stream.awaitInterim(1);
            stream.sendData("now".getBytes(StandardCharsets.US_ASCII), true);

            stream.awaitEnd();
            assertEquals(List.of(Headers.of(":status", "100")), interim);
            assertEquals("200", stream.status());
            assertEquals("now", json(stream).required("data").stringValue());
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void earlyHintsComeBeforeTheResponse(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            PeerStream stream =
                    client.open(request("GET", "/early-hints"), true).awaitEnd();

            assertEquals(
                    List.of(Headers.of(":status", "103", "link", "</style.css>; rel=preload; as=style")),
                    stream.awaitInterim(1));
            assertEquals("200", stream.status());
        }
    }

    @Spec({"H2-CONF-04", "H2-CLOSED-08"})
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesAResponseThatTheClientResets(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            PeerStream endless = client.open(request("GET", "/stream-bytes/1000000000"), true);
            endless.awaitBody(100_000);
            endless.reset(ErrorCode.CANCEL);

            assertOctetsCome(client, 300_000);
        }
    }

    @Spec({"H2-CONF-04", "H2-CLOSED-08"})
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesARequestThatTheClientResets(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            for (int i = 0; i < 8; i++) { // more than the connection window in all
                PeerStream stream = client.open(request("POST", "/post"), false);
                stream.sendData(TestBody.random(200_000), false);
                stream.reset(ErrorCode.CANCEL);
            }

            assertEchoed(client, TestBody.random(1 << 20));
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-10"})
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesARequestThatTheServerStops(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            PeerStream stream = client.open(request("POST", "/post"), false);
            stream.sendData(
                    new byte[12 << 20], false); // more than is echoed, and more than is worth reading to the end

            ErrorCode errorCode = stream.awaitReset();
            assertEquals("413", stream.status());
            assertEquals(ErrorCode.NO_ERROR, errorCode);
            assertOctetsCome(client, 300_000);
        }
    }

    private static void assertOctetsCome(PeerConnection client, int length) {
        PeerStream stream =
                client.open(request("GET", "/bytes/" + length), true).awaitEnd();

        byte[] expected = new byte[length];
        new Random(0).nextBytes(expected);
        assertEquals("200", stream.status());
        assertArrayEquals(expected, stream.body());
    }

    @Spec({"H2-CONF-04", "H2-PING-01"})
    @ParameterizedTest
    @EnumSource
    void pingsAreAnsweredWithTheirOctets(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            client.sendPing(0x0123_4567_89ab_cdefL);
            assertEquals(0x0123_4567_89ab_cdefL, client.awaitPingAck());

            client.sendPing(-2);
            assertEquals(-2, client.awaitPingAck());
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-26"})
    @ParameterizedTest
    @EnumSource
    void aHundredStreamsAreServedAtOnce(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(server.port())) {
            client.open(request("GET", "/"), true).awaitEnd(); // the server's SETTINGS have come with it
            List<PeerStream> streams = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                streams.add(client.open(request("POST", "/anything/" + i), false));
            }
            for (int i = 0; i < 100; i++) {
                streams.get(i).sendData(Integer.toString(i).getBytes(StandardCharsets.US_ASCII), true);
            }

            for (int i = 0; i < 100; i++) {
                JsonNode answer = json(streams.get(i).awaitEnd());
                assertEquals(
                        "http://localhost/anything/" + i, answer.required("url").stringValue());
                assertEquals(Integer.toString(i), answer.required("data").stringValue());
            }
        }
    }

    @Spec({"H2-CONF-04", "H2-GO-01"})
    @ParameterizedTest
    @EnumSource
    void streamsInFlightFinishWhenTheServerShutsDown(Peer peer) throws Exception {
        HttpBin leaving = Wire.CLEARTEXT.startHttpBin();
        try (leaving;
                PeerConnection client = peer.connect(leaving.port())) {
            PeerStream stream = client.open(request("GET", "/delay/1"), true);
            client.sendPing(0);
            client.awaitPingAck(); // by now the request has come
            CompletableFuture<Void> shutdown =
                    CompletableFuture.runAsync(() -> leaving.shutdown(Duration.ofSeconds(20)));

            PeerConnection.GoAway goAway = client.awaitGoAway();
            stream.awaitEnd();
            client.awaitClosed();
            shutdown.get(10, TimeUnit.SECONDS);
            assertEquals(ErrorCode.NO_ERROR, goAway.errorCode());
            assertTrue(goAway.lastStreamId() > 0, goAway.toString());
            assertEquals("200", stream.status());
        }
    }

    private static JsonNode json(PeerStream stream) {
        return new JsonMapper().readTree(stream.body());
    }
}
