package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-formed and malformed header lists (docs/spec/behaviours.md, 4.9), as they are received. */
class HeaderValidationTest {
    private static final Headers GET = Headers.of(FrameFactory.GET);

    // Requests

    static Stream<Arguments> malformedRequests() {
        return Stream.of(
                request("H2-HDR-01: empty name", "", "v"),
                request("H2-HDR-02: upper case", "Accept", "v"),
                request("H2-HDR-02: blank in a name", "x y", "v"),
                request("H2-HDR-02: control in a name", "x\u0001", "v"),
                request("H2-HDR-02: DEL in a name", "x\u007f", "v"),
                request("H2-HDR-02: octet above 0x7f in a name", "x\u00e4", "v"),
                request("H2-HDR-03: no token", "x(y)", "v"),
                request("H2-HDR-04: colon in a name", "x:y", "v"),
                request("H2-HDR-05: NUL in a value", "x", "a\u0000b"),
                request("H2-HDR-05: LF in a value", "x", "a\nb"),
                request("H2-HDR-05: CR in a value", "x", "a\rb"),
                request("H2-HDR-05: other control in a value", "x", "a\u0001b"),
                request("H2-HDR-06: SP before a value", "x", " v"),
                request("H2-HDR-06: SP behind a value", "x", "v "),
                request("H2-HDR-06: HTAB before a value", "x", "\tv"),
                request("H2-HDR-06: HTAB behind a value", "x", "v\t"),
                list(
                        "H2-HDR-08: pseudo-field behind a field",
                        ":method",
                        "GET",
                        ":scheme",
                        "https",
                        ":authority",
                        "a",
                        "x",
                        "y",
                        ":path",
                        "/"),
                request("H2-HDR-09: method twice", 0, ":method", "GET"),
                request("H2-HDR-09: path twice", 0, ":path", "/"),
                request("H2-HDR-10: unknown pseudo-field", 0, ":unknown", "v"),
                request("H2-HDR-10: pseudo-field in upper case", 0, ":Method", "GET"),
                request("H2-HDR-10: colon alone", 0, ":", "v"),
                request("H2-HDR-11: status", 0, ":status", "200"),
                request("H2-HDR-14: no method", ":method", null),
                request("H2-HDR-14: empty method", ":method", ""),
                request("H2-HDR-14: method is no token", ":method", "G T"),
                request("H2-HDR-15: no scheme", ":scheme", null),
                request("H2-HDR-15: empty scheme", ":scheme", ""),
                request("H2-HDR-15: scheme with a digit first", ":scheme", "1http"),
                request("H2-HDR-15: scheme with another octet", ":scheme", "ht/tp"),
                request("H2-HDR-15: no path", ":path", null),
                request("H2-HDR-16: empty path", ":path", ""),
                request("H2-HDR-16: path without slash", ":path", "index.html"),
                request("H2-HDR-16: asterisk without OPTIONS", ":path", "*"),
                list(
                        "H2-HDR-16: more than an asterisk",
                        ":method",
                        "OPTIONS",
                        ":scheme",
                        "http",
                        ":authority",
                        "a",
                        ":path",
                        "*/"),
                request("H2-HDR-16: blank in the path", ":path", "/a b"),
                request("H2-HDR-16: HTAB in the path", ":path", "/a\tb"),
                request("H2-HDR-16: DEL in the path", ":path", "/\u007f"),
                request("H2-HDR-16: fragment", ":path", "/#top"),
                list("H2-HDR-17: CONNECT without authority", ":method", "CONNECT"),
                list("H2-HDR-17: CONNECT with empty authority", ":method", "CONNECT", ":authority", ""),
                list("H2-HDR-17: CONNECT with a port alone", ":method", "CONNECT", ":authority", ":443"),
                list("H2-HDR-17: CONNECT without a port", ":method", "CONNECT", ":authority", "a"),
                list("H2-HDR-17: CONNECT with an empty port", ":method", "CONNECT", ":authority", "a:"),
                list("H2-HDR-17: CONNECT with too large a port", ":method", "CONNECT", ":authority", "a:65536"),
                list("H2-HDR-17: CONNECT with too long a port", ":method", "CONNECT", ":authority", "a:000443"),
                list("H2-HDR-17: CONNECT to an address without a port", ":method", "CONNECT", ":authority", "[::1]"),
                list("H2-HDR-17: CONNECT with host instead", ":method", "CONNECT", "host", "a:443"),
                list("H2-HDR-17: CONNECT with scheme", ":method", "CONNECT", ":authority", "a:443", ":scheme", "https"),
                list("H2-HDR-17: CONNECT with path", ":method", "CONNECT", ":authority", "a:443", ":path", "/"),
                list(
                        "H2-HDR-22: CONNECT with another host",
                        ":method",
                        "CONNECT",
                        ":authority",
                        "a:443",
                        "host",
                        "b:443"),
                request("H2-HDR-18: protocol without CONNECT", 0, ":protocol", "websocket"),
                list(
                        "H2-HDR-19: protocol that was not announced",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "https",
                        ":path",
                        "/",
                        ":authority",
                        "a"),
                request("H2-HDR-20: neither authority nor host", ":authority", null),
                request("H2-HDR-20: empty authority", ":authority", ""),
                request("H2-HDR-20: authority without host", ":authority", ":443"),
                list("H2-HDR-20: empty host", ":method", "GET", ":scheme", "HTTP", ":path", "/", "host", ""),
                list(
                        "H2-HDR-21: host twice",
                        ":method",
                        "GET",
                        ":scheme",
                        "https",
                        ":path",
                        "/",
                        "host",
                        "a",
                        "host",
                        "a"),
                request("H2-HDR-22: another host", "host", "example.com"),
                request("H2-HDR-22: host with another port", "host", "example.org:8443"),
                request("H2-HDR-22: host with the default port of another scheme", "host", "example.org:80"),
                list(
                        "H2-HDR-22: another host for another scheme",
                        ":method",
                        "GET",
                        ":scheme",
                        "urn",
                        ":path",
                        "x",
                        ":authority",
                        "a",
                        "host",
                        "a:80"),
                request("H2-HDR-22: host but empty authority", ":authority", "", "host", "example.org"),
                request("H2-HDR-22: empty host", "host", ""),
                request("H2-HDR-23: userinfo", ":authority", "me@example.org"),
                request("H2-HDR-23: slash in the authority", ":authority", "example.org/"),
                request("H2-HDR-23: blank in the authority", ":authority", "example org"),
                request("H2-HDR-23: userinfo in host", "host", "me@example.org"),
                request("H2-HDR-24: connection", "connection", "close"),
                request("H2-HDR-24: proxy-connection", "proxy-connection", "close"),
                request("H2-HDR-24: keep-alive", "keep-alive", "5"),
                request("H2-HDR-24: transfer-encoding", "transfer-encoding", "chunked"),
                request("H2-HDR-24: upgrade", "upgrade", "h2c"),
                request("H2-HDR-25: http2-settings", "http2-settings", ""),
                request("H2-HDR-26: te gzip", "te", "gzip"),
                request("H2-HDR-26: te list", "te", "trailers, gzip"),
                request("H2-HDR-26: te twice", "te", "trailers", "te", "trailers"),
                request("H2-HDR-32: content-length", "content-length", "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedRequests")
    @Spec({
        "H2-HDR-01", "H2-HDR-02", "H2-HDR-03", "H2-HDR-04", "H2-HDR-05", "H2-HDR-06", "H2-HDR-08", "H2-HDR-09",
        "H2-HDR-10", "H2-HDR-11", "H2-HDR-14", "H2-HDR-15", "H2-HDR-16", "H2-HDR-17", "H2-HDR-18", "H2-HDR-19",
        "H2-HDR-20", "H2-HDR-21", "H2-HDR-22", "H2-HDR-23", "H2-HDR-24", "H2-HDR-25", "H2-HDR-26", "H2-HDR-32",
        "H2-ERR-05", "H2-ERR-09", "H2-X-17", "INV-5", "INV-13"
    })
    void malformedRequestIsResetAndNotSeen(String rule, String[] fields) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, fields));

