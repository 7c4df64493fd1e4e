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

import java.nio.ByteBuffer;
import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT makes a stream a tunnel, and so does extended CONNECT (docs/spec/behaviours.md, 4.12; RFC 9113, 8.5; RFC 8441). */
class ConnectTest {
    private static final String[] CONNECT_FIELDS = {":method", "CONNECT", ":authority", "example.org:443"};
    private static final String[] WEBSOCKET_FIELDS = {
        ":method",
        "CONNECT",
        ":protocol",
        "websocket",
        ":scheme",
        "https",
        ":authority",
        "example.org",
        ":path",
        "/chat"
    };
    private static final Headers CONNECT = Headers.of(CONNECT_FIELDS);
    private static final Headers WEBSOCKET = Headers.of(WEBSOCKET_FIELDS);

    private final ConnectionPair pair = new ConnectionPair(
                    H2Configuration.client().build(),
                    H2Configuration.server().extendedConnect(true).build(),
                    List::of)
            .connected();

    // Both ends

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-CONNECT-01", "H2-CONNECT-02", "H2-CONNECT-07", "H2-CONF-02", "H2-HDR-17", "H2-HDR-18", "H2-CFG-18"})
    void octetsPassBothWaysAndEachSideEndsItsOwn(boolean extended) {
        Headers request = extended ? WEBSOCKET : CONNECT;

        pair.client.sendHeaders(1, request, false);
        pair.exchange();
        pair.server.sendHeaders(1, HINTS, false);
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendData(1, ascii("from the server"), false);
        pair.client.sendData(1, ascii("from the client"), false);
        pair.exchange();
        pair.client.endStream(1);
        pair.exchange();
        assertEquals(StreamState.HALF_CLOSED_REMOTE, pair.server.streamState(1));
        pair.server.sendData(1, ascii("bye"), true);
        pair.exchange();

        assertEquals(
                List.of(
                        new RequestReceived(1, request, false),
                        new DataReceived(1, ascii("from the client"), 15, false),
                        new DataReceived(1, ByteBuffer.allocate(0), 0, true),
                        new StreamEnded(1)),
                pair.serverEvents);
        assertEquals(
                List.of(
                        new InformationalResponseReceived(1, HINTS),
                        new ResponseReceived(1, OK, false),
                        new DataReceived(1, ascii("from the server"), 15, false),
                        new DataReceived(1, ascii("bye"), 3, true),
                        new StreamEnded(1)),
                pair.clientEvents);
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
        assertEquals(StreamState.CLOSED, pair.server.streamState(1));
    }

    @Test
    @Spec("H2-CONNECT-07")
    void errorOfTheTunneledConnectionIsCarried() {
        pair.client.sendHeaders(1, CONNECT, false);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.exchange();
        pair.clientEvents.clear();

        pair.server.resetStream(1, ErrorCode.CONNECT_ERROR);
        pair.exchange();

        StreamReset reset = assertInstanceOf(StreamReset.class, pair.clientEvents.get(0));
        assertEquals(
                List.of(new StreamReset(1, ErrorCode.CONNECT_ERROR, true, ResetReason.PEER_RST, reset.message())),
                pair.clientEvents);
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
    }

    @Test
    @Spec({"H2-CONNECT-08", "H2-CONNECT-06"})
    void tunnelsAreIndependentOfEachOther() {
        pair.client.sendHeaders(1, CONNECT, false);
        pair.client.sendHeaders(3, WEBSOCKET, false);
        pair.client.sendHeaders(5, CONNECT, false);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendHeaders(3, OK, false);
        pair.server.sendHeaders(5, Headers.of(":status", "502"), true);
        pair.exchange();
        pair.clientEvents.clear();

        pair.server.resetStream(1, ErrorCode.CONNECT_ERROR);
        pair.server.sendData(3, ascii("go on"), false);
        pair.exchange();

        assertInstanceOf(StreamReset.class, pair.clientEvents.get(0));
        assertEquals(
                List.of(new DataReceived(3, ascii("go on"), 5, false)),
                pair.clientEvents.subList(1, pair.clientEvents.size()));
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
        assertEquals(StreamState.OPEN, pair.client.streamState(3));
        assertEquals(StreamState.HALF_CLOSED_REMOTE, pair.client.streamState(5));
    }

