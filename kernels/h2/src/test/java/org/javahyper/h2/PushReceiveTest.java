package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.STYLE;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PushPromiseFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises of a server, as a client takes them (docs/spec/behaviours.md, 4.15). */
class PushReceiveTest {
    private static final Headers OK = Headers.of(":status", "200");

    private final Kernel client = Kernel.asking(Limits.defaults());

    // What is promised

    @Test
    @Spec({"H2-PUSH-04", "H2-PUSH-05", "H2-EV-13", "H2-ST-R01", "H2-ST-R05", "H2-ST-R10", "H2-ST-R20"})
    void promiseReservesAStreamForTheResponseThatFollows() {
        List<H2Event> promised = client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));
        assertEquals(List.of(new PushedStreamReceived(1, 2, STYLE)), promised);
        assertEquals(StreamState.RESERVED_REMOTE, client.connection.streamState(2));
        assertEquals(0, client.connection.openInboundStreams());

        List<H2Event> begun = client.receive(client.peer.headers(2, false, ":status", "200"));
        assertEquals(List.of(new ResponseReceived(2, OK, false)), begun);
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(2));
        assertEquals(1, client.connection.openInboundStreams());

        List<H2Event> ended = client.receive(FrameFactory.data(2, 5, true));
        assertEquals(List.of(new DataReceived(2, ByteBuffer.allocate(5), 5, true), new StreamEnded(2)), ended);
        assertEquals(StreamState.CLOSED, client.connection.streamState(2));
        assertEquals(Optional.of(ClosedReason.ENDED), client.connection.closedReason(2));
        assertEquals(0, client.connection.openInboundStreams());
        assertEquals(StreamState.OPEN, client.connection.streamState(1));
        assertEquals(List.of(), client.sent());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "request not ended,                 false, false, OPEN",
        "request ended,                     true,  false, HALF_CLOSED_LOCAL",
        "response begun,                    false, true,  OPEN",
        "request ended and response begun,  true,  true,  HALF_CLOSED_LOCAL",
    })
    // spotless:on
    @Spec({"H2-ST-R09", "H2-PUSH-01", "H2-PUSH-05"})
    void requestTakesPromisesUntilTheServerHasEndedIt(
            String name, boolean requestEnded, boolean responseBegun, StreamState state) {
        client.connection.sendHeaders(3, GET, requestEnded);
        client.sent();
        if (responseBegun) {
            client.receive(client.peer.headers(3, false, ":status", "200"));
        }

        List<H2Event> events = client.receive(client.peer.pushPromise(3, 2, FrameFactory.STYLE));

        assertEquals(List.of(new PushedStreamReceived(3, 2, STYLE)), events);
        assertEquals(state, client.connection.streamState(3));
        assertEquals(List.of(), client.sent());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10, 3})
    @Spec({"H2-HB-02", "H2-HB-05", "H2-PUSH-05", "H2-EV-32"})
    void promiseMayComeInSeveralFrames(int maxPart) {
        byte[] promise = client.peer.promiseInParts(1, 2, maxPart, FrameFactory.STYLE);

        List<H2Event> events = client.receive(promise);

        assertEquals(List.of(new PushedStreamReceived(1, 2, STYLE)), events);
        assertEquals(StreamState.RESERVED_REMOTE, client.connection.streamState(2));
    }

    @Test
    @Spec("H2-HB-02")
    void promiseGoesOnWhereItBegan() {
        byte[] begun = FrameFactory.promiseOf(1, 2, client.peer.block(FrameFactory.STYLE), false);

        List<H2Event> events = client.receive(begun, FrameFactory.continuation(2, new byte[0], true));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec("H2-PUSH-05")
    void paddingOfAPromiseMeansNothing() {
        byte[] padded = new PushPromiseFrame(1, 2, client.peer.block(FrameFactory.STYLE), 9, true).toBytes();

        assertEquals(List.of(new PushedStreamReceived(1, 2, STYLE)), client.receive(padded));
    }

    @Test
    @Spec({"H2-PUSH-10", "H2-NORM-10", "H2-NORM-12"})
    void cookiesOfAPromiseAreJoined() {
        String[] crumbs = FrameFactory.with(FrameFactory.STYLE, "cookie", "a=1", "x", "y", "cookie", "b=2");

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, crumbs));

        Headers joined =
                STYLE.toBuilder().add("cookie", "a=1; b=2").add("x", "y").build();
        assertEquals(List.of(new PushedStreamReceived(1, 2, joined)), events);
    }

    // The response

    @Test
    @Spec({"H2-PUSH-05", "H2-ST-R01", "H2-ST-R03", "H2-EV-04"})
    void pushedResponseMayHaveTrailers() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));
        client.receive(client.peer.headers(2, false, ":status", "200"));

        List<H2Event> events = client.receive(client.peer.headers(2, true, "checksum", "abc"));

        assertEquals(List.of(new TrailersReceived(2, Headers.of("checksum", "abc"), true), new StreamEnded(2)), events);
        assertEquals(StreamState.CLOSED, client.connection.streamState(2));
    }

    @Test
    @Spec({"H2-ST-R01", "H2-PUSH-05"})
    void pushedResponseMayBeOneFrame() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        List<H2Event> events = client.receive(client.peer.headers(2, true, ":status", "200"));

        assertEquals(List.of(new ResponseReceived(2, OK, true), new StreamEnded(2)), events);
        assertEquals(StreamState.CLOSED, client.connection.streamState(2));
        assertEquals(0, client.connection.openInboundStreams());
    }

    @Test
    @Spec({"H2-ST-R02", "H2-EV-03"})
    void interimResponseBeginsAPushedResponse() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        List<H2Event> interim = client.receive(client.peer.headers(2, false, ":status", "103"));
        assertEquals(List.of(new InformationalResponseReceived(2, Headers.of(":status", "103"))), interim);
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(2));
        assertEquals(1, client.connection.openInboundStreams());

        List<H2Event> end = client.receive(client.peer.headers(2, true, ":status", "200"));
        assertEquals(List.of(new ResponseReceived(2, OK, true), new StreamEnded(2)), end);
    }

    @Test
    @Spec({"H2-ST-R02", "H2-HDR-29", "H2-ERR-05"})
    void interimResponseThatEndsAPushedStreamCostsIt() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        List<H2Event> events = client.receive(client.peer.headers(2, true, ":status", "103"));

        Outcome.assertStreamError(client, events, 2, ErrorCode.PROTOCOL_ERROR);
        assertEquals(0, client.connection.openInboundStreams());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}, content-length {1}, body {2}")
    @CsvSource({
        "HEAD, 5, -, true",
        "HEAD, 5, 0, true",
        "HEAD, 5, 1, false",
        "GET,  5, -, false",
        "GET,  5, 5, true",
        "GET,  5, 4, false",
    })
    // spotless:on
    @Spec({"H2-CL-05", "H2-CL-06", "H2-PUSH-10", "H2-HDR-33"})
    void methodOfThePromiseDecidesAboutTheBody(String method, String announced, String body, boolean good) {
        boolean ends = body.equals("-");
        client.receive(client.peer.pushPromise(1, 2, promised(method)));

        List<H2Event> events =
                client.receive(client.peer.headers(2, ends, ":status", "200", "content-length", announced));
        if (!ends) {
            assertEquals(1, events.size());
            events = client.receive(FrameFactory.data(2, Integer.parseInt(body), true));
        }

        if (good) {
            assertEquals(new StreamEnded(2), events.get(1));
            assertEquals(List.of(), client.sent());
        } else {
            Outcome.assertStreamError(client, events, 2, ErrorCode.PROTOCOL_ERROR);
        }
    }

    // Frames and actions on a promised stream

    @ParameterizedTest
    @ValueSource(strings = {"DATA", "WINDOW_UPDATE"})
    @Spec({"H2-ST-R05", "H2-ST-R08"})
    void promisedStreamBeginsWithHeaders(String frame) {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        List<H2Event> events =
                client.receive(frame.equals("DATA") ? FrameFactory.data(2, 1, false) : FrameFactory.windowUpdate(2, 1));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 2);
    }

    @Test
    @Spec({"H2-ST-R07", "H2-EV-07"})
    void serverMayTakeAPromiseBack() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        List<H2Event> events = client.receive(FrameFactory.rstStream(2, ErrorCode.CANCEL));

        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(0));
        assertEquals(
                List.of(new StreamReset(2, ErrorCode.CANCEL, true, ResetReason.PEER_RST, reset.message())), events);
        assertEquals(StreamState.CLOSED, client.connection.streamState(2));
        assertEquals(List.of(), client.sent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-PUSH-08", "H2-ST-S07", "H2-CLOSED-01", "H2-CLOSED-02"})
    void pushedStreamCanBeCancelledAtAnyTime(boolean begun) {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));
        if (begun) {
            client.receive(client.peer.headers(2, false, ":status", "200"));
        }

        client.connection.resetStream(2, ErrorCode.CANCEL);

        assertEquals(List.of(Outcome.reset(2, ErrorCode.CANCEL)), client.sent());
        assertEquals(Optional.of(ClosedReason.SENT_RST), client.connection.closedReason(2));
        assertEquals(0, client.connection.openInboundStreams());
        assertEquals(
                List.of(),
                client.receive(client.peer.headers(2, false, ":status", "200"), FrameFactory.data(2, 9, true)),
                "what was under way");
        assertEquals(List.of(), client.sent());
    }

    @Test
    @Spec({"H2-ST-S02", "H2-ST-S04", "H2-ST-S05", "H2-ST-S06", "H2-ST-S08", "H2-FLOW-08"})
    void clientSendsNothingOnAPromisedStreamButCredit() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));
        H2Connection connection = client.connection;

        assertThrows(IllegalActionException.class, () -> connection.sendHeaders(2, GET, true));
        assertThrows(IllegalActionException.class, () -> connection.sendData(2, ascii("a"), true));
        assertThrows(IllegalActionException.class, () -> connection.endStream(2));
        assertFalse(connection.hasDataToSend());
        assertEquals(StreamState.RESERVED_REMOTE, connection.streamState(2));

        assertEquals(65_535, connection.receiveWindow(2));
        connection.incrementFlowControlWindow(0, 7);
        connection.incrementFlowControlWindow(2, 5);
        assertEquals(65_540, connection.receiveWindow(2));
    }

    private static String[] promised(String method) {
        return new String[] {":method", method, ":scheme", "https", ":authority", "example.org", ":path", "/"};
    }
}
