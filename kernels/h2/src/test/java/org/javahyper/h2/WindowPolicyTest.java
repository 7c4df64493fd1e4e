package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.WindowUpdateFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When received octets are given back: the automatic window policy, and increments by hand. */
class WindowPolicyTest {
    private static final int LARGEST = Integer.MAX_VALUE;

    @Test
    @Spec({"H2-WIN-01", "H2-WIN-03", "H2-WIN-04", "H2-WIN-06", "H2-OP-18"})
    void halfOfTheWindowIsGivenBackAtOnceConnectionFirst() {
        Kernel server = receiving(H2Configuration.server().build(), 16_384, 16_384, 16_383);

        server.connection.acknowledgeReceivedData(1, 16_384);
        List<Frame> first = server.sent();
        server.connection.acknowledgeReceivedData(1, 16_384);
        List<Frame> second = server.sent();
        server.connection.acknowledgeReceivedData(1, 16_383);
        List<Frame> third = server.sent();

        assertEquals(List.of(), first);
        assertEquals(List.of(new WindowUpdateFrame(0, 32_768), new WindowUpdateFrame(1, 32_768)), second);
        assertEquals(List.of(), third);
        assertEquals(65_535 - 16_383, server.connection.receiveWindow(1));
    }

    @Test
    @Spec({"H2-WIN-03", "INV-6"})
    void shutWindowIsOpenedAfterALittleMoreThanAKibioctet() {
        Kernel server = receiving(H2Configuration.server().build(), 16_384, 16_384, 16_384, 16_383);

        server.connection.acknowledgeReceivedData(1, 1_024);
        List<Frame> atTheBound = server.sent();
        server.connection.acknowledgeReceivedData(1, 1);
        List<Frame> above = server.sent();

        assertEquals(List.of(), atTheBound);
        assertEquals(List.of(new WindowUpdateFrame(0, 1_025), new WindowUpdateFrame(1, 1_025)), above);
        assertEquals(1_025, server.connection.receiveWindow(0));
    }

    @Test
    @Spec("H2-WIN-03")
    void shutSmallWindowIsOpenedAfterMoreThanAQuarter() {
        Kernel server = receiving(window(100), 100);

        server.connection.acknowledgeReceivedData(1, 25);
        List<Frame> quarter = server.sent();
        server.connection.acknowledgeReceivedData(1, 1);
        List<Frame> more = server.sent();

        assertEquals(List.of(), quarter);
        assertEquals(List.of(new WindowUpdateFrame(1, 26)), more);
    }

    @Test
    @Spec({"H2-WIN-05", "H2-OP-18"})
    void acknowledgingNothingDoesNothingEvenIfAnUpdateIsDue() {
        Kernel server = receiving(window(100), 60);
        server.connection.acknowledgeReceivedData(1, 49);
        server.receive(FrameFactory.data(1, 40, false));

        server.connection.acknowledgeReceivedData(1, 0);

        assertEquals(List.of(), server.sent());
        server.connection.acknowledgeReceivedData(1, 1);
        assertEquals(List.of(new WindowUpdateFrame(1, 50)), server.sent());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, -1"})
    @Spec("H2-WIN-05")
    void numbersOutOfRangeAreIllegalArguments(int streamId, int octets) {
        Kernel server = receiving(H2Configuration.server().build(), 10);

        assertThrows(IllegalArgumentException.class, () -> server.connection.acknowledgeReceivedData(streamId, octets));
    }

    @Test
    @Spec({"H2-WIN-05", "X-ATOM-01"})
    void acknowledgingMoreThanWasReceivedIsRefused() {
        Kernel server = receiving(H2Configuration.server().build(), 10);
        server.connection.acknowledgeReceivedData(1, 4);

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> server.connection.acknowledgeReceivedData(1, 7));

        assertEquals(
                "Cannot acknowledge 7 octets on stream 1: 6 are not acknowledged yet. Acknowledge each DataReceived once.",
                refusal.getMessage());
        server.connection.acknowledgeReceivedData(1, 6);
        assertThrows(IllegalActionException.class, () -> server.connection.acknowledgeReceivedData(1, 1));
    }

