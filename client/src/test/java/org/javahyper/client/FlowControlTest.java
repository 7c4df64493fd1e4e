package org.javahyper.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies larger than the windows, both ways. */
@Timeout(60)
class FlowControlTest {
    private static final Headers NO_FIELDS = Headers.empty();

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    @Spec({"CL-BODY-03", "CL-WIN-07"})
    void bodiesLargerThanAllWindowsPassBothWays() throws Exception {
        byte[] body = Pattern.octets(3_000_000);
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    byte[] received = peer.awaitBody(streamId);
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, received, true);
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            client.request("POST", "/", NO_FIELDS, RequestBody.octets(body));

            assertArrayEquals(body, client.getResponse().read());
        }
    }

    @Test
    @Spec("CL-BODY-03")
    void singleThreadUploadsToAServerThatAnswersMeanwhile() throws Exception {
        byte[] upload = Pattern.octets(1_000_000);
        byte[] answer = Pattern.octets(60_000);
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    int sent = 0;
                    int received = 0;
                    while (received < upload.length) {
                        H2Event event = peer.next();
                        if (event instanceof DataReceived data) {
                            received += data.data().remaining();
                            peer.acknowledge(data);
                            int until = (int) ((long) answer.length * received / upload.length);
                            peer.kernel()
                                    .sendData(
                                            streamId,
                                            ByteBuffer.wrap(answer, sent, until - sent),
                                            until == answer.length);
                            peer.flush();
                            sent = until;
                        }
                    }
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            client.request("POST", "/", NO_FIELDS, RequestBody.octets(upload));

            assertArrayEquals(answer, client.getResponse().read());
        }
    }

    @Test
    @Spec({"CL-WIN-07", "CL-WIN-08"})
    void slowReaderIsNotOverrun() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    seen.add(peer.kernel().sendWindow(streamId));
                    peer.body(streamId, new byte[65_535], false);
                    peer.kernel().ping(1); // the client answers it behind every window update it might have sent
                    peer.flush();
                    for (H2Event event = peer.next();
                            !event.getClass().getSimpleName().equals("PingAckReceived");
                            event = peer.next()) {
                        assertFalse(
                                event instanceof WindowUpdated update && update.streamId() == streamId, "not read yet");
                    }
                    seen.add(peer.kernel().sendWindow(streamId));
                    peer.respond(peer.awaitRequest().streamId(), "other");
                    for (WindowUpdated update = peer.await(WindowUpdated.class);
                            update.streamId() != streamId;
                            update = peer.await(WindowUpdated.class)) {}
                    seen.add(peer.kernel().sendWindow(streamId) > 0);
                    peer.kernel().endStream(streamId);
                    peer.flush();
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            int slow = client.request("GET", "/slow", NO_FIELDS, RequestBody.none());
            Response slowResponse = client.getResponse(slow);

            client.ping(7);
            client.ping(8);
            int other = client.request("GET", "/other", NO_FIELDS, RequestBody.none());

            assertEquals("other", new String(client.getResponse(other).read(), UTF_8));
            assertEquals(65_535, seen.take());
            assertEquals(0, seen.take());
            assertEquals(65_535, slowResponse.read().length);
            assertEquals(true, seen.take());
        }
    }

    @Test
    @Spec("CL-WIN-08")
    void windowsAreAnnouncedAsConfigured() throws Exception {
        ClientConfiguration wide = ClientConfiguration.builder()
                .streamWindow(300_000)
                .connectionWindow(400_000)
                .build();
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    seen.add(peer.kernel().sendWindow(streamId));
                    seen.add(peer.kernel().sendWindow(0));
                    peer.awaitClose();
                });
                Http2Connection client = server.client(wide)) {

            client.request("GET", "/", NO_FIELDS, RequestBody.none());

            assertEquals(300_000, seen.take());
            assertEquals(400_000, seen.take());
        }
    }

    @Test
    @Spec("CL-BODY-05")
    void answeredUploadStopsQuietlyWhenTheServerWantsNoMore() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.respond(streamId, "enough");
                    peer.kernel().resetStream(streamId, ErrorCode.NO_ERROR);
                    peer.flush();
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            client.request("POST", "/", NO_FIELDS, RequestBody.octets(new byte[5_000_000]));

            assertEquals("enough", new String(client.getResponse().read(), UTF_8));
        }
    }

    @Test
    @Spec("CL-BODY-05")
    void answeredUploadListensOnWhileTheWindowIsShut() throws Exception {
        Limits narrow = Limits.builder().initialStreamWindow(100).build();
        try (ScriptedServer server = ScriptedServer.cleartext(narrow, peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.respond(streamId, "enough");
                    peer.kernel().ping(1);
                    peer.flush();
                    peer.await(PingAckReceived.class); // the response has ended, and the client still reads
                    peer.kernel().resetStream(streamId, ErrorCode.NO_ERROR);
                    peer.flush();
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.ping(1); // from here on the server's settings are known

            client.request("POST", "/", NO_FIELDS, RequestBody.octets(new byte[5_000]));

            assertEquals("enough", new String(client.getResponse().read(), UTF_8));
        }
    }

    @Test
    void uploadThatIsResetUnansweredFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.kernel().resetStream(peer.awaitRequest().streamId(), ErrorCode.ENHANCE_YOUR_CALM);
                    peer.flush();
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            StreamResetException failure = assertThrows(
                    StreamResetException.class,
                    () -> client.request("POST", "/", NO_FIELDS, RequestBody.octets(new byte[5_000_000])));

            assertEquals(ErrorCode.ENHANCE_YOUR_CALM, failure.errorCode());
        }
    }

    @Test
    @Spec("CL-BODY-03")
    void uploadWaitsForTheServersOwnWindow() throws Exception {
        Limits narrow = Limits.builder().initialStreamWindow(100).build();
        byte[] body = Pattern.octets(5_000);
        try (ScriptedServer server = ScriptedServer.cleartext(narrow, peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    seen.add(peer.awaitBody(streamId));
                    peer.respond(streamId, "done");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            client.ping(1); // from here on the server's settings are known

            client.request("POST", "/", NO_FIELDS, RequestBody.octets(body));

            assertArrayEquals(body, (byte[]) seen.take());
            assertEquals("done", new String(client.getResponse().read(), UTF_8));
        }
    }
}
