package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a frame does in each state of its stream (docs/spec/behaviours.md, 4.6, Receiving). */
class StreamStateReceiveTest {
    private static final Headers GET = Headers.of(FrameFactory.GET);
    private static final Headers POST = Headers.of(FrameFactory.POST);
    private static final Headers OK = Headers.of(":status", "200");

    /** How stream 1 comes to stand before the frame arrives. CLIENT_... are of a client that has asked, SERVER_... of a server that was. */
    enum Situation {
        SERVER_OPEN(StreamState.OPEN),
        SERVER_HALF_CLOSED_LOCAL(StreamState.HALF_CLOSED_LOCAL),
        SERVER_HALF_CLOSED_REMOTE(StreamState.HALF_CLOSED_REMOTE),
        CLIENT_OPEN(StreamState.OPEN),
        CLIENT_HALF_CLOSED_LOCAL(StreamState.HALF_CLOSED_LOCAL),
        CLIENT_OPEN_IN_BODY(StreamState.OPEN),
        CLIENT_HALF_CLOSED_LOCAL_IN_BODY(StreamState.HALF_CLOSED_LOCAL),
        CLIENT_HALF_CLOSED_REMOTE(StreamState.HALF_CLOSED_REMOTE);

        private final StreamState state;

        Situation(StreamState state) {
            this.state = state;
        }

        Kernel kernel() {
            Kernel kernel = isServer() ? Kernel.server() : Kernel.client();
            switch (this) {
                case SERVER_OPEN -> kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
                case SERVER_HALF_CLOSED_LOCAL -> {
                    kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
                    kernel.connection.sendHeaders(1, OK, true);
                }
                case SERVER_HALF_CLOSED_REMOTE -> kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
                case CLIENT_OPEN -> kernel.connection.sendHeaders(1, POST, false);
                case CLIENT_HALF_CLOSED_LOCAL -> kernel.connection.sendHeaders(1, GET, true);
                case CLIENT_OPEN_IN_BODY -> {
                    kernel.connection.sendHeaders(1, POST, false);
                    kernel.receive(kernel.peer.headers(1, false, ":status", "200"));
                }
                case CLIENT_HALF_CLOSED_LOCAL_IN_BODY -> {
                    kernel.connection.sendHeaders(1, GET, true);
                    kernel.receive(kernel.peer.headers(1, false, ":status", "200"));
                }
                case CLIENT_HALF_CLOSED_REMOTE -> {
                    kernel.connection.sendHeaders(1, POST, false);
                    kernel.receive(kernel.peer.headers(1, true, ":status", "200"));
                }
            }
            kernel.sent();
            assertEquals(state, kernel.connection.streamState(1));
            return kernel;
        }

