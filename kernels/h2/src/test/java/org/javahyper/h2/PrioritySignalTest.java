package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The peer's signals of RFC 7540 are passed on where they count and change nothing; a stream that depends on itself is an error. */
class PrioritySignalTest {
    private static final PriorityFields BEHIND_3 = new PriorityFields(3, true, 256);
    private static final String[] OK = {":status", "200"};

    private final Kernel server = server(PriorityScheme.RFC7540);

    // Events

    @Test
    @Spec({"H2-CONN-06", "H2-CLOSED-05", "H2-EV-14", "H2-PRIO-03", "H2-PRIO-04", "H2-ST-R11"})
    void priorityOfAnyStreamIsPassedOnAndChangesNothing() {
        server.receive(
                server.peer.headers(1, true, FrameFactory.GET),
                server.peer.headers(5, false, FrameFactory.GET),
                FrameFactory.rstStream(5, ErrorCode.CANCEL));

        List<H2Event> events = server.receive(
                FrameFactory.priority(1, BEHIND_3),
                FrameFactory.priority(7, new PriorityFields(1, false, 1)),
                FrameFactory.priority(5),
                FrameFactory.priority(2, BEHIND_3));

        assertEquals(
                List.of(
                        new PriorityUpdated(1, BEHIND_3),
                        new PriorityUpdated(7, new PriorityFields(1, false, 1)),
                        new PriorityUpdated(5, PriorityFields.DEFAULT),
                        new PriorityUpdated(2, BEHIND_3)),
                events);
        assertEquals(List.of(), server.sent());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
        assertEquals(StreamState.IDLE, server.connection.streamState(7));
        assertEquals(StreamState.CLOSED, server.connection.streamState(5));
        assertEquals(StreamState.IDLE, server.connection.streamState(2));
        assertEquals(1, server.connection.openInboundStreams());
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-CFG-17", "H2-SET-11", "H2-PRIO-03", "H2-EV-14"})
    void schemeDecidesWhetherSignalsCount(PriorityScheme scheme) {
        Kernel kernel = server(scheme);

        List<H2Event> events = kernel.receive(
                kernel.peer.prioritizedHeaders(1, false, BEHIND_3, FrameFactory.GET),
                FrameFactory.priority(1, BEHIND_3));

        RequestReceived request = new RequestReceived(1, GET, false);
        PriorityUpdated updated = new PriorityUpdated(1, BEHIND_3);
        boolean counts = scheme == PriorityScheme.RFC7540 || scheme == PriorityScheme.BOTH;
        assertEquals(counts ? List.of(request, updated, updated) : List.of(request), events);
        assertEquals(counts ? 0 : 1, kernel.connection.localSettings().value(SettingId.NO_RFC7540_PRIORITIES));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    @Spec({"H2-SET-11", "H2-PRIO-03"})
    void signalsOfAPeerThatHasRenouncedThemMeanNothing(long renounced, int events) {
        Kernel kernel = Kernel.of(
                H2Configuration.server().priorityScheme(PriorityScheme.BOTH).build(),
                SettingId.NO_RFC7540_PRIORITIES,
                renounced);

        assertEquals(events, kernel.receive(FrameFactory.priority(1, BEHIND_3)).size());
    }

    @Test
    @Spec({"H2-EV-01", "H2-EV-04", "H2-EV-06", "H2-EV-14"})
    void priorityStandsBehindItsBlockAndTheEndOfTheStream() {
        List<H2Event> events = server.receive(
                server.peer.prioritizedHeaders(1, true, BEHIND_3, FrameFactory.GET),
                server.peer.headers(3, false, FrameFactory.POST),
                server.peer.prioritizedHeaders(3, true, PriorityFields.DEFAULT, "checksum", "abc"));

        assertEquals(
                List.of(
                        new RequestReceived(1, GET, true),
                        new StreamEnded(1),
                        new PriorityUpdated(1, BEHIND_3),
                        new RequestReceived(3, POST, false),
                        new TrailersReceived(3, TRAILERS, true),
                        new StreamEnded(3),
                        new PriorityUpdated(3, PriorityFields.DEFAULT)),
                events);
    }

    @Test
    @Spec({"H2-EV-02", "H2-EV-03", "H2-EV-14"})
    void serverMayNamePrioritiesToo() {
        Kernel client = Kernel.of(
                H2Configuration.client().priorityScheme(PriorityScheme.BOTH).build());
        client.connection.sendHeaders(1, GET, true);

        List<H2Event> events = client.receive(
                client.peer.prioritizedHeaders(1, false, BEHIND_3, ":status", "103"),
                client.peer.prioritizedHeaders(1, true, PriorityFields.DEFAULT, OK));

        assertEquals(
                List.of(
                        new InformationalResponseReceived(1, Headers.of(":status", "103")),
                        new PriorityUpdated(1, BEHIND_3),
                        new ResponseReceived(1, Headers.of(OK), true),
                        new StreamEnded(1),
                        new PriorityUpdated(1, PriorityFields.DEFAULT)),
                events);
    }

    @Test
    @Spec({"H2-EV-14", "H2-HB-02"})
    void priorityOfABlockInPartsIsThatOfItsFirstFrame() {
        byte[] block = server.peer.block(FrameFactory.GET);
        byte[] begun = new HeadersFrame(1, new byte[0], FrameWriter.NOT_PADDED, BEHIND_3, true, false).toBytes();

        List<H2Event> events = server.receive(begun, FrameFactory.continuation(1, block, true));

        assertEquals(
                List.of(new RequestReceived(1, GET, true), new StreamEnded(1), new PriorityUpdated(1, BEHIND_3)),
                events);
    }

    @Test
    @Spec({"H2-EV-14", "H2-EV-25", "H2-EV-30", "H2-LIM-07", "H2-CLOSED-11", "H2-GO-05"})
    void priorityCountsOnlyWithABlockThatIsDelivered() {
        Kernel kernel = Kernel.of(H2Configuration.server()
                .priorityScheme(PriorityScheme.BOTH)
                .limits(Limits.builder().maxConcurrentStreams(1).build())
                .build());
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        kernel.connection.resetStream(1, ErrorCode.CANCEL);
        kernel.receive(kernel.peer.headers(3, false, FrameFactory.POST));

        assertEquals(
                List.of(),
                kernel.receive(kernel.peer.prioritizedHeaders(1, true, BEHIND_3, "checksum", "abc")),
                "dropped");
        assertEquals(
                List.of(new StreamRefused(5)),
                kernel.receive(kernel.peer.prioritizedHeaders(5, true, BEHIND_3, FrameFactory.GET)),
                "refused");
        assertEquals(
                List.of(StreamReset.class),
                kinds(kernel.receive(kernel.peer.prioritizedHeaders(3, true, dependentOn(9), "Bad", "trailer"))),
                "reset");
        assertEquals(
                List.of(RequestRejected.class),
                kinds(kernel.receive(kernel.peer.prioritizedHeaders(7, true, BEHIND_3, ":method", "GET"))),
                "rejected");
        kernel.connection.closeConnection(ErrorCode.NO_ERROR);
        assertEquals(
                List.of(new ConnectionDrained(), new StreamRefused(9)),
                kernel.receive(kernel.peer.prioritizedHeaders(9, true, BEHIND_3, FrameFactory.GET)),
                "above the last stream");
    }

    private static List<?> kinds(List<H2Event> events) {
        return events.stream().map(Object::getClass).toList();
    }

    /** A block that is not delivered, on stream 1 but for the push. */
    enum Undelivered {
        REQUEST_TOO_LARGE(Role.SERVER, 1, ":method GET x " + "y".repeat(400)),
        AFTER_END_STREAM(Role.SERVER, 1, "checksum abc"),
        TRAILERS_OF_TOO_SHORT_A_BODY(Role.SERVER, 1, "checksum abc"),
        TRAILERS_TOO_LARGE(Role.SERVER, 1, "x " + "y".repeat(400)),
        IN_A_TUNNEL(Role.SERVER, 1, "checksum abc"),
        RESPONSE_MALFORMED(Role.CLIENT, 1, ":status 20"),
        RESPONSE_WITHOUT_ITS_BODY(Role.CLIENT, 1, ":status 200 content-length 5"),
        INTERIM_RESPONSE_TOO_MANY(Role.CLIENT, 1, ":status 103"),
        PUSHED_RESPONSE_TOO_MANY(Role.CLIENT, 2, ":status 200");

        private final Role role;
        private final int streamId;
        private final String fields; // names and values

        Undelivered(Role role, int streamId, String fields) {
            this.role = role;
            this.streamId = streamId;
            this.fields = fields;
        }

        Kernel kernel() {
            Limits limits = Limits.builder()
                    .maxHeaderListSize(300)
                    .maxTrailerSize(200)
                    .maxInformational(0)
                    .maxConcurrentStreams(this == PUSHED_RESPONSE_TOO_MANY ? 0 : 9)
                    .build();
            return Kernel.of(
                    role == Role.CLIENT
                            ? H2Configuration.client()
                                    .limits(limits)
                                    .priorityScheme(PriorityScheme.BOTH)
                                    .enablePush(true)
                                    .build()
                            : H2Configuration.server()
                                    .limits(limits)
                                    .priorityScheme(PriorityScheme.BOTH)
                                    .build());
        }

        void prepare(Kernel kernel) {
            switch (this) {
                case REQUEST_TOO_LARGE -> {}
                case AFTER_END_STREAM -> kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
                case TRAILERS_TOO_LARGE -> kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
                case TRAILERS_OF_TOO_SHORT_A_BODY ->
                    kernel.receive(
                            kernel.peer.headers(1, false, FrameFactory.with(FrameFactory.POST, "content-length", "5")));
                case IN_A_TUNNEL -> {
                    kernel.receive(kernel.peer.headers(1, false, ":method", "CONNECT", ":authority", "a:1"));
                    kernel.connection.sendHeaders(1, Messages.OK, false);
                }
                case RESPONSE_MALFORMED, RESPONSE_WITHOUT_ITS_BODY, INTERIM_RESPONSE_TOO_MANY ->
                    kernel.connection.sendHeaders(1, GET, false);
                case PUSHED_RESPONSE_TOO_MANY -> {
                    kernel.connection.sendHeaders(1, GET, true);
                    kernel.receive(kernel.peer.pushPromise(1, 2, FrameFactory.GET));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-EV-14", "H2-EV-07", "H2-EV-25", "H2-ERR-05"})
    void priorityOfABlockThatIsNotDeliveredDoesNotCount(Undelivered block) {
        Kernel kernel = block.kernel();
        block.prepare(kernel);
        boolean endStream = block != Undelivered.INTERIM_RESPONSE_TOO_MANY;

        List<H2Event> events = kernel.receive(
                kernel.peer.prioritizedHeaders(block.streamId, endStream, BEHIND_3, block.fields.split(" ")));

        assertEquals(
                List.of(block == Undelivered.REQUEST_TOO_LARGE ? RequestRejected.class : StreamReset.class),
                kinds(events));
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(block.streamId));
    }

    // A stream that depends on itself

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-PRIO-03", "H2-CFG-17"})
    void openStreamThatDependsOnItselfIsResetWhateverTheScheme(PriorityScheme scheme) {
        Kernel kernel = server(scheme);
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.GET));

        List<H2Event> events = kernel.receive(FrameFactory.priority(1, dependentOn(1)));

        Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"H2-PRIO-03", "H2-ERR-09"})
    void idleStreamThatDependsOnItselfCostsTheConnection() {
        List<H2Event> events = server.receive(FrameFactory.priority(1, dependentOn(1)));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec("H2-PRIO-03")
    void closedStreamThatDependsOnItselfIsLeftAlone() {
        server.receive(server.peer.headers(1, false, FrameFactory.GET), FrameFactory.rstStream(1, ErrorCode.CANCEL));

        List<H2Event> events = server.receive(FrameFactory.priority(1, dependentOn(1)));

        assertEquals(List.of(), events);
        assertEquals(List.of(), server.sent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec({"H2-PRIO-03", "H2-ERR-05", "H2-ERR-09", "H2-HB-05", "INV-5"})
    void requestThatDependsOnItselfIsResetUnseenAndItsBlockDecoded(boolean inOneFrame) {
        String[] fields = {":method", "GET", ":scheme", "https", ":authority", "new.example", ":path", "/"};
        byte[] block = server.peer.block(fields);
        byte[] headers = new HeadersFrame(
                        1, inOneFrame ? block : new byte[0], FrameWriter.NOT_PADDED, dependentOn(1), true, inOneFrame)
                .toBytes();
        byte[] rest = inOneFrame ? new byte[0] : FrameFactory.continuation(1, block, true);

        List<H2Event> events = server.receive(headers, rest);

        Outcome.assertRejected(server, events, 1, 400);
        assertEquals(
                List.of(new RequestReceived(3, Headers.of(fields), true), new StreamEnded(3)),
                server.receive(server.peer.headers(3, true, fields)));
    }

    @Test
    @Spec({"H2-PRIO-03", "H2-HDR-40"})
    void dependenceOnItselfIsNoMatterOfFields() {
        Kernel lenient =
                Kernel.of(H2Configuration.server().validateInboundHeaders(false).build());

        List<H2Event> events =
                lenient.receive(lenient.peer.prioritizedHeaders(1, true, dependentOn(1), FrameFactory.GET));

        assertEquals(List.of(new RequestRejected(1, 400, "a stream depends on itself (RFC 7540, 5.3.1)")), events);
    }

    @Test
    @Spec({"H2-PRIO-03", "H2-CLOSED-11"})
    void droppedBlockThatDependsOnItselfIsLeftAlone() {
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        server.connection.resetStream(1, ErrorCode.CANCEL);
        server.sent();

        List<H2Event> events =
                server.receive(server.peer.prioritizedHeaders(1, true, dependentOn(1), "checksum", "abc"));

        assertEquals(List.of(), events);
        assertEquals(List.of(), server.sent());
    }

    private static PriorityFields dependentOn(int streamId) {
        return new PriorityFields(streamId, false, 16);
    }

    private static Kernel server(PriorityScheme scheme) {
        return Kernel.of(H2Configuration.server().priorityScheme(scheme).build());
    }
}
