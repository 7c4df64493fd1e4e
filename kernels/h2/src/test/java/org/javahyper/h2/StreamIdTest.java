package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which stream ids may be used, and what happens to the others (RFC 9113, 5.1.1). */
class StreamIdTest {
    @Test
    @Spec("H2-OP-22")
    void nextIdIsTheLowestUsableAndIsNotReserved() {
        Kernel client = Kernel.client();

        assertEquals(1, client.connection.nextStreamId());
        assertEquals(1, client.connection.nextStreamId());
        client.connection.sendHeaders(1, GET, true);
        assertEquals(3, client.connection.nextStreamId());
        client.connection.sendHeaders(9, GET, true);
        assertEquals(11, client.connection.nextStreamId());
        assertEquals(2, Kernel.server().connection.nextStreamId());
    }

    @Test
    @Spec({"H2-OP-40", "H2-OP-41", "INV-12"})
    void skippedIdsAreClosed() {
        Kernel client = Kernel.client();

        client.connection.sendHeaders(5, GET, true);

        assertEquals(StreamState.CLOSED, client.connection.streamState(3));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(5));
        assertEquals(StreamState.IDLE, client.connection.streamState(7));
        assertEquals(StreamState.IDLE, client.connection.streamState(2));
        assertEquals(1, client.connection.openOutboundStreams());
        StreamClosedException refusal =
                assertThrows(StreamClosedException.class, () -> client.connection.sendHeaders(3, GET, true));
        assertEquals(
                "Cannot send headers on stream 3: it has ended, was reset, or was skipped by a higher id "
                        + "(RFC 9113, 5.1.1). Open a new stream.",
                refusal.getMessage());
    }

    @Test
    @Spec("H2-OP-41")
    void idOfThePeersParityIsRefused() {
        Kernel client = Kernel.client();

        NoSuchStreamException refusal =
                assertThrows(NoSuchStreamException.class, () -> client.connection.sendHeaders(2, GET, true));

        assertEquals(
                "Cannot send headers on stream 2: only a client opens streams, and with odd ids (RFC 9113, 5.1.1). "
                        + "Use the id of a RequestReceived, or of nextStreamId() as a client.",
                refusal.getMessage());
        assertEquals(1, client.connection.nextStreamId());
        assertThrows(
                NoSuchStreamException.class, () -> Kernel.server().connection.sendHeaders(2, GET, true));
    }

    @Test
    @Spec({"H2-OP-22", "H2-GO-11", "H2-OP-34", "X-NUM-01", "INV-12"})
    void idsRunOutAtTheLargest() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(Integer.MAX_VALUE - 2, GET, true);
        assertEquals(Integer.MAX_VALUE, client.connection.nextStreamId());
        assertTrue(client.connection.canOpenStream());

        client.connection.sendHeaders(Integer.MAX_VALUE, GET, true);

        NoAvailableStreamIdException refusal =
                assertThrows(NoAvailableStreamIdException.class, client.connection::nextStreamId);
        assertEquals(
                "Cannot open another stream: the last id, 2147483647, is used (RFC 9113, 5.1.1). Open a new connection.",
                refusal.getMessage());
        assertFalse(client.connection.canOpenStream());
        assertEquals(2, client.connection.openOutboundStreams());
        assertThrows(StreamClosedException.class, () -> client.connection.sendHeaders(1, GET, true));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(Integer.MAX_VALUE));
    }

    /** Every operation that names a stream. */
    static Stream<Named<ObjIntConsumer<H2Connection>>> operations() {
        return Stream.of(
                Named.of("sendHeaders", (connection, id) -> connection.sendHeaders(id, GET, true)),
                Named.of("sendData", (connection, id) -> connection.sendData(id, ascii("a"), true)),
                Named.of(
                        "sendDataByReference",
                        (connection, id) -> connection.sendDataByReference(id, ascii("a"), true)),
                Named.of("endStream", H2Connection::endStream),
                Named.of("resetStream", (connection, id) -> connection.resetStream(id, ErrorCode.CANCEL)),
                Named.of("acknowledgeReceivedData", (connection, id) -> connection.acknowledgeReceivedData(id, 1)),
                Named.of(
                        "incrementFlowControlWindow", (connection, id) -> connection.incrementFlowControlWindow(id, 1)),
                Named.of("sendWindow", H2Connection::sendWindow),
                Named.of("receiveWindow", H2Connection::receiveWindow));
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Spec("H2-OP-40")
    void negativeIdIsAnIllegalArgument(ObjIntConsumer<H2Connection> operation) {
        Kernel client = Kernel.client();

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> operation.accept(client.connection, -1));

        assertEquals(
                "There is no stream -1: ids are 1 to 2^31-1. Use the id of an event or of nextStreamId().",
                refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Spec({"H2-OP-40", "H2-X-09"})
    void idNeverUsedIsNoStream(ObjIntConsumer<H2Connection> operation) {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        NoSuchStreamException refusal =
                assertThrows(NoSuchStreamException.class, () -> operation.accept(server.connection, 3));

        assertTrue(
                refusal.getMessage().matches("Cannot .* on stream 3: .* \\(RFC 9113, 5\\.1.*\\)\\. Use .*\\."),
                refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Spec({"H2-OP-40", "H2-X-10", "H2-CLOSED-08"})
    void idThatIsGoneIsAClosedStream(ObjIntConsumer<H2Connection> operation) {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(5, GET, true);
        client.connection.resetStream(5, ErrorCode.CANCEL);

        for (int id : new int[] {1, 5}) {
            H2Exception refusal = assertThrows(H2Exception.class, () -> operation.accept(client.connection, id));
            // what a closed stream owes is owed to the connection, so the number is wrong there, not the stream
            boolean acknowledging = refusal.getMessage().startsWith("Cannot acknowledge 1 octets");
            assertEquals(
                    acknowledging ? IllegalActionException.class : StreamClosedException.class, refusal.getClass());
        }
    }

    @Test
    @Spec("H2-OP-40")
    void stateOfAnIllegalIdIsNotAskedFor() {
        H2Connection client = Kernel.client().connection;

        assertThrows(IllegalArgumentException.class, () -> client.streamState(0));
        assertThrows(IllegalArgumentException.class, () -> client.resetStream(0, ErrorCode.CANCEL));
    }
}
