package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.STYLE;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses that keep a server's promises (docs/spec/behaviours.md, 4.15). */
class PushedResponseTest {
    private final Kernel server = Kernel.asked();

    // spotless:off
    @ParameterizedTest(name = "{0}, END_STREAM {1}, leads to {2}")
    @CsvSource({
        "103, false, HALF_CLOSED_REMOTE, 1",
        "200, false, HALF_CLOSED_REMOTE, 1",
        "200, true,  CLOSED,             0",
    })
    // spotless:on
    @Spec({"H2-ST-S02", "H2-ST-S03", "H2-PUSH-04", "H2-OP-26"})
    void responseBeginsThePromisedStream(String status, boolean endStream, StreamState state, int open) {
        server.connection.pushStream(1, 2, STYLE);
        server.decode(server.sent().get(0));

        server.connection.sendHeaders(2, Headers.of(":status", status), endStream);

        HeadersFrame headers = (HeadersFrame) server.sent().get(0);
        assertEquals(2, headers.streamId());
        assertEquals(endStream, headers.endStream());
        assertEquals(Headers.of(":status", status), server.decode(headers));
        assertEquals(state, server.connection.streamState(2));
        assertEquals(open, server.connection.openOutboundStreams());
    }

    @Test
    @Spec({"H2-ST-S04", "H2-ST-S05", "H2-ST-S06", "H2-ST-S08", "H2-ST-S20", "H2-FLOW-08", "X-ATOM-01"})
    void promisedStreamBeginsWithAResponse() {
        server.connection.pushStream(1, 2, STYLE);
        server.sent();
        H2Connection connection = server.connection;

        assertThrows(InvalidHeadersException.class, () -> connection.sendHeaders(2, TRAILERS, true));
        assertThrows(IllegalActionException.class, () -> connection.sendData(2, ascii("a"), true));
        assertThrows(IllegalActionException.class, () -> connection.endStream(2));
        assertThrows(IllegalActionException.class, () -> connection.incrementFlowControlWindow(2, 1));

        assertFalse(connection.hasDataToSend());
        assertEquals(StreamState.RESERVED_LOCAL, connection.streamState(2));
        assertEquals(65_535, connection.sendWindow(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-ST-S07", "H2-OP-10"})
    void promiseCanBeTakenBack(boolean begun) {
        server.connection.pushStream(1, 2, STYLE);
        if (begun) {
            server.connection.sendHeaders(2, OK, false);
        }
        server.sent();

        server.connection.resetStream(2, ErrorCode.CANCEL);

        assertEquals(List.of(Outcome.reset(2, ErrorCode.CANCEL)), server.sent());
        assertEquals(StreamState.CLOSED, server.connection.streamState(2));
        assertEquals(0, server.connection.openOutboundStreams());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}, status {1}, body of {2}")
    @CsvSource({
        "HEAD, 200, 0, true",
        "HEAD, 200, 1, false",
        "GET,  200, 5, true",
        "GET,  200, 6, false",
        "GET,  304, 0, true",
        "GET,  304, 1, false",
    })
    // spotless:on
    @Spec({"H2-CL-05", "H2-CL-06", "H2-CL-07", "H2-PUSH-10"})
    void methodOfThePromiseDecidesAboutTheBody(String method, String status, int body, boolean good) {
        server.connection.pushStream(
                1, 2, Headers.of(":method", method, ":scheme", "https", ":authority", "a", ":path", "/"));
        server.connection.sendHeaders(2, Headers.of(":status", status, "content-length", "5"), false);

        if (good) {
            server.connection.sendData(2, ascii("a".repeat(body)), true);
            assertEquals(StreamState.CLOSED, server.connection.streamState(2));
        } else {
            assertThrows(
                    IllegalActionException.class, () -> server.connection.sendData(2, ascii("a".repeat(body)), true));
            assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(2));
        }
    }

    @Test
    @Spec({"H2-PUSH-04", "H2-X-05", "H2-EV-24", "H2-SET-08", "X-ATOM-01"})
    void pushedResponsesCountAgainstThePeersLimit() {
        Kernel kernel = Kernel.of(H2Configuration.server().build(), SettingId.MAX_CONCURRENT_STREAMS, 1);
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
        kernel.connection.pushStream(1, 2, STYLE);
        kernel.connection.pushStream(1, 4, STYLE);
        kernel.connection.sendHeaders(2, OK, false);
        kernel.sent();

        TooManyStreamsException refusal =
                assertThrows(TooManyStreamsException.class, () -> kernel.connection.sendHeaders(4, OK, true));
        assertTrue(refusal.getMessage().startsWith("Cannot open stream 4: the peer allows 1 concurrent streams and 1"));
        assertEquals(StreamState.RESERVED_LOCAL, kernel.connection.streamState(4));
        assertFalse(kernel.connection.hasDataToSend());

        kernel.connection.endStream(2);
        assertEquals(List.of(new StreamsAvailable(1)), kernel.receive());
        kernel.connection.sendHeaders(4, OK, true);
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(4));
    }

    @Test
    @Spec({"H2-EV-24", "H2-GO-06"})
    void capacityIsReportedToAServerThatIsBeingLeft() {
        Kernel kernel = Kernel.of(H2Configuration.server().build(), SettingId.MAX_CONCURRENT_STREAMS, 0);
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
        kernel.connection.pushStream(1, 2, STYLE);
        assertThrows(TooManyStreamsException.class, () -> kernel.connection.sendHeaders(2, OK, true));
        kernel.receive(FrameFactory.goAway(2, ErrorCode.NO_ERROR));

        List<H2Event> events = kernel.receive(FrameFactory.settings(SettingId.MAX_CONCURRENT_STREAMS, 3));

        assertEquals(new StreamsAvailable(3), events.get(1));
        kernel.connection.sendHeaders(2, OK, true);
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(2));
    }

