package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that were HTTP/1.1 connections before (docs/spec/behaviours.md, 4.20). */
class UpgradeTest {
    /** What curl 7.88 sends: MAX_CONCURRENT_STREAMS 100, INITIAL_WINDOW_SIZE 32 MiB, ENABLE_PUSH 0. */
    private static final String CURL = "AAMAAABkAAQCAAAAAAIAAAAA";

    private static final Settings CURLS = Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 100)
            .and(SettingId.INITIAL_WINDOW_SIZE, 1 << 25)
            .and(SettingId.ENABLE_PUSH, 0);
    private static final Headers HEAD =
            Headers.of(":method", "HEAD", ":scheme", "http", ":authority", "a", ":path", "/");

    // Client

    @Test
    @Spec({"H2-OP-02", "H2-UPG-01", "H2-UPG-02"})
    void clientSaysInOneFieldWhatItsFirstSettingsSay() {
        H2Connection client = new H2Connection(H2Configuration.client().build());

        String http2Settings = client.initiateUpgradeClient(GET);

        assertEquals("AAIAAAAAAAMAAABkAAYAAIAAAAkAAAAB", http2Settings);
        assertArrayEquals(
                FrameFactory.concat(FrameFactory.preface(), FrameFactory.settings(2, 0, 3, 100, 6, 32_768, 9, 1)),
                client.dataToSend());
        assertEquals(ConnectionState.OPEN, client.connectionState());
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.streamState(1));
        assertEquals(1, client.openOutboundStreams());
        assertEquals(3, client.nextStreamId());
    }

    @ParameterizedTest(name = "{0} entries: {1}")
    @CsvSource({"0, ''", "1, AAcAAAAB", "2, AAcAAAABAAcAAAAC"})
    @Spec({"H2-OP-02", "H2-UPG-02"})
    void valueHasNoPadding(int entries, String expected) {
        Settings list = Settings.empty();
        for (int i = 1; i <= entries; i++) {
            list = list.and(7, i);
        }
        H2Connection client = new H2Connection(
                H2Configuration.client().exactInitialSettings(list).build());

        assertEquals(expected, client.initiateUpgradeClient(GET));
    }

    @Test
    @Spec({"H2-OP-02", "H2-UPG-02", "H2-ST-S04", "H2-ST-S05", "X-ATOM-01"})
    void nothingMoreOfTheRequestCanBeSent() {
        Kernel client = upgradedClient(GET);

        assertThrows(IllegalActionException.class, () -> client.connection.sendHeaders(1, TRAILERS, true));
        assertThrows(IllegalActionException.class, () -> client.connection.sendData(1, ascii("a"), true));
        assertThrows(IllegalActionException.class, () -> client.connection.endStream(1));

        assertFalse(client.connection.hasDataToSend());
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-UPG-02", "H2-EV-02", "H2-EV-05"})
    void responseComesOnStreamOne() {
        Kernel client = upgradedClient(GET);

        List<H2Event> events = client.receive(
                client.peer.headers(1, false, ":status", "200", "server", "hyper"), FrameFactory.data(1, 3, true));

        assertEquals(
                List.of(
                        new ResponseReceived(1, OK, false),
                        new DataReceived(1, ByteBuffer.allocate(3), 3, true),
                        new StreamEnded(1)),
                events);
        assertEquals(StreamState.CLOSED, client.connection.streamState(1));
        client.connection.sendHeaders(3, GET, true);
        assertEquals(GET, client.decode(client.sent().get(0)));
    }

    @Test
    @Spec({"H2-UPG-05", "H2-CL-05"})
    void clientKnowsThatTheAnswerToHeadHasNoBody() {
        Kernel client = upgradedClient(HEAD);

        List<H2Event> events = client.receive(client.peer.headers(1, true, ":status", "200", "content-length", "5"));

        Headers answer = Headers.of(":status", "200", "content-length", "5");
        assertEquals(List.of(new ResponseReceived(1, answer, true), new StreamEnded(1)), events);
    }

    @Test
    @Spec({"H2-UPG-05", "H2-ALT-03"})
    void clientKnowsTheOriginOfTheRequest() {
        Kernel client = upgradedClient(GET);

        List<H2Event> events = client.receive(FrameFactory.raw(0xa, 0, 1, new byte[] {0, 0, 'h', '2'}));

        assertEquals(List.of(new AlternativeServiceAvailable("https://example.org", "h2")), events);
    }

    // Server

    @Test
    @Spec({"H2-OP-03", "H2-UPG-03", "H2-EV-09"})
    void serverTakesTheSettingsOfCurl() {
        Kernel server = upgradedServer(GET, CURL);

        Frame first = server.sent().get(0);
        List<H2Event> events = server.receive();

        assertEquals(List.of(new RemoteSettingsChanged(Settings.empty(), inOrder(CURLS), CURLS)), events);
        assertEquals(inOrder(CURLS), server.connection.remoteSettings());
        assertFalse(((SettingsFrame) first).ack());
        assertFalse(server.connection.hasDataToSend(), "no acknowledgement");
        assertEquals(65_535, server.connection.sendWindow(1), "of the connection");
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
        assertEquals(1, server.connection.openInboundStreams());
        assertEquals(ConnectionState.OPEN, server.connection.connectionState());
    }

    @Test
    @Spec({"H2-UPG-03", "H2-SET-08"})
    void settingsOfTheFieldHoldBeforeThoseOfTheFrame() {
        Kernel server = upgradedServer(GET, "AAQAAAAD"); // INITIAL_WINDOW_SIZE 3
        server.sent();

        server.connection.sendHeaders(1, OK, false);
        int taken = server.connection.sendData(1, ascii("hello"), true);
        List<H2Event> events = server.receive(FrameFactory.preface(), FrameFactory.settings(4, 5));

        Settings three = Settings.of(4, 3);
        Settings five = Settings.of(4, 5);
        assertEquals(3, taken);
        assertEquals(
                List.of(
                        new RemoteSettingsChanged(Settings.empty(), three, three),
                        new RemoteSettingsChanged(three, five, five)),
                events);
        assertEquals(2, server.connection.sendWindow(1));
    }

    @Test
    @Spec({"H2-UPG-03", "H2-SET-08"})
    void tableOfTheFieldBoundsWhatTheServerIndexes() {
        Kernel server = upgradedServer(GET, "AAEAAAAA"); // HEADER_TABLE_SIZE 0
        server.sent();

        server.connection.sendHeaders(1, OK, true);

        Frame headers = server.sent().get(0);
        assertEquals(0x20, ((HeadersFrame) headers).fieldBlockFragment()[0], "size update to 0");
        assertEquals(OK, server.decode(headers));
    }

    @Test
    @Spec({"H2-UPG-03", "H2-SET-11"})
    void settingsOfTheFieldAreNotTheFirstFrame() {
        Kernel server = upgradedServer(GET, "AAkAAAAB"); // NO_RFC7540_PRIORITIES 1

        List<H2Event> events = server.receive(FrameFactory.preface(), FrameFactory.settings(9, 0));

        assertEquals(2, events.size(), events::toString);
        assertEquals(0, server.connection.remoteSettings().value(SettingId.NO_RFC7540_PRIORITIES));
        Outcome.assertFailedWith(server.receive(FrameFactory.settings(9, 1)), ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"H2-OP-03", "H2-UPG-03"})
    void fieldMayBeAbsent() {
        Kernel server = upgradedServer(GET, null);

        assertEquals(List.of(), server.receive());
        assertEquals(Settings.empty(), server.connection.remoteSettings());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 31})
    @Spec({"H2-UPG-03", "H2-LIM-11"})
    void valueOfWholeEntriesIsTaken(int others) {
        Kernel server = upgradedServer(GET, "AAcAAAAB".repeat(others) + "AAQAAAAD");

        List<H2Event> events = server.receive();

        assertEquals(1, events.size());
        assertEquals(
                others + 1, ((RemoteSettingsChanged) events.get(0)).entries().size());
        assertEquals(3, server.connection.remoteSettings().value(SettingId.INITIAL_WINDOW_SIZE));
    }

    @Test
    @Spec("H2-UPG-03")
    void emptyValueAnnouncesNothing() {
        Kernel server = upgradedServer(GET, "");

        assertEquals(
                List.of(new RemoteSettingsChanged(Settings.empty(), Settings.empty(), Settings.empty())),
                server.receive());
    }

    static Stream<Arguments> malformedValues() {
        String tooMany = "AAcAAAAB".repeat(33);
        return Stream.of(
                Arguments.of("AAcAAAA", "it has 5 octets, not up to 32 entries of 6 (RFC 9113, 6.5)"),
                Arguments.of("AAcAAAABAA==", "it has 7 octets, not up to 32 entries of 6 (RFC 9113, 6.5)"),
                Arguments.of(tooMany, "it has 198 octets, not up to 32 entries of 6 (RFC 9113, 6.5)"),
                Arguments.of("AAcAAAA?", "it is not base64url (RFC 7540, 3.2.1)"),
                Arguments.of("AAcAAA/+", "it is not base64url (RFC 7540, 3.2.1)"),
                Arguments.of("AAcAAAAB ", "it is not base64url (RFC 7540, 3.2.1)"),
                Arguments.of("AAcAAAABA", "it is not base64url (RFC 7540, 3.2.1)"),
                Arguments.of("AAcAAAABAA=", "it is not base64url (RFC 7540, 3.2.1)"),
                Arguments.of("AAIAAAAC", "ENABLE_PUSH = 2 is not allowed (RFC 9113, 6.5.2)"),
                Arguments.of("AAcAAAABAASAAAAA", "INITIAL_WINDOW_SIZE = 2147483648 is not allowed (RFC 9113, 6.5.2)"),
                Arguments.of("AAUAAD__", "MAX_FRAME_SIZE = 16383 is not allowed (RFC 9113, 6.5.2)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedValues")
    @Spec({"H2-OP-03", "H2-UPG-03", "H2-SET-04", "H2-LIM-11", "X-ATOM-01"})
    void malformedValueIsRefusedAndNothingChanges(String http2Settings, String rule) {
        H2Connection server = new H2Connection(H2Configuration.server().build());

        InvalidSettingException refusal =
                assertThrows(InvalidSettingException.class, () -> server.initiateUpgradeServer(GET, http2Settings));

        assertEquals(refusal(http2Settings, rule), refusal.getMessage());
        assertEquals(ConnectionState.NEW, server.connectionState());
        assertEquals(StreamState.IDLE, server.streamState(1));
        assertEquals(Settings.empty(), server.remoteSettings());
        assertFalse(server.hasDataToSend());
        server.initiateUpgradeServer(GET, CURL);
    }

    @Test
    @Spec({"H2-UPG-03", "H2-LIM-11"})
    void entriesOfTheFieldAreCounted() {
        Limits limits = Limits.builder().maxSettingsEntries(2).build();
        H2Connection server =
                new H2Connection(H2Configuration.server().limits(limits).build());

        assertThrows(InvalidSettingException.class, () -> server.initiateUpgradeServer(GET, CURL));

        assertEquals(ConnectionState.NEW, server.connectionState());
    }

    @Test
    @Spec({"H2-UPG-03", "H2-ST-R01", "H2-ST-R05"})
    void moreOfTheRequestCostsTheStream() {
        Kernel withHeaders = upgradedServer(GET, CURL);
        Kernel withData = upgradedServer(GET, CURL);
        for (Kernel server : List.of(withHeaders, withData)) {
            server.receive(FrameFactory.preface(), FrameFactory.settings());
            server.sent();
        }

        List<H2Event> headers = withHeaders.receive(withHeaders.peer.headers(1, true, "late", "trailer"));
        List<H2Event> data = withData.receive(FrameFactory.data(1, 3, true));

        Outcome.assertStreamError(withHeaders, headers, 1, ErrorCode.STREAM_CLOSED);
        Outcome.assertStreamError(withData, data, 1, ErrorCode.STREAM_CLOSED);
    }

    @Test
    @Spec({"H2-UPG-03", "H2-ST-S08", "H2-WIN-08"})
    void requestThatHasEndedNeedsNoWindow() {
        Kernel server = upgradedServer(GET, CURL);
        server.sent();

        server.connection.incrementFlowControlWindow(1, 1_000);

        assertFalse(server.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-UPG-04", "H2-CONN-01", "H2-CONN-04"})
    void prefaceAndSettingsAreStillToCome() {
        Kernel withoutPreface = upgradedServer(GET, CURL);
        Kernel withoutSettings = upgradedServer(GET, CURL);

        List<H2Event> first = withoutPreface.receive(FrameFactory.settings());
        List<H2Event> second = withoutSettings.receive(FrameFactory.preface(), FrameFactory.ping(1, false));

        for (List<H2Event> events : List.of(first, second)) {
            assertEquals(RemoteSettingsChanged.class, events.get(0).getClass());
            Outcome.assertFailedWith(events.subList(1, events.size()), ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    @Spec({"H2-UPG-03", "H2-ERR-08"})
    void requestCountsAsProcessed() {
        Kernel server = upgradedServer(GET, CURL);
        server.sent();

        List<H2Event> events = server.receive(new byte[] {'G'});

        Outcome.assertConnectionError(server, events.subList(0, 1), events, ErrorCode.PROTOCOL_ERROR, 1);
    }

    @Test
    @Spec({"H2-UPG-05", "H2-CL-05", "H2-CL-07"})
    void serverKnowsThatTheAnswerToHeadHasNoBody() {
        Kernel server = upgradedServer(HEAD, CURL);
        server.sent();

        server.connection.sendHeaders(1, Headers.of(":status", "200", "content-length", "5"), true);

        assertEquals(1, server.sent().size());
        assertEquals(StreamState.CLOSED, server.connection.streamState(1));
    }

    // Both

    @Test
    @Spec({"H2-OP-02", "H2-OP-03", "H2-UPG-01", "X-ATOM-01"})
    void eachSideHasItsMethodAndItsTime() {
        H2Connection client = new H2Connection(H2Configuration.client().build());
        H2Connection server = new H2Connection(H2Configuration.server().build());

        IllegalActionException asServer =
                assertThrows(IllegalActionException.class, () -> client.initiateUpgradeServer(GET, CURL));
        IllegalActionException asClient =
                assertThrows(IllegalActionException.class, () -> server.initiateUpgradeClient(GET));

        assertEquals(
                "Cannot upgrade as a SERVER: the connection is a CLIENT's. Call the method of that side.",
                asServer.getMessage());
        assertEquals(
                "Cannot upgrade as a CLIENT: the connection is a SERVER's. Call the method of that side.",
                asClient.getMessage());
        assertEquals(ConnectionState.NEW, client.connectionState());
        assertEquals(ConnectionState.NEW, server.connectionState());
        client.initiateUpgradeClient(GET);
        server.initiate();
        assertThrows(IllegalActionException.class, () -> client.initiateUpgradeClient(GET));
        assertThrows(IllegalActionException.class, () -> server.initiateUpgradeServer(GET, CURL));
    }

    @Test
    @Spec({"H2-UPG-02", "H2-UPG-03", "H2-UPG-04", "H2-PUSH-05", "H2-EV-10"})
    void bothSidesGoOnTogether() {
        ConnectionPair pair = new ConnectionPair(
                H2Configuration.client().enablePush(true).build(),
                H2Configuration.server().build(),
                List::of);
        Headers pushed = Headers.of(FrameFactory.GET);

        String http2Settings = pair.client.initiateUpgradeClient(GET);
        pair.server.initiateUpgradeServer(GET, http2Settings);
        pair.server.pushStream(1, 2, pushed);
        pair.server.sendHeaders(1, OK, true);
        pair.server.sendHeaders(2, OK, true);
        pair.exchange();

        Settings clients = Settings.of(3, 100).and(6, 32_768).and(9, 1);
        assertEquals(
                List.of(
                        new RemoteSettingsChanged(Settings.empty(), clients, clients),
                        new RemoteSettingsChanged(clients, clients, clients),
                        new SettingsAcknowledged(Settings.empty(), clients, clients)),
                pair.serverEvents);
        assertEquals(
                List.of(
                        new RemoteSettingsChanged(Settings.empty(), clients, clients),
                        new PushedStreamReceived(1, 2, pushed),
                        new ResponseReceived(1, OK, true),
                        new StreamEnded(1),
                        new ResponseReceived(2, OK, true),
                        new StreamEnded(2),
                        new SettingsAcknowledged(Settings.empty(), clients, clients)),
                pair.clientEvents);
        pair.client.sendHeaders(3, GET, true);
        pair.exchange();
        assertEquals(5, pair.serverEvents.size());
    }

    /** A client whose upgrade the server has accepted. */
    private static Kernel upgradedClient(Headers request) {
        Kernel client = Kernel.fresh(H2Configuration.client().build());
        client.connection.initiateUpgradeClient(request);
        client.receive(FrameFactory.settings(), FrameFactory.settingsAck());
        client.connection.dataToSend();
        return client;
    }

    /** A server that has accepted an upgrade and has read nothing since. */
    private static Kernel upgradedServer(Headers request, String http2Settings) {
        Kernel server = Kernel.fresh(H2Configuration.server().build());
        server.connection.initiateUpgradeServer(request, http2Settings);
        return server;
    }

    private static Settings inOrder(Settings settings) {
        return Settings.empty().merge(settings);
    }

    private static String refusal(String http2Settings, String rule) {
        return "Cannot upgrade with the HTTP2-Settings \"" + http2Settings + "\": " + rule + ". Answer in HTTP/1.1.";
    }
}
