package org.javahyper.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviours 8.4: what a program gets out of a response. */
@Timeout(60)
class ResponseTest {
    private static final Headers NO_FIELDS = Headers.empty();

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    @Spec({"CL-RESP-02", "CL-RESP-03", "CL-CONN-09"})
    void headAndBodyAreDelivered() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "404", "server", "script", "x", "1", "x", "2");
                    peer.body(streamId, "nothing here".getBytes(UTF_8), true);
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());

            try (Response response = client.getResponse()) {
                assertEquals(404, response.status());
                assertEquals(Headers.of("server", "script", "x", "1", "x", "2"), response.headers());
                assertEquals("HTTP/2", response.version());
                assertEquals("HTTP/2", client.version());
                assertEquals("h2c", client.negotiatedProtocol());
                assertEquals(1, response.streamId());
                assertEquals("nothing here", new String(response.read(), UTF_8));
                assertEquals(0, response.read().length);
                assertEquals(NO_FIELDS, response.trailers());
            }
        }
    }

    @Test
    @Spec("CL-RESP-03")
    void numberedReadsWaitForTheirOctetsOrTheEnd() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    for (String part : List.of("a", "bc", "def", "g")) {
                        peer.body(streamId, part.getBytes(UTF_8), part.equals("g"));
                    }
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());

            Response response = client.getResponse();

            assertEquals("abcde", new String(response.read(5), UTF_8));
            assertEquals("", new String(response.read(0), UTF_8));
            assertEquals("fg", new String(response.read(Integer.MAX_VALUE), UTF_8));
            assertEquals("", new String(response.read(1), UTF_8));
        }
    }

    @Test
    @Spec("CL-RESP-04")
    void chunkedReadsGiveWhatIsThere() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, "first".getBytes(UTF_8), false);
                    firstRead.await();
                    peer.body(streamId, "second".getBytes(UTF_8), true);
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse();

            assertEquals("first", new String(response.readChunked(), UTF_8));
            firstRead.countDown();
            assertEquals("second", new String(response.readChunked(), UTF_8));
            assertEquals("", new String(response.readChunked(), UTF_8));
        }
    }

    @Test
    @Spec("CL-RESP-01")
    void responsesMayBeFetchedInAnyOrderAndOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int first = peer.awaitRequest().streamId();
                    int second = peer.awaitRequest().streamId();
                    peer.respond(second, "second");
                    peer.respond(first, "first");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int second = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            assertEquals("first", new String(client.getResponse(first).read(), UTF_8));
            assertEquals("second", new String(client.getResponse().read(), UTF_8));
            assertThrows(IllegalArgumentException.class, () -> client.getResponse(first));
            assertThrows(IllegalArgumentException.class, () -> client.getResponse(second));
            assertThrows(IllegalArgumentException.class, () -> client.getResponse(99));
            assertThrows(IllegalArgumentException.class, () -> client.cancel(99));
        }
    }

    @Test
    @Spec("CL-RESP-01")
    void responseBeforeAnyRequestIsMisuse() {
        Http2Connection client = Http2Connection.cleartext("localhost", 1, ClientConfiguration.defaults());

        assertThrows(IllegalStateException.class, client::getResponse);
    }

    @Test
    @Spec("CL-RESP-01")
    void resetStreamIsAnExceptionWithItsCode() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.kernel().resetStream(peer.awaitRequest().streamId(), ErrorCode.INTERNAL_ERROR);
                    peer.flush();
                    peer.kernel().resetStream(peer.awaitRequest().streamId(), ErrorCode.REFUSED_STREAM);
                    peer.flush();
                    peer.serve();
                });
                Http2Connection client = server.client()) {
            int broken = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int refused = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            StreamResetException breach = assertThrows(StreamResetException.class, () -> client.getResponse(broken));
            StreamResetException refusal = assertThrows(StreamResetException.class, () -> client.getResponse(refused));

            assertEquals(ErrorCode.INTERNAL_ERROR, breach.errorCode());
            assertEquals(broken, breach.streamId());
            assertTrue(breach.getMessage().contains("INTERNAL_ERROR (0x2, an internal error)"));
            assertEquals(ErrorCode.REFUSED_STREAM, refusal.errorCode());
            assertEquals(List.of(false, true), List.of(breach.isSafeToRetry(), refusal.isSafeToRetry()));
        }
    }

    @Test
    void resetAmidTheBodyLeavesWhatHasArrived() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, "half".getBytes(UTF_8), false);
                    peer.kernel().resetStream(streamId, ErrorCode.INTERNAL_ERROR);
                    peer.flush();
                    peer.serve();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse();

            assertEquals("half", new String(response.read(4), UTF_8));
            assertThrows(StreamResetException.class, () -> response.read(1));
            assertEquals("/next", get(client, "/next"));
        }
    }

    @Test
    @Spec("CL-RESP-06")
    void trailersReadAheadAndTheBodyStaysReadable() throws Exception {
        byte[] body = Pattern.octets(200_000);
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, body, false);
                    peer.head(streamId, true, "checksum", "42");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse();

            assertEquals(Headers.of("checksum", "42"), response.trailers());
            assertEquals(200_000, response.inputStream().available());
            assertArrayEquals(body, response.read());
        }
    }

    @Test
    @Spec("CL-RESP-09")
    void interimResponsesAreSkippedOrGivenToAListener() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    for (int i = 0; i < 2; i++) {
                        int streamId = peer.awaitRequest().streamId();
                        peer.head(streamId, false, ":status", "103", "link", "<a>");
                        peer.head(streamId, false, ":status", "103", "link", "<b>");
                        peer.respond(streamId, "done");
                    }
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            List<Headers> interim = new ArrayList<>();
            int skipping = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int listening = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            assertEquals(200, client.getResponse(skipping).status());
            assertEquals(200, client.getResponse(listening, interim::add).status());
            assertEquals(
                    List.of(Headers.of(":status", "103", "link", "<a>"), Headers.of(":status", "103", "link", "<b>")),
                    interim);
        }
    }

    @Test
    @Spec("CL-RESP-07")
    void closingBeforeTheEndCancelsAndGivesTheWindowBack() throws Exception {
        ClientConfiguration narrow =
                ClientConfiguration.builder().connectionWindow(65_535).build();
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, new byte[65_535], false);
                    seen.add(peer.await(StreamReset.class).errorCode());
                    peer.serve();
                });
                Http2Connection client = server.client(narrow)) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse();
            assertEquals(1, response.read(1).length);

            response.close();
            response.close();

            assertEquals(ErrorCode.CANCEL, seen.take());
            assertThrows(IOException.class, () -> response.read(1));
            assertThrows(IOException.class, response::trailers);
            assertEquals("/window/needed", get(client, "/window/needed"));
        }
    }

    @Test
    @Spec("CL-RESP-07")
    void closingAfterTheEndSendsNothing() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.respond(peer.awaitRequest().streamId(), "all");
                    seen.add(peer.awaitRequest());
                    peer.respond(3, "more");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse();
            response.read();

            response.close();

            assertEquals("more", get(client, "/"));
        }
    }

    @Test
    void cancelledRequestIsReset() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    seen.add(peer.await(StreamReset.class).errorCode());
                    peer.serve();
                });
                Http2Connection client = server.client()) {
            int streamId = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            client.cancel(streamId);

            assertEquals(ErrorCode.CANCEL, seen.take());
            assertThrows(IllegalArgumentException.class, () -> client.getResponse(streamId));
        }
    }

    @Test
    @Spec("CL-RESP-10")
    void inputStreamIsAViewOfTheBody() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.respond(peer.awaitRequest().streamId(), "äbc");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            InputStream stream = client.getResponse().inputStream();

            assertEquals("ä".getBytes(UTF_8)[0] & 0xff, stream.read());
            assertEquals(0, stream.read(new byte[4], 1, 0));
            assertEquals("bc", new String(stream.readAllBytes(), UTF_8).substring(1));
            assertEquals(-1, stream.read());
            stream.close();
            assertThrows(IOException.class, stream::read);
        }
    }

    @Test
    @Spec("CL-RESP-11")
    void headNeedsNoBodyWhateverItsLengthSays() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, true, ":status", "200", "content-length", "1000");
                    streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200", "content-length", "1000");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            for (int i = 0; i < 2; i++) {
                client.request("HEAD", "/", NO_FIELDS, RequestBody.none());

                try (Response response = client.getResponse()) {
                    assertEquals("1000", response.headers().first("content-length"));
                    assertEquals(0, response.read().length);
                }
            }
        }
    }

    private static String get(Http2Connection client, String path) throws IOException {
        int streamId = client.request("GET", path, NO_FIELDS, RequestBody.none());
        try (Response response = client.getResponse(streamId)) {
            return new String(response.read(), UTF_8);
        }
    }
}