        Outcome.assertRejected(kernel, events, 1, 400);
        assertEquals(0, kernel.connection.openInboundStreams());
        assertEquals(List.of(), kernel.receive(FrameFactory.data(1, 1, true)), "late DATA is dropped");
        assertEquals(
                List.of(new RequestReceived(3, GET, true), new StreamEnded(3)),
                kernel.receive(kernel.peer.headers(3, true, FrameFactory.GET)));
    }

    static Stream<Arguments> goodRequests() {
        return Stream.of(
                request("H2-HDR-02: every other octet of a token", "!#$%&'*+-.^_`|~09az", "v"),
                request("H2-HDR-05: HTAB and octets above 0x7f within a value", "x", "a\tb \u00e4\u00ff"),
                request("H2-HDR-06: empty value", "x", ""),
                request("H2-HDR-10: all pseudo-fields"),
                list(
                        "H2-HDR-10: pseudo-fields in any order",
                        ":path",
                        "/",
                        ":authority",
                        "a",
                        ":scheme",
                        "https",
                        ":method",
                        "GET"),
                request("H2-HDR-14: any token", ":method", "get-it!"),
                list("H2-HDR-15: another scheme", ":method", "GET", ":scheme", "urn+a.b-1", ":path", "x"),
                list(
                        "H2-HDR-16: asterisk form",
                        ":method",
                        "OPTIONS",
                        ":scheme",
                        "http",
                        ":authority",
                        "a",
                        ":path",
                        "*"),
                request("H2-HDR-16: query and octets above 0x7f", ":path", "/?q=\u00e4|\"<>"),
                list("H2-HDR-17: CONNECT", ":method", "CONNECT", ":authority", "a:443"),
                list("H2-HDR-17: CONNECT to an address", ":method", "CONNECT", ":authority", "[::1]:65535"),
                list(
                        "H2-HDR-22: CONNECT with the same host",
                        ":method",
                        "CONNECT",
                        ":authority",
                        "a:443",
                        "host",
                        "A:443"),
                list("H2-HDR-20: host alone", ":method", "GET", ":scheme", "https", ":path", "/", "host", "a"),
                list("H2-HDR-20: neither, for another scheme", ":method", "GET", ":scheme", "urn", ":path", "x"),
                request("H2-HDR-22: same host", "host", "example.org"),
                request("H2-HDR-22: case of the host does not matter", "host", "Example.ORG"),
                request("H2-HDR-22: default port in host", "host", "example.org:443"),
                request("H2-HDR-22: default port in authority", ":authority", "example.org:443", "host", "example.org"),
                request("H2-HDR-22: default port of http", ":scheme", "http", "host", "example.org:80"),
                list(
                        "H2-HDR-22: same host for another scheme",
                        ":method",
                        "GET",
                        ":scheme",
                        "urn",
                        ":path",
                        "x",
                        ":authority",
                        "a",
                        "host",
                        "a"),
                request("H2-HDR-23: IPv6 address", ":authority", "[2001:db8::1]:8080"),
                request("H2-HDR-26: te", "te", "Trailers"),
                request(
                        "H2-HDR-43: names that resemble others",
                        "x-connection",
                        "close",
                        "methods",
                        "GET",
                        "hosts",
                        "b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodRequests")
    @Spec({
        "H2-HDR-02",
        "H2-HDR-03",
        "H2-HDR-05",
        "H2-HDR-06",
        "H2-HDR-10",
        "H2-HDR-14",
        "H2-HDR-15",
        "H2-HDR-16",
        "H2-HDR-17",
        "H2-HDR-20",
        "H2-HDR-22",
        "H2-HDR-23",
        "H2-HDR-26",
        "H2-HDR-43",
        "H2-EV-32"
    })
    void goodRequestIsDelivered(String rule, String[] fields) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, true, fields));

        assertEquals(List.of(new RequestReceived(1, Headers.of(fields), true), new StreamEnded(1)), events);
        assertEquals(List.of(), kernel.sent());
    }

    // Responses

    static Stream<Arguments> malformedResponses() {
        return Stream.of(
                list("H2-HDR-02: upper case", ":status", "200", "Server", "x"),
                list("H2-HDR-05: NUL in a value", ":status", "200", "server", "\u0000"),
                list("H2-HDR-08: status behind a field", "server", "x", ":status", "200"),
                list("H2-HDR-09: status twice", ":status", "200", ":status", "200"),
                list("H2-HDR-12: no status", "server", "x"),
                list("H2-HDR-12: nothing at all"),
                list("H2-HDR-12: method", ":status", "200", ":method", "GET"),
                list("H2-HDR-24: connection", ":status", "200", "connection", "close"),
                list("H2-HDR-24: transfer-encoding", ":status", "200", "transfer-encoding", "chunked"),
                list("H2-HDR-26: te", ":status", "200", "te", "trailers"),
                list("H2-HDR-27: two digits", ":status", "20"),
                list("H2-HDR-27: four digits", ":status", "2000"),
                list("H2-HDR-27: below 100", ":status", "099"),
                list("H2-HDR-27: letter first", ":status", "x00"),
                list("H2-HDR-27: letter second", ":status", "2x0"),
                list("H2-HDR-27: letter third", ":status", "20x"),
                list("H2-HDR-27: sign", ":status", "+20"),
                list("H2-HDR-27: octet below the digits", ":status", "2/0"),
                list("H2-HDR-28: 101", ":status", "101"),
                list("H2-HDR-32: content-length", ":status", "200", "content-length", "-1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedResponses")
    @Spec({
        "H2-HDR-02",
        "H2-HDR-05",
        "H2-HDR-08",
        "H2-HDR-09",
        "H2-HDR-12",
        "H2-HDR-24",
        "H2-HDR-26",
        "H2-HDR-27",
        "H2-HDR-28",
        "H2-HDR-32",
        "H2-ERR-05"
    })
    void malformedResponseIsReset(String rule, String[] fields) {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, GET, true);
        kernel.sent();

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, fields));

        Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
        assertEquals(0, kernel.connection.openOutboundStreams());
    }

    static Stream<Arguments> goodResponses() {
        return Stream.of(
                list("H2-HDR-27: 200", ":status", "200"),
                list("H2-HDR-27: 999", ":status", "999"),
                list("H2-HDR-12: host and cookie mean nothing here", ":status", "404", "host", "b@c", "cookie", "a"),
                list("H2-NORM-11: nothing is merged", ":status", "200", "set-cookie", "a", "set-cookie", "b"),
                list(
                        "H2-NORM-12: cookies are joined in requests only",
                        ":status",
                        "200",
                        "cookie",
                        "a",
                        "cookie",
                        "b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodResponses")
    @Spec({"H2-HDR-12", "H2-HDR-27", "H2-NORM-11", "H2-NORM-12", "H2-EV-02", "H2-EV-32"})
    void goodResponseIsDelivered(String rule, String[] fields) {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, GET, true);

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, fields));

        assertEquals(List.of(new ResponseReceived(1, Headers.of(fields), false)), events);
    }

    @Test
    @Spec({"H2-HDR-27", "H2-EV-03"})
    void everyOther1xxIsAnInterimResponse() {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, GET, true);

        for (String status : List.of("100", "102", "103", "199")) {
            assertEquals(
                    List.of(new InformationalResponseReceived(1, Headers.of(":status", status))),
                    kernel.receive(kernel.peer.headers(1, false, ":status", status)));
        }
    }

    // Trailers

    static Stream<Arguments> malformedTrailers() {
        return Stream.of(
                list("H2-HDR-02: upper case", "Checksum", "x"),
                list("H2-HDR-06: SP before a value", "checksum", " x"),
                list("H2-HDR-13: status", ":status", "200"),
                list("H2-HDR-13: method", ":method", "GET"),
                list("H2-HDR-24: connection", "connection", "close"),
                list("H2-HDR-26: te", "te", "trailers"),
                list("H2-HDR-31: content-length", "content-length", "0"),
                list("H2-HDR-31: transfer-encoding", "transfer-encoding", "chunked"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedTrailers")
    @Spec({"H2-HDR-02", "H2-HDR-06", "H2-HDR-13", "H2-HDR-24", "H2-HDR-26", "H2-HDR-31", "H2-ERR-05"})
    void malformedTrailersCostTheStream(String rule, String[] fields) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, true, fields));

        Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"H2-HDR-31", "H2-EV-04"})
    void receivedTrailersMayHoldWhatIsNotAboutFraming() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        String[] fields = {
            "host",
            "b",
            "trailer",
            "x",
            "authorization",
            "x",
            "content-encoding",
            "x",
            "content-type",
            "x",
            "content-range",
            "x",
            "set-cookie",
            "x",
            "cache-control",
            "x",
            "max-forwards",
            "1",
            "cookie",
            "a",
            "cookie",
            "b"
        };

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, true, fields));

        assertEquals(List.of(new TrailersReceived(1, Headers.of(fields), true), new StreamEnded(1)), events);
    }

    // Without validation

    @Test
    @Spec({"H2-HDR-40", "H2-CFG-03"})
    void withoutValidationEverythingIsDelivered() {
        Kernel server =
                Kernel.of(H2Configuration.server().validateInboundHeaders(false).build());
        Kernel client =
                Kernel.of(H2Configuration.client().validateInboundHeaders(false).build());
        client.connection.sendHeaders(1, GET, true);
        String[] bad = {"Upper", " x ", ":method", "G T", "connection", "close", ":unknown", "\u0000"};

        assertEquals(
                List.of(new RequestReceived(1, Headers.of(bad), false)),
                server.receive(server.peer.headers(1, false, bad)));
        assertEquals(
                List.of(new InformationalResponseReceived(1, Headers.of(":status", "101"))),
                client.receive(client.peer.headers(1, false, ":status", "101")));
        assertEquals(
                List.of(new ResponseReceived(1, Headers.of("x", "no status"), false)),
                client.receive(client.peer.headers(1, false, "x", "no status")),
                "absent: final");
        assertEquals(
                List.of(new TrailersReceived(1, Headers.of(":status", "500"), true), new StreamEnded(1)),
                client.receive(client.peer.headers(1, true, ":status", "500")));
    }

    // Rows

    private static Arguments list(String rule, String... fields) {
        return Arguments.of(rule, fields);
    }

    /** A GET in which pseudo-fields are replaced, or left out where the value is null, and other fields follow. */
    private static Arguments request(String rule, String... changes) {
        List<String> fields = new ArrayList<>(Arrays.asList(FrameFactory.GET));
        for (int i = 0; i < changes.length; i += 2) {
            int at = fields.indexOf(changes[i]);
            boolean isReplaced = at >= 0 && changes[i].startsWith(":");
            if (isReplaced && changes[i + 1] == null) {
                fields.remove(at + 1);
                fields.remove(at);
            } else if (isReplaced) {
                fields.set(at + 1, changes[i + 1]);
            } else {
                fields.addAll(List.of(changes[i], changes[i + 1]));
            }
        }
        return Arguments.of(rule, fields.toArray(String[]::new));
    }

    /** A GET with one field more at a place. */
    private static Arguments request(String rule, int at, String name, String value) {
        List<String> fields = new ArrayList<>(Arrays.asList(FrameFactory.GET));
        fields.addAll(at, List.of(name, value));
        return Arguments.of(rule, fields.toArray(String[]::new));
    }
}
