package org.javahyper.conformance;

import static org.javahyper.conformance.PeerMessages.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.Http2Connection;
import org.javahyper.client.RequestBody;
import org.javahyper.client.Response;
import org.javahyper.client.StreamResetException;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client against the servers of Netty and Jetty. */
@Timeout(60)
class ClientPeersTest {
    private static final String HOST = "127.0.0.1";

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void bodiesGoBothWaysOverTlsWithAlpn(Peer peer) throws Exception {
        SelfSigned certificate = SelfSigned.shared();
        ClientConfiguration trusting =
                ClientConfiguration.builder().caFile(certificate.file()).build();
        try (PeerServer server = peer.listen(certificate);
                Http2Connection client = Http2Connection.tls(HOST, server.port(), trusting)) {
            client.connect();
            assertEquals("h2", client.negotiatedProtocol());
            assertExchanged(client, server.accept());
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void bodiesLargerThanAnyWindowAndTrailersGoBothWays(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            client.connect();
            assertExchanged(client, server.accept());
        }
    }

    private static void assertExchanged(Http2Connection client, PeerConnection connection) throws Exception {
        byte[] upload = TestBody.random(3 << 20);
        byte[] download = TestBody.random(1 << 20);
        RequestBody body = RequestBody.octets(upload).withTrailers(() -> Headers.of("x-up", "1"));
        int streamId = client.request("POST", "/echo", Headers.empty(), body);
        PeerStream stream = connection.nextStream().awaitEnd();
        stream.sendHeaders(OK, false);
        stream.sendData(download, false);
        stream.sendHeaders(Headers.of("x-down", "2"), true);

        try (Response response = client.getResponse(streamId)) {
            assertEquals(200, response.status());
            assertEquals(TestBody.sha256(download), TestBody.sha256(response.read()));
            assertEquals(Headers.of("x-down", "2"), response.trailers());
        }
        assertEquals("/echo", stream.headers().first(":path"));
        assertEquals(TestBody.sha256(upload), TestBody.sha256(stream.body()));
        assertEquals(Headers.of("x-up", "1"), stream.trailers());
    }

    @Spec({"H2-CONF-04", "CL-RESP-09"})
    @ParameterizedTest
    @EnumSource
    void interimResponsesComeBeforeTheFinalOne(Peer peer) throws Exception {
        Headers proceed = Headers.of(":status", "100");
        Headers early = Headers.of(":status", "103", "link", "</a>; rel=preload");
        List<Headers> interim = new ArrayList<>();
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            int streamId =
                    client.request("POST", "/", Headers.of("expect", "100-continue"), RequestBody.text("at once"));
            PeerStream stream = server.accept().nextStream().awaitEnd();
            stream.sendHeaders(proceed, false);
            stream.sendHeaders(early, false);
            stream.sendHeaders(OK, true);

            try (Response response = client.getResponse(streamId, interim::add)) {
                assertEquals(200, response.status());
                assertEquals(List.of(proceed, early), interim);
                assertEquals("100-continue", stream.headers().first("expect"));
            }
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesAResponseThatTheServerResets(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            int streamId = client.request("GET", "/", Headers.empty(), RequestBody.none());
            PeerConnection connection = server.accept();
            PeerStream stream = connection.nextStream();
            stream.sendHeaders(OK, false);
            stream.sendData(TestBody.random(10_000), false);
            try (Response response = client.getResponse(streamId)) {
                assertEquals(10_000, response.read(10_000).length);
                stream.reset(ErrorCode.INTERNAL_ERROR);

                StreamResetException failure = assertThrows(StreamResetException.class, response::read);
                assertEquals(streamId, failure.streamId());
                assertEquals(ErrorCode.INTERNAL_ERROR, failure.errorCode());
            }
            assertAnswered(client, connection);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesARequestThatTheServerRefuses(Peer peer) throws Exception {
        byte[] body = new byte[200_000];
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            client.connect();
            PeerConnection connection = server.accept();
            CompletableFuture<StreamResetException> failure = CompletableFuture.supplyAsync(() -> assertThrows(
                    StreamResetException.class,
                    () -> client.getResponse(client.request("POST", "/", Headers.empty(), RequestBody.octets(body)))));
            connection.nextStream().reset(ErrorCode.REFUSED_STREAM);

            assertEquals(
                    ErrorCode.REFUSED_STREAM, failure.get(20, TimeUnit.SECONDS).errorCode());
            assertAnswered(client, connection);
        }
    }

    @Spec({"H2-CONF-04", "H2-CLOSED-08"})
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesAResponseThatTheClientGivesUp(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            client.connect();
            PeerConnection connection = server.accept();
            for (int i = 0; i < 30; i++) { // more than the connection window in all
                int streamId = client.request("GET", "/", Headers.empty(), RequestBody.none());
                PeerStream stream = connection.nextStream();
                stream.sendHeaders(OK, false);
                stream.sendData(new byte[100_000], false);
                try (Response response = client.getResponse(streamId)) {
                    assertEquals(1_000, response.read(1_000).length);
                }

                client.ping(i); // what was said before has come when this is answered
                assertEquals(ErrorCode.CANCEL, stream.awaitReset());
            }
            assertAnswered(client, connection);
        }
    }

    @Spec({"H2-CONF-04", "H2-PING-01"})
    @ParameterizedTest
    @EnumSource
    void pingsComeBackBothWays(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            client.ping(0x0123_4567_89ab_cdefL);
            PeerConnection connection = server.accept();
            connection.sendPing(-2);
            assertAnswered(client, connection); // the client answers while it waits for this

            assertEquals(-2, connection.awaitPingAck());
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void aHundredStreamsAreAnsweredInAnyOrder(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            client.connect();
            PeerConnection connection = server.accept();
            List<Integer> streamIds = new ArrayList<>();
            List<PeerStream> streams = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                streamIds.add(client.request("POST", "/", Headers.empty(), RequestBody.text("body " + i)));
                streams.add(connection.nextStream().awaitEnd());
            }
            for (int i = 99; i >= 0; i--) {
                streams.get(i).sendHeaders(OK, false);
                streams.get(i).sendData(streams.get(i).body(), true);
            }

            for (int i = 0; i < 100; i++) {
                try (Response response = client.getResponse(streamIds.get(i))) {
                    assertEquals("body " + i, new String(response.read(), StandardCharsets.US_ASCII));
                }
            }
        }
    }

