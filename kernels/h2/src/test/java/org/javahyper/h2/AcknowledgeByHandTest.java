package org.javahyper.h2;

import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Programs that acknowledge SETTINGS and PING themselves (docs/spec/behaviours.md, H2-CFG-12). */
class AcknowledgeByHandTest {
    private static final Frame ACK = new SettingsFrame(List.of(), true);

    @Test
    @Spec({"H2-CFG-12", "H2-OP-28", "H2-EV-09", "H2-SET-06", "H2-SET-12"})
    void settingsTakeEffectWhenTheProgramAcknowledgesThem() {
        Kernel client = posting();
        Settings first = Settings.of(SettingId.INITIAL_WINDOW_SIZE, 3);
        Settings second = Settings.of(SettingId.MAX_FRAME_SIZE, 20_000);

        List<H2Event> events = client.receive(
                FrameFactory.settings(SettingId.INITIAL_WINDOW_SIZE, 3),
                FrameFactory.settings(SettingId.MAX_FRAME_SIZE, 20_000));

        assertEquals(
                List.of(
                        new RemoteSettingsChanged(Settings.empty(), first, first),
                        new RemoteSettingsChanged(first, first.merge(second), second)),
                events);
        assertEquals(List.of(), client.sent());
        assertEquals(Settings.empty(), client.connection.remoteSettings());
        assertEquals(List.of(first, second), client.connection.pendingRemoteSettings());
        assertEquals(65_535, client.connection.sendWindow(1));
        assertEquals(16_384, client.connection.maxOutboundFrameSize());
    }

    @Test
    @Spec({"H2-CFG-12", "H2-OP-28", "H2-SET-01", "H2-SET-06", "H2-SET-08"})
    void eachCallAcknowledgesTheOldestFrame() {
        Kernel client = posting();
        client.receive(
                FrameFactory.settings(SettingId.INITIAL_WINDOW_SIZE, 3),
                FrameFactory.settings(SettingId.MAX_FRAME_SIZE, 20_000));

        client.connection.acknowledgeSettings();
        int windowAfterOne = client.connection.sendWindow(1);
        List<Settings> pendingAfterOne = client.connection.pendingRemoteSettings();
        int frameSizeAfterOne = client.connection.maxOutboundFrameSize();
        client.connection.acknowledgeSettings();

        assertEquals(3, windowAfterOne);
        assertEquals(List.of(Settings.of(SettingId.MAX_FRAME_SIZE, 20_000)), pendingAfterOne);
        assertEquals(16_384, frameSizeAfterOne);
        assertEquals(20_000, client.connection.maxOutboundFrameSize());
        assertEquals(List.of(), client.connection.pendingRemoteSettings());
        assertEquals(
                Settings.of(SettingId.INITIAL_WINDOW_SIZE, 3).and(SettingId.MAX_FRAME_SIZE, 20_000),
                client.connection.remoteSettings());
        assertEquals(List.of(ACK, ACK), client.sent());
        assertEquals(3, client.connection.sendData(1, ascii("hello"), true));
    }

    @Test
    @Spec({"H2-CFG-12", "X-ATOM-01"})
    void nothingCanBeAcknowledgedTwice() {
        Kernel byHand = posting();
        byHand.receive(FrameFactory.settings());
        byHand.connection.acknowledgeSettings();
        Kernel byItself = Kernel.client();
        byItself.receive(FrameFactory.settings());

        for (Kernel kernel : List.of(byHand, byItself)) {
            kernel.sent();
            IllegalActionException refusal =
                    assertThrows(IllegalActionException.class, kernel.connection::acknowledgeSettings);

            assertEquals(
                    "Cannot acknowledge SETTINGS: none waits. "
                            + "Acknowledge each RemoteSettingsChanged once, if the configuration leaves it to you.",
                    refusal.getMessage());
            assertFalse(kernel.connection.hasDataToSend());
        }
    }