    @ParameterizedTest(name = "request announces {0}, answer {1} announces {2}")
    @CsvSource({"5, 200, 0", "5, 204, 5", "0, 299, 5"})
    @Spec({"H2-CL-05", "H2-CL-07", "H2-CONNECT-01"})
    void lengthsMeanNothingInATunnel(String requestLength, String status, String responseLength) {
        Headers request =
                CONNECT.toBuilder().add("content-length", requestLength).build();
        Headers response = Headers.of(":status", status, "content-length", responseLength);

        pair.client.sendHeaders(1, request, false);
        pair.client.sendData(1, ascii("too early"), false);
        pair.exchange();
        pair.server.sendHeaders(1, response, false);
        pair.exchange();
        pair.client.sendData(1, ascii("a"), true);
        pair.server.sendData(1, ascii("abc"), true);
        pair.exchange();

        assertEquals(
                List.of(
                        new RequestReceived(1, request, false),
                        new DataReceived(1, ascii("too early"), 9, false),
                        new DataReceived(1, ascii("a"), 1, true),
                        new StreamEnded(1)),
                pair.serverEvents);
        assertEquals(
                List.of(
                        new ResponseReceived(1, response, false),
                        new DataReceived(1, ascii("abc"), 3, true),
                        new StreamEnded(1)),
                pair.clientEvents);
    }

    @Test
    @Spec({"H2-CL-05", "H2-CONNECT-04"})
    void tunnelMayEndBeforeAnOctetWhateverIsAnnounced() {
        pair.client.sendHeaders(
                1, CONNECT.toBuilder().add("content-length", "5").build(), true);
        pair.exchange();
        pair.server.sendHeaders(1, Headers.of(":status", "200", "content-length", "5"), true);
        pair.exchange();

        assertEquals(new StreamEnded(1), pair.serverEvents.get(1));
        assertEquals(new StreamEnded(1), pair.clientEvents.get(1));
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
        assertEquals(StreamState.CLOSED, pair.server.streamState(1));
    }

    // What may be sent in a tunnel

    @ParameterizedTest
    @ValueSource(strings = {"200", "204", "299"})
    @Spec({"H2-CONNECT-05", "H2-ST-S23", "X-ATOM-01"})
    void nobodySendsHeadersInATunnel(String status) {
        pair.client.sendHeaders(1, CONNECT, false);
        pair.exchange();
        pair.server.sendHeaders(1, Headers.of(":status", status), false);
        pair.exchange();

        for (H2Connection connection : List.of(pair.client, pair.server)) {
            IllegalActionException refusal =
                    assertThrows(IllegalActionException.class, () -> connection.sendHeaders(1, TRAILERS, true));

            assertEquals(
                    "Cannot send headers on stream 1: the message is TUNNEL (RFC 9113, 8.1 and 8.5). "
                            + "Send the header section first, then data, then trailers.",
                    refusal.getMessage());
            assertFalse(connection.hasDataToSend());
            assertEquals(StreamState.OPEN, connection.streamState(1));
        }
    }

    @Test
    @Spec({"H2-CONNECT-04", "H2-ST-S23"})
    void tunnelMayBeHalfClosedFromTheBeginning() {
        pair.client.sendHeaders(1, CONNECT, true);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.exchange();
        pair.clientEvents.clear();

        assertThrows(IllegalActionException.class, () -> pair.client.sendData(1, ascii("a"), false));
        assertThrows(IllegalActionException.class, () -> pair.client.sendHeaders(1, TRAILERS, true));
        assertThrows(IllegalActionException.class, () -> pair.server.sendHeaders(1, TRAILERS, true));
        pair.server.sendData(1, ascii("all the same"), true);
        pair.exchange();

        assertEquals(
                List.of(new DataReceived(1, ascii("all the same"), 12, true), new StreamEnded(1)), pair.clientEvents);
        assertEquals(StreamState.CLOSED, pair.server.streamState(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "404", "502"})
    @Spec("H2-CONNECT-06")
    void otherAnswerMakesItAnOrdinaryExchange(String status) {
        Headers answer = Headers.of(":status", status);
        pair.client.sendHeaders(1, CONNECT, false);
        pair.exchange();
        pair.serverEvents.clear();

        pair.server.sendHeaders(1, answer, false);
        pair.server.sendData(1, ascii("no"), false);
        pair.server.sendHeaders(1, TRAILERS, true);
        pair.exchange();
        pair.client.sendHeaders(1, TRAILERS, true);
        pair.exchange();

        assertEquals(
                List.of(
                        new ResponseReceived(1, answer, false),
                        new DataReceived(1, ascii("no"), 2, false),
                        new TrailersReceived(1, TRAILERS, true),
                        new StreamEnded(1)),
                pair.clientEvents);
        assertEquals(List.of(new TrailersReceived(1, TRAILERS, true), new StreamEnded(1)), pair.serverEvents);
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
    }

    @Test
    @Spec({"H2-CONNECT-06", "H2-HDR-40", "H2-HB-01"})
    void answerWithoutStatusMakesNoTunnel() {
        Kernel lenient =
                Kernel.of(H2Configuration.client().validateInboundHeaders(false).build());
        lenient.connection.sendHeaders(1, CONNECT, false);

        List<H2Event> events = lenient.receive(
                lenient.peer.headers(1, false, "x", "y"), lenient.peer.headers(1, true, "checksum", "abc"));

        assertEquals(
                List.of(
                        new ResponseReceived(1, Headers.of("x", "y"), false),
                        new TrailersReceived(1, TRAILERS, true),
                        new StreamEnded(1)),
                events);
    }

    // What may be received in a tunnel

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-CONNECT-05", "H2-HB-05", "H2-ERR-05"})
    void headersInATunnelCostTheStreamAtAServer(boolean endStream) {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, CONNECT_FIELDS));
        server.connection.sendHeaders(1, OK, false);
        server.sent();

