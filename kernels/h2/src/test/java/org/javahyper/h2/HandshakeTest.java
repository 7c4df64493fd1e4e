package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a connection begins: preface and SETTINGS (RFC 9113, 3.4). */
class HandshakeTest {
    private static final RemoteSettingsChanged NOTHING_CHANGED =
            new RemoteSettingsChanged(Settings.empty(), Settings.empty(), Settings.empty());

    @Test
    @Spec({"H2-CONN-01", "H2-CONN-03", "H2-CS-06", "X-BUF-02"})
    void serverConsumesThePrefaceWithoutEventHoweverItIsCut() {
        byte[] input = FrameFactory.concat(FrameFactory.preface(), FrameFactory.settings());

        Splits.forEach(input, parts -> {
            Kernel kernel = Kernel.fresh(H2Configuration.server().build());
            List<H2Event> events = new ArrayList<>();
            parts.forEach(part -> events.addAll(kernel.connection.receiveData(part)));

            assertEquals(List.of(NOTHING_CHANGED), events);
            assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
        });
    }

    @Test
    @Spec({"H2-CS-06", "H2-CONN-03"})
    void serverInitiatesItselfWhenOctetsCome() {
        Kernel kernel = Kernel.fresh(H2Configuration.server().build());

        kernel.receive(Arrays.copyOf(FrameFactory.preface(), 1));

        List<Frame> sent = kernel.sent();
        assertEquals(1, sent.size());
        assertTrue(sent.get(0) instanceof SettingsFrame settings && !settings.ack());
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    @Test
    @Spec({"H2-CS-06", "X-ATOM-01"})
    void clientMustInitiateBeforeItReceives() {
        Kernel kernel = Kernel.fresh(H2Configuration.client().build());

        assertThrows(IllegalActionException.class, () -> kernel.receive(FrameFactory.settings()));

        assertEquals(ConnectionState.NEW, kernel.connection.connectionState());
        assertEquals(0, kernel.connection.pendingOctets());
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, true, a method that differs at once",
        "POST / HTTP/1.1, true, in the second octet",
        "PROPFIND / HTTP/1.1, true, in the third",
        "PRI * HTTP/1.1, false, in the version",
        "get / HTTP/1.1, false, no method",
        "PrI, false, no letter of a method",
        "PR[, false, behind the letters",
        "P1, false, before the letters",
    })
    @Spec({"H2-ERR-04", "H2-CONN-01", "H2-ERR-02"})
    void wrongPrefaceFailsAtTheFirstOctetThatDiffers(String input, boolean isRequestLine, String why) {
        Kernel kernel = Kernel.fresh(H2Configuration.server().build());

        List<H2Event> events = kernel.receive(input.getBytes(StandardCharsets.US_ASCII));

        ConnectionFailed failed = (ConnectionFailed) events.get(0);
        assertEquals(1, events.size(), why);
        assertEquals(ErrorCode.PROTOCOL_ERROR, failed.errorCode());
        assertEquals(isRequestLine, failed.reason().contains("HTTP/1.x request"), failed.reason());
        List<Frame> sent = kernel.sent();
        assertEquals(2, sent.size(), "SETTINGS, then GOAWAY");
        assertEquals(0, ((GoAwayFrame) sent.get(1)).lastStreamId());
        Outcome.assertFailed(kernel);
    }

    @Test
    @Spec({"H2-ERR-04", "INV-2"})
    void wrongPrefaceIsFoundBeforeItIsComplete() {
        Kernel kernel = Kernel.fresh(H2Configuration.server().build());

        List<H2Event> whileRight = kernel.receive("PRI * HT".getBytes(StandardCharsets.US_ASCII));
        List<H2Event> whenWrong = kernel.receive("X".getBytes(StandardCharsets.US_ASCII));

        assertEquals(List.of(), whileRight);
        assertTrue(whenWrong.get(0) instanceof ConnectionFailed);
    }

