package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.STYLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.AltSvcFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ALTSVC both ways (docs/spec/behaviours.md, 4.19; RFC 7838, 4). */
class AlternativeServiceTest {
    private static final String ORIGIN = "https://example.org";
    private static final String VALUE = "h2=\":8443\"; ma=60";

    private final Kernel client = Kernel.asking(Limits.defaults());
    private final Kernel server = Kernel.asked();

    // Receiving

    @Test
    @Spec({"H2-EV-16", "H2-ALT-02", "H2-CONN-08"})
    void originIsPassedOnUnjudged() {
        List<H2Event> events = client.receive(
                FrameFactory.altSvc(0, ORIGIN, VALUE), FrameFactory.altSvc(0, "no origin \u00e4", "\u00ff"));

        assertEquals(
                List.of(
                        new AlternativeServiceAvailable(ORIGIN, VALUE),
                        new AlternativeServiceAvailable("no origin \u00e4", "\u00ff")),
                events);
        assertEquals(List.of(), client.sent());
        assertEquals(ConnectionState.OPEN, client.connection.connectionState());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            :method=GET,:scheme=https,:authority=example.org,:path=/        | https://example.org
            :method=GET,:scheme=https,:authority=example.org:443,:path=/    | https://example.org
            :method=GET,:scheme=http,:authority=example.org:8080,:path=/    | http://example.org:8080
            :method=GET,:scheme=https,:path=/,host=example.org              | https://example.org
            :method=CONNECT,:authority=example.org:443                      | example.org:443
            """)
    // spotless:on
    @Spec({"H2-EV-16", "H2-ALT-03", "H2-ST-R13"})
    void onAStreamTheOriginIsThatOfItsRequest(String request, String origin) {
        client.connection.sendHeaders(3, Headers.of(request.split("[,=]")), false);
        client.sent();

        List<H2Event> events = client.receive(FrameFactory.altSvc(3, "", VALUE));

        assertEquals(List.of(new AlternativeServiceAvailable(origin, VALUE)), events);
        assertEquals(StreamState.OPEN, client.connection.streamState(3));
        assertEquals(List.of(), client.sent());
    }

    @Test
    @Spec({"H2-ALT-03", "H2-ST-R13"})
    void promisedStreamHasAnOriginToo() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        List<H2Event> events = client.receive(FrameFactory.altSvc(2, "", VALUE));

        assertEquals(List.of(new AlternativeServiceAvailable(ORIGIN, VALUE)), events);
        assertEquals(StreamState.RESERVED_REMOTE, client.connection.streamState(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-ALT-03", "H2-ST-R13"})
    void streamSpeaksOfItsOriginUntilTheFinalResponse(boolean requestEnded) {
        client.connection.sendHeaders(3, GET, requestEnded);
        client.receive(client.peer.headers(3, false, ":status", "103"));
        AlternativeServiceAvailable available = new AlternativeServiceAvailable(ORIGIN, VALUE);
        assertEquals(List.of(available), client.receive(FrameFactory.altSvc(3, "", VALUE)));

        client.receive(client.peer.headers(3, false, ":status", "200"));

        assertEquals(List.of(), client.receive(FrameFactory.altSvc(3, "", VALUE)));
    }

    static Stream<Arguments> ignored() {
        return Stream.of(
                Arguments.of("idle stream", FrameFactory.altSvc(9, "", VALUE)),
                Arguments.of("idle stream of the server", FrameFactory.altSvc(2, "", VALUE)),
                Arguments.of("stream that has ended", FrameFactory.altSvc(3, "", VALUE)),
                Arguments.of("stream that we have reset", FrameFactory.altSvc(5, "", VALUE)),
                Arguments.of("stream that the server has ended", FrameFactory.altSvc(7, "", VALUE)),
                Arguments.of("no origin on no stream", FrameFactory.raw(0xa, 0, 0, (byte) 0, (byte) 0, (byte) 'x')),
                Arguments.of("an origin on a stream", FrameFactory.raw(0xa, 0, 1, (byte) 0, (byte) 1, (byte) 'o', (byte)
                        'x')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ignored")
    @Spec({"H2-ALT-04", "H2-ST-R13", "H2-CLOSED-05", "H2-EV-30", "FR-V-16"})
    void whatMeansNothingIsIgnored(String name, byte[] frame) {
        client.connection.sendHeaders(3, GET, true);
        client.connection.sendHeaders(5, GET, true);
        client.connection.sendHeaders(7, GET, false);
        client.connection.resetStream(5, ErrorCode.CANCEL);
        client.receive(client.peer.headers(3, true, ":status", "200"), client.peer.headers(7, true, ":status", "200"));
        client.sent();

        assertEquals(List.of(), client.receive(frame));
        assertEquals(List.of(), client.sent());
        assertEquals(ConnectionState.OPEN, client.connection.connectionState());
    }

    @Test
    @Spec({"H2-ALT-04", "H2-ST-R13"})
    void serverIgnoresThem() {
        assertEquals(
                List.of(), server.receive(FrameFactory.altSvc(0, ORIGIN, VALUE), FrameFactory.altSvc(1, "", VALUE)));
        assertEquals(List.of(), server.sent());
    }

    @Test
    @Spec("H2-CFG-20")
    void reportsCanBeSwitchedOff() {
        Kernel uninterested =
                Kernel.of(H2Configuration.client().alternativeServices(false).build());

        assertEquals(List.of(), uninterested.receive(FrameFactory.altSvc(0, ORIGIN, VALUE)));
    }

    // Sending

    @Test
    @Spec({"H2-OP-15", "H2-ALT-01", "H2-ST-S12", "H2-CS-04"})
    void serverAdvertisesForAnOriginOrAStreamThatIsNotAnswered() {
        server.connection.pushStream(1, 2, STYLE);
        server.connection.sendHeaders(1, HINTS, false);
        server.receive(server.peer.headers(3, false, FrameFactory.POST));
        server.sent();

        server.connection.advertiseAlternativeService(AlternativeService.forOrigin(ORIGIN, VALUE));
        server.connection.advertiseAlternativeService(AlternativeService.forStream(1, VALUE));
        server.connection.advertiseAlternativeService(AlternativeService.forStream(2, VALUE));
        server.connection.advertiseAlternativeService(AlternativeService.forStream(3, "clear"));

        assertEquals(
                List.of(
                        new AltSvcFrame(0, ORIGIN, VALUE),
                        new AltSvcFrame(1, "", VALUE),
                        new AltSvcFrame(2, "", VALUE),
                        new AltSvcFrame(3, "", "clear")),
                server.sent());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
        assertEquals(StreamState.RESERVED_LOCAL, server.connection.streamState(2));
        assertEquals(StreamState.OPEN, server.connection.streamState(3));
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "answer begun,             1, 'on stream 1: the final response has been sent (RFC 7838, 4). Advertise for an origin.'",
        "answer sent,              3, 'on stream 3: the final response has been sent (RFC 7838, 4). Advertise for an origin.'",
        "idle stream,              9, 'on stream 9: it was never opened (RFC 9113, 5.1). Use the id of an event or of nextStreamId().'",
        "idle stream of our own,   4, 'on stream 4: it was never opened (RFC 9113, 5.1). Use the id of an event or of nextStreamId().'",
        "closed stream,            5, 'on stream 5: it has ended, was reset, or was skipped by a higher id (RFC 9113, 5.1.1). Open a new stream.'",
        "pushed response begun,    2, 'on stream 2: the final response has been sent (RFC 7838, 4). Advertise for an origin.'",
    })
    // spotless:on
    @Spec({"H2-ALT-01", "H2-OP-40", "H2-ST-S12", "X-ATOM-01"})
    void streamThatIsAnsweredOrUnknownIsRefused(String name, int streamId, String reason) {
        server.receive(
                server.peer.headers(3, false, FrameFactory.POST), server.peer.headers(5, true, FrameFactory.GET));
        server.connection.pushStream(1, 2, STYLE);
        server.connection.sendHeaders(2, OK, false);
        server.connection.sendHeaders(1, OK, false);
        server.connection.sendHeaders(3, OK, true);
        server.connection.sendHeaders(5, OK, true);
        server.sent();
        AlternativeService service = AlternativeService.forStream(streamId, VALUE);

        H2Exception refusal =
                assertThrows(H2Exception.class, () -> server.connection.advertiseAlternativeService(service));

        assertEquals("Cannot advertise an alternative service " + reason, refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-ALT-01", "H2-CS-04", "X-ATOM-01"})
    void onlyAServerAdvertisesWhileItIsConnected() {
        AlternativeService service = AlternativeService.forOrigin(ORIGIN, VALUE);
        IllegalActionException refusal = assertThrows(
                IllegalActionException.class, () -> client.connection.advertiseAlternativeService(service));
        assertEquals(
                "Cannot advertise an alternative service: only a server does (RFC 7838, 4; RFC 8336, 2). Leave it out.",
                refusal.getMessage());
        assertFalse(client.connection.hasDataToSend());

        Kernel fresh = Kernel.fresh(H2Configuration.server().build());
        assertThrows(IllegalActionException.class, () -> fresh.connection.advertiseAlternativeService(service));
        server.connection.receiveEndOfInput();
        assertThrows(ConnectionClosedException.class, () -> server.connection.advertiseAlternativeService(service));
    }

    @ParameterizedTest
    @CsvSource({"16363, true", "16364, false"})
    @Spec({"H2-OP-15", "H2-OP-42", "X-ATOM-01"})
    void serviceFitsIntoAFrame(int length, boolean fits) {
        AlternativeService service = AlternativeService.forOrigin(ORIGIN, "x".repeat(length));

        if (fits) {
            server.connection.advertiseAlternativeService(service);
            assertEquals(16_384, server.sent().get(0).length());
        } else {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> server.connection.advertiseAlternativeService(service));
            assertEquals(
                    "Cannot advertise an alternative service: the frame would have 16385 octets and the peer accepts 16384 "
                            + "(RFC 9113, 4.2). Send less.",
                    refusal.getMessage());
            assertFalse(server.connection.hasDataToSend());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, https://example.org", "-1, ''", "-1, https://example.org"})
    @Spec({"H2-OP-15", "H2-ALT-01"})
    void serviceIsForAnOriginOrAStream(int streamId, String origin) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new AlternativeService(streamId, origin, VALUE));

        assertTrue(refusal.getMessage().endsWith("one of them is named (RFC 7838, 4). Use forOrigin or forStream."));
    }

    // Both ends

    @Test
    @Spec({"H2-EV-16", "H2-ALT-01", "H2-ALT-02", "H2-ALT-03", "H2-CONF-02"})
    void serviceReachesTheClientAsItWas() {
        ConnectionPair pair = new ConnectionPair().connected();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();

        pair.server.advertiseAlternativeService(AlternativeService.forOrigin("http://other.example", VALUE));
        pair.server.advertiseAlternativeService(AlternativeService.forStream(1, "clear"));
        pair.server.sendHeaders(1, OK, true);
        pair.exchange();

        assertEquals(
                List.of(
                        new AlternativeServiceAvailable("http://other.example", VALUE),
                        new AlternativeServiceAvailable(ORIGIN, "clear"),
                        new ResponseReceived(1, OK, true),
                        new StreamEnded(1)),
                pair.clientEvents);
    }
}
