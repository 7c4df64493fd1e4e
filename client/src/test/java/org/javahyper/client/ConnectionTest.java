package org.javahyper.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviours 8.1 and 8.10: how connections begin and end. */
@Timeout(60)
@SuppressWarnings("try") // closing early is what is tested
class ConnectionTest {
    private static final Headers NO_FIELDS = Headers.empty();
    private static final ScriptedServer.Script SERVE = Peer::serve;

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    @Spec("CL-CONN-06")
    void nothingHappensOnTheNetworkBeforeTheFirstUse() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(SERVE);
                Http2Connection client = server.client()) {
            assertEquals(0, server.connections());

            client.connect();
            client.connect();

            assertEquals("/", get(client, "/"));
            assertEquals(1, server.connections());
        }
    }

    @Test
    @Spec("CL-CONN-07")
    void closingBeforeConnectingDoesNothing() {
        Http2Connection client = Http2Connection.cleartext("localhost", 1, ClientConfiguration.defaults());

        client.close();
        client.close();
    }

    @Test
    @Spec({"CL-CONN-07", "CL-CONN-08"})
    void closingResetsStreamsSendsGoAwayAndAllowsConnectingAnew() throws Exception {
        ScriptedServer.Script witness = peer -> {
            peer.head(peer.awaitRequest().streamId(), false, ":status", "200");
            peer.body(1, "part".getBytes(UTF_8), false);
            seen.add(peer.await(StreamReset.class).errorCode());
            seen.add(peer.await(GoAwayReceived.class).errorCode());
            peer.awaitClose();
        };
        try (ScriptedServer server = ScriptedServer.cleartext(witness, SERVE);
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response open = client.getResponse();
            assertEquals("p", new String(open.read(1), UTF_8));

            client.close(ErrorCode.INTERNAL_ERROR);
            client.close();

            assertEquals(ErrorCode.CANCEL, seen.take());
            assertEquals(ErrorCode.INTERNAL_ERROR, seen.take());
            assertEquals("art", new String(open.read(3), UTF_8));
            ConnectionException end = assertThrows(ConnectionException.class, () -> open.read(1));
            assertTrue(end.getMessage().contains("closed by the program"));
            assertEquals("/anew", get(client, "/anew"));
            assertEquals(2, server.connections());
        }
    }

    @Test
    @Spec({"CL-CONN-07", "CL-ERR-02"})
    void closingAfterTheServerVanishedDoesNotThrow() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.cleartext(peer -> peer.socket().close())) {
            Http2Connection client = server.client();
            assertThrows(ConnectionException.class, () -> get(client, "/"));

            client.close();
        }
    }

    @Test
    @Spec("CL-CONN-08")
    void closingWakesWhoeverWaits() throws Exception {
        CountDownLatch requested = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.awaitRequest();
                    peer.awaitRequest();
                    requested.countDown();
                    peer.awaitClose();
                });
                Http2Connection client = server.client(waitingForever())) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int second = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            CompletableFuture<Exception> one = failureOf(() -> client.getResponse(first));
            CompletableFuture<Exception> two = failureOf(() -> client.getResponse(second));
            requested.await();

            client.close();

            assertEquals(ConnectionException.class, one.get().getClass());
            assertEquals(ConnectionException.class, two.get().getClass());
        }
    }

    @Test
    @Spec("CL-CONN-11")
    void pingComesBack() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(SERVE);
                Http2Connection client = server.client()) {
            assertFalse(client.ping(0x0102_0304_0506_0708L).isNegative());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void pingOfALostConnectionFails() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.cleartext(peer -> peer.socket().close());
                Http2Connection client = server.client()) {
            assertThrows(ConnectionException.class, () -> client.ping(1));
        }
    }

    @Test
    @Spec("CL-CONN-08")
    void serverThatClosesAmidTheBodyLeavesWhatHasArrived() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, "half".getBytes(UTF_8), false);
                    peer.socket().close();
                });
                Http2Connection client = server.client()) {
            int streamId = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse(streamId);

            assertEquals("half", new String(response.read(4), UTF_8));
            assertThrows(ConnectionException.class, () -> response.read(1));
            assertThrows(ConnectionException.class, () -> response.inputStream().read());
        }
    }

    @Test
    @Spec("CL-CONN-08")
    void completeResponseOutlivesTheConnectionUnfetched() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int whole = peer.awaitRequest().streamId();
                    int none = peer.awaitRequest().streamId();
                    peer.respond(whole, "whole");
                    peer.kernel().resetStream(none, ErrorCode.INTERNAL_ERROR);
                    peer.flush();
                    peer.socket().close();
                });
                Http2Connection client = server.client()) {
            int whole = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int none = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            assertThrows(StreamResetException.class, () -> client.getResponse(none));

            client.close();

            assertEquals("whole", new String(client.getResponse(whole).read(), UTF_8));
        }
    }

    @Test
    @Spec("CL-REQ-06")
    void requestWaitsWhileTheServerAllowsNoFurtherStream() throws Exception {
        CountDownLatch twoOpen = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Limits two = Limits.builder().maxConcurrentStreams(2).build();
        try (ScriptedServer server = ScriptedServer.cleartext(two, peer -> {
                    RequestReceived first = peer.awaitRequest();
                    peer.awaitRequest();
                    twoOpen.countDown();
                    release.await();
                    peer.respond(first.streamId(), "first");
                    peer.respond(peer.awaitRequest().streamId(), "third");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            CompletableFuture<String> third = CompletableFuture.supplyAsync(() -> getUnchecked(client, "/third"));
            twoOpen.await();
            assertFalse(third.isDone());

            release.countDown();

            assertEquals("third", third.get());
            assertEquals("first", new String(client.getResponse(first).read(), UTF_8));
        }
    }

    @Test
    @Spec("CL-ERR-01")
    void goAwayCutsLaterStreamsAndTheNextRequestConnectsAnew() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(
                        peer -> {
                            int first = peer.awaitRequest().streamId();
                            peer.kernel().closeConnection(ErrorCode.NO_ERROR);
                            peer.flush();
                            peer.head(first, false, ":status", "200");
                            peer.body(first, "still served".getBytes(UTF_8), true);
                            peer.awaitClose();
                        },
                        SERVE);
                Http2Connection client = server.client()) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            assertEquals("still served", new String(client.getResponse(first).read(), UTF_8));

            int later = client.request("GET", "/later", NO_FIELDS, RequestBody.none());

            assertEquals(first + 2, later);
            assertEquals("/later", new String(client.getResponse(later).read(), UTF_8));
            assertEquals(2, server.connections());
        }
    }

    @Test
    @Spec("CL-ERR-01")
    void streamThatAGoAwayLeavesOutIsSafeToRetry() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(
                        peer -> {
                            peer.kernel().closeConnection(ErrorCode.NO_ERROR); // of streams up to 0
                            peer.socket().getInputStream().read();
                            peer.flush();
                            peer.awaitClose();
                        },
                        SERVE);
                Http2Connection client = server.client()) {
            int streamId = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            StreamResetException failure = assertThrows(StreamResetException.class, () -> client.getResponse(streamId));

            assertEquals(ErrorCode.REFUSED_STREAM, failure.errorCode());
            assertTrue(failure.isSafeToRetry());
            assertEquals("/again", get(client, "/again"));
        }
    }

    @Test
    @Spec("CL-ERR-01")
    void goAwayWithACodeIsNamedWhenTheConnectionEnds() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(
                        goingAwayWith(ErrorCode.ENHANCE_YOUR_CALM, "too\nmuch"),
                        goingAwayWith(new ErrorCode(0x77), ""));
                Http2Connection client = server.client()) {

            ConnectionException known = assertThrows(ConnectionException.class, () -> get(client, "/"));
            ConnectionException unknown = assertThrows(ConnectionException.class, () -> get(client, "/"));

            assertTrue(known.getMessage()
                    .contains("ENHANCE_YOUR_CALM (0xb, too much was asked of the peer): \"too?much\""));
            assertTrue(unknown.getMessage().contains("the unknown error code 0x77."));
        }
    }

    private static ScriptedServer.Script goingAwayWith(ErrorCode errorCode, String debugData) {
        return peer -> {
            peer.awaitRequest();
            peer.kernel().closeConnection(errorCode, debugData.getBytes(US_ASCII));
            peer.flush();
            peer.socket().close();
        };
    }

    @Test
    @Spec("CL-ERR-03")
    void brokenProtocolFailsEveryExchange() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.awaitRequest();
                    peer.awaitRequest();
                    peer.socket().getOutputStream().write(new byte[] {0, 0, 1, 6, 0, 0, 0, 0, 0, 0}); // PING of 1 octet
                    seen.add(peer.await(GoAwayReceived.class).errorCode());
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int second = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            ConnectionException failure = assertThrows(ConnectionException.class, () -> client.getResponse(first));
            assertThrows(ConnectionException.class, () -> client.getResponse(second));

            assertTrue(failure.getMessage().contains("the server broke the protocol"));
            assertEquals(ErrorCode.FRAME_SIZE_ERROR, seen.take());
        }
    }

    @Test
    @Spec({"CL-CONN-03", "CL-ERR-03"})
    void serverOfAnotherProtocolIsNamedSo() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    byte[] answer = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".getBytes(US_ASCII);
                    peer.socket().getOutputStream().write(answer);
                    peer.socket().getInputStream().readAllBytes();
                });
                Http2Connection client = server.client()) {

            ConnectionException failure = assertThrows(ConnectionException.class, () -> get(client, "/"));

            assertTrue(failure.getMessage().contains("the server does not speak HTTP/2"), failure.getMessage());
        }
    }

    @Test
    @Spec("CL-ERR-03")
    void serverThatClosesAtOnceMayNotSpeakHttp2() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.socket().getInputStream().read(new byte[1_000]);
                });
                Http2Connection client = server.client()) {

            ConnectionException failure = assertThrows(ConnectionException.class, () -> get(client, "/"));

            assertFalse(failure.getMessage().contains("\n"));
        }
    }

    @Test
    @Spec("CL-ERR-03")
    void refusedConnectionIsNamedSo() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        Http2Connection client = Http2Connection.cleartext("localhost", port, ClientConfiguration.defaults());

        ConnectionException failure = assertThrows(ConnectionException.class, client::connect);

        assertEquals(
                "Cannot connect to localhost:" + port
                        + ": the connection was refused. Check the port, and that the server is running.",
                failure.getMessage());
        assertTrue(failure.isSafeToRetry());
    }

    @Test
    @Spec("CL-ERR-03")
    void unknownHostIsNamedSo() {
        Http2Connection client = Http2Connection.cleartext("no-such-host.invalid", 80, ClientConfiguration.defaults());

        ConnectionException failure = assertThrows(ConnectionException.class, client::connect);

        assertEquals(
                "Cannot connect to no-such-host.invalid:80: the host name is not known."
                        + " Check its spelling and the network.",
                failure.getMessage());
    }

    @Test
    void observerThatThrowsEndsTheConnectionForEverybody() throws Exception {
        FrameObserver faulty = new FaultyObserver();
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int first = peer.awaitRequest().streamId();
                    peer.awaitRequest();
                    peer.respond(first, "first");
                    peer.awaitClose();
                });
                Http2Connection client = server.client(
                        ClientConfiguration.builder().observer(faulty).build())) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int second = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            assertThrows(IllegalStateException.class, () -> client.getResponse(first));
            assertThrows(ConnectionException.class, () -> client.getResponse(second));
        }
    }

    private static ClientConfiguration waitingForever() {
        return ClientConfiguration.builder()
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .build();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static CompletableFuture<Exception> failureOf(Action action) {
        return CompletableFuture.supplyAsync(() -> assertThrows(Exception.class, action::run));
    }

    private static String getUnchecked(Http2Connection client, String path) {
        try {
            return get(client, path);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String get(Http2Connection client, String path) throws IOException {
        int streamId = client.request("GET", path, NO_FIELDS, RequestBody.none());
        try (Response response = client.getResponse(streamId)) {
            return new String(response.read(), UTF_8);
        }
    }
}
