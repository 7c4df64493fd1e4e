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

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
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

    // Where the program names the last stream

    @Test
    @Spec({"H2-OP-21", "H2-GO-01", "H2-GO-05", "H2-OP-32", "H2-CLOSED-02", "H2-CS-09"})
    void lowerLastStreamRefusesWhatIsOpenAboveIt() {
        Kernel server = Kernel.server();
        for (int streamId = 1; streamId <= 5; streamId += 2) {
            server.receive(server.peer.headers(streamId, false, FrameFactory.POST));
        }

        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 3);
        List<Frame> sent = server.sent();
        List<H2Event> events = server.receive(
                FrameFactory.data(5, 10, false),
                server.peer.headers(5, true, "late", "trailer"),
                FrameFactory.data(3, 10, true));

        assertEquals(List.of(new GoAwayFrame(3, 0, new byte[0]), Outcome.reset(5, ErrorCode.REFUSED_STREAM)), sent);
        assertEquals(List.of(new DataReceived(3, ByteBuffer.allocate(10), 10, true), new StreamEnded(3)), events);
        assertEquals(List.of(), server.sent());
        assertEquals(Optional.of(ClosedReason.SENT_RST), server.connection.closedReason(5));
        assertEquals(2, server.connection.openInboundStreams());
    }

    @Test
    @Spec({"H2-OP-21", "H2-GO-01", "H2-GO-05"})
    void ownStreamsAreNotRefusedByOurOwnGoAway() {
        Kernel client = Kernel.of(H2Configuration.client().enablePush(true).build());
        client.connection.sendHeaders(1, GET, true);
        client.sent();
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.GET));

        client.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 0);

        assertEquals(
                List.of(new GoAwayFrame(0, 0, new byte[0]), Outcome.reset(2, ErrorCode.REFUSED_STREAM)), client.sent());
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
        assertEquals(List.of(), client.receive(client.peer.headers(2, true, ":status", "200")));
    }

    @Test
    @Spec({"H2-OP-21", "H2-GO-04", "H2-GO-05", "H2-CS-08", "H2-EV-23"})
    void connectionIsDrainedOnlyWhenNoStreamOfThePeerCanCome() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 5);
        server.connection.sendHeaders(1, OK, true);
        assertFalse(server.connection.isClosed(), "stream 3 and 5 may come");
        assertEquals(
                2,
                server.receive(server.peer.headers(5, true, FrameFactory.GET)).size());
        assertEquals(List.of(new StreamRefused(7)), server.receive(server.peer.headers(7, true, FrameFactory.GET)));
        assertFalse(server.connection.isClosed(), "stream 5 is open");
        List<H2Event> events = server.receive(FrameFactory.rstStream(5, ErrorCode.CANCEL));

        assertTrue(server.connection.isClosed());
        assertEquals(StreamReset.class, events.get(0).getClass());
        assertEquals(List.of(new ConnectionDrained()), events.subList(1, events.size()));
    }

    @Test
    @Spec({"H2-OP-21", "H2-GO-04", "H2-GO-05"})
    void refusedStreamShowsThatNoEarlierOneCanCome() {
        Kernel server = Kernel.server();
        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 5);
        assertFalse(server.connection.isClosed());

        List<H2Event> events = server.receive(server.peer.headers(7, true, FrameFactory.GET));

        assertEquals(List.of(new StreamRefused(7), new ConnectionDrained()), events);
        assertTrue(server.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-02", "H2-OP-21", "X-ATOM-01"})
    void lastStreamMayFallButNotRise() {
        Kernel server = Kernel.server();
        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 7);
        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 7);
        server.connection.closeConnection(ErrorCode.INTERNAL_ERROR, new byte[0], 5);
        server.sent();

        IllegalActionException refusal = assertThrows(
                IllegalActionException.class,
                () -> server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 6));

        assertEquals(
                "Cannot name 6 as the last stream: an earlier GOAWAY named 5, and it may not rise (RFC 9113, 6.8). "
                        + "Name that or a lower one.",
                refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 0);
        assertEquals(List.of(new GoAwayFrame(0, 0, new byte[0])), server.sent());
    }

    @Test
    @Spec({"H2-GO-02", "H2-GO-09", "H2-OP-21", "X-ATOM-01"})
    void lastStreamIsAnyNumberOf31Bits() {
        Kernel server = Kernel.server();

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], -1));

        assertEquals(
                "There is no stream -1: ids are 0 to 2^31-1. Name the last one of the peer.", refusal.getMessage());
        assertEquals(ConnectionState.OPEN, server.connection.connectionState());
        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], Integer.MAX_VALUE);
        assertEquals(List.of(new GoAwayFrame(Integer.MAX_VALUE, 0, new byte[0])), server.sent());
        assertFalse(server.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-02", "H2-GO-09", "H2-GO-04"})
    void streamOfTheHighestIdIsTheLastThatCanCome() {
        Kernel server = Kernel.server();
        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], Integer.MAX_VALUE);
        server.receive(server.peer.headers(Integer.MAX_VALUE, true, FrameFactory.GET));

        server.connection.sendHeaders(Integer.MAX_VALUE, OK, true);

        assertTrue(server.connection.isClosed());
        assertEquals(List.of(new ConnectionDrained()), server.receive());
    }

    @Test
    @Spec({"H2-GO-02", "H2-CONN-09", "H2-ERR-08"})
    void failedConnectionKeepsToTheLastStreamItNamed() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(3, true, FrameFactory.GET), FrameFactory.data(5, 1, true));
        assertEquals(3, ((GoAwayFrame) server.sent().get(0)).lastStreamId());

        assertThrows(
                IllegalActionException.class,
                () -> server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 5));
        server.connection.closeConnection(ErrorCode.PROTOCOL_ERROR, new byte[0], 1);

        assertEquals(List.of(new GoAwayFrame(1, 1, new byte[0])), server.sent());
        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
    }

    @Test
    @Spec({"H2-GO-02", "H2-CS-05"})
    void connectionThatHasEndedSaysNothingMore() {
        Kernel client = Kernel.client();
        client.connection.receiveEndOfInput();

        assertThrows(
                ConnectionClosedException.class,
                () -> client.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 0));

        assertFalse(client.connection.hasDataToSend());
    }
}
