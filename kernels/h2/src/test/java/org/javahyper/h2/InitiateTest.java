package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection begins with. */
class InitiateTest {
    @Test
    @Spec({"H2-OP-01", "H2-CONN-01", "H2-SET-02", "H2-SET-03", "H2-CS-01"})
    void clientBeginsWithPrefaceAndSettings() {
        H2Connection client = new H2Connection(H2Configuration.client().build());

        client.initiate();

        assertArrayEquals(
                FrameFactory.concat(FrameFactory.preface(), FrameFactory.settings(2, 0, 3, 100, 6, 32_768, 9, 1)),
                client.dataToSend());
        assertEquals(ConnectionState.OPEN, client.connectionState());
    }

    @Test
    @Spec({"H2-OP-01", "H2-CONN-03", "H2-SET-02", "H2-SET-03", "H2-CS-01"})
    void serverBeginsWithSettings() {
        H2Connection server = new H2Connection(H2Configuration.server().build());

        server.initiate();

        assertArrayEquals(FrameFactory.settings(3, 100, 6, 32_768, 9, 1), server.dataToSend());
        assertEquals(ConnectionState.OPEN, server.connectionState());
    }

    @Test
    @Spec({"H2-SET-03", "H2-CFG-08", "H2-CFG-14"})
    void firstSettingsListsWhatDiffersInAscendingOrder() {
        Limits limits = Limits.builder()
                .decoderTableSize(8_192)
                .maxConcurrentStreams(0)
                .initialStreamWindow(100_000)
                .maxFrameSize(32_768)
                .maxHeaderListSize(9_000)
                .build();
        H2Connection client =
                new H2Connection(H2Configuration.client().limits(limits).build());

        client.initiate();

        assertArrayEquals(
                FrameFactory.concat(
                        FrameFactory.preface(),
                        FrameFactory.settings(1, 8_192, 2, 0, 3, 0, 4, 100_000, 5, 32_768, 6, 9_000, 9, 1)),
                client.dataToSend());
        assertEquals(Settings.empty(), client.localSettings());
    }

    @Test
    @Spec({"H2-CFG-09", "H2-FLOW-02", "H2-FLOW-10"})
    void largerConnectionWindowIsOpenedRightAfterSettings() {
        Limits limits = Limits.builder().connectionWindow(1 << 20).build();
        H2Connection server =
                new H2Connection(H2Configuration.server().limits(limits).build());

        server.initiate();

        assertArrayEquals(
                FrameFactory.concat(
                        FrameFactory.settings(3, 100, 6, 32_768, 9, 1),
                        FrameFactory.windowUpdate(0, (1 << 20) - 65_535)),
                server.dataToSend());
        assertEquals(1 << 20, server.receiveWindow(0));
        assertEquals(65_535, server.sendWindow(0));
    }

    @Test
    @Spec({"H2-OP-01", "H2-CS-01", "X-ATOM-01"})
    void secondInitiateIsRefused() {
        H2Connection client = new H2Connection(H2Configuration.client().build());
        client.initiate();
        long pending = client.pendingOctets();

        IllegalActionException refusal = assertThrows(IllegalActionException.class, client::initiate);

        assertEquals(
                "Cannot initiate: the connection is OPEN, and begins once (RFC 9113, 3.4). Leave this call out.",
                refusal.getMessage());
        assertEquals(pending, client.pendingOctets());
    }

    @Test
    @Spec({"H2-CS-06", "H2-EV-09"})
    void firstInputInitiatesAServer() {
        H2Connection server = new H2Connection(H2Configuration.server().build());

        List<?> events = server.receiveData(FrameFactory.concat(FrameFactory.preface(), FrameFactory.settings()));

        assertEquals(List.of(new RemoteSettingsChanged(Settings.empty(), Settings.empty(), Settings.empty())), events);
        assertArrayEquals(
                FrameFactory.concat(FrameFactory.settings(3, 100, 6, 32_768, 9, 1), FrameFactory.settingsAck()),
                server.dataToSend());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-CS-06", "X-ATOM-01", "X-BUF-01"})
    void inputBeforeInitiateIsRefusedByAClientAndStaysUnread(boolean direct) {
        H2Connection client = new H2Connection(H2Configuration.client().build());
        byte[] settings = FrameFactory.settings();
        ByteBuffer input = direct ? ByteBuffer.allocateDirect(9).put(settings).flip() : ByteBuffer.wrap(settings);

        IllegalActionException refusal = assertThrows(IllegalActionException.class, () -> client.receiveData(input));

        assertEquals("Cannot receive: a client speaks first (RFC 9113, 3.4). Call initiate().", refusal.getMessage());
        assertEquals(9, input.remaining());
        assertEquals(ConnectionState.NEW, client.connectionState());
        assertEquals(0, client.pendingOctets());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec("X-BUF-01")
    void bufferIsReadFromItsPositionToItsLimit(boolean direct) {
        H2Connection client = new H2Connection(H2Configuration.client().build());
        client.initiate();
        byte[] padded = FrameFactory.concat(new byte[3], FrameFactory.settings(4, 7), new byte[5]);
        ByteBuffer input = direct ? ByteBuffer.allocateDirect(padded.length).put(padded) : ByteBuffer.wrap(padded);
        input.limit(padded.length - 5).position(3);

        List<?> events = client.receiveData(input);

        assertEquals(1, events.size());
        assertEquals(0, input.remaining());
        assertEquals(7, client.remoteSettings().value(SettingId.INITIAL_WINDOW_SIZE));
    }

    @Test
    @Spec("X-BUF-01")
    void rangeOutsideTheArrayIsAnIllegalArgument() {
        H2Connection server = new H2Connection(H2Configuration.server().build());

        assertThrows(IndexOutOfBoundsException.class, () -> server.receiveData(new byte[4], 2, 3));

        assertEquals(ConnectionState.NEW, server.connectionState());
    }

    @Test
    @Spec("H2-CONN-02")
    void requestMayGoOutBeforeThePeersSettings() {
        Kernel client = Kernel.fresh(H2Configuration.client().build());
        client.connection.initiate();
        client.connection.dataToSend();

        client.connection.sendHeaders(1, GET, false);
        client.connection.sendData(1, ascii("hello"), true);

        List<?> frames = client.sent();
        assertEquals(2, frames.size());
        assertEquals(HeadersFrame.class, frames.get(0).getClass());
        assertEquals(DataFrame.class, frames.get(1).getClass());
    }
}