        boolean isServer() {
            return compareTo(CLIENT_OPEN) < 0;
        }
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {1} leads to {2}")
    @CsvSource({
        "CLIENT_OPEN,                      RESPONSE,      OPEN",
        "CLIENT_OPEN,                      RESPONSE_ES,   HALF_CLOSED_REMOTE",
        "CLIENT_HALF_CLOSED_LOCAL,         RESPONSE,      HALF_CLOSED_LOCAL",
        "CLIENT_HALF_CLOSED_LOCAL,         RESPONSE_ES,   CLOSED",
        "CLIENT_OPEN,                      INTERIM,       OPEN",
        "CLIENT_HALF_CLOSED_LOCAL,         INTERIM,       HALF_CLOSED_LOCAL",
        "SERVER_OPEN,                      TRAILERS_ES,   HALF_CLOSED_REMOTE",
        "SERVER_HALF_CLOSED_LOCAL,         TRAILERS_ES,   CLOSED",
        "CLIENT_OPEN_IN_BODY,              TRAILERS_ES,   HALF_CLOSED_REMOTE",
        "CLIENT_HALF_CLOSED_LOCAL_IN_BODY, TRAILERS_ES,   CLOSED",
        "SERVER_OPEN,                      DATA,          OPEN",
        "SERVER_OPEN,                      DATA_ES,       HALF_CLOSED_REMOTE",
        "SERVER_HALF_CLOSED_LOCAL,         DATA,          HALF_CLOSED_LOCAL",
        "SERVER_HALF_CLOSED_LOCAL,         DATA_ES,       CLOSED",
        "CLIENT_OPEN_IN_BODY,              DATA,          OPEN",
        "CLIENT_OPEN_IN_BODY,              DATA_ES,       HALF_CLOSED_REMOTE",
        "CLIENT_HALF_CLOSED_LOCAL_IN_BODY, DATA,          HALF_CLOSED_LOCAL",
        "CLIENT_HALF_CLOSED_LOCAL_IN_BODY, DATA_ES,       CLOSED",
        "SERVER_OPEN,                      RST_STREAM,    CLOSED",
        "SERVER_HALF_CLOSED_LOCAL,         RST_STREAM,    CLOSED",
        "SERVER_HALF_CLOSED_REMOTE,        RST_STREAM,    CLOSED",
        "CLIENT_HALF_CLOSED_REMOTE,        RST_STREAM,    CLOSED",
        "SERVER_OPEN,                      WINDOW_UPDATE, OPEN",
        "SERVER_HALF_CLOSED_LOCAL,         WINDOW_UPDATE, HALF_CLOSED_LOCAL",
        "SERVER_HALF_CLOSED_REMOTE,        WINDOW_UPDATE, HALF_CLOSED_REMOTE",
        "CLIENT_OPEN,                      PRIORITY,      OPEN",
        "SERVER_OPEN,                      PRIORITY,      OPEN",
        "SERVER_HALF_CLOSED_LOCAL,         PRIORITY,      HALF_CLOSED_LOCAL",
        "SERVER_HALF_CLOSED_REMOTE,        PRIORITY,      HALF_CLOSED_REMOTE",
        "SERVER_OPEN,                      EXTENSION,     OPEN",
        "SERVER_HALF_CLOSED_LOCAL,         EXTENSION,     HALF_CLOSED_LOCAL",
        "SERVER_HALF_CLOSED_REMOTE,        EXTENSION,     HALF_CLOSED_REMOTE",
    })
    // spotless:on
    @Spec({
        "H2-ST-R01",
        "H2-ST-R02",
        "H2-ST-R03",
        "H2-ST-R05",
        "H2-ST-R07",
        "H2-ST-R08",
        "H2-ST-R11",
        "H2-ST-R14",
        "H2-ST-R20",
        "H2-EV-03",
        "H2-EV-04",
        "H2-EV-05",
        "H2-EV-06",
        "H2-EV-07",
        "H2-EV-08",
        "H2-EV-33",
        "INV-11"
    })
    void frameIsAccepted(Situation situation, String frame, StreamState next) {
        Kernel kernel = situation.kernel();

        List<H2Event> events = kernel.receive(frame(kernel, 1, frame));

        assertEquals(expected(frame), withoutMessages(events));
        assertEquals(List.of(), kernel.sent());
        assertEquals(next, kernel.connection.streamState(1));
        int open = next == StreamState.CLOSED ? 0 : 1;
        assertEquals(situation.isServer() ? open : 0, kernel.connection.openInboundStreams());
        assertEquals(situation.isServer() ? 0 : open, kernel.connection.openOutboundStreams());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "SERVER_HALF_CLOSED_REMOTE,        TRAILERS_ES, STREAM_CLOSED",
        "SERVER_HALF_CLOSED_REMOTE,        TRAILERS,    STREAM_CLOSED",
        "SERVER_HALF_CLOSED_REMOTE,        DATA,        STREAM_CLOSED",
        "CLIENT_HALF_CLOSED_REMOTE,        RESPONSE,    STREAM_CLOSED",
        "CLIENT_HALF_CLOSED_REMOTE,        INTERIM,     STREAM_CLOSED",
        "CLIENT_HALF_CLOSED_REMOTE,        TRAILERS_ES, STREAM_CLOSED",
        "CLIENT_HALF_CLOSED_REMOTE,        DATA_ES,     STREAM_CLOSED",
        "CLIENT_OPEN,                      INTERIM_ES,  PROTOCOL_ERROR",
        "CLIENT_HALF_CLOSED_LOCAL,         INTERIM_ES,  PROTOCOL_ERROR",
        "CLIENT_OPEN_IN_BODY,              INTERIM,     PROTOCOL_ERROR",
        "CLIENT_HALF_CLOSED_LOCAL_IN_BODY, INTERIM_ES,  PROTOCOL_ERROR",
        "CLIENT_HALF_CLOSED_LOCAL_IN_BODY, RESPONSE,    PROTOCOL_ERROR",
        "SERVER_OPEN,                      TRAILERS,    PROTOCOL_ERROR",
        "SERVER_HALF_CLOSED_LOCAL,         TRAILERS,    PROTOCOL_ERROR",
        "CLIENT_OPEN_IN_BODY,              TRAILERS,    PROTOCOL_ERROR",
        "CLIENT_OPEN,                      DATA,        PROTOCOL_ERROR",
        "CLIENT_HALF_CLOSED_LOCAL,         DATA_ES,     PROTOCOL_ERROR",
    })
    // spotless:on
    @Spec({
        "H2-ST-R01",
        "H2-ST-R02",
        "H2-ST-R03",
        "H2-ST-R04",
        "H2-ST-R05",
        "H2-ST-R06",
        "H2-ST-R23",
        "H2-HDR-29",
        "H2-HDR-30",
        "INV-11"
    })
    void frameCostsTheStream(Situation situation, String frame, String errorCode) {
        Kernel kernel = situation.kernel();

        List<H2Event> events = kernel.receive(frame(kernel, 1, frame));

        boolean closed = errorCode.equals("STREAM_CLOSED");
        Outcome.assertStreamError(kernel, events, 1, closed ? ErrorCode.STREAM_CLOSED : ErrorCode.PROTOCOL_ERROR);
        assertEquals(0, kernel.connection.openInboundStreams() + kernel.connection.openOutboundStreams());
        assertEquals(List.of(), kernel.receive(FrameFactory.data(1, 1, true)), "late frames are dropped");
        assertEquals(List.of(), kernel.sent());
    }