    @Test
    @Spec({"H2-WIN-05", "H2-OP-40"})
    void acknowledgingOnAStreamNeverSeenIsRefused() {
        Kernel server = receiving(H2Configuration.server().build(), 10);

        NoSuchStreamException refusal =
                assertThrows(NoSuchStreamException.class, () -> server.connection.acknowledgeReceivedData(3, 1));

        assertEquals(
                "Cannot acknowledge data on stream 3: it was never opened (RFC 9113, 5.1). "
                        + "Use the id of an event or of nextStreamId().",
                refusal.getMessage());
    }

    @Test
    @Spec({"H2-CLOSED-08", "H2-WIN-04", "H2-WIN-08"})
    void dataOfAClosedStreamIsStillOwedToTheConnection() {
        Kernel server = receiving(H2Configuration.server().build(), 16_384, 16_384, 16_384);
        server.connection.resetStream(1, ErrorCode.CANCEL);
        server.sent();

        server.connection.acknowledgeReceivedData(1, 40_000);

        assertEquals(List.of(new WindowUpdateFrame(0, 40_000)), server.sent());
        assertThrows(IllegalActionException.class, () -> server.connection.acknowledgeReceivedData(1, 9_153));
        server.connection.acknowledgeReceivedData(1, 9_152);
    }

    @Test
    @Spec({"H2-WIN-08", "H2-ST-S08"})
    void streamThatThePeerHasEndedGetsNoWindow() {
        Kernel server = receiving(H2Configuration.server().build(), 16_384, 16_384);
        server.receive(FrameFactory.data(1, 16_384, true));

        server.connection.acknowledgeReceivedData(1, 49_152);
        server.connection.incrementFlowControlWindow(1, 1_000);

        assertEquals(List.of(new WindowUpdateFrame(0, 49_152)), server.sent());
    }

    @Test
    @Spec({"H2-WIN-07", "H2-FLOW-01"})
    void paddingIsAcknowledgedWithTheData() {
        Kernel server = receiving(window(100));
        server.receive(FrameFactory.paddedData(1, 20, 29, false));

        server.connection.acknowledgeReceivedData(1, 50);

        assertEquals(List.of(new WindowUpdateFrame(1, 50)), server.sent());
        assertEquals(100, server.connection.receiveWindow(1));
    }