    static Stream<Arguments> framesThatAreNotSettings() {
        return Stream.of(
                Arguments.of("SETTINGS with ACK", FrameFactory.settingsAck()),
                Arguments.of("PING", FrameFactory.ping(1, false)),
                Arguments.of("WINDOW_UPDATE", FrameFactory.windowUpdate(0, 1)),
                Arguments.of("HEADERS", new FrameFactory().headers(1, true, FrameFactory.GET)),
                Arguments.of("DATA", FrameFactory.data(1, 1, false)),
                Arguments.of("GOAWAY", FrameFactory.goAway(0, ErrorCode.NO_ERROR)),
                Arguments.of("PRIORITY", FrameFactory.priority(1)),
                Arguments.of("extension", FrameFactory.raw(0xbb, 0, 0)),
                Arguments.of("ignored ORIGIN", FrameFactory.raw(0xc, 0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framesThatAreNotSettings")
    @Spec({"H2-CONN-04", "H2-CFG-13"})
    void firstFrameMustBeSettings(String name, byte[] first) {
        Kernel server = Kernel.fresh(H2Configuration.server().build());
        server.connection.initiate();
        server.sent();
        Kernel client = Kernel.fresh(H2Configuration.client().build());
        client.connection.initiate();
        client.connection.dataToSend();

        List<H2Event> serverEvents = server.receive(FrameFactory.preface(), first);
        List<H2Event> clientEvents = client.receive(first);

        Outcome.assertConnectionError(server, serverEvents, ErrorCode.PROTOCOL_ERROR, 0);
        Outcome.assertConnectionError(client, clientEvents, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec({"H2-CFG-13", "H2-CONN-04"})
    void toolMayTakeAnyFirstFrame() {
        Kernel server = Kernel.fresh(
                H2Configuration.server().requireSettingsFirst(false).build());
        Kernel client = Kernel.fresh(
                H2Configuration.client().requireSettingsFirst(false).build());
        client.connection.initiate();
        byte[] input = FrameFactory.concat(FrameFactory.ping(7, false), FrameFactory.settings());

        List<H2Event> serverEvents = server.receive(FrameFactory.preface(), input);
        List<H2Event> clientEvents = client.receive(input);

        assertEquals(List.of(new PingReceived(7), NOTHING_CHANGED), serverEvents);
        assertEquals(serverEvents, clientEvents);
        assertEquals(ConnectionState.OPEN, client.connection.connectionState());
    }

    @Test
    @Spec({"X-BUF-01", "X-BUF-03"})
    void inputMayBeAnyKindOfBuffer() {
        byte[] input = FrameFactory.concat(
                new byte[3], FrameFactory.preface(), FrameFactory.settings(), FrameFactory.ping(7, false));
        ByteBuffer heap = ByteBuffer.wrap(input).position(3);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(input.length).put(input).flip().position(3);
        List<H2Event> expected = List.of(NOTHING_CHANGED, new PingReceived(7));

        for (ByteBuffer buffer : List.of(heap, direct, heap.duplicate().asReadOnlyBuffer())) {
            Kernel kernel = Kernel.fresh(H2Configuration.server().build());

            assertEquals(expected, kernel.connection.receiveData(buffer));
            assertEquals(buffer.limit(), buffer.position());
        }
        Kernel part = Kernel.fresh(H2Configuration.server().build());
        assertEquals(expected, part.connection.receiveData(input, 3, input.length - 3));
        assertThrows(IndexOutOfBoundsException.class, () -> part.connection.receiveData(input, 3, input.length));
    }

    @Test
    @Spec("H2-CONN-01")
    void prefaceOfTheClientIsTheOneOfTheRfc() {
        Kernel kernel = Kernel.fresh(H2Configuration.client().build());

        kernel.connection.initiate();

        assertArrayEquals(FrameFactory.preface(), Arrays.copyOf(kernel.connection.dataToSend(), 24));
    }
}
