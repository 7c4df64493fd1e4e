package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SETTINGS of the peer, and its acknowledgements of ours (docs/spec/behaviours.md, 4.13). */
class SettingsReceiveTest {
    private static final Headers GET = Headers.of(FrameFactory.GET);
    private static final Frame ACK = new SettingsFrame(List.of(), true);

    @Test
    @Spec({"H2-EV-09", "H2-SET-05", "H2-SET-06", "H2-SET-07", "FR-SER-05"})
    void settingsAreAppliedReportedAndAcknowledgedOnce() {
        Kernel kernel = Kernel.client();

        List<H2Event> first = kernel.receive(FrameFactory.settings(3, 0, 0x1234, 0xffff_ffffL, 3, 7, 6, 0));
        List<H2Event> second = kernel.receive(FrameFactory.settings(1, 0));

        Settings entries = Settings.of(3, 0).and(0x1234, 0xffff_ffffL).and(3, 7).and(6, 0);
        Settings values = Settings.of(3, 7).and(6, 0).and(0x1234, 0xffff_ffffL);
        Settings later = Settings.of(1, 0).and(3, 7).and(6, 0).and(0x1234, 0xffff_ffffL);
        assertEquals(List.of(new RemoteSettingsChanged(Settings.empty(), values, entries)), first);
        assertEquals(List.of(new RemoteSettingsChanged(values, later, Settings.of(1, 0))), second);
        assertEquals(later, kernel.connection.remoteSettings());
        assertEquals(List.of(ACK, ACK), kernel.sent());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {1} = {2} is {3}")
    @CsvSource({
        "server, ENABLE_PUSH,             2, 2,          PROTOCOL_ERROR",
        "client, ENABLE_PUSH,             2, 2,          PROTOCOL_ERROR",
        "client, ENABLE_PUSH,             2, 1,          PROTOCOL_ERROR",
        "server, ENABLE_PUSH,             2, 4294967295, PROTOCOL_ERROR",
        "server, INITIAL_WINDOW_SIZE,     4, 2147483648, FLOW_CONTROL_ERROR",
        "server, MAX_FRAME_SIZE,          5, 16383,      PROTOCOL_ERROR",
        "server, MAX_FRAME_SIZE,          5, 16777216,   PROTOCOL_ERROR",
        "server, ENABLE_CONNECT_PROTOCOL, 8, 2,          PROTOCOL_ERROR",
        "client, NO_RFC7540_PRIORITIES,   9, 2,          PROTOCOL_ERROR",
    })
    // spotless:on
    @Spec({"H2-SET-04", "H2-SET-05", "H2-X-11", "X-ATOM-02"})
    void invalidValueCostsTheConnectionAndNothingTakesEffect(
            String role, String name, int id, long value, String errorCode) {
        Kernel kernel = role.equals("client") ? Kernel.client() : Kernel.server();

        List<H2Event> events = kernel.receive(FrameFactory.settings(1, 0, id, value));

        ErrorCode expected =
                errorCode.equals("PROTOCOL_ERROR") ? ErrorCode.PROTOCOL_ERROR : ErrorCode.FLOW_CONTROL_ERROR;
        Outcome.assertConnectionError(kernel, events, expected, 0);
        assertTrue(((ConnectionFailed) events.get(0)).reason().contains(name));
        assertEquals(Settings.empty(), kernel.connection.remoteSettings());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "server, 2, 0",     "server, 2, 1",          "client, 2, 0",
        "server, 4, 0",     "server, 4, 2147483647", "server, 5, 16384", "server, 5, 16777215",
        "server, 3, 0",     "server, 3, 4294967295", "server, 1, 0",     "server, 1, 4294967295",
        "server, 6, 0",     "server, 6, 4294967295", "client, 8, 1",     "client, 9, 0",
        "server, 0, 1",     "server, 65535, 1",
    })
    // spotless:on
    @Spec({"H2-SET-04", "H2-SET-07"})
    void validValueIsTaken(String role, int id, long value) {
        Kernel kernel = role.equals("client") ? Kernel.client() : Kernel.server();

        kernel.receive(FrameFactory.settings(id, value));

        assertEquals(value, kernel.connection.remoteSettings().value(id));
        assertEquals(List.of(ACK), kernel.sent());
    }

