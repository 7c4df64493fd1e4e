package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.ContinuationFrame;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Header lists on their way into HEADERS and CONTINUATION. */
class SendHeadersTest {
    @Test
    @Spec({"H2-OP-06", "H2-HB-01", "H2-ST-S01", "H2-ST-S04", "H2-ST-S22", "EX-01"})
    void clientSendsRequestThenTrailers() {
        Kernel client = Kernel.client();

        client.connection.sendHeaders(1, POST, false);
        client.connection.sendHeaders(1, TRAILERS, true);

        List<Frame> frames = client.sent();
        assertEquals(2, frames.size());
        assertHeaders(client, frames.get(0), 1, POST, false);
        assertHeaders(client, frames.get(1), 1, TRAILERS, true);
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-OP-06", "H2-HB-01", "H2-HB-03", "H2-ST-S02", "H2-ST-S03", "H2-ST-S04", "H2-ST-S22", "EX-02"})
    void serverSendsInterimResponsesFinalResponseAndTrailers() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        server.connection.sendHeaders(1, HINTS, false);
        server.connection.sendHeaders(1, HINTS, false);
        server.connection.sendHeaders(1, OK, false);
        server.connection.sendHeaders(1, TRAILERS, true);

        List<Frame> frames = server.sent();
        assertEquals(4, frames.size());
        assertHeaders(server, frames.get(0), 1, HINTS, false);
        assertHeaders(server, frames.get(1), 1, HINTS, false);
        assertHeaders(server, frames.get(2), 1, OK, false);
        assertHeaders(server, frames.get(3), 1, TRAILERS, true);
        assertEquals(StreamState.CLOSED, server.connection.streamState(1));
        assertEquals(0, server.connection.openInboundStreams());
    }

    @Test
    @Spec("H2-HB-04")
    void emptyTrailersAreOneFrameWithAnEmptyFragment() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, POST, false);
        client.sent();

        client.connection.sendHeaders(1, Headers.empty(), true);

        HeadersFrame frame = (HeadersFrame) client.sent().get(0);
        assertEquals(0, frame.fieldBlockFragment().length);
        assertTrue(frame.endHeaders());
        assertTrue(frame.endStream());
    }

    @ParameterizedTest(name = "block of {1} octets in frames of {0}")
    @CsvSource({
        "16384, 16383, 1",
        "16384, 16384, 1",
        "16384, 16385, 2",
        "16384, 32767, 2",
        "16384, 32768, 2",
        "16384, 32769, 3",
        "16384, 49152, 3",
        "20000, 20000, 1",
        "20000, 20001, 2",
        "20000, 40000, 2",
        "20000, 60001, 4"
    })
    @Spec({"H2-HB-04", "H2-OP-42", "INV-7"})
    void blockLongerThanAFrameIsSplitIntoFullFrames(int maxFrameSize, int blockLength, int frameCount) {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_FRAME_SIZE, maxFrameSize);
        Headers headers = Messages.ofBlockLength(GET, blockLength);

        client.connection.sendHeaders(1, headers, true);

        List<Frame> frames = client.sent();
        assertEquals(frameCount, frames.size());
        assertTrue(((HeadersFrame) frames.get(0)).endStream());
        byte[] block = Outcome.assertOneBlock(frames, maxFrameSize);
        assertEquals(blockLength, block.length);
        assertEquals(headers, client.decode(block));
    }

    @Test
    @Spec({"H2-OP-43", "H2-HB-02"})
    void framesGoOutInCallOrderAndABlockIsNotInterrupted() {
        Kernel client = Kernel.client();

        client.connection.sendHeaders(1, Messages.withLongField(GET, 20_000), false);
        client.connection.sendData(1, ascii("hello"), true);
        client.connection.sendHeaders(3, Messages.withLongField(GET, 20_000), false);
        client.connection.sendHeaders(5, GET, true);

        List<Class<?>> types = new ArrayList<>();
        client.sent().forEach(frame -> types.add(frame.getClass()));
        assertEquals(
                List.of(
                        HeadersFrame.class,
                        ContinuationFrame.class,
                        DataFrame.class,
                        HeadersFrame.class,
                        ContinuationFrame.class,
                        HeadersFrame.class),
                types);
    }

    @Test
    @Spec({"H2-OP-42", "H2-SET-08"})
    void loweredFrameSizeHoldsForTheNextBlock() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_FRAME_SIZE, 40_000);
        client.connection.sendHeaders(1, Messages.withLongField(GET, 30_000), true);
        client.receive(FrameFactory.settings(SettingId.MAX_FRAME_SIZE, 16_384));
        client.connection.sendHeaders(3, Messages.withLongField(GET, 30_000), true);

        List<Frame> frames = client.sent();

        assertEquals(4, frames.size(), "HEADERS, SETTINGS ACK, HEADERS, CONTINUATION");
        assertTrue(frames.get(0).length() > 30_000);
        assertEquals(16_384, frames.get(2).length());
    }

    @Test
    @Spec({"H2-LIM-04", "H2-SET-07", "X-ATOM-01"})
    void clientRefusesAListAboveThePeersLimit() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_HEADER_LIST_SIZE, 177);
        client.connection.sendHeaders(1, GET, true); // 4 x 32 and 49 octets

        InvalidHeadersException refusal = assertThrows(
                InvalidHeadersException.class,
                () -> client.connection.sendHeaders(
                        3, GET.toBuilder().add("a", "").build(), true));

        assertEquals(
                "Cannot send headers on stream 3: the list has 210 octets and the peer accepts 177 (RFC 9113, 6.5.2). "
                        + "Send less.",
                refusal.getMessage());
        assertEquals(StreamState.IDLE, client.connection.streamState(3));
    }

    @Test
    @Spec("H2-LIM-04")
    void serverAnswersAboveThePeersLimitAllTheSame() {
        Kernel server = Kernel.of(H2Configuration.server().build(), SettingId.MAX_HEADER_LIST_SIZE, 0);
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        server.connection.sendHeaders(1, OK, true);

        assertHeaders(server, server.sent().get(0), 1, OK, true);
    }

    @Test
    @Spec({"H2-OP-06", "X-ATOM-01"})
    void listTooLargeForAnyBlockIsRefused() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        Headers.Builder huge = OK.toBuilder();
        String mebibyte = "a".repeat(1 << 20);
        for (int i = 0; i < 1_024; i++) {
            huge.add("x", mebibyte);
        }

        assertThrows(IllegalArgumentException.class, () -> server.connection.sendHeaders(1, huge.build(), true));

        assertFalse(server.connection.hasDataToSend());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
        server.connection.sendHeaders(1, OK, true);
        assertHeaders(server, server.sent().get(0), 1, OK, true);
    }

    private static void assertHeaders(Kernel kernel, Frame frame, int streamId, Headers headers, boolean endStream) {
        HeadersFrame sent = (HeadersFrame) frame;
        assertEquals(streamId, sent.streamId());
        assertEquals(headers, kernel.decode(sent));
        assertEquals(endStream, sent.endStream());
        assertTrue(sent.endHeaders());
    }
}