    // What the client does on a promised stream

    @Test
    @Spec({"H2-ST-R08", "H2-ST-R11", "H2-ST-R14"})
    void clientMayGiveCreditToAPromisedStream() {
        server.connection.pushStream(1, 2, STYLE);
        server.sent();

        List<H2Event> events = server.receive(FrameFactory.windowUpdate(2, 9), FrameFactory.priority(2));

        assertEquals(List.of(new WindowUpdated(2, 9)), events);
        assertEquals(StreamState.RESERVED_LOCAL, server.connection.streamState(2));
        assertEquals(65_535, server.connection.sendWindow(2), "the connection's is smaller");
        server.receive(FrameFactory.windowUpdate(0, 100));
        assertEquals(65_544, server.connection.sendWindow(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-ST-R07", "H2-EV-07", "H2-PUSH-08"})
    void clientMayRefuseAPromise(boolean begun) {
        server.connection.pushStream(1, 2, STYLE);
        if (begun) {
            server.connection.sendHeaders(2, OK, false);
        }
        server.sent();

        List<H2Event> events = server.receive(FrameFactory.rstStream(2, ErrorCode.REFUSED_STREAM));

        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(0));
        assertEquals(
                List.of(new StreamReset(2, ErrorCode.REFUSED_STREAM, true, ResetReason.PEER_RST, reset.message())),
                events);
        assertEquals(StreamState.CLOSED, server.connection.streamState(2));
        assertEquals(0, server.connection.openOutboundStreams());
        assertThrows(StreamClosedException.class, () -> server.connection.sendHeaders(2, OK, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEADERS", "DATA"})
    @Spec({"H2-ST-R01", "H2-ST-R05"})
    void clientSendsNothingOnAPromisedStream(String frame) {
        server.connection.pushStream(1, 2, STYLE);
        server.sent();

        List<H2Event> events = server.receive(
                frame.equals("DATA") ? FrameFactory.data(2, 1, false) : server.peer.headers(2, true, FrameFactory.GET));

        Outcome.assertConnectionError(server, events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    // Both ends

    @Test
    @Spec({"H2-PUSH-05", "H2-EV-13", "H2-CONF-02", "EX-02"})
    void promiseAndResponseReachTheClientAsTheyWere() {
        ConnectionPair pair = new ConnectionPair(
                        H2Configuration.client().enablePush(true).build(),
                        H2Configuration.server().build(),
                        List::of)
                .connected();
        Headers style = STYLE.toBuilder().addSensitive("cookie", "a=1").build();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();

        pair.server.pushStream(1, 2, style);
        pair.server.sendHeaders(2, HINTS, false);
        pair.server.sendHeaders(2, OK, false);
        pair.server.sendData(2, ascii("hello"), false);
        pair.server.sendHeaders(2, TRAILERS, true);
        pair.exchange();

        assertEquals(
                List.of(
                        new PushedStreamReceived(1, 2, style),
                        new InformationalResponseReceived(2, HINTS),
                        new ResponseReceived(2, OK, false),
                        new DataReceived(2, ascii("hello"), 5, false),
                        new TrailersReceived(2, TRAILERS, true),
                        new StreamEnded(2)),
                pair.clientEvents);
        assertEquals(StreamState.CLOSED, pair.client.streamState(2));
        assertEquals(StreamState.CLOSED, pair.server.streamState(2));
    }
}
