package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signals of RFC 7540 that a client sends (docs/spec/behaviours.md, 4.18). */
class PrioritizeTest {
    private static final PriorityFields BEHIND_3 = new PriorityFields(3, true, 256);

    private final Kernel client = Kernel.of(client(PriorityScheme.BOTH));

    @Test
    @Spec({"H2-OP-13", "H2-PRIO-01", "H2-PRIO-04", "H2-ST-S11", "H2-CS-04"})
    void streamInAnyStateIsPrioritizedAndDoesNotChange() {
        client.connection.sendHeaders(1, GET, false);
        client.connection.sendHeaders(3, GET, true);
        client.connection.resetStream(3, ErrorCode.CANCEL);
        client.sent();

        client.connection.prioritize(1, BEHIND_3);
        client.connection.prioritize(3, PriorityFields.DEFAULT);
        client.connection.prioritize(9, BEHIND_3);
        client.connection.prioritize(2, BEHIND_3);

        assertEquals(
                List.of(
                        new PriorityFrame(1, BEHIND_3),
                        new PriorityFrame(3, PriorityFields.DEFAULT),
                        new PriorityFrame(9, BEHIND_3),
                        new PriorityFrame(2, BEHIND_3)),
                client.sent());
        assertEquals(StreamState.OPEN, client.connection.streamState(1));
        assertEquals(StreamState.CLOSED, client.connection.streamState(3));
        assertEquals(StreamState.IDLE, client.connection.streamState(9));
        assertEquals(StreamState.IDLE, client.connection.streamState(2));
        assertEquals(5, client.connection.nextStreamId());
    }