    @ParameterizedTest
    @CsvSource({"INTERIM_ES", "TRAILERS"})
    @Spec({"H2-ST-R02", "H2-ST-R04", "H2-HDR-40", "H2-CFG-22"})
    void placeOfEndStreamIsCheckedEvenWhereFieldsAreNot(String frame) {
        Kernel kernel =
                Kernel.of(H2Configuration.client().validateInboundHeaders(false).build());
        kernel.connection.sendHeaders(1, GET, true);
        if (frame.equals("TRAILERS")) {
            kernel.receive(kernel.peer.headers(1, false, ":status", "200"));
        }
        kernel.sent();

        List<H2Event> events = kernel.receive(frame(kernel, 1, frame));

        Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    // spotless:off
    @ParameterizedTest(name = "{0} on stream {2} of a {1}")
    @CsvSource({
        "RESPONSE,      client, 1, own idle stream",
        "RESPONSE,      client, 2, idle stream of the server",
        "INTERIM,       client, 2, idle stream of the server",
        "REQUEST,       server, 2, own idle stream",
        "DATA,          server, 5, idle stream",
        "DATA,          server, 2, own idle stream",
        "DATA,          client, 1, own idle stream",
        "RST_STREAM,    server, 5, idle stream",
        "RST_STREAM,    server, 2, own idle stream",
        "RST_STREAM,    client, 1, own idle stream",
        "WINDOW_UPDATE, server, 5, idle stream",
        "WINDOW_UPDATE, client, 2, idle stream of the server",
        "CONTINUATION,  server, 5, no block is open",
        "CONTINUATION,  client, 1, no block is open",
    })
    // spotless:on
    @Spec({"H2-ST-R01", "H2-ST-R02", "H2-ST-R05", "H2-ST-R07", "H2-ST-R08", "H2-ST-R12", "H2-ST-R22", "INV-11", "INV-12"
    })
    void frameOnAnIdleStreamCostsTheConnection(String frame, String role, int streamId, String why) {
        Kernel kernel = role.equals("client") ? Kernel.client() : Kernel.server();

        List<H2Event> events = kernel.receive(frame(kernel, streamId, frame));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @ParameterizedTest
    @CsvSource({"PRIORITY, 5", "PRIORITY, 2", "EXTENSION, 5"})
    @Spec({"H2-ST-R11", "H2-ST-R14", "H2-CONN-06", "H2-PRIO-04"})
    void frameLeavesAnIdleStreamIdle(String frame, int streamId) {
        Kernel kernel = Kernel.server();

        kernel.receive(frame(kernel, streamId, frame));

        assertEquals(StreamState.IDLE, kernel.connection.streamState(streamId));
        assertEquals(List.of(), kernel.sent());
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    @ParameterizedTest
    @CsvSource({"false, OPEN", "true, HALF_CLOSED_REMOTE"})
    @Spec({"H2-ST-R01", "H2-EV-01", "H2-EV-06"})
    void requestOpensAStream(boolean endStream, StreamState state) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, endStream, FrameFactory.GET));

        List<H2Event> expected = new ArrayList<>(List.of(new RequestReceived(1, GET, endStream)));
        if (endStream) {
            expected.add(new StreamEnded(1));
        }
        assertEquals(expected, events);
        assertEquals(List.of(), kernel.sent());
        assertEquals(state, kernel.connection.streamState(1));
        assertEquals(1, kernel.connection.openInboundStreams());
    }

