package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.STYLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises of a server that a client does not take, or that cost the connection (docs/spec/behaviours.md, 4.15). */
class RefusedPromiseTest {
    private static final Headers OK = Headers.of(":status", "200");

    private final Kernel client = Kernel.asking(Limits.defaults());

    // What is not acceptable

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not safe               | :method=POST,:scheme=https,:authority=example.org,:path=/
            not cacheable          | :method=OPTIONS,:scheme=https,:authority=example.org,:path=/
            CONNECT                | :method=CONNECT,:authority=example.org:443
            no method              | :scheme=https,:authority=example.org,:path=/
            with content           | :method=GET,:scheme=https,:authority=example.org,:path=/,content-length=1
            length is no number    | :method=GET,:scheme=https,:authority=example.org,:path=/,content-length=x
            no path                | :method=GET,:scheme=https,:authority=example.org
            no scheme              | :method=GET,:authority=example.org,:path=/
            no authority           | :method=GET,:scheme=https,:path=/
            host for authority     | :method=GET,:scheme=https,:path=/,host=example.org
            none, not even host    | :method=GET,:scheme=urn,:path=x
            a status               | :method=GET,:scheme=https,:authority=example.org,:path=/,:status=200
            a protocol             | :method=GET,:scheme=https,:authority=example.org,:path=/,:protocol=websocket
            connection-specific    | :method=GET,:scheme=https,:authority=example.org,:path=/,connection=x
            upper case             | :method=GET,:scheme=https,:authority=example.org,:path=/,X=y
            another authority      | :method=GET,:scheme=https,:authority=example.net,:path=/
            """)
    // spotless:on
    @Spec({
        "H2-PUSH-07",
        "H2-PUSH-09",
        "H2-HDR-11",
        "H2-HDR-14",
        "H2-HDR-15",
        "H2-HDR-20",
        "H2-HDR-24",
        "H2-HDR-33",
        "H2-HB-05"
    })
    void promiseThatIsNotAcceptableCostsThePromisedStreamOnly(String why, String fields) {
        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, fields.split("[,=]")));

        assertNotKept(client, events, 2, ErrorCode.PROTOCOL_ERROR);
        String[] fresh = FrameFactory.with(FrameFactory.STYLE, "x-fresh", "1");
        client.receive(client.peer.pushPromise(1, 4, fresh));
        assertEquals(
                List.of(new PushedStreamReceived(1, 6, Headers.of(fresh))),
                client.receive(client.peer.pushPromise(1, 6, fresh)),
                "the tables are in step");
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no path       | :method=GET,:scheme=https,:authority=example.org                             | true
            no scheme     | :method=GET,:authority=example.org,:path=/                                   | false
            not safe      | :method=POST,:scheme=https,:authority=example.org,:path=/                    | false
            no method     | :scheme=https,:authority=example.org,:path=/                                 | false
            with content  | :method=GET,:scheme=https,:authority=example.org,:path=/,content-length=1    | false
            no authority  | :method=GET,:scheme=https,:path=/,host=example.org                           | false
            another one   | :method=GET,:scheme=https,:authority=example.net,:path=/                     | false
            """)
    // spotless:on
    @Spec({"H2-HDR-33", "H2-HDR-40", "H2-CFG-03", "H2-PUSH-07", "H2-PUSH-09"})
    void whatMayBePromisedIsJudgedEvenIfFieldsAreNot(String what, String fields, boolean accepted) {
        Kernel kernel = Kernel.of(H2Configuration.client()
                .enablePush(true)
                .validateInboundHeaders(false)
                .build());
        kernel.connection.sendHeaders(1, GET, true);
        kernel.sent();
        String[] list = fields.split("[,=]");

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(1, 2, list));

        if (accepted) {
            assertEquals(List.of(new PushedStreamReceived(1, 2, Headers.of(list))), events);
        } else {
            assertNotKept(kernel, events, 2, ErrorCode.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @Spec({"H2-PUSH-02", "H2-HDR-33"})
    void promiseMayAnnounceThatThereIsNoContent(String method) {
        String[] fields = FrameFactory.with(promised(method), "content-length", "0");

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, fields));

        assertEquals(List.of(new PushedStreamReceived(1, 2, Headers.of(fields))), events);
    }

    @Test
    @Spec({"H2-LIM-02", "H2-HB-05"})
    void promiseBeyondTheLimitOfHeaderListsCostsThePromisedStreamOnly() {
        Kernel kernel = Kernel.asking(Limits.builder().maxHeaderListSize(300).build());
        String[] large = FrameFactory.with(FrameFactory.STYLE, "x-large", "x".repeat(200));

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(1, 2, large));

        assertNotKept(kernel, events, 2, ErrorCode.ENHANCE_YOUR_CALM);
        assertEquals(
                List.of(new PushedStreamReceived(1, 4, STYLE)),
                kernel.receive(kernel.peer.pushPromise(1, 4, FrameFactory.STYLE)));
    }

    // spotless:off
    @ParameterizedTest(name = "requested {0}://{1}, promised {2}://{3}: {4}")
    @CsvSource({
        "https, example.org,      https, example.org,      true",
        "https, example.org,      https, EXAMPLE.org,      true",
        "https, example.org,      HTTPS, example.org:443,  true",
        "https, example.org:443,  https, example.org,      true",
        "https, example.org:8443, https, example.org:8443, true",
        "https, example.org:8443, https, example.org,      false",
        "https, example.org,      https, www.example.org,  false",
        "https, example.org,      http,  example.org,      false",
        "https, example.org,      http,  example.org:443,  false",
        "http,  example.org:80,   http,  example.org,      true",
        "http,  example.org,      http,  example.org:443,  false",
    })
    // spotless:on
    @Spec({"H2-PUSH-09", "H2-CFG-19"})
    void serverMayPushForTheOriginOfTheRequest(
            String scheme, String authority, String promisedScheme, String promisedAuthority, boolean same) {
        client.connection.sendHeaders(
                3, Headers.of(":method", "GET", ":scheme", scheme, ":authority", authority, ":path", "/"), true);
        client.sent();
        String[] fields = {":method", "GET", ":scheme", promisedScheme, ":authority", promisedAuthority, ":path", "/"};

        List<H2Event> events = client.receive(client.peer.pushPromise(3, 2, fields));

        if (same) {
            assertEquals(List.of(new PushedStreamReceived(3, 2, Headers.of(fields))), events);
        } else {
            assertNotKept(client, events, 2, ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    @Spec({"H2-PUSH-09", "H2-CFG-19"})
    void programMayDecideForWhichOriginsTheServerPushes() {
        List<String> asked = new ArrayList<>();
        Kernel kernel = Kernel.of(H2Configuration.client()
                .enablePush(true)
                .pushAuthority((requested, promised) -> {
                    asked.add(requested + " " + promised);
                    return promised.equals("https://cdn.example.org");
                })
                .build());
        kernel.connection.sendHeaders(
                1, Headers.of(":method", "GET", ":scheme", "https", ":path", "/", "host", "example.org:443"), true);
        kernel.sent();
        String[] good = {":method", "GET", ":scheme", "https", ":authority", "cdn.example.org", ":path", "/"};

        List<H2Event> accepted = kernel.receive(kernel.peer.pushPromise(1, 2, good));
        List<H2Event> refused = kernel.receive(kernel.peer.pushPromise(1, 4, FrameFactory.STYLE));

        assertEquals(
                List.of("https://example.org https://cdn.example.org", "https://example.org https://example.org"),
                asked);
        assertEquals(List.of(new PushedStreamReceived(1, 2, Headers.of(good))), accepted);
        assertNotKept(kernel, refused, 4, ErrorCode.PROTOCOL_ERROR);
    }

    // Promises that come at the wrong place

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "on an idle stream,             13, 6",
        "on a stream that we skipped,    7, 6",
        "on a stream that was promised,  2, 6",
        "on a stream that was pushed,    4, 6",
        "on a stream that has ended,     3, 6",
        "on a stream the server ended,   5, 6",
        "on one that the server reset,   9, 6",
        "of a stream that is promised,   1, 2",
        "of a stream that is open,       1, 4",
    })
    // spotless:on
    @Spec({"H2-ST-R09", "H2-ST-R10", "H2-CLOSED-04", "H2-PUSH-03"})
    void promiseHasToBeInItsPlace(String why, int streamId, int promisedStreamId) {
        Kernel kernel = Kernel.asking(Limits.defaults());
        kernel.connection.sendHeaders(3, GET, true);
        kernel.connection.sendHeaders(5, POST, false);
        kernel.connection.sendHeaders(9, POST, false);
        kernel.receive(
                kernel.peer.pushPromise(1, 2, FrameFactory.STYLE),
                kernel.peer.pushPromise(1, 4, FrameFactory.STYLE),
                kernel.peer.headers(4, false, ":status", "200"),
                kernel.peer.headers(3, true, ":status", "200"),
                kernel.peer.headers(5, true, ":status", "200"),
                FrameFactory.rstStream(9, ErrorCode.CANCEL));
        kernel.sent();

        List<H2Event> events = kernel.receive(kernel.peer.pushPromise(streamId, promisedStreamId, FrameFactory.STYLE));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6})
    @Spec({"H2-ST-R10", "H2-ST-R21", "H2-PUSH-02"})
    void promisedIdsRise(int promisedStreamId) {
        client.receive(client.peer.pushPromise(1, 6, FrameFactory.STYLE), FrameFactory.rstStream(6, ErrorCode.CANCEL));

        List<H2Event> events = client.receive(client.peer.pushPromise(1, promisedStreamId, FrameFactory.STYLE));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    @Spec({"H2-ST-R10", "H2-ST-R22"})
    void promisedIdsAreTheServers(int promisedStreamId) {
        byte[] promise = client.peer.pushPromise(1, 2, FrameFactory.STYLE);
        promise[12] = (byte) promisedStreamId;

        List<H2Event> events = client.receive(promise);

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec({"H2-PUSH-06", "H2-CLOSED-04", "H2-HB-05", "INV-5"})
    void promiseOnAStreamThatWeHaveResetIsCancelledUnseen() {
        client.connection.resetStream(1, ErrorCode.CANCEL);
        client.connection.sendHeaders(3, GET, true);
        client.sent();
        String[] fresh = FrameFactory.with(FrameFactory.STYLE, "x-fresh", "1");

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, fresh));

        assertNotKept(client, events, 2, ErrorCode.CANCEL);
        assertEquals(
                List.of(new PushedStreamReceived(3, 4, Headers.of(fresh))),
                client.receive(client.peer.pushPromise(3, 4, fresh)));
    }

    @Test
    @Spec({"H2-PUSH-06", "H2-CLOSED-04"})
    void promiseOnAStreamThatWeResetBeforeItsEndIsCancelledToo() {
        byte[] block = client.peer.block(FrameFactory.STYLE);
        client.receive(FrameFactory.promiseOf(1, 2, block, false));
        client.connection.resetStream(1, ErrorCode.CANCEL);
        client.sent();

        List<H2Event> events = client.receive(FrameFactory.continuation(1, new byte[0], true));

        assertNotKept(client, events, 2, ErrorCode.CANCEL);
    }

    // How many

    @Test
    @Spec({"H2-PUSH-11", "H2-LIM-12", "H2-EV-22", "H2-HB-05"})
    void promisesBeyondMaxReservedStreamsAreRefusedUntilAResponseBegins() {
        Kernel kernel = Kernel.asking(Limits.builder().maxReservedStreams(2).build());
        kernel.receive(
                kernel.peer.pushPromise(1, 2, FrameFactory.STYLE), kernel.peer.pushPromise(1, 4, FrameFactory.STYLE));

        List<H2Event> refused = kernel.receive(kernel.peer.pushPromise(1, 6, FrameFactory.STYLE));
        assertEquals(List.of(new StreamRefused(6)), refused);
        assertEquals(List.of(Outcome.reset(6, ErrorCode.REFUSED_STREAM)), kernel.sent());
        assertEquals(Optional.of(ClosedReason.REFUSED), kernel.connection.closedReason(6));

        kernel.receive(kernel.peer.headers(2, false, ":status", "200"));
        List<H2Event> accepted = kernel.receive(kernel.peer.pushPromise(1, 8, FrameFactory.STYLE));
        assertEquals(List.of(new PushedStreamReceived(1, 8, STYLE)), accepted);
        assertEquals(List.of(), kernel.sent());
    }

    @Test
    @Spec({"H2-PUSH-04", "H2-LIM-07", "H2-OP-26"})
    void pushedResponsesCountAgainstMaxConcurrentStreams() {
        Kernel kernel = Kernel.asking(Limits.builder().maxConcurrentStreams(1).build());
        kernel.receive(
                kernel.peer.pushPromise(1, 2, FrameFactory.STYLE),
                kernel.peer.pushPromise(1, 4, FrameFactory.STYLE),
                kernel.peer.pushPromise(1, 6, FrameFactory.STYLE),
                kernel.peer.headers(2, false, ":status", "200"));

        List<H2Event> events = kernel.receive(kernel.peer.headers(4, false, ":status", "200", "x-fresh", "1"));

        Outcome.assertStreamError(kernel, List.of(), events, 4, ErrorCode.REFUSED_STREAM, ResetReason.REFUSED);
        assertEquals(1, kernel.connection.openInboundStreams());
        kernel.receive(FrameFactory.data(2, 0, true));
        assertEquals(
                List.of(new ResponseReceived(6, Headers.of(":status", "200", "x-fresh", "1"), false)),
                kernel.receive(kernel.peer.headers(6, false, ":status", "200", "x-fresh", "1")),
                "there is room again, and the tables are in step");
    }

    // Push off, shutdown

    @Test
    @Spec({"H2-SET-09", "H2-HB-05"})
    void pushCanBeSwitchedOffAndOnAgain() {
        client.connection.updateSettings(Settings.of(SettingId.ENABLE_PUSH, 0));
        client.sent();
        assertEquals(
                List.of(new StreamRefused(2)),
                client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE)),
                "not acknowledged yet");
        assertEquals(List.of(Outcome.reset(2, ErrorCode.REFUSED_STREAM)), client.sent());

        assertInstanceOf(
                SettingsAcknowledged.class,
                client.receive(FrameFactory.settingsAck()).get(0));
        client.connection.updateSettings(Settings.of(SettingId.ENABLE_PUSH, 1));
        client.sent();
        assertEquals(
                List.of(new PushedStreamReceived(1, 4, STYLE)),
                client.receive(client.peer.pushPromise(1, 4, FrameFactory.STYLE)),
                "holds at once");
    }

    @Test
    @Spec({"H2-SET-09", "H2-ST-R09"})
    void promiseAfterPushWasSwitchedOffAndAcknowledgedCostsTheConnection() {
        client.connection.updateSettings(Settings.of(SettingId.ENABLE_PUSH, 0));
        client.sent();
        client.receive(FrameFactory.settingsAck());

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @Test
    @Spec({"H2-GO-05", "H2-CS-08", "H2-EV-22"})
    void promiseAfterOurGoAwayIsDropped() {
        client.receive(client.peer.pushPromise(1, 2, FrameFactory.STYLE));
        client.connection.closeConnection(ErrorCode.NO_ERROR);
        client.sent();

        List<H2Event> events = client.receive(
                client.peer.pushPromise(1, 4, FrameFactory.STYLE),
                client.peer.headers(4, true, ":status", "200"),
                client.peer.headers(2, true, ":status", "200"));

        assertEquals(List.of(new StreamRefused(4), new ResponseReceived(2, OK, true), new StreamEnded(2)), events);
        assertEquals(List.of(), client.sent());
        assertEquals(Optional.of(ClosedReason.REFUSED), client.connection.closedReason(4));
    }

    @Test
    @Spec("H2-ERR-08")
    void goAwayNamesThePromisesThatWereDelivered() {
        client.receive(
                client.peer.pushPromise(1, 2, FrameFactory.STYLE), client.peer.pushPromise(1, 4, promised("POST")));
        client.sent();

        List<H2Event> events = client.receive(FrameFactory.data(7, 1, false));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 2);
    }

    private static String[] promised(String method) {
        return new String[] {":method", method, ":scheme", "https", ":authority", "example.org", ":path", "/"};
    }

    /** The program has not heard of the promise, which was answered with a reset; nothing else has changed. */
    private static void assertNotKept(Kernel kernel, List<H2Event> events, int promisedStreamId, ErrorCode errorCode) {
        assertEquals(List.of(), events);
        assertEquals(List.of(Outcome.reset(promisedStreamId, errorCode)), kernel.sent());
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(promisedStreamId));
        assertEquals(Optional.of(ClosedReason.SENT_RST), kernel.connection.closedReason(promisedStreamId));
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
        assertEquals(
                List.of(),
                kernel.receive(
                        kernel.peer.headers(promisedStreamId, false, ":status", "200"),
                        FrameFactory.data(promisedStreamId, 5, true)),
                "the response is dropped");
        assertEquals(List.of(), kernel.sent());
    }
}
