package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Going away, and what still works after either side has said so (RFC 9113, 6.8). */
class GoAwaySendTest {
    @Test
    @Spec({"H2-OP-21", "H2-GO-01", "H2-GO-02", "H2-GO-04", "H2-GO-05", "H2-EV-23"})
    void openStreamsRunToTheirEndAndNewOnesAreRefused() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        server.connection.closeConnection(ErrorCode.NO_ERROR);
        assertEquals(List.of(new GoAwayFrame(1, 0, new byte[0])), server.sent());
        assertEquals(ConnectionState.GOAWAY_SENT, server.connection.connectionState());
        assertEquals(List.of(new StreamRefused(3)), server.receive(server.peer.headers(3, true, FrameFactory.GET)));
        assertFalse(server.connection.isClosed());
        server.connection.sendHeaders(1, OK, false);
        server.connection.sendData(1, ascii("bye"), true);

        assertTrue(server.connection.isClosed());
        assertEquals(List.of(new ConnectionDrained()), server.receive());
        assertEquals(List.of(), server.receive());
        assertEquals(2, server.sent().size());
    }

    @Test
    @Spec({"H2-OP-21", "H2-GO-02", "H2-GO-10"})
    void goAwayCarriesCodeAndDebugData() {
        Kernel client = Kernel.client();

        client.connection.closeConnection(ErrorCode.INTERNAL_ERROR, new byte[] {1, 2, 3});
        client.connection.closeConnection(new ErrorCode(0xffff_ffffL));

        assertEquals(
                List.of(new GoAwayFrame(0, 2, new byte[] {1, 2, 3}), new GoAwayFrame(0, -1, new byte[0])),
                client.sent());
        assertEquals(ConnectionState.GOAWAY_SENT, client.connection.connectionState());
    }

    @Test
    @Spec({"H2-GO-10", "H2-OP-42", "X-ATOM-01"})
    void debugDataMustFitIntoAFrame() {
        Kernel client = Kernel.client();

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> client.connection.closeConnection(ErrorCode.NO_ERROR, new byte[16_377]));

        assertEquals(
                "Cannot send 16377 octets of debug data: GOAWAY has room for 16376. Send less.", refusal.getMessage());
        assertEquals(ConnectionState.OPEN, client.connection.connectionState());
        client.connection.closeConnection(ErrorCode.NO_ERROR, new byte[16_376]);
        assertEquals(16_384, client.sent().get(0).length());
    }

    @Test
    @Spec({"H2-CS-05", "H2-GO-02"})
    void newConnectionSaysHelloBeforeItGoesAway() {
        H2Connection client = new H2Connection(H2Configuration.client().build());

        client.closeConnection(ErrorCode.NO_ERROR);

        assertArrayEquals(
                FrameFactory.concat(
                        FrameFactory.preface(),
                        FrameFactory.settings(2, 0, 3, 100, 6, 32_768, 9, 1),
                        FrameFactory.goAway(0, ErrorCode.NO_ERROR)),
                client.dataToSend());
        assertEquals(ConnectionState.GOAWAY_SENT, client.connectionState());
        assertTrue(client.isClosed());
    }

    @Test
    @Spec({"H2-CS-05", "X-ATOM-01"})
    void newConnectionThatMayNotGoAwayStaysNew() {
        H2Connection client = new H2Connection(H2Configuration.client().build());

        assertThrows(
                IllegalArgumentException.class, () -> client.closeConnection(ErrorCode.NO_ERROR, new byte[16_377]));
        assertThrows(NullPointerException.class, () -> client.closeConnection(null));

        assertEquals(ConnectionState.NEW, client.connectionState());
        assertFalse(client.hasDataToSend());
    }

    @Test
    @Spec({"H2-GO-06", "H2-CS-02", "H2-CS-03", "H2-OP-34"})
    void afterThePeersGoAwayOldStreamsGoOnAndNewOnesAreRefused() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, POST, false);
        client.sent();

        client.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));
        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> client.connection.sendHeaders(3, GET, true));

        assertEquals(
                "Cannot open stream 3: the peer is going away (RFC 9113, 6.8). Open a new connection.",
                refusal.getMessage());
        assertFalse(client.connection.canOpenStream());
        assertEquals(5, client.connection.sendData(1, ascii("hello"), true));
        List<H2Event> events = client.receive(client.peer.headers(1, true, ":status", "200"));
        assertEquals(new ConnectionDrained(), events.get(events.size() - 1));
        assertTrue(client.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-02", "H2-CONN-09", "H2-CS-05", "H2-ERR-02"})
    void failedConnectionMaySayGoAwayAgain() {
        Kernel client = Kernel.client();
        client.receive(FrameFactory.data(1, 1, false));
        assertEquals(1, client.sent().size());

        client.connection.closeConnection(ErrorCode.PROTOCOL_ERROR);

        assertEquals(List.of(new GoAwayFrame(0, 1, new byte[0])), client.sent());
        assertEquals(ConnectionState.FAILED, client.connection.connectionState());
    }

    @Test
    @Spec({"H2-GO-02", "H2-OP-21", "H2-ERR-08"})
    void noLaterGoAwayRaisesTheLastStream() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET), server.peer.headers(3, true, FrameFactory.GET));

        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 1);
        server.connection.closeConnection(ErrorCode.NO_ERROR);
        List<Frame> sent = server.sent();
        server.receive(FrameFactory.data(9, 1, true));

        assertEquals(
                List.of(
                        new GoAwayFrame(1, 0, new byte[0]),
                        Outcome.reset(3, ErrorCode.REFUSED_STREAM),
                        new GoAwayFrame(1, 0, new byte[0])),
                sent);
        assertEquals(1, ((GoAwayFrame) server.sent().get(0)).lastStreamId());
    }

    @Test
    @Spec({"H2-GO-02", "H2-CONN-09"})
    void goAwayAfterAFailureDoesNotRaiseTheLastStream() {
        Kernel server = Kernel.server();
        server.receive(FrameFactory.data(1, 1, true));

        assertThrows(
                IllegalActionException.class,
                () -> server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 1));

        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
        assertEquals(1, server.sent().size());
    }

    @Test
    @Spec({"H2-GO-03", "H2-OP-20"})
    void pingOfTheProgramIsNotTakenForThatOfTheShutdown() {
        Kernel server = Kernel.server();
        server.connection.ping(0x7368_7574_646f_776eL);
        server.connection.shutdown();
        server.sent();

        server.receive(FrameFactory.ping(0x7368_7574_646f_776eL, true));
        assertEquals(List.of(), server.sent());
        server.receive(FrameFactory.ping(0x7368_7574_646f_776eL, true));

        assertEquals(List.of(new GoAwayFrame(0, 0, new byte[0])), server.sent());
    }
}
