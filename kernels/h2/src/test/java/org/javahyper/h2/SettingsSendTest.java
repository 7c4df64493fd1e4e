package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.hyperframe.SettingsFrame.Setting;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own settings: what may be announced, and when it takes effect. */
class SettingsSendTest {
    private static final Settings FIRST = Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 100)
            .and(SettingId.MAX_HEADER_LIST_SIZE, 32_768)
            .and(SettingId.NO_RFC7540_PRIORITIES, 1);

    @Test
    @Spec({"H2-OP-19", "H2-SET-01", "H2-EV-10", "H2-SET-13"})
    void settingsTakeEffectWithTheirAcknowledgement() {
        Kernel server = Kernel.server();
        Settings changes = Settings.of(SettingId.MAX_FRAME_SIZE, 20_000).and(0xabcd, 7);

        server.connection.updateSettings(changes);

        assertEquals(
                List.of(new SettingsFrame(
                        List.of(new Setting(SettingId.MAX_FRAME_SIZE, 20_000), new Setting(0xabcd, 7)), false)),
                server.sent());
        assertEquals(FIRST, server.connection.localSettings());
        Settings after = FIRST.merge(changes);
        assertEquals(
                List.of(new SettingsAcknowledged(FIRST, after, changes)), server.receive(FrameFactory.settingsAck()));
        assertEquals(after, server.connection.localSettings());
    }

    @Test
    @Spec({"EX-05", "H2-SET-01"})
    void eachAcknowledgementAppliesTheOldestFrame() {
        Kernel client = Kernel.client();
        client.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 1));
        client.connection.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 32_768));

        client.receive(FrameFactory.settingsAck());
        Settings afterOne = client.connection.localSettings();
        client.receive(FrameFactory.settingsAck());
        Settings afterTwo = client.connection.localSettings();

        assertEquals(1, afterOne.value(SettingId.INITIAL_WINDOW_SIZE));
        assertEquals(16_384, afterOne.value(SettingId.MAX_FRAME_SIZE));
        assertEquals(32_768, afterTwo.value(SettingId.MAX_FRAME_SIZE));
    }

    @Test
    @Spec({"H2-LIM-18", "X-ATOM-01"})
    void atMostFourFramesMayBeUnacknowledged() {
        Kernel server = Kernel.server();
        for (int i = 0; i < 4; i++) {
            server.connection.updateSettings(Settings.of(SettingId.MAX_CONCURRENT_STREAMS, i));
        }
        server.sent();

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> server.connection.updateSettings(Settings.empty()));

        assertEquals(
                "Cannot send SETTINGS: 4 are not acknowledged yet. Wait for SettingsAcknowledged.",
                refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        server.receive(FrameFactory.settingsAck());
        server.connection.updateSettings(Settings.empty());
        assertEquals(List.of(new SettingsFrame(List.of(), false)), server.sent());
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "CLIENT, 1, 2147483648, HEADER_TABLE_SIZE, our table has 0 to 2^31-1 octets",
        "CLIENT, 2, 2, ENABLE_PUSH, 'a client announces 0 or 1, a server nothing (RFC 9113, 6.5.2)'",
        "SERVER, 2, 0, ENABLE_PUSH, 'a client announces 0 or 1, a server nothing (RFC 9113, 6.5.2)'",
        "SERVER, 2, 1, ENABLE_PUSH, 'a client announces 0 or 1, a server nothing (RFC 9113, 6.5.2)'",
        "SERVER, 4, 2147483648, INITIAL_WINDOW_SIZE, 'it is 0 to 2^31-1 (RFC 9113, 6.5.2)'",
        "SERVER, 5, 16383, MAX_FRAME_SIZE, 'it is 16,384 to 16,777,215 (RFC 9113, 6.5.2)'",
        "SERVER, 5, 16777216, MAX_FRAME_SIZE, 'it is 16,384 to 16,777,215 (RFC 9113, 6.5.2)'",
        "SERVER, 8, 2, ENABLE_CONNECT_PROTOCOL, 'a server announces 0 or 1, a client nothing (RFC 8441, 3)'",
        "CLIENT, 8, 1, ENABLE_CONNECT_PROTOCOL, 'a server announces 0 or 1, a client nothing (RFC 8441, 3)'",
        "CLIENT, 9, 2, NO_RFC7540_PRIORITIES, 'it is 0 or 1 (RFC 9218, 2.1)'",
        "CLIENT, 9, 0, NO_RFC7540_PRIORITIES, 'it may not change after the first SETTINGS (RFC 9218, 2.1)'"
    })
    @Spec({"H2-SET-04", "H2-SET-11", "H2-X-11", "X-ATOM-01"})
    void valueThatIsNotAllowedIsRefused(Role role, int id, long value, String name, String rule) {
        Kernel kernel = kernel(role);
        Settings changes = Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 5).and(id, value);

        InvalidSettingException refusal =
                assertThrows(InvalidSettingException.class, () -> kernel.connection.updateSettings(changes));

        assertEquals(
                "Cannot set " + name + " to " + value + ": " + rule + ". Choose another value.", refusal.getMessage());
        assertFalse(kernel.connection.hasDataToSend());
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, 1, 2147483647",
        "CLIENT, 1, 0",
        "CLIENT, 2, 0",
        "CLIENT, 2, 1",
        "SERVER, 3, 4294967295",
        "SERVER, 4, 2147483647",
        "SERVER, 4, 0",
        "SERVER, 5, 16384",
        "SERVER, 5, 16777215",
        "SERVER, 6, 4294967295",
        "SERVER, 6, 0",
        "SERVER, 8, 0",
        "SERVER, 8, 1",
        "CLIENT, 9, 1",
        "CLIENT, 7, 4294967295",
        "CLIENT, 65535, 1"
    })
    @Spec({"H2-SET-04", "H2-SET-07"})
    void valueAtTheEdgeIsAnnouncedAndAcknowledged(Role role, int id, long value) {
        Kernel kernel = kernel(role);

        kernel.connection.updateSettings(Settings.of(id, value));
        List<Frame> frames = kernel.sent();
        List<H2Event> events = kernel.receive(FrameFactory.settingsAck());

        assertEquals(List.of(new SettingsFrame(List.of(new Setting(id, value)), false)), frames);
        assertEquals(1, events.size());
        assertEquals(value, kernel.connection.localSettings().value(id));
    }

    @Test
    @Spec({"H2-OP-42", "X-ATOM-01"})
    void moreSettingsThanAFrameHoldsAreRefused() {
        Kernel server = Kernel.server();
        Settings many = Settings.empty();
        for (int i = 0; i < 2_730; i++) {
            many = many.and(0xff00, i);
        }
        Settings tooMany = many.and(0xff00, 0);

        InvalidSettingException refusal =
                assertThrows(InvalidSettingException.class, () -> server.connection.updateSettings(tooMany));
        server.connection.updateSettings(many);

        assertEquals(
                "Cannot send 2731 settings: the peer's frames have room for 2730. Send fewer at once.",
                refusal.getMessage());
        assertEquals(16_380, server.sent().get(0).length());
    }

    // Enlarging is honoured at once, narrowing after the acknowledgement

    @Test
    @Spec("H2-SET-09")
    void largerFrameIsAcceptedAtOnceAndASmallerOneRequiredAfterTheAcknowledgement() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        server.connection.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 20_000));
        assertEquals(1, server.receive(FrameFactory.data(1, 20_000, false)).size());
        server.receive(FrameFactory.settingsAck());
        server.connection.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 16_384));
        assertEquals(1, server.receive(FrameFactory.data(1, 20_000, false)).size());

        server.receive(FrameFactory.settingsAck(), FrameFactory.data(1, 16_385, false));

        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
    }

    @Test
    @Spec({"H2-SET-09", "H2-FLOW-10"})
    void largerWindowIsOpenAtOnceForOldAndNewStreams() {
        Kernel server = Kernel.of(H2Configuration.server()
                .limits(Limits.builder().connectionWindow(1 << 20).build())
                .build());
        server.receive(server.peer.headers(1, false, FrameFactory.POST));

        server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 100_000));
        server.receive(server.peer.headers(3, false, FrameFactory.POST));
        int oldWindow = server.connection.receiveWindow(1);
        int newWindow = server.connection.receiveWindow(3);
        server.receive(FrameFactory.settingsAck());

        assertEquals(List.of(100_000, 100_000), List.of(oldWindow, newWindow));
        assertEquals(100_000, server.connection.receiveWindow(1));
        assertEquals(1 << 20, server.connection.receiveWindow(0));
    }

    @Test
    @Spec("H2-SET-09")
    void largerTableMayBeUsedAtOnce() {
        Kernel server = Kernel.server();
        server.connection.updateSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 8_192));
        HpackEncoder eager = HpackEncoder.builder().tableSizeCap(8_192).build();
        eager.maxTableSize(8_192);

        List<H2Event> events =
                server.receive(FrameFactory.headersOf(1, eager.encode(Headers.of(FrameFactory.GET)), true, true));

        assertEquals(2, events.size(), events.toString());
    }

    @Test
    @Spec({"H2-SET-09", "H2-CFG-14"})
    void largerTableOfTheFirstSettingsMayBeUsedAtOnce() {
        Kernel server = Kernel.fresh(H2Configuration.server()
                .limits(Limits.builder().decoderTableSize(8_192).build())
                .build());
        HpackEncoder eager = HpackEncoder.builder().tableSizeCap(8_192).build();
        eager.maxTableSize(8_192);

        List<H2Event> events = server.receive(
                FrameFactory.preface(),
                FrameFactory.settings(),
                FrameFactory.headersOf(1, eager.encode(Headers.of(FrameFactory.GET)), true, true));

        assertEquals(3, events.size(), events.toString());
    }

    @Test
    @Spec({"EX-09", "H2-SET-09"})
    void smallerTableIsDemandedAfterTheAcknowledgement() {
        Kernel server = Kernel.server();
        server.connection.updateSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 0));
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        assertEquals(ConnectionState.OPEN, server.connection.connectionState());

        server.receive(FrameFactory.settingsAck(), server.peer.headers(3, true, FrameFactory.GET));

        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
    }

    @Test
    @Spec("H2-SET-09")
    void headerListSizeWidensAtOnceAndNarrowsAfterTheAcknowledgement() {
        Kernel server = Kernel.of(H2Configuration.server()
                .limits(Limits.builder().maxHeaderListSize(300).build())
                .build());
        String[] large = FrameFactory.GET.clone();
        large[7] = "/" + "a".repeat(200);
        server.connection.updateSettings(Settings.of(SettingId.MAX_HEADER_LIST_SIZE, 1_000));
        assertEquals(2, server.receive(server.peer.headers(1, true, large)).size());
        server.connection.updateSettings(Settings.of(SettingId.MAX_HEADER_LIST_SIZE, 100));
        server.receive(FrameFactory.settingsAck());
        assertEquals(2, server.receive(server.peer.headers(3, true, large)).size());

        server.receive(FrameFactory.settingsAck());

        assertEquals(
                List.of(new RequestRejected(5, 431, "header list beyond maxHeaderListSize 100 or maxHeaderFields 200")),
                server.receive(server.peer.headers(5, true, FrameFactory.GET)));
        assertEquals(ConnectionState.OPEN, server.connection.connectionState());
    }

    private static Kernel kernel(Role role) {
        return role == Role.CLIENT ? Kernel.client() : Kernel.server();
    }

    @Test
    @Spec({"H2-SET-05", "H2-SET-09", "H2-FLOW-07"})
    void windowsLeaveRoomForAValueThatALaterEntryTakesBack() {
        Kernel client = Kernel.client();
        client.connection.updateSettings(
                Settings.of(SettingId.INITIAL_WINDOW_SIZE, 0x7fff_ffffL).and(SettingId.INITIAL_WINDOW_SIZE, 65_535));
        client.connection.sendHeaders(1, Messages.GET, true);

        assertThrows(IllegalActionException.class, () -> client.connection.incrementFlowControlWindow(1, 1));
        client.receive(FrameFactory.settingsAck());

        client.connection.incrementFlowControlWindow(1, 1);
        client.connection.incrementFlowControlWindow(0, 1);
        assertEquals(65_536, client.connection.receiveWindow(1));
    }
}
