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
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Going away in two steps, so that no request is lost (docs/spec/behaviours.md, H2-GO-03). */
class ShutdownTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final long PING = 0x7368_7574_646f_776eL; // "shutdown"
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @Test
    @Spec({"EX-06", "H2-OP-20", "H2-GO-01", "H2-GO-02", "H2-GO-03", "H2-GO-04", "H2-GO-05", "H2-GO-09", "H2-EV-23"})
    void requestsThatWereUnderWayAreServed() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(5, true, FrameFactory.GET));
        server.connection.sendHeaders(5, OK, true);
        server.decode(server.sent().get(0));

        server.connection.shutdown();
        assertEquals(List.of(new GoAwayFrame(ANY, 0, new byte[0]), new PingFrame(PING, false)), server.sent());
        assertEquals(ConnectionState.GOAWAY_SENT, server.connection.connectionState());
        assertFalse(server.connection.isClosed(), "the peer may not know yet");

        assertEquals(
                List.of(new RequestReceived(7, GET, true), new StreamEnded(7)),
                server.receive(server.peer.headers(7, true, FrameFactory.GET)));
        assertEquals(List.of(new PingAckReceived(PING)), server.receive(FrameFactory.ping(PING, true)));
        assertEquals(List.of(new GoAwayFrame(7, 0, new byte[0])), server.sent());
        assertEquals(List.of(new StreamRefused(9)), server.receive(server.peer.headers(9, true, FrameFactory.GET)));
        assertFalse(server.connection.isClosed(), "stream 7 is open");

        server.connection.sendHeaders(7, OK, true);
        assertTrue(server.connection.isClosed());
        assertEquals(List.of(new ConnectionDrained()), server.receive());
        assertEquals(1, server.sent().size());
    }

    @Test
    @Spec({"H2-GO-03", "H2-GO-04", "H2-EV-23"})
    void idleConnectionIsDrainedWhenThePingComesBack() {
        Kernel server = Kernel.server();
        server.connection.shutdown();
        server.sent();

        List<H2Event> other = server.receive(FrameFactory.ping(1, true), FrameFactory.ping(PING, false));
        server.sent();
        boolean closedBefore = server.connection.isClosed();
        List<H2Event> own = server.receive(FrameFactory.ping(PING, true));
        List<H2Event> again = server.receive(FrameFactory.ping(PING, true));

        assertEquals(List.of(new PingAckReceived(1), new PingReceived(PING)), other, "not the one that measures");
        assertFalse(closedBefore);
        assertEquals(List.of(new PingAckReceived(PING), new ConnectionDrained()), own);
        assertEquals(List.of(new PingAckReceived(PING)), again);
        assertEquals(List.of(new GoAwayFrame(0, 0, new byte[0])), server.sent());
        assertTrue(server.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-03", "H2-PING-02"})
    void pingOfTheProgramWithTheSameOctetsComesBackBehind() {
        Kernel server = Kernel.server();
        server.connection.shutdown();
        server.connection.ping(PING);
        server.sent();

        List<H2Event> first = server.receive(FrameFactory.ping(PING, true));
        List<H2Event> second = server.receive(FrameFactory.ping(PING, true));

        assertEquals(List.of(new PingAckReceived(PING), new ConnectionDrained()), first);
        assertEquals(List.of(new PingAckReceived(PING)), second);
        assertEquals(List.of(new GoAwayFrame(0, 0, new byte[0])), server.sent());
    }

    @Test
    @Spec({"H2-GO-02", "H2-GO-03", "H2-OP-21"})
    void programMayTakeTheSecondStepItself() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        server.connection.shutdown();
        server.sent();

        server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[] {1});
        List<H2Event> events =
                server.receive(server.peer.headers(3, true, FrameFactory.GET), FrameFactory.ping(PING, true));

        assertEquals(List.of(new StreamRefused(3), new PingAckReceived(PING)), events);
        assertEquals(List.of(new GoAwayFrame(1, 0, new byte[] {1})), server.sent(), "and no third");
        assertEquals(ConnectionState.GOAWAY_SENT, server.connection.connectionState());
    }

    @Test
    @Spec({"H2-GO-03", "H2-OP-20", "X-ATOM-01"})
    void shutdownHappensOnce() {
        Kernel shutDown = Kernel.server();
        shutDown.connection.shutdown();
        Kernel secondStep = Kernel.server();
        secondStep.connection.shutdown();
        secondStep.receive(FrameFactory.ping(PING, true));
        Kernel closing = Kernel.server();
        closing.connection.closeConnection(ErrorCode.NO_ERROR);

        for (Kernel server : List.of(shutDown, secondStep, closing)) {
            server.sent();
            IllegalActionException refusal = assertThrows(IllegalActionException.class, server.connection::shutdown);

            assertEquals(
                    "Cannot shut down: GOAWAY has been sent already (RFC 9113, 6.8). Wait for ConnectionDrained, "
                            + "or call closeConnection() to name the last stream at once.",
                    refusal.getMessage());
            assertFalse(server.connection.hasDataToSend());
            assertEquals(ConnectionState.GOAWAY_SENT, server.connection.connectionState());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Spec({"H2-OP-20", "H2-CS-05"})
    void newConnectionSaysHelloBeforeItShutsDown(Role role) {
        boolean isClient = role == Role.CLIENT;
        H2Connection connection =
                new H2Connection((isClient ? H2Configuration.client() : H2Configuration.server()).build());

        connection.shutdown();

        assertArrayEquals(
                FrameFactory.concat(
                        isClient ? FrameFactory.preface() : new byte[0],
                        isClient
                                ? FrameFactory.settings(2, 0, 3, 100, 6, 32_768, 9, 1)
                                : FrameFactory.settings(3, 100, 6, 32_768, 9, 1),
                        FrameFactory.goAway(ANY, ErrorCode.NO_ERROR),
                        FrameFactory.ping(PING, false)),
                connection.dataToSend());
        assertEquals(ConnectionState.GOAWAY_SENT, connection.connectionState());
        assertThrows(IllegalActionException.class, connection::shutdown);
    }

    @Test
    @Spec({"H2-OP-20", "H2-CS-04", "H2-CONN-09", "X-ATOM-03"})
    void connectionThatIsOverIsNotShutDown() {
        Kernel failed = Kernel.server();
        failed.receive(FrameFactory.data(1, 1, true));
        Kernel ended = Kernel.server();
        ended.connection.receiveEndOfInput();

        for (Kernel server : List.of(failed, ended)) {
            server.sent();

            assertThrows(ConnectionClosedException.class, server.connection::shutdown);

            assertFalse(server.connection.hasDataToSend());
        }
    }

    @Test
    @Spec({"H2-GO-03", "H2-CS-05", "H2-CS-07", "H2-GO-04"})
    void bothSidesMayShutDown() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET), FrameFactory.goAway(ANY, ErrorCode.NO_ERROR));

        server.connection.shutdown();
        assertEquals(ConnectionState.GOAWAY_BOTH, server.connection.connectionState());
        server.connection.sendHeaders(1, OK, true);
        List<H2Event> events = server.receive();

        assertEquals(List.of(new ConnectionDrained()), events, "the client opens no more");
        assertTrue(server.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-03", "H2-ERR-02", "H2-ERR-08", "H2-CS-11"})
    void failureEndsTheShutdown() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        server.connection.shutdown();
        server.sent();

        List<H2Event> events = server.receive(FrameFactory.data(9, 1, true), FrameFactory.ping(PING, true));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @Test
    @Spec({"H2-GO-01", "H2-GO-06", "H2-GO-09", "H2-EV-18", "H2-OP-34", "H2-CS-02", "H2-CS-03"})
    void clientThatIsToldGoesOnWithWhatItHas() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, POST, false);
        client.sent();

        List<H2Event> events = client.receive(
                FrameFactory.goAway(ANY, ErrorCode.NO_ERROR),
                FrameFactory.ping(PING, false),
                FrameFactory.goAway(1, ErrorCode.NO_ERROR));

        assertEquals(
                List.of(
                        new GoAwayReceived(ErrorCode.NO_ERROR, ANY, NOTHING),
                        new PingReceived(PING),
                        new GoAwayReceived(ErrorCode.NO_ERROR, 1, NOTHING)),
                events);
        assertEquals(List.of(new PingFrame(PING, true)), client.sent());
        assertEquals(ConnectionState.GOAWAY_RECEIVED, client.connection.connectionState());
        assertFalse(client.connection.canOpenStream());
        assertEquals(5, client.connection.sendData(1, ascii("hello"), true));
        assertFalse(client.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-03", "H2-GO-04", "H2-CONF-02"})
    void noRequestOfAConnectedPairIsLost() {
        ConnectionPair pair = new ConnectionPair().connected();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.shutdown();
        pair.client.sendHeaders(3, GET, true); // before it knows

        pair.toServer();
        pair.toClient();
        pair.toServer();
        pair.server.sendHeaders(1, OK, true);
        pair.server.sendHeaders(3, OK, true);
        pair.exchange();
        pair.serverEvents.addAll(pair.server.receiveData(new byte[0]));

        assertEquals(
                List.of(
                        new RequestReceived(1, GET, true),
                        new StreamEnded(1),
                        new RequestReceived(3, GET, true),
                        new StreamEnded(3),
                        new PingAckReceived(PING),
                        new ConnectionDrained()),
                pair.serverEvents);
        assertEquals(
                List.of(
                        new GoAwayReceived(ErrorCode.NO_ERROR, ANY, NOTHING),
                        new PingReceived(PING),
                        new GoAwayReceived(ErrorCode.NO_ERROR, 3, NOTHING),
                        new ResponseReceived(1, OK, true),
                        new StreamEnded(1),
                        new ResponseReceived(3, OK, true),
                        new StreamEnded(3),
                        new ConnectionDrained()),
                pair.clientEvents);
        assertTrue(pair.client.isClosed());
        assertTrue(pair.server.isClosed());
    }
}