    @Test
    @Spec({"H2-CFG-12", "H2-SET-08", "H2-FLOW-06", "H2-CS-11", "X-ATOM-02", "X-ATOM-03"})
    void faultThatShowsAtTheAcknowledgementComesWithTheNextInput() {
        Kernel client = posting();
        List<H2Event> before = client.receive(
                FrameFactory.settings(SettingId.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE),
                FrameFactory.windowUpdate(1, 1));
        assertEquals(2, before.size());

        client.connection.acknowledgeSettings();

        assertEquals(ConnectionState.FAILED, client.connection.connectionState());
        assertTrue(client.connection.isClosed());
        String reason = "INITIAL_WINDOW_SIZE moves the window of stream 1 above 2^31-1 (RFC 9113, 6.9.2)";
        assertEquals(
                List.of(new GoAwayFrame(0, 3, reason.getBytes(StandardCharsets.US_ASCII))),
                client.sent(),
                "and no acknowledgement");
        assertThrows(ConnectionClosedException.class, client.connection::acknowledgeSettings);
        assertEquals(
                List.of(new ConnectionFailed(ErrorCode.FLOW_CONTROL_ERROR, reason)),
                client.receive(FrameFactory.ping(1, false)));
        Outcome.assertFailed(client);
    }

    @Test
    @Spec({"H2-CFG-12", "H2-SET-11", "H2-CONNECT-02"})
    void whatThePeerMayNotTakeBackCountsFromItsAnnouncement() {
        Kernel client = Kernel.of(byHand());
        client.receive(FrameFactory.settings(SettingId.ENABLE_CONNECT_PROTOCOL, 1));

        List<H2Event> events = client.receive(FrameFactory.settings(SettingId.ENABLE_CONNECT_PROTOCOL, 0));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec({"H2-CFG-12", "H2-LIM-31"})
    void unacknowledgedFramesAreBounded() {
        Kernel client = Kernel.of(byHand()); // has one waiting
        for (int i = 0; i < 31; i++) {
            assertEquals(1, client.receive(FrameFactory.settings()).size());
        }

        List<H2Event> events = client.receive(FrameFactory.settings());

        assertTrue(assertInstanceOf(ConnectionFailed.class, events.get(0))
                .reason()
                .startsWith("maxUnacknowledgedSettings 32 exceeded"));
        Outcome.assertConnectionError(client, events, ErrorCode.ENHANCE_YOUR_CALM, 0);
    }

    @Test
    @Spec({"H2-CFG-12", "H2-PING-01", "H2-EV-11"})
    void pingIsAnsweredWhenTheProgramSaysSo() {
        Kernel server =
                Kernel.of(H2Configuration.server().acknowledgePings(false).build());

        List<H2Event> events = server.receive(FrameFactory.ping(7, false), FrameFactory.settings());
        List<Frame> before = server.sent();
        server.connection.acknowledgePing(7);

        assertEquals(new PingReceived(7), events.get(0));
        assertEquals(List.of(ACK), before);
        assertEquals(List.of(new PingFrame(7, true)), server.sent());
    }

    @Test
    @Spec({"H2-CFG-12", "H2-CS-04", "X-ATOM-01"})
    void nothingIsAcknowledgedBeforeTheConnectionBeginsOrAfterItsEnd() {
        H2Connection fresh = new H2Connection(byHand());
        H2Connection ended = posting().connection;
        ended.receiveEndOfInput();
        ended.clearOutput();

        assertThrows(IllegalActionException.class, () -> fresh.acknowledgePing(1));
        assertThrows(IllegalActionException.class, fresh::acknowledgeSettings);
        assertThrows(ConnectionClosedException.class, () -> ended.acknowledgePing(1));
        assertThrows(ConnectionClosedException.class, ended::acknowledgeSettings);

        assertFalse(fresh.hasDataToSend());
        assertFalse(ended.hasDataToSend());
    }

    private static H2Configuration byHand() {
        return H2Configuration.client().acknowledgeSettings(false).build();
    }

    /** A client with stream 1 open that has acknowledged the server's first SETTINGS. */
    private static Kernel posting() {
        Kernel client = Kernel.of(byHand());
        client.connection.acknowledgeSettings();
        client.connection.sendHeaders(1, POST, false);
        client.sent();
        return client;
    }
}
