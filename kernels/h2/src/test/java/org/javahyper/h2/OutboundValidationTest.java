package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Header lists that may not be sent (RFC 9113, 8.2 and 8.3), with normalization off so that they reach the rules as they are. */
class OutboundValidationTest {
    private static final H2Configuration CLIENT =
            H2Configuration.client().normalizeOutboundHeaders(false).build();
    private static final H2Configuration SERVER =
            H2Configuration.server().normalizeOutboundHeaders(false).build();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            H2-HDR-01 | :method=GET,:scheme=https,:path=/,:authority=a,=b            | field name is not a lower-case token (RFC 9113, 8.2.1), field 4
            H2-HDR-02 | :method=GET,:scheme=https,:path=/,:authority=a,X-Y=b         | field name is not a lower-case token (RFC 9113, 8.2.1), field 4
            H2-HDR-02 | :method=GET,:scheme=https,:path=/,:authority=a,Content-Type=b | field name is not a lower-case token (RFC 9113, 8.2.1), field 4
            H2-HDR-03 | :method=GET,:scheme=https,:path=/,:authority=a,x(y=b         | field name is not a lower-case token (RFC 9113, 8.2.1), field 4
            H2-HDR-04 | :method=GET,:scheme=https,:path=/,:authority=a,x:y=b         | field name is not a lower-case token (RFC 9113, 8.2.1), field 4
            H2-HDR-05 | :method=GET,:scheme=https,:path=/,:authority=a,x=b\\nc       | field value with a control octet or surrounding blanks (RFC 9113, 8.2.1), field 4
            H2-HDR-05 | :method=GET,:scheme=https,:path=/,:authority=a,x=b\\rc       | field value with a control octet or surrounding blanks (RFC 9113, 8.2.1), field 4
            H2-HDR-05 | :method=GET,:scheme=https,:path=/,:authority=a,x=b\\0c       | field value with a control octet or surrounding blanks (RFC 9113, 8.2.1), field 4
            H2-HDR-06 | :method=GET,:scheme=https,:path=/,:authority=a,x=\\sb        | field value with a control octet or surrounding blanks (RFC 9113, 8.2.1), field 4
            H2-HDR-06 | :method=GET,:scheme=https,:path=/,:authority=a,x=b\\t        | field value with a control octet or surrounding blanks (RFC 9113, 8.2.1), field 4
            H2-HDR-08 | :method=GET,:scheme=https,:path=/,x=y,:authority=a           | pseudo-field after a regular field (RFC 9113, 8.3), field 4
            H2-HDR-09 | :method=GET,:method=GET,:scheme=https,:path=/,:authority=a   | pseudo-field :method twice (RFC 9113, 8.3), field 1
            H2-HDR-10 | :method=GET,:scheme=https,:path=/,:authority=a,:x=b          | unknown pseudo-field (RFC 9113, 8.3), field 4
            H2-HDR-11 | :method=GET,:scheme=https,:path=/,:authority=a,:status=200   | pseudo-field :status where it does not belong (RFC 9113, 8.3), field 4
            H2-HDR-14 | :scheme=https,:path=/,:authority=a                           | request without :method, :scheme or :path (RFC 9113, 8.3.1)
            H2-HDR-14 | :method=G ET,:scheme=https,:path=/,:authority=a              | :method is not a token (RFC 9110, 9.1), field 0
            H2-HDR-15 | :method=GET,:path=/,:authority=a                             | request without :method, :scheme or :path (RFC 9113, 8.3.1)
            H2-HDR-15 | :method=GET,:scheme=https,:authority=a                       | request without :method, :scheme or :path (RFC 9113, 8.3.1)
            H2-HDR-15 | :method=GET,:scheme=1x,:path=/,:authority=a                  | :scheme is not a URI scheme (RFC 9113, 8.3.1), field 1
            H2-HDR-16 | :method=GET,:scheme=https,:path=,:authority=a                | :path is empty or has blanks, controls or a fragment (RFC 9113, 8.3.1), field 2
            H2-HDR-16 | :method=GET,:scheme=https,:path=/a b,:authority=a            | :path is empty or has blanks, controls or a fragment (RFC 9113, 8.3.1), field 2
            H2-HDR-16 | :method=GET,:scheme=https,:path=/a#b,:authority=a            | :path is empty or has blanks, controls or a fragment (RFC 9113, 8.3.1), field 2
            H2-HDR-16 | :method=GET,:scheme=https,:path=a,:authority=a               | :path does not begin with / (RFC 9113, 8.3.1)
            H2-HDR-16 | :method=GET,:scheme=http,:path=*,:authority=a                | :path does not begin with / (RFC 9113, 8.3.1)
            H2-HDR-17 | :method=CONNECT,host=a                                       | CONNECT without :authority (RFC 9113, 8.5)
            H2-HDR-17 | :method=CONNECT,:authority=a:1,:path=/                       | CONNECT with :scheme or :path (RFC 9113, 8.5)
            H2-HDR-17 | :method=CONNECT,:authority=a:1,:scheme=https                 | CONNECT with :scheme or :path (RFC 9113, 8.5)
            H2-HDR-19 | :method=CONNECT,:protocol=websocket,:scheme=https,:path=/,:authority=a | :protocol without SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441, 4), field 1
            H2-HDR-20 | :method=GET,:scheme=https,:path=/                            | neither :authority nor host (RFC 9113, 8.3.1)
            H2-HDR-20 | :method=GET,:scheme=https,:path=/,:authority=                | neither :authority nor host (RFC 9113, 8.3.1)
            H2-HDR-21 | :method=GET,:scheme=https,:path=/,host=a,host=a              | host twice (RFC 9112, 3.2), field 4
            H2-HDR-22 | :method=GET,:scheme=https,:path=/,:authority=a,host=b        | host differs from :authority (RFC 9113, 8.3.1)
            H2-HDR-22 | :method=GET,:scheme=https,:path=/,:authority=a,host=a:80     | host differs from :authority (RFC 9113, 8.3.1)
            H2-HDR-22 | :method=GET,:scheme=urn,:path=x,:authority=a,host=a:80       | host differs from :authority (RFC 9113, 8.3.1)
            H2-HDR-23 | :method=GET,:scheme=https,:path=/,:authority=u@a             | :authority is not host and port (RFC 9113, 8.3.1), field 3
            H2-HDR-23 | :method=GET,:scheme=https,:path=/,host=a/b                   | host is not host and port (RFC 9110, 7.2), field 3
            H2-HDR-24 | :method=GET,:scheme=https,:path=/,:authority=a,connection=x  | connection-specific field connection (RFC 9113, 8.2.2), field 4
            H2-HDR-24 | :method=GET,:scheme=https,:path=/,:authority=a,proxy-connection=x | connection-specific field proxy-connection (RFC 9113, 8.2.2), field 4
            H2-HDR-24 | :method=GET,:scheme=https,:path=/,:authority=a,keep-alive=x  | connection-specific field keep-alive (RFC 9113, 8.2.2), field 4
            H2-HDR-24 | :method=GET,:scheme=https,:path=/,:authority=a,transfer-encoding=x | connection-specific field transfer-encoding (RFC 9113, 8.2.2), field 4
            H2-HDR-24 | :method=GET,:scheme=https,:path=/,:authority=a,upgrade=x     | connection-specific field upgrade (RFC 9113, 8.2.2), field 4
            H2-HDR-25 | :method=GET,:scheme=https,:path=/,:authority=a,http2-settings=x | connection-specific field http2-settings (RFC 9113, 8.2.2), field 4
            H2-HDR-26 | :method=GET,:scheme=https,:path=/,:authority=a,te=gzip       | te other than "trailers" once in a request (RFC 9113, 8.2.2), field 4
            H2-HDR-26 | :method=GET,:scheme=https,:path=/,:authority=a,te=trailers,te=trailers | te other than "trailers" once in a request (RFC 9113, 8.2.2), field 5
            H2-CL-01  | :method=GET,:scheme=https,:path=/,:authority=a,content-length=+5 | content-length is not one number (RFC 9110, 8.6), field 4
            H2-CL-01  | :method=GET,:scheme=https,:path=/,:authority=a,content-length=5,content-length=6 | content-length is not one number (RFC 9110, 8.6), field 5
            """)
    @Spec({
        "H2-HDR-01", "H2-HDR-02", "H2-HDR-03", "H2-HDR-04", "H2-HDR-05", "H2-HDR-06", "H2-HDR-07", "H2-HDR-08",
        "H2-HDR-09", "H2-HDR-10", "H2-HDR-11", "H2-HDR-14", "H2-HDR-15", "H2-HDR-16", "H2-HDR-17", "H2-HDR-19",
        "H2-HDR-20", "H2-HDR-21", "H2-HDR-22", "H2-HDR-23", "H2-HDR-24", "H2-HDR-25", "H2-HDR-26", "H2-CFG-04"
    })
    void badRequestIsRefused(String rule, String fields, String reason) {
        Kernel client = Kernel.of(CLIENT);

        InvalidHeadersException refusal = assertThrows(
                InvalidHeadersException.class, () -> client.connection.sendHeaders(1, list(fields), false));

        assertEquals(
                "Cannot send headers on stream 1: " + reason + ". Nothing was sent; mend the list.",
                refusal.getMessage());
        assertFalse(client.connection.hasDataToSend());
        assertEquals(StreamState.IDLE, client.connection.streamState(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            :method=OPTIONS,:scheme=https,:path=*,:authority=a
            :method=CONNECT,:authority=a:443
            :method=GET,:scheme=https,:path=/,host=a
            :method=GET,:scheme=https,:path=/,:authority=A,host=a:443
            :method=GET,:scheme=HTTP,:path=/,:authority=a:80,host=a
            :method=GET,:scheme=urn,:path=x
            :method=GET,:scheme=https,:path=/,:authority=a,te=Trailers
            :method=GET,:scheme=https,:path=/,:authority=a,x-cookie=,methods=\\xe4 b
            :method=GET,:scheme=https,:path=/,:authority=a,content-length=5,content-length=5
            """)
    @Spec({"H2-HDR-06", "H2-HDR-16", "H2-HDR-17", "H2-HDR-20", "H2-HDR-22", "H2-HDR-26", "H2-HDR-43", "H2-NORM-05"})
    void unusualRequestIsSentAsItIs(String fields) {
        Kernel client = Kernel.of(CLIENT);

        client.connection.sendHeaders(1, list(fields), false);

        assertEquals(list(fields), client.decode(client.sent().get(0)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            H2-HDR-12 | server=x                     | false | response without :status (RFC 9113, 8.3.2)
            H2-HDR-12 | :status=200,:path=/          | false | pseudo-field :path where it does not belong (RFC 9113, 8.3), field 1
            H2-HDR-26 | :status=200,te=trailers      | false | te other than "trailers" once in a request (RFC 9113, 8.2.2), field 1
            H2-HDR-27 | :status=099                  | false | :status is not three digits from 100 to 999 (RFC 9113, 8.3.2), field 0
            H2-HDR-27 | :status=20                   | false | :status is not three digits from 100 to 999 (RFC 9113, 8.3.2), field 0
            H2-HDR-27 | :status=2x0                  | false | :status is not three digits from 100 to 999 (RFC 9113, 8.3.2), field 0
            H2-HDR-27 | :status=20/                  | false | :status is not three digits from 100 to 999 (RFC 9113, 8.3.2), field 0
            H2-HDR-27 | :status=x00                  | false | :status is not three digits from 100 to 999 (RFC 9113, 8.3.2), field 0
            H2-HDR-28 | :status=101                  | false | :status 101 has no place in HTTP/2 (RFC 9113, 8.6), field 0
            H2-HDR-29 | :status=103                  | true  | interim response with END_STREAM (RFC 9113, 8.1)
            """)
    @Spec({"H2-HDR-12", "H2-HDR-26", "H2-HDR-27", "H2-HDR-28", "H2-HDR-29", "H2-ST-S21"})
    void badResponseIsRefused(String rule, String fields, boolean endStream, String reason) {
        Kernel server = Kernel.of(SERVER);
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        InvalidHeadersException refusal = assertThrows(
                InvalidHeadersException.class, () -> server.connection.sendHeaders(1, list(fields), endStream));

        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
    }

    @Test
    @Spec({"H2-HDR-21", "H2-HDR-43"})
    void hostMeansNothingInAResponse() {
        Kernel server = Kernel.of(SERVER);
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        Headers headers = Headers.of(":status", "200", "host", "a/b", "host", "c");

        server.connection.sendHeaders(1, headers, true);

        assertEquals(headers, server.decode(server.sent().get(0)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "':status=200', pseudo-field :status where it does not belong",
        "content-length=0, content-length in trailers",
        "transfer-encoding=chunked, connection-specific field transfer-encoding",
        "host=a, host in trailers",
        "te=trailers, te in trailers",
        "trailer=x, trailer in trailers",
        "authorization=x, authorization in trailers",
        "content-encoding=gzip, content-encoding in trailers",
        "content-type=text/plain, content-type in trailers",
        "content-range=x, content-range in trailers",
        "set-cookie=a, set-cookie in trailers",
        "cache-control=no-store, cache-control in trailers",
        "max-forwards=1, max-forwards in trailers"
    })
    @Spec({"H2-HDR-13", "H2-HDR-26", "H2-HDR-31", "H2-ST-S21"})
    void badTrailersAreRefused(String fields, String reason) {
        Kernel client = Kernel.of(CLIENT);
        client.connection.sendHeaders(1, POST, false);
        client.sent();

        InvalidHeadersException refusal =
                assertThrows(InvalidHeadersException.class, () -> client.connection.sendHeaders(1, list(fields), true));

        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(client.connection.hasDataToSend());
        assertEquals(StreamState.OPEN, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-HDR-30", "H2-ST-S04", "H2-ST-S21"})
    void trailersWithoutEndStreamAreRefused() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, POST, false);
        client.sent();

        InvalidHeadersException refusal = assertThrows(
                InvalidHeadersException.class,
                () -> client.connection.sendHeaders(1, Headers.of("checksum", "abc"), false));

        assertEquals(
                "Cannot send headers on stream 1: trailers without END_STREAM (RFC 9113, 8.1). Nothing was sent; mend the list.",
                refusal.getMessage());
    }

    @Test
    @Spec({"X-IO-07", "INV-17"})
    void refusalNeverShowsAValue() {
        Kernel client = Kernel.client();
        Headers headers = GET.toBuilder().addSensitive("x", "secret\n").build();

        InvalidHeadersException refusal =
                assertThrows(InvalidHeadersException.class, () -> client.connection.sendHeaders(1, headers, true));

        assertFalse(refusal.getMessage().contains("secret"));
    }

    @Test
    @Spec({"H2-HDR-41", "H2-CFG-04", "H2-CFG-22"})
    void withoutValidationEverythingIsSentAsItIs() {
        Kernel client = Kernel.of(H2Configuration.client()
                .normalizeOutboundHeaders(false)
                .validateOutboundHeaders(false)
                .build());
        Headers bad = Headers.of("Connection", "close", ":path", "x y", ":path", "", "", "\n");

        client.connection.sendHeaders(1, bad, false);
        client.connection.sendHeaders(1, Headers.of(":status", "x"), false);

        List<Frame> frames = client.sent();
        assertEquals(bad, client.decode(frames.get(0)));
        assertEquals(Headers.of(":status", "x"), client.decode(frames.get(1)));
    }

    @Test
    @Spec({"H2-HDR-41", "H2-CL-05", "H2-CL-06"})
    void headIsRememberedWhenTheListBreaksARuleBeforeTheMethod() {
        Kernel client = Kernel.of(
                H2Configuration.client().validateOutboundHeaders(false).build());
        client.connection.sendHeaders(
                1, Headers.of(":authority", "not a host", ":method", "HEAD", ":scheme", "https", ":path", "/"), true);

        List<?> events = client.receive(client.peer.headers(1, true, ":status", "200", "content-length", "5"));

        assertEquals(2, events.size(), events.toString());
        assertEquals(StreamState.CLOSED, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-HDR-41", "H2-ST-S02"})
    void withoutValidationAnInterimResponseMayEndTheStream() {
        Kernel server = Kernel.of(
                H2Configuration.server().validateOutboundHeaders(false).build());
        server.receive(server.peer.headers(1, false, FrameFactory.POST));

        server.connection.sendHeaders(1, Messages.HINTS, true);

        assertEquals(StreamState.HALF_CLOSED_LOCAL, server.connection.streamState(1));
        assertThrows(IllegalActionException.class, () -> server.connection.sendHeaders(1, OK, true));
    }

    /** Reads {@code name=value,name=value}; {@code \n}, {@code \s} and so on stand for octets that a table would not show. */
    private static Headers list(String fields) {
        Headers.Builder list = Headers.builder();
        for (String field : fields.split(",", -1)) {
            int equals = field.indexOf('=');
            list.add(field.substring(0, equals), unescape(field.substring(equals + 1)));
        }
        return list.build();
    }

    private static String unescape(String value) {
        return value.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\0", "\0")
                .replace("\\s", " ")
                .replace("\\t", "\t")
                .replace("\\xe4", "\u00e4");
    }
}