        List<H2Event> events = server.receive(server.peer.headers(1, endStream, "checksum", "abc"));

        Outcome.assertStreamError(server, events, 1, ErrorCode.PROTOCOL_ERROR);
        String[] again = FrameFactory.with(FrameFactory.GET, "checksum", "abc");
        assertEquals(
                List.of(new RequestReceived(3, Headers.of(again), false)),
                server.receive(server.peer.headers(3, false, again)),
                "the tables are in step");
    }

    @ParameterizedTest
    @CsvSource({"checksum, abc, true", ":status, 103, false", ":status, 200, true"})
    @Spec({"H2-CONNECT-05", "H2-ERR-05"})
    void headersInATunnelCostTheStreamAtAClient(String name, String value, boolean endStream) {
        Kernel client = connected();

        List<H2Event> events = client.receive(client.peer.headers(1, endStream, name, value));

        Outcome.assertStreamError(client, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec("H2-CONNECT-05")
    void dataCreditPrioritiesExtensionsAndResetsPassThroughATunnel() {
        Kernel client = connected();

        List<H2Event> events = client.receive(
                FrameFactory.data(1, 3, false),
                FrameFactory.windowUpdate(1, 7),
                FrameFactory.priority(1),
                FrameFactory.raw(0xbb, 0, 1),
                FrameFactory.rstStream(1, ErrorCode.CONNECT_ERROR));

        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(3));
        assertEquals(
                List.of(
                        new DataReceived(1, ByteBuffer.allocate(3), 3, false),
                        new WindowUpdated(1, 7),
                        new UnknownFrameReceived(0xbb, 0, 1, ByteBuffer.allocate(0)),
                        new StreamReset(1, ErrorCode.CONNECT_ERROR, true, ResetReason.PEER_RST, reset.message())),
                events);
        assertEquals(List.of(), client.sent());
    }

    @Test
    @Spec({"H2-CONNECT-05", "H2-PUSH-01", "H2-ST-S09", "X-ATOM-01"})
    void nothingIsPromisedInATunnel() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, CONNECT_FIELDS));
        server.connection.sendHeaders(1, OK, false);
        server.sent();

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> server.connection.pushStream(1, 2, STYLE));

        assertEquals(
                "Cannot promise stream 2 on stream 1: a promise goes out on a request that is not yet answered in full "
                        + "(RFC 9113, 8.4). Push earlier.",
                refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        assertEquals(StreamState.IDLE, server.connection.streamState(2));
    }

    @Test
    @Spec({"H2-CONNECT-05", "H2-ST-R09", "H2-HB-05"})
    void promiseInATunnelCostsTheStreamAndIsNotKept() {
        Kernel client = Kernel.of(H2Configuration.client().enablePush(true).build());
        client.connection.sendHeaders(1, CONNECT, false);
        client.connection.sendHeaders(3, GET, true);
        client.receive(client.peer.headers(1, false, ":status", "200"));
        client.sent();
        String[] fresh = FrameFactory.with(FrameFactory.STYLE, "x-fresh", "1");

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, fresh));

        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(0));
        assertEquals(
                List.of(new StreamReset(
                        1, ErrorCode.PROTOCOL_ERROR, false, ResetReason.PROTOCOL_VIOLATION, reset.message())),
                events);
        assertEquals(
                List.of(Outcome.reset(2, ErrorCode.CANCEL), Outcome.reset(1, ErrorCode.PROTOCOL_ERROR)), client.sent());
        assertEquals(StreamState.CLOSED, client.connection.streamState(1));
        assertEquals(StreamState.CLOSED, client.connection.streamState(2));
        assertEquals(
                List.of(new PushedStreamReceived(3, 4, Headers.of(fresh))),
                client.receive(client.peer.pushPromise(3, 4, fresh)),
                "the tables are in step");
    }

    // Extended CONNECT

    @Test
    @Spec({"H2-CONNECT-02", "H2-CONNECT-03", "H2-HDR-19", "X-ATOM-01"})
    void clientUsesExtendedConnectWhenTheServerHasAnnouncedIt() {
        Kernel client = Kernel.client();
        InvalidHeadersException refusal =
                assertThrows(InvalidHeadersException.class, () -> client.connection.sendHeaders(1, WEBSOCKET, false));
        assertTrue(refusal.getMessage().contains(":protocol without SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441, 4)"));
        assertEquals(StreamState.IDLE, client.connection.streamState(1));

        List<H2Event> events = client.receive(FrameFactory.settings(SettingId.ENABLE_CONNECT_PROTOCOL, 1));
        client.sent();
        client.connection.sendHeaders(1, WEBSOCKET, false);

        RemoteSettingsChanged changed = assertInstanceOf(RemoteSettingsChanged.class, events.get(0));
        assertEquals(0, changed.before().value(SettingId.ENABLE_CONNECT_PROTOCOL));
        assertEquals(1, changed.after().value(SettingId.ENABLE_CONNECT_PROTOCOL));
        assertEquals(1, client.connection.remoteSettings().value(SettingId.ENABLE_CONNECT_PROTOCOL));
        assertEquals(WEBSOCKET, client.decode(client.sent().get(0)));
    }

    @Test
    @Spec({"H2-CONNECT-02", "H2-HDR-19", "H2-SET-09"})
    void serverMayAnnounceExtendedConnectLater() {
        Kernel server = Kernel.server();
        List<H2Event> before = server.receive(server.peer.headers(1, false, WEBSOCKET_FIELDS));
        Outcome.assertRejected(server, before, 1, 400);

        server.connection.updateSettings(Settings.of(SettingId.ENABLE_CONNECT_PROTOCOL, 1));
        List<H2Event> after = server.receive(server.peer.headers(3, false, WEBSOCKET_FIELDS));

        assertEquals(List.of(new RequestReceived(3, WEBSOCKET, false)), after);
    }

    @Test
    @Spec({"H2-CONNECT-02", "H2-SET-04"})
    void announcementOfExtendedConnectIsNotTakenBack() {
        Settings off = Settings.of(SettingId.ENABLE_CONNECT_PROTOCOL, 0);
        assertThrows(InvalidSettingException.class, () -> pair.server.updateSettings(off));
        assertFalse(pair.server.hasDataToSend());

        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.ENABLE_CONNECT_PROTOCOL, 1);
        List<H2Event> events = client.receive(FrameFactory.settings(SettingId.ENABLE_CONNECT_PROTOCOL, 0));
        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            without scheme          | :method=CONNECT,:protocol=websocket,:authority=a,:path=/
            without path            | :method=CONNECT,:protocol=websocket,:authority=a,:scheme=https
            without authority       | :method=CONNECT,:protocol=websocket,:scheme=https,:path=/
            with host for authority | :method=CONNECT,:protocol=websocket,:scheme=https,:path=/,host=a
            with another host       | :method=CONNECT,:protocol=websocket,:scheme=https,:authority=a,:path=/,host=b
            with protocol twice     | :method=CONNECT,:protocol=websocket,:protocol=websocket,:scheme=https,:authority=a,:path=/
            without CONNECT         | :method=GET,:protocol=websocket,:scheme=https,:authority=a,:path=/
            path without slash      | :method=CONNECT,:protocol=websocket,:scheme=https,:authority=a,:path=x
            """)
    // spotless:on
    @Spec({"H2-HDR-18", "H2-HDR-09", "H2-HDR-16", "H2-HDR-22", "H2-ERR-05"})
    void extendedConnectIsACompleteRequest(String what, String fields) {
        String[] list = fields.split("[,=]");
        assertThrows(InvalidHeadersException.class, () -> pair.client.sendHeaders(1, Headers.of(list), false));
        Kernel server = Kernel.of(H2Configuration.server().extendedConnect(true).build());

        List<H2Event> events = server.receive(server.peer.headers(1, false, list));

        Outcome.assertRejected(server, events, 1, 400);
    }

    @Test
    @Spec({"H2-CFG-18", "H2-CFG-21"})
    void onlyAServerAcceptsExtendedConnect() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> H2Configuration.client().extendedConnect(true).build());

        assertEquals(
                "Cannot configure: extendedConnect is an option of servers (RFC 8441, 3). Leave it out or change it.",
                refusal.getMessage());
    }

    /** A client with a tunnel on stream 1. */
    private static Kernel connected() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, CONNECT, false);
        client.receive(client.peer.headers(1, false, ":status", "200"));
        client.sent();
        return client;
    }
}