    @Spec({"H2-CONF-04", "H2-GO-01"})
    @ParameterizedTest
    @EnumSource
    void streamsInFlightFinishWhenTheServerGoesAway(Peer peer) throws Exception {
        byte[] body = TestBody.random(200_000);
        try (PeerServer server = peer.listen();
                Http2Connection client = connect(server)) {
            int streamId = client.request("GET", "/", Headers.empty(), RequestBody.none());
            PeerConnection connection = server.accept();
            PeerStream stream = connection.nextStream();
            stream.sendHeaders(OK, false);
            connection.goAway();
            stream.sendData(body, true);

            try (Response response = client.getResponse(streamId)) {
                assertEquals(200, response.status());
                assertEquals(TestBody.sha256(body), TestBody.sha256(response.read()));
            }
            int next = client.request("GET", "/next", Headers.empty(), RequestBody.none());
            assertAnswered(client, next, server.accept()); // on a connection of its own
        }
    }

    private static void assertAnswered(Http2Connection client, PeerConnection connection) throws Exception {
        assertAnswered(client, client.request("GET", "/next", Headers.empty(), RequestBody.none()), connection);
    }

    private static void assertAnswered(Http2Connection client, int streamId, PeerConnection connection)
            throws Exception {
        PeerStream stream = connection.nextStream();
        stream.sendHeaders(OK, true);

        try (Response response = client.getResponse(streamId)) {
            assertEquals(200, response.status());
            assertEquals("/next", stream.headers().first(":path"));
        }
    }

    private static Http2Connection connect(PeerServer server) {
        return Http2Connection.cleartext(HOST, server.port(), ClientConfiguration.defaults());
    }
}