    @Test
    @Spec({"H2-OP-06", "H2-PRIO-01", "H2-PRIO-02"})
    void headersCarryPriorityFields() {
        client.connection.sendHeaders(1, POST, false, BEHIND_3);
        client.connection.sendHeaders(1, TRAILERS, true, PriorityFields.DEFAULT);

        List<Frame> sent = client.sent();
        assertEquals(BEHIND_3, ((HeadersFrame) sent.get(0)).priority());
        assertEquals(POST, client.decode(sent.get(0)));
        assertEquals(PriorityFields.DEFAULT, ((HeadersFrame) sent.get(1)).priority());
        assertEquals(TRAILERS, client.decode(sent.get(1)));
        assertEquals(2, sent.size());
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @ParameterizedTest(name = "block of {0} octets")
    @CsvSource({"16378, 1", "16379, 1", "16380, 2", "32763, 2", "32764, 3"})
    @Spec({"H2-OP-42", "H2-HB-04", "INV-7"})
    void priorityFieldsCountInTheFirstFrameOfALongBlock(int blockLength, int frameCount) {
        Headers request = Messages.ofBlockLength(GET, blockLength);

        client.connection.sendHeaders(1, request, true, BEHIND_3);

        List<Frame> frames = client.sent();
        assertEquals(frameCount, frames.size());
        assertEquals(BEHIND_3, ((HeadersFrame) frames.get(0)).priority());
        byte[] block = Outcome.assertOneBlock(frames, 16_384);
        assertEquals(blockLength, block.length);
        assertEquals(request, client.decode(block));
    }

    // spotless:off
    @ParameterizedTest(name = "{0}, server says {1}")
    @CsvSource({
        "RFC9218, 0, false",
        "NONE,    0, false",
        "RFC7540, 0, true",
        "BOTH,    0, true",
        "RFC7540, 1, false",
        "BOTH,    1, false",
    })
    // spotless:on
    @Spec({"H2-SET-11", "H2-CFG-17", "H2-OP-13", "H2-OP-06"})
    void nothingIsSentWhereASideIsKnownToIgnoreIt(PriorityScheme scheme, long renounced, boolean sent) {
        Notices notices = new Notices();
        Kernel kernel = Kernel.of(
                H2Configuration.client()
                        .priorityScheme(scheme)
                        .observer(notices)
                        .build(),
                SettingId.NO_RFC7540_PRIORITIES,
                renounced);

        kernel.connection.prioritize(1, BEHIND_3);
        kernel.connection.sendHeaders(1, GET, true, BEHIND_3);

        List<Frame> frames = kernel.sent();
        HeadersFrame headers = (HeadersFrame) frames.get(frames.size() - 1);
        assertEquals(sent ? 2 : 1, frames.size());
        assertEquals(sent ? BEHIND_3 : null, headers.priority());
        assertEquals(GET, kernel.decode(headers));
        assertEquals(
                sent
                        ? List.of()
                        : List.of(
                                "PRIORITY of stream 1 not sent: a side ignores the signals of RFC 7540 (RFC 9218, 2.1)"),
                notices.messages);
    }

    @Test
    @Spec({"H2-PRIO-01", "H2-X-14", "X-ATOM-01"})
    void serverDoesNotPrioritize() {
        Kernel server = Kernel.asked();

        for (Runnable signal : List.<Runnable>of(
                () -> server.connection.prioritize(1, BEHIND_3),
                () -> server.connection.sendHeaders(1, OK, true, BEHIND_3))) {
            IllegalActionException refusal = assertThrows(IllegalActionException.class, signal::run);

            assertEquals(
                    "Cannot prioritize stream 1: such signals are a client's and have no meaning from a server "
                            + "(RFC 9113, 5.3; RFC 9218, 7). Leave it out.",
                    refusal.getMessage());
        }
        assertFalse(server.connection.hasDataToSend());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-PRIO-02", "X-ATOM-01"})
    void streamDoesNotDependOnItself(PriorityScheme scheme) {
        Kernel kernel = Kernel.of(client(scheme));
        PriorityFields itself = new PriorityFields(1, false, 16);

        for (Runnable signal : List.<Runnable>of(
                () -> kernel.connection.prioritize(1, itself),
                () -> kernel.connection.sendHeaders(1, GET, true, itself))) {
            IllegalActionException refusal = assertThrows(IllegalActionException.class, signal::run);

            assertEquals(
                    "Cannot prioritize stream 1: it would depend on itself (RFC 7540, 5.3.1). Name another stream, or 0.",
                    refusal.getMessage());
        }
        assertFalse(kernel.connection.hasDataToSend());
        assertEquals(StreamState.IDLE, kernel.connection.streamState(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 257})
    @Spec({"H2-PRIO-02", "H2-OP-13"})
    void weightIsOneTo256(int weight) {
        assertThrows(IllegalArgumentException.class, () -> new PriorityFields(0, false, weight));
        assertEquals(new PriorityFields(0, false, 16), PriorityFields.DEFAULT);
    }

    @Test
    @Spec({"H2-OP-13", "H2-OP-40", "H2-CS-04", "X-ATOM-01"})
    void nothingIsPrioritizedOnNoStreamBeforeTheBeginningAndAfterTheEnd() {
        Kernel fresh = Kernel.fresh(client(PriorityScheme.BOTH));
        assertThrows(IllegalActionException.class, () -> fresh.connection.prioritize(1, BEHIND_3));
        assertThrows(IllegalArgumentException.class, () -> client.connection.prioritize(0, BEHIND_3));
        assertThrows(NullPointerException.class, () -> client.connection.prioritize(1, null));
        assertThrows(NullPointerException.class, () -> client.connection.sendHeaders(1, GET, true, null));

        client.connection.receiveEndOfInput();
        assertThrows(ConnectionClosedException.class, () -> client.connection.prioritize(1, BEHIND_3));
        assertFalse(client.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-EV-14", "H2-PRIO-03", "H2-CONF-02"})
    void signalsReachTheServerAsTheyWere() {
        ConnectionPair pair = new ConnectionPair(
                        client(PriorityScheme.BOTH),
                        H2Configuration.server()
                                .priorityScheme(PriorityScheme.RFC7540)
                                .build(),
                        List::of)
                .connected();

        pair.client.prioritize(3, PriorityFields.DEFAULT);
        pair.client.sendHeaders(1, POST, false, BEHIND_3);
        pair.client.sendHeaders(1, TRAILERS, true, PriorityFields.DEFAULT);
        pair.exchange();

        assertEquals(
                List.of(
                        new PriorityUpdated(3, PriorityFields.DEFAULT),
                        new RequestReceived(1, POST, false),
                        new PriorityUpdated(1, BEHIND_3),
                        new TrailersReceived(1, TRAILERS, true),
                        new StreamEnded(1),
                        new PriorityUpdated(1, PriorityFields.DEFAULT)),
                pair.serverEvents);
    }

    private static H2Configuration client(PriorityScheme scheme) {
        return H2Configuration.client().priorityScheme(scheme).build();
    }
}
