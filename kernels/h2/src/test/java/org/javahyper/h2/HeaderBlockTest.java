package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header blocks in several frames, and how large they may be (RFC 9113, 4.3 and 6.10). */
class HeaderBlockTest {
    private static final Headers GET = Headers.of(FrameFactory.GET);

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10, 5, 3})
    @Spec({"H2-HB-02", "H2-HB-03", "H2-EV-32"})
    void blockMayComeInSeveralFrames(int maxPart) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(kernel.peer.headersInParts(1, true, maxPart, FrameFactory.GET));

        assertEquals(List.of(new RequestReceived(1, GET, true), new StreamEnded(1)), events);
        assertEquals(StreamState.HALF_CLOSED_REMOTE, kernel.connection.streamState(1));
    }

    @Test
    @Spec({"H2-HB-03", "H2-ST-R01"})
    void streamOpensWhenItsBlockIsComplete() {
        Kernel kernel = Kernel.server();
        byte[] block = kernel.peer.block(FrameFactory.GET);

        List<H2Event> begun = kernel.receive(FrameFactory.headersOf(1, block, true, false));
        StreamState between = kernel.connection.streamState(1);
        List<H2Event> ended = kernel.receive(FrameFactory.continuation(1, new byte[0], true));

        assertEquals(List.of(), begun);
        assertEquals(StreamState.IDLE, between);
        assertEquals(List.of(new RequestReceived(1, GET, true), new StreamEnded(1)), ended);
    }

    static Stream<Arguments> otherFrames() {
        return Stream.of(
                Arguments.of("CONTINUATION of another stream", FrameFactory.continuation(3, new byte[0], true)),
                Arguments.of("HEADERS", FrameFactory.headersOf(1, new byte[0], true, true)),
                Arguments.of("DATA", FrameFactory.data(1, 0, false)),
                Arguments.of("RST_STREAM", FrameFactory.rstStream(1, ErrorCode.CANCEL)),
                Arguments.of("PRIORITY", FrameFactory.priority(1)),
                Arguments.of("SETTINGS", FrameFactory.settings()),
                Arguments.of("PING", FrameFactory.ping(1, false)),
                Arguments.of("GOAWAY", FrameFactory.goAway(0, ErrorCode.NO_ERROR)),
                Arguments.of("WINDOW_UPDATE", FrameFactory.windowUpdate(0, 1)),
                Arguments.of("an unknown frame", FrameFactory.raw(0xbb, 0, 1)),
                Arguments.of("a frame to be ignored", FrameFactory.raw(0xc, 0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFrames")
    @Spec({"H2-HB-02", "X-ATOM-02"})
    void nothingElseMayComeInsideABlock(String name, byte[] frame) {
        Kernel kernel = Kernel.server();
        byte[] block = kernel.peer.block(FrameFactory.GET);

        List<H2Event> events =
                kernel.receive(FrameFactory.windowUpdate(0, 7), FrameFactory.headersOf(1, block, true, false), frame);

        List<H2Event> before = List.of(new WindowUpdated(0, 7));
        Outcome.assertConnectionError(kernel, before, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "be", "3f e2 1f", "40 81 ff", "00 05 61"})
    @Spec({"H2-HB-06", "H2-X-16"})
    void blockThatCannotBeDecodedCostsTheConnection(String block) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(FrameFactory.headersOf(1, Hex.bytes(block), true, true));

        Outcome.assertConnectionError(kernel, events, ErrorCode.COMPRESSION_ERROR, 0);
    }

    @Test
    @Spec({"H2-LIM-05", "H2-LIM-31", "H2-X-15"})
    void emptyContinuationsAreCounted() {
        Kernel kernel = Kernel.server();
        List<byte[]> frames = new ArrayList<>();
        frames.add(FrameFactory.headersOf(1, new byte[0], true, false));
        for (int i = 0; i < 9; i++) {
            frames.add(FrameFactory.continuation(1, new byte[0], false));
        }

        List<H2Event> allowed = kernel.receive(frames.subList(0, 9).toArray(byte[][]::new));
        List<H2Event> events = kernel.receive(frames.get(9));

        assertEquals(List.of(), allowed);
        assertNamesLimit(events, "maxContinuationFrames 8 ");
        Outcome.assertConnectionError(kernel, events, ErrorCode.ENHANCE_YOUR_CALM, 0);
    }

    @Test
    @Spec("H2-LIM-05")
    void largeBlocksMayHaveAsManyContinuationsAsTheyNeed() {
        Limits limits = Limits.builder().maxHeaderListSizeHard(16 * 16_384).build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        byte[] block = kernel.peer.block(FrameFactory.GET);
        List<byte[]> frames = new ArrayList<>();
        frames.add(FrameFactory.headersOf(1, block, true, false));
        for (int i = 0; i < 19; i++) {
            frames.add(FrameFactory.continuation(1, new byte[0], false));
        }
        frames.add(FrameFactory.continuation(1, new byte[0], true));

        List<H2Event> events = kernel.receive(frames.toArray(byte[][]::new));

        assertEquals(List.of(new RequestReceived(1, GET, true), new StreamEnded(1)), events);
    }

    @Test
    @Spec({"H2-LIM-03", "H2-LIM-31"})
    void blockInSeveralFramesIsBounded() {
        Kernel kernel = Kernel.server();
        byte[] part = new byte[16_384];

        List<H2Event> allowed = kernel.receive(
                FrameFactory.headersOf(1, part, true, false),
                FrameFactory.continuation(1, part, false),
                FrameFactory.continuation(1, part, false),
                FrameFactory.continuation(1, part, false));
        List<H2Event> events = kernel.receive(FrameFactory.continuation(1, new byte[1], false));

        assertEquals(List.of(), allowed);
        assertNamesLimit(events, "maxHeaderBlockSize 65536 ");
        Outcome.assertConnectionError(kernel, events, ErrorCode.ENHANCE_YOUR_CALM, 0);
    }

    @Test
    @Spec({"H2-LIM-03", "H2-LIM-31"})
    void blockInOneFrameIsBoundedInTheSameWay() {
        Limits limits = Limits.builder()
                .maxHeaderListSize(100)
                .maxHeaderListSizeHard(200)
                .build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());

        List<H2Event> events = kernel.receive(FrameFactory.headersOf(1, new byte[201], true, true));

        assertNamesLimit(events, "maxHeaderBlockSize 200 ");
        Outcome.assertConnectionError(kernel, events, ErrorCode.ENHANCE_YOUR_CALM, 0);
    }

    @Test
    @Spec({"H2-LIM-02", "H2-HB-07", "INV-5", "INV-13"})
    void requestBeyondTheSoftLimitIsResetAndTheTablesStayInStep() {
        Limits limits = Limits.builder().maxHeaderListSize(400).build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        String[] large = FrameFactory.with(FrameFactory.GET, "x-large", "x".repeat(300));

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, large));

        Outcome.assertRejected(kernel, events, 1, 431);
        assertEquals(0, kernel.connection.openInboundStreams());
        assertEquals(
                2,
                kernel.receive(kernel.peer.headers(3, true, FrameFactory.GET)).size());
    }

    @Test
    @Spec({"H2-LIM-02", "H2-LIM-31"})
    void headerListBeyondTheHardLimitCostsTheConnection() {
        Limits limits = Limits.builder()
                .maxHeaderListSize(300)
                .maxHeaderListSizeHard(600)
                .build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        String[] huge = FrameFactory.with(FrameFactory.GET, "a", "x".repeat(300), "b", "x".repeat(300));

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, huge));

        assertNamesLimit(events, "maxHeaderListSizeHard 600 ");
        Outcome.assertConnectionError(kernel, events, ErrorCode.ENHANCE_YOUR_CALM, 0);
    }

    @Test
    @Spec({"H2-LIM-06", "H2-LIM-31"})
    void tooManyFieldsCostFirstTheStreamAndThenTheConnection() {
        Kernel kernel = Kernel.server();

        List<H2Event> soft =
                kernel.receive(kernel.peer.headers(1, false, FrameFactory.with(FrameFactory.GET, fields(197))));
        Outcome.assertRejected(kernel, soft, 1, 431);

        List<H2Event> hard =
                kernel.receive(kernel.peer.headers(3, false, FrameFactory.with(FrameFactory.GET, fields(397))));
        assertNamesLimit(hard, "maxHeaderFieldsHard 400 ");
        Outcome.assertConnectionError(kernel, hard, ErrorCode.ENHANCE_YOUR_CALM, 1);
    }

    @Test
    @Spec({"H2-LIM-02", "H2-EV-07", "INV-5"})
    void responseBeyondTheSoftLimitCostsTheStream() {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, GET, true);
        kernel.sent();
        String[] large = {":status", "200", "x-large", "x".repeat(33_000)};

        List<H2Event> events = kernel.receive(kernel.peer.headersInParts(1, false, 16_384, large));

        Outcome.assertStreamError(kernel, List.of(), events, 1, ErrorCode.ENHANCE_YOUR_CALM, ResetReason.LIMIT);
    }

    static Stream<Arguments> trailers() {
        return Stream.of(
                Arguments.of("as large as allowed", new String[] {"x", "y".repeat(8_192 - 33)}, true),
                Arguments.of("one octet larger", new String[] {"x", "y".repeat(8_192 - 32)}, false),
                Arguments.of("as many as allowed", fields(64), true),
                Arguments.of("one more", fields(65), false),
                Arguments.of("beyond what a header list may hold", new String[] {"x", "y".repeat(33_000)}, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trailers")
    @Spec({"H2-LIM-02", "H2-LIM-06"})
    void trailersHaveLimitsOfTheirOwn(String name, String[] fields, boolean fit) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));

        List<H2Event> events = kernel.receive(kernel.peer.headersInParts(1, true, 16_384, fields));

        if (fit) {
            assertEquals(2, events.size());
        } else {
            Outcome.assertStreamError(kernel, List.of(), events, 1, ErrorCode.ENHANCE_YOUR_CALM, ResetReason.LIMIT);
        }
    }

    private static String[] fields(int count) {
        String[] fields = new String[2 * count];
        Arrays.fill(fields, "f");
        return fields;
    }

    private static void assertNamesLimit(List<H2Event> events, String nameAndValue) {
        String reason = ((ConnectionFailed) events.get(events.size() - 1)).reason();
        assertTrue(reason.startsWith(nameAndValue), reason);
    }
}
