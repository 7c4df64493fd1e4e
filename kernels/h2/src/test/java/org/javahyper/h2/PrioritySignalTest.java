package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signals of RFC 7540 change nothing, but a stream that depends on itself is an error. */
class PrioritySignalTest {
    private final Kernel server = Kernel.server();

    @Test
    @Spec({"H2-CONN-06", "H2-ST-R11", "H2-PRIO-04"})
    void priorityChangesNothingOnAnyStream() {
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        List<H2Event> events = server.receive(priority(1, 3), priority(3, 1), priority(7, 0));

        assertEquals(List.of(), events);
        assertEquals(List.of(), server.sent());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
        assertEquals(StreamState.IDLE, server.connection.streamState(3));
    }

    @Test
    @Spec("H2-PRIO-03")
    void openStreamThatDependsOnItselfIsReset() {
        server.receive(server.peer.headers(1, false, FrameFactory.GET));

        List<H2Event> events = server.receive(priority(1, 1));

        Outcome.assertStreamError(server, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"H2-PRIO-03", "H2-ERR-09"})
    void idleStreamThatDependsOnItselfCostsTheConnection() {
        List<H2Event> events = server.receive(priority(1, 1));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec("H2-PRIO-03")
    void closedStreamThatDependsOnItselfIsLeftAlone() {
        server.receive(server.peer.headers(1, false, FrameFactory.GET), FrameFactory.rstStream(1, ErrorCode.CANCEL));

        List<H2Event> events = server.receive(priority(1, 1));

        assertEquals(List.of(), events);
        assertEquals(List.of(), server.sent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec({"H2-PRIO-03", "H2-ERR-05", "H2-ERR-09", "H2-HB-05", "INV-5"})
    void requestThatDependsOnItselfIsResetUnseenAndItsBlockDecoded(boolean inOneFrame) {
        byte[] block =
                server.peer.block(":method", "GET", ":scheme", "https", ":authority", "new.example", ":path", "/");
        byte[] headers = new HeadersFrame(
                        1,
                        inOneFrame ? block : new byte[0],
                        FrameWriter.NOT_PADDED,
                        new PriorityFields(1, false, 16),
                        true,
                        inOneFrame)
                .toBytes();
        byte[] rest = inOneFrame ? new byte[0] : FrameFactory.continuation(1, block, true);

        List<H2Event> events = server.receive(headers, rest);

        Outcome.assertRejected(server, events, 1, 400);
        String[] again = {":method", "GET", ":scheme", "https", ":authority", "new.example", ":path", "/"};
        assertEquals(
                List.of(new RequestReceived(3, Headers.of(again), true), new StreamEnded(3)),
                server.receive(server.peer.headers(3, true, again)));
    }

    private static byte[] priority(int streamId, int streamDependency) {
        return new PriorityFrame(streamId, new PriorityFields(streamDependency, false, 16)).toBytes();
    }
}
