package org.javahyper.h2;

import static org.javahyper.h2.Messages.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are malformed or too large, and the answers that a server gives them unasked (docs/spec/behaviours.md, 4.4). */
class RejectedRequestTest {
    private static final String[] BAD = FrameFactory.with(FrameFactory.GET, "X-Fresh", "1");
    private static final String BAD_RULE = "field name is not a lower-case token (RFC 9113, 8.2.1)";
    private static final String[] LARGE = FrameFactory.with(FrameFactory.GET, "x-large", "x".repeat(300));
    private static final String LARGE_RULE = "header list beyond maxHeaderListSize 400 or maxHeaderFields 200";

    private final Kernel server = Kernel.of(configuration(true));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"EX-08", "H2-ERR-05", "H2-ERR-06", "H2-EV-25", "H2-X-17", "H2-HB-05"})
    void malformedRequestIsAnswered400AndReset(boolean endStream) {
        List<H2Event> events = server.receive(
                server.peer.headers(1, true, FrameFactory.GET),
                server.peer.headers(3, endStream, BAD),
                server.peer.headers(5, true, FrameFactory.GET));

        Headers get = Headers.of(FrameFactory.GET);
        assertEquals(
                List.of(
                        new RequestReceived(1, get, true),
                        new StreamEnded(1),
                        new RequestRejected(3, 400, BAD_RULE),
                        new RequestReceived(5, get, true),
                        new StreamEnded(5)),
                events);
        List<Frame> sent = server.sent();
        HeadersFrame answer = (HeadersFrame) sent.get(0);
        assertEquals(3, answer.streamId());
        assertFalse(answer.endStream(), "on a closed stream RST_STREAM could not follow");
        assertEquals(Headers.of(":status", "400"), server.decode(answer));
        assertEquals(List.of(Outcome.reset(3, ErrorCode.PROTOCOL_ERROR)), sent.subList(1, sent.size()));
        assertEquals(StreamState.CLOSED, server.connection.streamState(3));
        assertEquals(Optional.of(ClosedReason.SENT_RST), server.connection.closedReason(3));
        assertEquals(2, server.connection.openInboundStreams());
    }

    @ParameterizedTest
    @CsvSource({"false, SENT_RST", "true, ENDED"})
    @Spec({"H2-ERR-06", "H2-EV-25", "H2-LIM-02", "H2-HB-05"})
    void requestThatIsTooLargeIsAnswered431AndResetIfItGoesOn(boolean endStream, ClosedReason reason) {
        List<H2Event> events = server.receive(server.peer.headers(1, endStream, LARGE));

        assertEquals(List.of(new RequestRejected(1, 431, LARGE_RULE)), events);
        List<Frame> sent = server.sent();
        HeadersFrame answer = (HeadersFrame) sent.get(0);
        assertTrue(answer.endStream());
        assertEquals(Headers.of(":status", "431"), server.decode(answer));
        assertEquals(
                endStream ? List.of() : List.of(Outcome.reset(1, ErrorCode.NO_ERROR)), sent.subList(1, sent.size()));
        assertEquals(StreamState.CLOSED, server.connection.streamState(1));
        assertEquals(Optional.of(reason), server.connection.closedReason(1));
        assertEquals(0, server.connection.openInboundStreams());
    }

    @Test
    @Spec({"H2-ERR-06", "H2-EV-25", "H2-LIM-06"})
    void requestOfTooManyFieldsIsTooLargeToo() {
        Kernel few = Kernel.of(H2Configuration.server()
                .limits(Limits.builder().maxHeaderFields(5).build())
                .build());

        List<H2Event> events =
                few.receive(few.peer.headers(1, true, FrameFactory.with(FrameFactory.GET, "a", "", "b", "")));

        assertEquals(
                List.of(new RequestRejected(1, 431, "header list beyond maxHeaderListSize 32768 or maxHeaderFields 5")),
                events);
    }

    // spotless:off
    @ParameterizedTest(name = "too large {0}, END_STREAM {1}")
    @CsvSource({
        "false, false, PROTOCOL_ERROR",
        "false, true,  PROTOCOL_ERROR",
        "true,  false, ENHANCE_YOUR_CALM",
        "true,  true,  ENHANCE_YOUR_CALM",
    })
    // spotless:on
    @Spec({"H2-ERR-06", "H2-EV-25", "H2-ERR-05", "H2-LIM-02"})
    void answersCanBeSwitchedOff(boolean large, boolean endStream, String errorCode) {
        Kernel silent = Kernel.of(configuration(false));

        List<H2Event> events = silent.receive(silent.peer.headers(1, endStream, large ? LARGE : BAD));

        assertEquals(List.of(new RequestRejected(1, 0, large ? LARGE_RULE : BAD_RULE)), events);
        ErrorCode code = errorCode.equals("PROTOCOL_ERROR") ? ErrorCode.PROTOCOL_ERROR : ErrorCode.ENHANCE_YOUR_CALM;
        assertEquals(List.of(Outcome.reset(1, code)), silent.sent());
        assertEquals(Optional.of(ClosedReason.SENT_RST), silent.connection.closedReason(1));
    }

    @ParameterizedTest
    @CsvSource({"true, 5", "false, 1"})
    @Spec({"H2-ERR-08", "H2-ERR-06"})
    void goAwayNamesWhatWasAnswered(boolean answered, int lastStreamId) {
        Kernel kernel = Kernel.of(configuration(answered));
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.GET),
                kernel.peer.headers(3, true, BAD),
                kernel.peer.headers(5, true, BAD));
        kernel.sent();

        List<H2Event> events = kernel.receive(FrameFactory.data(9, 1, false));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, lastStreamId);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-ERR-06", "H2-CLOSED-01", "H2-CLOSED-02", "H2-CLOSED-07", "INV-5", "INV-6"})
    void restOfARejectedRequestIsDropped(boolean large) {
        server.receive(server.peer.headers(1, false, large ? LARGE : BAD));
        server.sent();

        List<H2Event> events = server.receive(
                FrameFactory.data(1, 16_384, false),
                FrameFactory.data(1, 16_384, false),
                server.peer.headers(1, true, "checksum", "abc"),
                FrameFactory.windowUpdate(1, 1),
                FrameFactory.rstStream(1, ErrorCode.NO_ERROR));

        assertEquals(List.of(), events);
        assertEquals(1, server.sent().size(), "WINDOW_UPDATE of the connection");
        assertEquals(65_535, server.connection.receiveWindow(0));
        String[] again = FrameFactory.with(FrameFactory.GET, "checksum", "abc");
        assertEquals(
                List.of(new RequestReceived(3, Headers.of(again), false)),
                server.receive(server.peer.headers(3, false, again)),
                "the tables are in step");
    }

    @Test
    @Spec({"H2-ERR-06", "H2-CLOSED-01"})
    void requestThatWasAnsweredInFullHasEnded() {
        server.receive(server.peer.headers(1, true, LARGE));
        server.decode(server.sent().get(0));

        List<H2Event> events = server.receive(FrameFactory.data(1, 1, true));

        Outcome.assertConnectionError(server, events, ErrorCode.STREAM_CLOSED, 1);
    }

    @Test
    @Spec({"H2-ERR-06", "H2-LIM-07"})
    void requestThatIsRefusedIsNotJudged() {
        Kernel none = Kernel.of(H2Configuration.server()
                .limits(Limits.builder().maxConcurrentStreams(0).build())
                .build());

        List<H2Event> events = none.receive(none.peer.headers(1, true, BAD));

        assertEquals(List.of(new StreamRefused(1)), events);
        assertEquals(List.of(Outcome.reset(1, ErrorCode.REFUSED_STREAM)), none.sent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-ERR-05", "H2-ERR-06"})
    void onlyTheFirstBlockIsAnswered(boolean answered) {
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        if (answered) {
            server.connection.sendHeaders(1, OK, false);
            server.sent();
        }

        List<H2Event> events = server.receive(server.peer.headers(1, true, "Bad", "trailer"));

        Outcome.assertStreamError(server, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"H2-ERR-06", "H2-EV-07", "H2-CONF-02"})
    void clientSeesTheAnswerAndThatTheRestIsNotWanted() {
        ConnectionPair pair = new ConnectionPair(
                        H2Configuration.client()
                                .normalizeOutboundHeaders(false)
                                .validateOutboundHeaders(false)
                                .build(),
                        H2Configuration.server()
                                .limits(Limits.builder().maxHeaderListSize(400).build())
                                .exactInitialSettings(Settings.empty())
                                .build(),
                        List::of)
                .connected();

        pair.client.sendHeaders(1, Headers.of(BAD), false);
        pair.client.sendHeaders(3, Headers.of(LARGE), false);
        pair.exchange();

        StreamReset bad = assertInstanceOf(StreamReset.class, pair.clientEvents.get(1));
        StreamReset large = assertInstanceOf(StreamReset.class, pair.clientEvents.get(4));
        assertEquals(
                List.of(
                        new ResponseReceived(1, Headers.of(":status", "400"), false),
                        new StreamReset(1, ErrorCode.PROTOCOL_ERROR, true, ResetReason.PEER_RST, bad.message()),
                        new ResponseReceived(3, Headers.of(":status", "431"), true),
                        new StreamEnded(3),
                        new StreamReset(3, ErrorCode.NO_ERROR, true, ResetReason.PEER_RST, large.message())),
                pair.clientEvents);
        assertEquals(
                List.of(new RequestRejected(1, 400, BAD_RULE), new RequestRejected(3, 431, LARGE_RULE)),
                pair.serverEvents);
    }

    private static H2Configuration configuration(boolean answerMalformedRequests) {
        return H2Configuration.server()
                .limits(Limits.builder().maxHeaderListSize(400).build())
                .answerMalformedRequests(answerMalformedRequests)
                .build();
    }
}
