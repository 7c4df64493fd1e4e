package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.STYLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityUpdateFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PRIORITY_UPDATE both ways (docs/spec/behaviours.md, 4.18; RFC 9218, 7.1). */
class ExtensiblePriorityTest {
    private final Kernel client = Kernel.client();
    private final Kernel server = Kernel.server();

    // Receiving

    @Test
    @Spec({"H2-EV-15", "H2-EXT-02", "H2-EXT-05", "H2-CONN-07"})
    void updateOfAStreamThatMayBeAnsweredIsPassedOnAndChangesNothing() {
        server.receive(
                server.peer.headers(1, false, FrameFactory.POST),
                server.peer.headers(3, true, FrameFactory.GET),
                server.peer.headers(5, false, FrameFactory.POST));
        server.connection.sendHeaders(5, OK, true);
        server.connection.pushStream(1, 2, STYLE);
        server.sent();

        List<H2Event> events = server.receive(
                FrameFactory.priorityUpdate(1, "u=3, i"),
                FrameFactory.priorityUpdate(3, ""),
                FrameFactory.priorityUpdate(5, "no dictionary \u00e4"),
                FrameFactory.priorityUpdate(9, "u=0"),
                FrameFactory.priorityUpdate(2, "u=7"));

        assertEquals(
                List.of(
                        new ExtensiblePriorityUpdated(1, "u=3, i"),
                        new ExtensiblePriorityUpdated(3, ""),
                        new ExtensiblePriorityUpdated(5, "no dictionary \u00e4"),
                        new ExtensiblePriorityUpdated(9, "u=0"),
                        new ExtensiblePriorityUpdated(2, "u=7")),
                events);
        assertEquals(List.of(), server.sent());
        assertEquals(StreamState.OPEN, server.connection.streamState(1));
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(3));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, server.connection.streamState(5));
        assertEquals(StreamState.IDLE, server.connection.streamState(9));
        assertEquals(StreamState.RESERVED_LOCAL, server.connection.streamState(2));
    }

    @Test
    @Spec({"H2-EXT-02", "H2-CLOSED-05"})
    void updateOfAClosedStreamIsDropped() {
        server.receive(server.peer.headers(3, false, FrameFactory.POST));
        server.connection.pushStream(3, 2, STYLE);
        server.connection.resetStream(2, ErrorCode.CANCEL);
        server.connection.resetStream(3, ErrorCode.CANCEL);
        server.sent();

        List<H2Event> events = server.receive(
                FrameFactory.priorityUpdate(1, "u=1"),
                FrameFactory.priorityUpdate(2, "u=1"),
                FrameFactory.priorityUpdate(3, "u=1"));

        assertEquals(List.of(), events);
        assertEquals(List.of(), server.sent());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    @Spec("H2-EXT-03")
    void updateOfAPushThatWasNotPromisedCostsTheConnection(int streamId) {
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        List<H2Event> events = server.receive(FrameFactory.priorityUpdate(streamId, "u=1"));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @Test
    @Spec({"H2-CONN-05", "H2-X-13"})
    void serverSendsNoUpdates() {
        client.connection.sendHeaders(1, GET, true);
        client.sent();

        List<H2Event> events = client.receive(FrameFactory.priorityUpdate(1, "u=1"));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-CFG-17", "H2-EXT-02"})
    void schemeDecidesWhetherUpdatesCount(PriorityScheme scheme) {
        Kernel kernel =
                Kernel.of(H2Configuration.server().priorityScheme(scheme).build());

        List<H2Event> events = kernel.receive(FrameFactory.priorityUpdate(1, "u=1"));

        boolean counts = scheme == PriorityScheme.RFC9218 || scheme == PriorityScheme.BOTH;
        assertEquals(counts ? List.of(new ExtensiblePriorityUpdated(1, "u=1")) : List.of(), events);
    }

    @Test
    @Spec({"H2-EXT-04", "H2-LIM-19"})
    void idleStreamsWithAPriorityCountLikeOpenOnes() {
        Kernel few = server(3);
        few.receive(few.peer.headers(1, false, FrameFactory.POST));

        List<H2Event> allowed = few.receive(
                FrameFactory.priorityUpdate(9, "u=1"),
                FrameFactory.priorityUpdate(5, "u=2"),
                FrameFactory.priorityUpdate(9, "u=3"),
                FrameFactory.priorityUpdate(1, "u=4"));
        assertEquals(4, allowed.size());

        List<H2Event> events = few.receive(FrameFactory.priorityUpdate(7, "u=1"));
        Outcome.assertConnectionError(few, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @Test
    @Spec("H2-EXT-04")
    void streamsThatAreNoLongerIdleCountOnlyAsLongAsTheyAreOpen() {
        Kernel few = server(2);
        few.receive(FrameFactory.priorityUpdate(3, "u=1"), FrameFactory.priorityUpdate(7, "u=1"));
        few.receive(few.peer.headers(5, true, FrameFactory.GET));
        few.connection.sendHeaders(5, OK, true);
        few.sent();

        assertEquals(
                List.of(new ExtensiblePriorityUpdated(9, "u=2")),
                few.receive(FrameFactory.priorityUpdate(9, "u=2")),
                "3 was skipped, 5 has ended");
        few.receive(few.peer.headers(7, true, FrameFactory.GET));
        List<H2Event> events = few.receive(FrameFactory.priorityUpdate(11, "u=2"));
        Outcome.assertConnectionError(few, events, ErrorCode.PROTOCOL_ERROR, 7);
    }

    @Test
    @Spec("H2-EXT-04")
    void manyIdleStreamsMayHaveAPriority() {
        for (int streamId = 199; streamId > 0; streamId -= 2) {
            assertEquals(
                    1,
                    server.receive(FrameFactory.priorityUpdate(streamId, "u=1")).size());
        }

        List<H2Event> events = server.receive(FrameFactory.priorityUpdate(201, "u=1"));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    // Sending

    @Test
    @Spec({"H2-OP-14", "H2-EXT-01", "H2-ST-S11"})
    void clientUpdatesStreamsInAnyStateButUnpromisedOnes() {
        Kernel pushed = Kernel.asking(Limits.defaults());
        pushed.receive(pushed.peer.pushPromise(1, 2, FrameFactory.STYLE));
        pushed.connection.sendHeaders(3, GET, true);
        pushed.connection.resetStream(3, ErrorCode.CANCEL);
        pushed.sent();

        for (int streamId : new int[] {1, 2, 3, 9}) {
            pushed.connection.sendPriorityUpdate(streamId, "u=" + streamId);
        }

        assertEquals(
                List.of(
                        new PriorityUpdateFrame(1, "u=1"),
                        new PriorityUpdateFrame(2, "u=2"),
                        new PriorityUpdateFrame(3, "u=3"),
                        new PriorityUpdateFrame(9, "u=9")),
                pushed.sent());
        assertEquals(StreamState.IDLE, pushed.connection.streamState(9));
        assertEquals(5, pushed.connection.nextStreamId());
        NoSuchStreamException refusal =
                assertThrows(NoSuchStreamException.class, () -> pushed.connection.sendPriorityUpdate(4, "u=1"));
        assertEquals(
                "Cannot send PRIORITY_UPDATE on stream 4: it was never opened (RFC 9113, 5.1). "
                        + "Use the id of an event or of nextStreamId().",
                refusal.getMessage());
        assertFalse(pushed.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-EXT-01", "H2-EXT-04", "H2-CONF-03", "X-ATOM-01"})
    void clientPrioritizesNoMoreIdleStreamsThanItMayOpen() {
        Kernel few = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 3);
        few.connection.sendHeaders(1, GET, true);
        few.connection.sendPriorityUpdate(9, "u=1");
        few.connection.sendPriorityUpdate(5, "u=1");
        few.connection.sendPriorityUpdate(9, "u=2");
        few.sent();

        TooManyStreamsException refusal =
                assertThrows(TooManyStreamsException.class, () -> few.connection.sendPriorityUpdate(7, "u=1"));
        assertEquals(
                "Cannot send PRIORITY_UPDATE for stream 7: the peer allows 3 concurrent streams, and with it 4 would be "
                        + "open or idle with a priority (RFC 9218, 7.1). Open the stream first.",
                refusal.getMessage());
        assertFalse(few.connection.hasDataToSend());

        few.connection.sendHeaders(5, GET, true);
        few.connection.sendPriorityUpdate(9, "u=3");
        few.connection.sendHeaders(7, GET, true);
        assertThrows(TooManyStreamsException.class, () -> few.connection.sendPriorityUpdate(9, "u=4"));
        few.connection.sendPriorityUpdate(7, "u=1");
        few.connection.resetStream(7, ErrorCode.CANCEL);
        few.connection.sendPriorityUpdate(9, "u=4");
    }

    @Test
    @Spec({"H2-OP-14", "H2-PRIO-01", "H2-X-14", "X-ATOM-01"})
    void serverUpdatesNothing() {
        Kernel asked = Kernel.asked();

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> asked.connection.sendPriorityUpdate(1, "u=1"));

        assertEquals(
                "Cannot send PRIORITY_UPDATE for stream 1: such signals are a client's and have no meaning from a server "
                        + "(RFC 9113, 5.3; RFC 9218, 7). Leave it out.",
                refusal.getMessage());
        assertFalse(asked.connection.hasDataToSend());
    }

    @ParameterizedTest
    @CsvSource({"16380, true", "16381, false"})
    @Spec({"H2-OP-14", "H2-OP-42", "X-ATOM-01"})
    void valueFitsIntoAFrame(int length, boolean fits) {
        String value = "x".repeat(length);

        if (fits) {
            client.connection.sendPriorityUpdate(1, value);
            assertEquals(List.of(new PriorityUpdateFrame(1, value)), client.sent());
        } else {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> client.connection.sendPriorityUpdate(1, value));
            assertEquals(
                    "Cannot send PRIORITY_UPDATE for stream 1: the frame would have 16385 octets and the peer accepts 16384 "
                            + "(RFC 9113, 4.2). Send less.",
                    refusal.getMessage());
            assertFalse(client.connection.hasDataToSend());
        }
    }

    @Test
    @Spec({"H2-OP-14", "H2-OP-40", "H2-CS-04", "X-ATOM-01"})
    void nothingIsUpdatedOnNoStreamBeforeTheBeginningAndAfterTheEnd() {
        Kernel fresh = Kernel.fresh(H2Configuration.client().build());
        assertThrows(IllegalActionException.class, () -> fresh.connection.sendPriorityUpdate(1, "u=1"));
        assertThrows(IllegalArgumentException.class, () -> client.connection.sendPriorityUpdate(0, "u=1"));
        assertThrows(IllegalArgumentException.class, () -> client.connection.sendPriorityUpdate(1, "\u0100"));

        client.connection.receiveEndOfInput();
        assertThrows(ConnectionClosedException.class, () -> client.connection.sendPriorityUpdate(1, "u=1"));
        assertFalse(client.connection.hasDataToSend());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @Spec({"H2-EXT-01", "H2-CFG-16"})
    void observerIsToldThatAnUpdateWillLikelyBeIgnored(long renounced, boolean told) {
        Notices notices = new Notices();
        Kernel kernel = Kernel.of(
                H2Configuration.client().observer(notices).build(), SettingId.NO_RFC7540_PRIORITIES, renounced);

        kernel.connection.sendPriorityUpdate(1, "u=1");

        assertEquals(List.of(new PriorityUpdateFrame(1, "u=1")), kernel.sent());
        assertEquals(
                told
                        ? List.of(
                                "PRIORITY_UPDATE of stream 1: the server has not said that it heeds it (RFC 9218, 2.1.1)")
                        : List.of(),
                notices.messages);
    }

    // Both ends

    @Test
    @Spec({"H2-EV-15", "H2-EXT-06", "H2-CONF-02"})
    void updateReachesTheServerAsItWasAndTheFieldIsLikeAnyOther() {
        ConnectionPair pair = new ConnectionPair().connected();
        Headers request = GET.toBuilder().add("priority", "u=5").build();

        pair.client.sendPriorityUpdate(1, "u=3, i");
        pair.client.sendHeaders(1, request, true);
        pair.exchange();

        assertEquals(
                List.of(
                        new ExtensiblePriorityUpdated(1, "u=3, i"),
                        new RequestReceived(1, request, true),
                        new StreamEnded(1)),
                pair.serverEvents);
    }

    private static Kernel server(int maxConcurrentStreams) {
        return Kernel.of(H2Configuration.server()
                .limits(Limits.builder()
                        .maxConcurrentStreams(maxConcurrentStreams)
                        .build())
                .build());
    }
}