    @Test
    @Spec({"H2-ST-R21", "INV-12"})
    void lowerIdleStreamsAreClosedByAHigherOne() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(5, true, FrameFactory.GET));

        List<H2Event> events = kernel.receive(kernel.peer.headers(3, true, FrameFactory.GET));

        assertEquals(StreamState.CLOSED, kernel.connection.streamState(3));
        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 5);
    }

    @Test
    @Spec({"H2-LIM-07", "H2-EV-22", "H2-X-05", "INV-5"})
    void streamAboveTheConcurrencyLimitIsRefusedFromTheFirstOctet() {
        Limits limits = Limits.builder().maxConcurrentStreams(1).build();
        Kernel kernel = Kernel.fresh(H2Configuration.server().limits(limits).build());
        kernel.receive(FrameFactory.preface(), FrameFactory.settings());
        kernel.sent();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));

        List<H2Event> events = kernel.receive(kernel.peer.headers(3, true, FrameFactory.GET));

        assertEquals(List.of(new StreamRefused(3)), events);
        assertEquals(List.of(Outcome.reset(3, ErrorCode.REFUSED_STREAM)), kernel.sent());
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(3));
        assertEquals(1, kernel.connection.openInboundStreams());
        kernel.receive(FrameFactory.rstStream(1, ErrorCode.CANCEL));
        assertEquals(
                2,
                kernel.receive(kernel.peer.headers(5, true, FrameFactory.GET)).size());
    }

    @Test
    @Spec({"H2-LIM-07", "H2-ERR-08"})
    void refusedStreamsDoNotCountAsProcessed() {
        Limits limits = Limits.builder().maxConcurrentStreams(1).build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST), kernel.peer.headers(3, true, FrameFactory.GET));
        kernel.sent();

        List<H2Event> events = kernel.receive(FrameFactory.data(7, 1, false));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @ParameterizedTest
    @CsvSource({"16, 5, maxInformational", "16, 4_000, size"})
    @Spec({"H2-EV-03", "INV-4"})
    void interimResponsesAreBoundedInNumberAndTogetherInSize(int limit, String valueSize, String what) {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, GET, true);
        kernel.sent();
        String value = "x".repeat(Integer.parseInt(valueSize.replace("_", "")));
        List<H2Event> all = new ArrayList<>();
        List<H2Event> events = List.of();

        while (kernel.connection.streamState(1) != StreamState.CLOSED && all.size() <= limit) {
            events = kernel.receive(kernel.peer.headers(1, false, ":status", "103", "link", value));
            all.addAll(events);
        }

        assertEquals(what.equals("size") ? 9 : 17, all.size());
        Outcome.assertStreamError(kernel, List.of(), events, 1, ErrorCode.ENHANCE_YOUR_CALM, ResetReason.LIMIT);
    }

    @Test
    @Spec({"H2-CONN-05", "H2-ST-R09", "H2-X-13"})
    void serverTakesNoPromise() {
        Kernel kernel = Situation.SERVER_OPEN.kernel();

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(1, 2, FrameFactory.GET));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @Test
    @Spec({"H2-SET-09", "H2-ST-R09"})
    void promiseAfterTheAcknowledgementCostsTheConnection() {
        Kernel kernel = Situation.CLIENT_OPEN.kernel();

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(1, 2, FrameFactory.GET));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @ParameterizedTest
    @CsvSource({"1000", "5"})
    @Spec({"H2-SET-09", "H2-HB-05", "INV-5"})
    void promiseBeforeTheAcknowledgementIsRefused(int maxPart) {
        Kernel kernel = unacknowledgedClient(Limits.defaults());
        kernel.connection.sendHeaders(1, POST, false);
        kernel.sent();
        byte[] block = kernel.peer.block(FrameFactory.GET);
        byte[] promise = maxPart > block.length
                ? FrameFactory.promiseOf(1, 2, block, true)
                : FrameFactory.concat(
                        FrameFactory.promiseOf(1, 2, new byte[0], false), FrameFactory.continuation(1, block, true));

        List<H2Event> events = kernel.receive(promise);

        assertEquals(List.of(new StreamRefused(2)), events);
        assertEquals(List.of(Outcome.reset(2, ErrorCode.REFUSED_STREAM)), kernel.sent());
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(2));
        assertEquals(StreamState.OPEN, kernel.connection.streamState(1));
        assertEquals(List.of(), kernel.receive(kernel.peer.headers(2, true, ":status", "200")), "late response");
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "on an idle stream,          11, 4",
        "on a stream that we skipped, 7, 4",
        "on a stream of the server,   2, 4",
        "on a stream that has ended,  3, 4",
        "on a stream the peer ended,  5, 4",
        "on one that the peer reset,  9, 4",
        "of a stream already refused, 1, 2",
    })
    // spotless:on
    @Spec({"H2-ST-R09", "H2-ST-R10", "H2-CLOSED-04", "H2-PUSH-03"})
    void promiseBeforeTheAcknowledgementStillHasToBeInItsPlace(String why, int streamId, int promisedStreamId) {
        Kernel kernel = unacknowledgedClient(Limits.defaults());
        kernel.connection.sendHeaders(1, POST, false);
        kernel.connection.sendHeaders(3, GET, true);
        kernel.connection.sendHeaders(5, POST, false);
        kernel.connection.sendHeaders(9, POST, false);
        kernel.receive(
                kernel.peer.headers(3, true, ":status", "200"),
                kernel.peer.headers(5, true, ":status", "200"),
                FrameFactory.rstStream(9, ErrorCode.CANCEL),
                kernel.peer.pushPromise(1, 2, FrameFactory.GET));
        kernel.sent();

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(streamId, promisedStreamId, FrameFactory.GET));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @ParameterizedTest
    @CsvSource({"128, remembered", "1, forgotten"})
    @Spec({"H2-CLOSED-04", "H2-CLOSED-09", "H2-PUSH-06"})
    void promiseOnAStreamThatWeHaveResetIsCancelled(int rememberedClosedStreams, String state) {
        Limits limits = Limits.builder()
                .rememberedClosedStreams(rememberedClosedStreams)
                .build();
        Kernel kernel = unacknowledgedClient(limits);
        kernel.connection.sendHeaders(1, POST, false);
        kernel.connection.sendHeaders(3, POST, false);
        kernel.connection.resetStream(1, ErrorCode.CANCEL);
        kernel.connection.resetStream(3, ErrorCode.CANCEL);
        kernel.sent();

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(1, 2, FrameFactory.GET));

        assertEquals(List.of(), events);
        assertEquals(List.of(Outcome.reset(2, ErrorCode.CANCEL)), kernel.sent());
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    @ParameterizedTest
    @EnumSource(
            value = Situation.class,
            names = {"SERVER_OPEN", "CLIENT_OPEN"})
    @Spec({"H2-EV-07", "H2-ERR-03", "H2-ERR-07"})
    void resetKeepsACodeWithoutName(Situation situation) {
        Kernel kernel = situation.kernel();

        List<H2Event> events = kernel.receive(FrameFactory.raw(0x3, 0, 1, (byte) 0xff, (byte) 0, (byte) 0, (byte) 1));

        StreamReset reset = (StreamReset) events.get(0);
        assertEquals(new ErrorCode(0xff00_0001L), reset.errorCode());
        assertTrue(reset.remote());
        assertEquals(List.of(), kernel.sent());
    }

    /** A client whose SETTINGS the server has not acknowledged. */
    private static Kernel unacknowledgedClient(Limits limits) {
        Kernel kernel = Kernel.fresh(H2Configuration.client().limits(limits).build());
        kernel.connection.initiate();
        kernel.receive(FrameFactory.settings());
        kernel.connection.dataToSend();
        return kernel;
    }

    private static byte[] frame(Kernel kernel, int streamId, String name) {
        return switch (name) {
            case "REQUEST" -> kernel.peer.headers(streamId, true, FrameFactory.GET);
            case "RESPONSE" -> kernel.peer.headers(streamId, false, ":status", "200");
            case "RESPONSE_ES" -> kernel.peer.headers(streamId, true, ":status", "200");
            case "INTERIM" -> kernel.peer.headers(streamId, false, ":status", "103");
            case "INTERIM_ES" -> kernel.peer.headers(streamId, true, ":status", "103");
            case "TRAILERS" -> kernel.peer.headers(streamId, false, "checksum", "abc");
            case "TRAILERS_ES" -> kernel.peer.headers(streamId, true, "checksum", "abc");
            case "DATA" -> FrameFactory.data(streamId, 3, false);
            case "DATA_ES" -> FrameFactory.data(streamId, 3, true);
            case "RST_STREAM" -> FrameFactory.rstStream(streamId, ErrorCode.CANCEL);
            case "WINDOW_UPDATE" -> FrameFactory.windowUpdate(streamId, 8);
            case "PRIORITY" -> FrameFactory.priority(streamId);
            case "EXTENSION" -> FrameFactory.raw(0xbb, 0, streamId);
            case "CONTINUATION" -> FrameFactory.continuation(streamId, new byte[0], true);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The events of a frame on stream 1 that is accepted. */
    private static List<H2Event> expected(String frame) {
        StreamEnded ended = new StreamEnded(1);
        return switch (frame) {
            case "RESPONSE" -> List.of(new ResponseReceived(1, OK, false));
            case "RESPONSE_ES" -> List.of(new ResponseReceived(1, OK, true), ended);
            case "INTERIM" -> List.of(new InformationalResponseReceived(1, Headers.of(":status", "103")));
            case "TRAILERS_ES" -> List.of(new TrailersReceived(1, Headers.of("checksum", "abc"), true), ended);
            case "DATA" -> List.of(new DataReceived(1, ByteBuffer.allocate(3), 3, false));
            case "DATA_ES" -> List.of(new DataReceived(1, ByteBuffer.allocate(3), 3, true), ended);
            case "RST_STREAM" -> List.of(new StreamReset(1, ErrorCode.CANCEL, true, ResetReason.PEER_RST, ""));
            case "WINDOW_UPDATE" -> List.of(new WindowUpdated(1, 8));
            case "EXTENSION" -> List.of(new UnknownFrameReceived(0xbb, 0, 1, ByteBuffer.allocate(0)));
            default -> List.of();
        };
    }

    private static List<H2Event> withoutMessages(List<H2Event> events) {
        List<H2Event> plain = new ArrayList<>();
        for (H2Event event : events) {
            plain.add(
                    event instanceof StreamReset reset
                            ? new StreamReset(reset.streamId(), reset.errorCode(), reset.remote(), reset.reason(), "")
                            : event);
        }
        return plain;
    }
}
