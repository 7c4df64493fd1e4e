package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;
import static org.javahyper.h2.Messages.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Padding, sent and received (RFC 9113, 6.1). */
class PaddingTest {
    // Sent

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    @Spec({"H2-OP-07", "H2-FLOW-01", "H2-FLOW-03"})
    void paddingGoesOutWithTheDataAndCountsAgainstBothWindows(int padLength) {
        Kernel client = posting();
        ByteBuffer data = ascii("hello");

        int taken = client.connection.sendData(1, data, true, padLength);

        assertEquals(5, taken);
        assertEquals(0, data.remaining());
        assertEquals(List.of(new DataFrame(1, ascii("hello").array(), padLength, true)), client.sent());
        assertEquals(65_535 - 6 - padLength, client.connection.sendWindow(0));
        assertEquals(65_535 - 6 - padLength, client.connection.sendWindow(1));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-OP-07", "H2-OP-42"})
    void eachFrameIsPaddedAndNoneIsLongerThanThePeerAllows() {
        Kernel client = posting();

        int taken = client.connection.sendData(1, ByteBuffer.wrap(body(20_000)), true, 99);

        byte[] body = body(20_000);
        assertEquals(20_000, taken);
        assertEquals(
                List.of(
                        new DataFrame(1, Arrays.copyOf(body, 16_284), 99, false),
                        new DataFrame(1, Arrays.copyOfRange(body, 16_284, 20_000), 99, true)),
                client.sent());
        assertEquals(65_535 - 20_000 - 200, client.connection.sendWindow(0));
    }

    // spotless:off
    @ParameterizedTest(name = "window {0}, padding {1}: takes {2}, {3} left")
    @CsvSource({
        "10,   3, 5,   1", // all of it
        " 8,   3, 4,   0", // all but the last octet
        " 5,   3, 1,   0",
        " 4,   3, 0,   4", // room for padding alone
        " 3,   3, 0,   3",
        " 0,   0, 0,   0",
        "255, 255, 0, 255",
        "257, 255, 1,   0",
    })
    // spotless:on
    @Spec({"H2-OP-07", "H2-FLOW-03"})
    void windowBoundsDataAndPaddingTogether(int window, int padLength, int taken, int left) {
        Kernel client = posting(SettingId.INITIAL_WINDOW_SIZE, window);
        ByteBuffer data = ascii("hello");

        int octets = client.connection.sendData(1, data, true, padLength);

        assertEquals(taken, octets);
        assertEquals(5 - taken, data.remaining());
        assertEquals(left, client.connection.sendWindow(1));
        byte[] sent = Arrays.copyOf(ascii("hello").array(), taken);
        assertEquals(taken == 0 ? List.of() : List.of(new DataFrame(1, sent, padLength, taken == 5)), client.sent());
        assertEquals(taken == 5 ? StreamState.HALF_CLOSED_LOCAL : StreamState.OPEN, client.connection.streamState(1));
    }

    @ParameterizedTest(name = "window {0}: padding of {1}")
    @CsvSource({"9, 8", "8, -1", "0, -1"})
    @Spec({"H2-OP-07", "H2-OP-09", "H2-FLOW-09"})
    void endThatHasNoRoomForItsPaddingGoesOutWithout(int window, int padLength) {
        Kernel client = posting(SettingId.INITIAL_WINDOW_SIZE, window);

        int taken = client.connection.sendData(1, ByteBuffer.allocate(0), true, 8);

        assertEquals(0, taken);
        assertEquals(List.of(new DataFrame(1, new byte[0], padLength, true)), client.sent());
        assertEquals(window - 1 - padLength, client.connection.sendWindow(1));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
    @Spec({"H2-OP-07", "X-ATOM-01"})
    void padLengthOutOfRangeIsAnIllegalArgument(int padLength) {
        Kernel client = posting();
        ByteBuffer data = ascii("hello");

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> client.connection.sendData(1, data, true, padLength));

        assertEquals(
                "Cannot pad by " + padLength + " octets: padding has 0 to 255 (RFC 9113, 6.1). Pass one of them.",
                refusal.getMessage());
        assertEquals(5, data.remaining());
        assertFalse(client.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-OP-07", "H2-LIM-17", "INV-4"})
    void onlyTheBodyCountsAgainstTheBoundOnWhatWaits() {
        Limits limits = Limits.builder().maxOutboundPerStream(10).build();
        Kernel client = Kernel.of(H2Configuration.client().limits(limits).build());
        client.connection.sendHeaders(1, POST, false);
        client.sent();

        int first = client.connection.sendData(1, ascii("hello"), false, 255);
        int second = client.connection.sendData(1, ascii("world!"), false, 255);
        client.connection.dataToSend(ByteBuffer.allocate(9 + 256 + 4));
        int beforeTheFrameIsTaken = client.connection.sendData(1, ascii("!"), true, 0);
        client.connection.dataToSend(ByteBuffer.allocate(1));
        int after = client.connection.sendData(1, ascii("!"), true, 0);

        assertEquals(List.of(5, 5, 0, 1), List.of(first, second, beforeTheFrameIsTaken, after));
    }

    // Received

    static Stream<Arguments> paddedFrames() {
        byte[] get = new FrameFactory().block(FrameFactory.GET);
        byte[] headers = FrameFactory.concat(new byte[] {2}, get, new byte[] {0, 1});
        return Stream.of(
                Arguments.of("DATA", FrameType.DATA, Flags.PADDED, 1, new byte[] {2, 'a', 0, 1}),
                Arguments.of("HEADERS", FrameType.HEADERS, Flags.PADDED | Flags.END_HEADERS, 3, headers));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paddedFrames")
    @Spec({"H2-CFG-11", "FR-SER-01"})
    void paddingThatIsNotZeroCostsTheConnectionWhereItIsRejected(
            String name, int type, int flags, int streamId, byte[] payload) {
        Kernel server = receiving(true);

        List<H2Event> events = server.receive(FrameFactory.raw(type, flags, streamId, payload));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @Test
    @Spec({"H2-CFG-11", "FR-SER-01"})
    void paddingThatIsNotZeroIsIgnoredByDefault() {
        Kernel server = receiving(false);
        byte[] headers = FrameFactory.concat(new byte[] {1}, server.peer.block(FrameFactory.POST), new byte[] {9});

        List<H2Event> events = server.receive(
                FrameFactory.raw(FrameType.DATA, Flags.PADDED, 1, new byte[] {2, 'a', 0, 1}),
                FrameFactory.raw(FrameType.HEADERS, Flags.PADDED | Flags.END_HEADERS, 3, headers));

        assertEquals(List.of(new DataReceived(1, ascii("a"), 4, false), new RequestReceived(3, POST, false)), events);
    }

    @Test
    @Spec({"H2-CFG-11", "X-ATOM-02"})
    void zerosPassWhereOtherPaddingIsRejected() {
        Kernel server = receiving(true);

        List<H2Event> events = server.receive(FrameFactory.paddedData(1, 1, 200, false));

        assertEquals(List.of(new DataReceived(1, ByteBuffer.allocate(1), 202, false)), events);
    }

    @Test
    @Spec({"H2-CFG-11", "H2-EV-05", "X-ATOM-02"})
    void dataThatCameBeforeItsPaddingHasBeenDelivered() {
        Kernel server = receiving(true);
        byte[] frame = FrameFactory.raw(FrameType.DATA, Flags.PADDED | Flags.END_STREAM, 1, new byte[] {2, 'a', 0, 1});

        List<H2Event> first = server.connection.receiveData(frame, 0, 11);
        List<H2Event> second = server.connection.receiveData(frame, 11, 2);

        assertEquals(List.of(new DataReceived(1, ascii("a"), 1, false)), first);
        Outcome.assertConnectionError(server, second, ErrorCode.PROTOCOL_ERROR, 1);
    }

    private static Kernel posting(long... peerSettings) {
        Kernel client = Kernel.of(H2Configuration.client().build(), peerSettings);
        client.connection.sendHeaders(1, GET, false);
        client.sent();
        return client;
    }

    /** A server with a request on stream 1 whose body is to come. */
    private static Kernel receiving(boolean rejectNonZeroPadding) {
        Kernel server = Kernel.of(H2Configuration.server()
                .rejectNonZeroPadding(rejectNonZeroPadding)
                .build());
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        return server;
    }
}