    @Test
    @Spec({"H2-WIN-02", "H2-SET-09", "H2-OP-24"})
    void settingsMoveTheWindowAndTheMaximum() {
        Kernel server = receiving(H2Configuration.server().build(), 16_384);
        server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 10_000));
        assertEquals(49_151, server.connection.receiveWindow(1), "narrowed only by the acknowledgement");

        server.receive(FrameFactory.settingsAck());
        assertEquals(-6_384, server.connection.receiveWindow(1));
        server.sent();
        server.connection.acknowledgeReceivedData(1, 16_384);

        assertEquals(List.of(new WindowUpdateFrame(1, 16_384)), server.sent());
        assertEquals(10_000, server.connection.receiveWindow(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"H2-OP-17", "H2-WIN-02", "H2-FLOW-07"})
    void incrementByHandRaisesWindowAndMaximum(int streamId) {
        Kernel server = receiving(window(65_535), 16_384, 16_384, 16_384);

        server.connection.incrementFlowControlWindow(streamId, 100_000);

        assertEquals(List.of(new WindowUpdateFrame(streamId, 100_000)), server.sent());
        assertEquals(streamId == 0 ? 116_383 : 16_383, server.connection.receiveWindow(0));
        server.connection.acknowledgeReceivedData(1, 49_152);
        int other = 1 - streamId;
        assertEquals(
                List.of(new WindowUpdateFrame(other, 49_152)),
                server.sent(),
                "half of the raised maximum is not used up");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"H2-OP-17", "H2-FLOW-07", "X-ATOM-01"})
    void windowNeverPassesTheLargest(int streamId) {
        Kernel server = receiving(H2Configuration.server().build());
        int room = LARGEST - 65_535;

        IllegalActionException refusal = assertThrows(
                IllegalActionException.class, () -> server.connection.incrementFlowControlWindow(streamId, room + 1));

        assertEquals(
                "Cannot open the window by 2147418113: it is 65535 and may not pass 2^31-1 (RFC 9113, 6.9.1). "
                        + "Choose less.",
                refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        server.connection.incrementFlowControlWindow(streamId, room);
        assertEquals(List.of(new WindowUpdateFrame(streamId, room)), server.sent());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, -1", "1, -2147483648", "-1, 5"})
    @Spec({"H2-OP-17", "H2-OP-40"})
    void incrementOrIdOutOfRangeIsAnIllegalArgument(int streamId, int increment) {
        Kernel server = receiving(H2Configuration.server().build());

        assertThrows(
                IllegalArgumentException.class,
                () -> server.connection.incrementFlowControlWindow(streamId, increment));
        assertFalse(server.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-FLOW-07", "H2-SET-04", "X-ATOM-01"})
    void settingsMayNotLiftAnOpenWindowAboveTheLargest() {
        Kernel server = receiving(H2Configuration.server().build());
        server.connection.incrementFlowControlWindow(1, LARGEST - 65_535 - 100);
        server.sent();

        InvalidSettingException refusal = assertThrows(
                InvalidSettingException.class,
                () -> server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 65_636)));
        server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 65_635));

        assertEquals(
                "Cannot set INITIAL_WINDOW_SIZE to 65636: a stream's window would pass 2^31-1 (RFC 9113, 6.9.2). "
                        + "Choose another value.",
                refusal.getMessage());
        assertEquals(1, server.sent().size());
    }

    // Other policies

    @Test
    @Spec({"H2-CFG-10", "H2-WIN-03", "H2-WIN-06"})
    void policiesAnswerForAnyWindow() {
        assertEquals(WindowPolicy.NOT_DUE, WindowPolicy.MANUAL.increment(65_535, 0, 65_535));
        assertEquals(WindowPolicy.NOT_DUE, WindowPolicy.AUTOMATIC.increment(65_535, 32_768, 32_766));
        assertEquals(32_767, WindowPolicy.AUTOMATIC.increment(65_535, 32_768, 32_767));
        assertEquals(0, WindowPolicy.AUTOMATIC.increment(65_535, 65_535, 40_000));
        assertEquals(WindowPolicy.NOT_DUE, WindowPolicy.AUTOMATIC.increment(65_535, 0, 1_024));
        assertEquals(1_025, WindowPolicy.AUTOMATIC.increment(65_535, 0, 1_025));
        assertEquals(10_001, WindowPolicy.AUTOMATIC.increment(0, -10_001, 10_001));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-OP-18"})
    void manualPolicyGivesNothingBackButWhatTheProgramGives() {
        Kernel server = receiving(policy(WindowPolicy.MANUAL), 16_384, 16_384, 16_384, 16_383);

        server.connection.acknowledgeReceivedData(1, 65_535);
        List<Frame> acknowledged = server.sent();
        server.connection.incrementFlowControlWindow(0, 100);
        server.connection.incrementFlowControlWindow(1, 50);

        assertEquals(List.of(), acknowledged);
        assertEquals(List.of(new WindowUpdateFrame(0, 100), new WindowUpdateFrame(1, 50)), server.sent());
        assertEquals(100, server.connection.receiveWindow(0));
        assertEquals(50, server.connection.receiveWindow(1));
        assertThrows(IllegalActionException.class, () -> server.connection.acknowledgeReceivedData(1, 1));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-WIN-07", "H2-CLOSED-07"})
    void dataThatTheProgramNeverSeesIsGivenBackUnderAnyPolicy() {
        Kernel server = receiving(policy(WindowPolicy.MANUAL), 16_384);
        server.connection.resetStream(1, ErrorCode.CANCEL);
        server.sent();

        server.receive(FrameFactory.data(1, 16_384, false), FrameFactory.data(1, 16_384, true));

        assertEquals(List.of(new WindowUpdateFrame(0, 32_768)), server.sent());
        assertEquals(65_535 - 16_384, server.connection.receiveWindow(0));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-WIN-01"})
    void policyIsToldOfTheWindowAndOfWhatHasAddedUp() {
        List<List<Long>> asked = new ArrayList<>();
        Kernel server = receiving(policy((max, current, consumed) -> {
            asked.add(List.of(max, current, consumed));
            return consumed > 100 ? 30 : WindowPolicy.NOT_DUE;
        }));
        server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 1_000));
        server.receive(FrameFactory.settingsAck(), FrameFactory.data(1, 500, false));
        server.sent();

        server.connection.acknowledgeReceivedData(1, 100);
        List<Frame> notDue = server.sent();
        server.connection.acknowledgeReceivedData(1, 1);
        List<Frame> due = server.sent();
        server.connection.acknowledgeReceivedData(1, 2);

        assertEquals(List.of(), notDue);
        assertEquals(List.of(new WindowUpdateFrame(0, 30), new WindowUpdateFrame(1, 30)), due);
        assertEquals(
                List.of(
                        List.of(65_535L, 65_035L, 100L),
                        List.of(1_000L, 500L, 100L),
                        List.of(65_535L, 65_035L, 101L),
                        List.of(1_000L, 500L, 101L),
                        List.of(65_535L, 65_065L, 2L),
                        List.of(1_000L, 530L, 2L)),
                asked);
    }

    @Test
    @Spec({"H2-CFG-10", "H2-WIN-02", "H2-FLOW-07"})
    void policyMayEnlargeTheWindowForGood() {
        Kernel server = receiving(policy((max, current, consumed) -> 2 * max - current), 10_000);

        server.connection.acknowledgeReceivedData(1, 10_000);
        List<Frame> first = server.sent();
        server.receive(FrameFactory.data(1, 1, false));
        server.connection.acknowledgeReceivedData(1, 1);

        assertEquals(List.of(new WindowUpdateFrame(0, 75_535), new WindowUpdateFrame(1, 75_535)), first);
        assertEquals(List.of(new WindowUpdateFrame(0, 131_071), new WindowUpdateFrame(1, 131_071)), server.sent());
        assertEquals(4 * 65_535, server.connection.receiveWindow(1));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-FLOW-07", "X-NUM-01"})
    void policyEnlargesNoWindowAboveTheLargest() {
        Kernel server = receiving(policy((max, current, consumed) -> Long.MAX_VALUE), 10_000);

        server.connection.acknowledgeReceivedData(1, 5_000);
        List<Frame> first = server.sent();
        server.connection.acknowledgeReceivedData(1, 5_000);

        int room = LARGEST - 55_535;
        assertEquals(List.of(new WindowUpdateFrame(0, room), new WindowUpdateFrame(1, room)), first);
        assertEquals(List.of(), server.sent());
        assertEquals(LARGEST, server.connection.receiveWindow(0));
        assertEquals(LARGEST, server.connection.receiveWindow(1));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-WIN-03"})
    void incrementOfNothingIsNotSentButStartsAnew() {
        List<Long> asked = new ArrayList<>();
        Kernel server = receiving(
                policy((max, current, consumed) -> {
                    asked.add(consumed);
                    return 0;
                }),
                10_000);

        server.connection.acknowledgeReceivedData(1, 3);
        server.connection.acknowledgeReceivedData(1, 4);

        assertEquals(List.of(), server.sent());
        assertEquals(List.of(3L, 3L, 4L, 4L), asked);
    }

    @Test
    @Spec({"H2-PING-01", "H2-OP-12", "H2-CS-04"})
    void pingCarriesItsOctets() {
        Kernel server = Kernel.server();

        server.connection.ping(0x0102_0304_0506_0708L);
        List<H2Event> events = server.receive(FrameFactory.ping(-1, false));

        assertEquals(List.of(new PingFrame(0x0102_0304_0506_0708L, false), new PingFrame(-1, true)), server.sent());
        assertEquals(1, events.size());
    }

    private static H2Configuration window(int octets) {
        return H2Configuration.server()
                .limits(Limits.builder().initialStreamWindow(octets).build())
                .build();
    }

    private static H2Configuration policy(WindowPolicy policy) {
        return H2Configuration.server().windowPolicy(policy).build();
    }

    /** A server that has received a request on stream 1 and DATA frames of these lengths. */
    private static Kernel receiving(H2Configuration configuration, int... lengths) {
        Kernel server = Kernel.of(configuration);
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        for (int length : lengths) {
            server.receive(FrameFactory.data(1, length, false));
        }
        return server;
    }
}