    @ParameterizedTest(name = "{0} first {1}, then {2}")
    @CsvSource({"8, 1, 0, false", "8, 0, 1, true", "8, 1, 1, true", "9, 1, 0, false", "9, 0, 1, false", "9, 1, 1, true"
    })
    @Spec({"H2-SET-11", "H2-CONNECT-02"})
    void someValuesMayNotBeTakenBack(int id, long first, long second, boolean allowed) {
        Kernel kernel = Kernel.of(H2Configuration.client().build(), id, first);

        List<H2Event> events = kernel.receive(FrameFactory.settings(id, second));

        if (allowed) {
            assertEquals(second, kernel.connection.remoteSettings().value(id));
        } else {
            Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 0);
        }
    }

    @Test
    @Spec({"H2-LIM-11", "H2-LIM-31"})
    void entriesAreCounted() {
        Kernel kernel = Kernel.server();

        List<H2Event> allowed = kernel.receive(FrameFactory.settings(new long[64]));
        kernel.sent();
        List<H2Event> events = kernel.receive(FrameFactory.settings(new long[66]));

        assertEquals(1, allowed.size());
        assertTrue(((ConnectionFailed) events.get(0)).reason().startsWith("maxSettingsEntries 32 "));
        Outcome.assertConnectionError(kernel, events, ErrorCode.ENHANCE_YOUR_CALM, 0);
    }

    @Test
    @Spec({"H2-SET-08", "H2-FLOW-09", "H2-FLOW-10", "EX-04"})
    void initialWindowSizeMovesTheWindowsOfStreamsButNotTheConnections() {
        Kernel kernel = Kernel.server();
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST),
                kernel.peer.headers(3, false, FrameFactory.POST),
                FrameFactory.windowUpdate(3, 1_000),
                FrameFactory.windowUpdate(0, 100_000));

        kernel.receive(FrameFactory.settings(4, 10, 4, 100));

        assertEquals(100, kernel.connection.sendWindow(1));
        assertEquals(1_100, kernel.connection.sendWindow(3));
        assertEquals(165_535, kernel.connection.sendWindow(0));
        kernel.receive(FrameFactory.settings(4, 0), kernel.peer.headers(5, false, FrameFactory.POST));
        assertEquals(0, kernel.connection.sendWindow(5), "a new stream begins with the new value");
    }

    @Test
    @Spec({"H2-SET-08", "H2-FLOW-06"})
    void initialWindowSizeMustNotMoveAWindowAbove31Bits() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST), FrameFactory.windowUpdate(1, 1));

        List<H2Event> most = kernel.receive(FrameFactory.settings(4, 0x7fff_fffeL));
        kernel.sent();
        List<H2Event> events = kernel.receive(FrameFactory.settings(4, 0x7fff_ffffL));

        assertEquals(1, most.size());
        Outcome.assertConnectionError(kernel, events, ErrorCode.FLOW_CONTROL_ERROR, 1);
    }

    @ParameterizedTest
    @CsvSource({"2147483647, 5, false", "5, 2147483647, false", "2147483646, 5, true", "0, 2147483646, true"})
    @Spec({"H2-SET-05", "H2-SET-08", "H2-OP-04"})
    void eachOfSeveralInitialWindowSizesTakesEffect(long first, long second, boolean allowed) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST), FrameFactory.windowUpdate(1, 1));

        List<H2Event> events = kernel.receive(FrameFactory.settings(4, first, 4, second), FrameFactory.settings(4, 9));

        if (allowed) {
            assertEquals(2, events.size());
            assertEquals(10, kernel.connection.sendWindow(1));
        } else {
            Outcome.assertConnectionError(kernel, events, ErrorCode.FLOW_CONTROL_ERROR, 1);
        }
    }

    @Test
    @Spec({"H2-SET-08", "H2-LIM-07"})
    void maxConcurrentStreamsHoldsForNewStreams() {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, GET, true);
        kernel.connection.sendHeaders(3, GET, true);

        kernel.receive(FrameFactory.settings(3, 1));

        assertEquals(2, kernel.connection.openOutboundStreams());
        assertFalse(kernel.connection.canOpenStream());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "4096, true"})
    @Spec({"H2-SET-08", "H2-SET-05", "EX-09"})
    void tableOfThePeerBoundsWhatWeIndex(long tableSize, boolean indexed) {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.HEADER_TABLE_SIZE, tableSize);
        HpackDecoder peer = HpackDecoder.create();
        client.connection.sendHeaders(1, GET, true);
        client.connection.sendHeaders(3, GET, true);

        List<Frame> sent = client.sent();

        for (Frame frame : sent) {
            assertEquals(GET, peer.decode(((HeadersFrame) frame).fieldBlockFragment()));
        }
        assertEquals(!indexed, ((HeadersFrame) sent.get(0)).fieldBlockFragment()[0] == 0x20, "size update to 0");
        assertEquals(indexed, peer.tableSize() > 0);
    }

    // Acknowledgements

    @Test
    @Spec({"EX-05", "H2-SET-01", "H2-SET-09", "H2-SET-13", "H2-EV-10"})
    void eachAcknowledgementAppliesTheOldestFrame() {
        Kernel kernel = Kernel.server();
        Settings before = kernel.connection.localSettings();
        Settings window = Settings.of(SettingId.INITIAL_WINDOW_SIZE, 1);
        Settings frame = Settings.of(SettingId.MAX_FRAME_SIZE, 32_768);
        kernel.connection.updateSettings(window);
        kernel.connection.updateSettings(frame);

        List<H2Event> first = kernel.receive(FrameFactory.settingsAck());
        List<H2Event> second = kernel.receive(FrameFactory.settingsAck());

        Settings between = before.merge(window);
        assertEquals(List.of(new SettingsAcknowledged(before, between, window)), first);
        assertEquals(List.of(new SettingsAcknowledged(between, between.merge(frame), frame)), second);
    }

    @Test
    @Spec({"H2-SET-10", "H2-EV-30"})
    void acknowledgementOfNothingIsIgnored() {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(FrameFactory.settingsAck());

        assertEquals(List.of(), events);
        assertEquals(List.of(), kernel.sent());
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    @Test
    @Spec({"H2-SET-09", "H2-LIM-01"})
    void smallerFrameSizeHoldsFromTheAcknowledgement() {
        Limits limits = Limits.builder().maxFrameSize(20_000).build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        kernel.connection.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 16_384));
        kernel.sent();

        List<H2Event> before = kernel.receive(FrameFactory.data(1, 16_385, false));
        kernel.receive(FrameFactory.settingsAck());
        List<H2Event> after = kernel.receive(Hex.bytes("004001 00 00 00000001"));

        assertEquals(1, before.size());
        Outcome.assertConnectionError(kernel, after, ErrorCode.FRAME_SIZE_ERROR, 1);
    }

    @Test
    @Spec({"H2-SET-09", "H2-FLOW-02", "H2-FLOW-10"})
    void smallerWindowHoldsFromTheAcknowledgement() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        kernel.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 100));
        kernel.sent();

        int before = kernel.connection.receiveWindow(1);
        kernel.receive(FrameFactory.settingsAck());

        assertEquals(65_535, before);
        assertEquals(100, kernel.connection.receiveWindow(1));
        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec({"EX-09", "H2-SET-09", "H2-HB-06"})
    void smallerTableMustBeConfirmedInTheNextBlock(boolean confirmed) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET), FrameFactory.rstStream(1, ErrorCode.CANCEL));
        kernel.connection.updateSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 0));
        kernel.receive(FrameFactory.settingsAck());
        kernel.sent();
        String get = "82 87 84 41 01 61";

        List<H2Event> events =
                kernel.receive(FrameFactory.headersOf(3, Hex.bytes(confirmed ? "20" + get : get), true, true));

        if (confirmed) {
            Headers expected = Headers.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "a");
            assertEquals(List.of(new RequestReceived(3, expected, true), new StreamEnded(3)), events);
        } else {
            Outcome.assertConnectionError(kernel, events, ErrorCode.COMPRESSION_ERROR, 1);
        }
    }

    @Test
    @Spec("H2-SET-09")
    void smallerTableDoesNotHoldWhileALargerOneIsUnderWay() {
        Kernel kernel = Kernel.server();
        kernel.connection.updateSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 0));
        kernel.connection.updateSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 8_192));

        kernel.receive(FrameFactory.settingsAck());
        List<H2Event> events =
                kernel.receive(FrameFactory.headersOf(1, Hex.bytes("3f e1 3f 82 87 84 41 01 61"), true, true)); // 8,192

        assertEquals(2, events.size(), events::toString);
    }

    @Test
    @Spec({"H2-SET-09", "H2-LIM-07"})
    void fewerConcurrentStreamsHoldFromTheAcknowledgement() {
        Kernel kernel = Kernel.server();
        kernel.connection.updateSettings(Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 0));

        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        kernel.receive(FrameFactory.settingsAck());
        kernel.receive(kernel.peer.headers(3, false, FrameFactory.POST));

        assertEquals(StreamState.OPEN, kernel.connection.streamState(1));
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(3));
    }

    @Test
    @Spec({"H2-SET-09", "H2-SET-06"})
    void settingsTakeEffectBeforeWhatFollowsInTheSameInput() {
        Kernel kernel = Kernel.server();

        kernel.receive(FrameFactory.settings(4, 5), kernel.peer.headers(1, false, FrameFactory.POST));

        assertEquals(5, kernel.connection.sendWindow(1));
    }
}
