package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a header list is brought into the form of HTTP/2 before it is sent. */
class NormalizationTest {
    private static final H2Configuration SPLITTING =
            H2Configuration.client().splitOutboundCookies(true).build();

    @Test
    @Spec({"H2-NORM-01", "H2-NORM-02", "H2-HDR-07", "H2-CFG-06"})
    void namesAreLoweredAndBlanksRemoved() {
        Headers given = Headers.of(
                ":Method",
                " GET\t",
                ":scheme",
                "https",
                " :authority",
                "example.org",
                ":path ",
                "/",
                "\tUser-Agent",
                "\t hyper ");

        assertEquals(with("user-agent", "hyper"), sent(given));
    }

    @Test
    @Spec({"H2-NORM-01", "H2-HDR-02"})
    void onlyAsciiLettersAreLowered() {
        InvalidHeadersException refusal =
                assertThrows(InvalidHeadersException.class, () -> sent(with("X-\u00c4", "y")));

        assertEquals(
                "Cannot send headers on stream 1: field name is not a lower-case token (RFC 9113, 8.2.1), field 4. "
                        + "Nothing was sent; mend the list.",
                refusal.getMessage());
    }

    @Test
    @Spec({"H2-NORM-03", "H2-HDR-24", "H2-HDR-25"})
    void connectionSpecificFieldsAreRemoved() {
        Headers given = with(
                "Connection",
                "close",
                "keep-alive",
                "1",
                "proxy-connection",
                "x",
                "transfer-encoding",
                "chunked",
                "upgrade",
                "h2c",
                "http2-settings",
                "AAA",
                "host",
                "example.org",
                "x",
                "y");

        assertEquals(with("host", "example.org", "x", "y"), sent(given));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            connection   | X-Gone
            Connection   | close, x-gone
            ' connection'| x-gone
            connection   | x-gone , close
            """)
    @Spec("H2-NORM-03")
    void fieldsNamedByConnectionAreRemoved(String name, String value) {
        Headers given = with("x-gone", "1", name, value, "X-GONE", "2", "x-goner", "3");

        assertEquals(with("x-goner", "3"), sent(given));
    }

    @Test
    @Spec("H2-NORM-03")
    void everyConnectionFieldCounts() {
        Headers given = with("connection", "a", "connection", "b", "a", "1", "b", "2", "c", "3");

        assertEquals(with("c", "3"), sent(given));
    }

    @Test
    @Spec({"H2-NORM-04", "INV-17"})
    void credentialsAreNeverIndexed() {
        Headers given = GET.toBuilder()
                .add("Authorization", "Basic x")
                .add("proxy-authorization", "Basic y")
                .add("cookie", "1234567890123456789")
                .add("cookie", "12345678901234567890")
                .addSensitive("cookie", "123456789012345678901")
                .add("set-cookie", "a")
                .addSensitive("x", "y")
                .build();

        Headers sent = sent(given);

        assertEquals(
                List.of(
                        "authorization",
                        "proxy-authorization",
                        "cookie: 1234567890123456789",
                        "cookie: 123456789012345678901",
                        "x"),
                sensitive(sent));
    }

    private static List<String> sensitive(Headers headers) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.isSensitive(i)) {
                String name = headers.name(i);
                names.add(name.equals("cookie") ? name + ": " + headers.value(i) : name);
            }
        }
        return names;
    }

    @Test
    @Spec("H2-NORM-05")
    void withoutNormalizationMarksAreAsGiven() {
        Kernel client = Kernel.of(
                H2Configuration.client().normalizeOutboundHeaders(false).build());
        Headers given = with("authorization", "x", "cookie", "a=b; c=d");

        client.connection.sendHeaders(1, given, true);

        Headers sent = client.decode(client.sent().get(0));
        assertEquals(given, sent);
        assertEquals(List.of(), sensitive(sent));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            a=b                 | a=b
            a=b; c=d            | a=b,c=d
            a=b; ; c=d;         | a=b,c=d;
            a=b;  c=d           | a=b,c=d
            'a=b ; c=d; '       | a=b,c=d;
            a=b;c=d             | a=b;c=d
            '; '                | ;
            ''                  | none
            """)
    @Spec("H2-NORM-06")
    void cookiesAreSplitIntoCrumbs(String cookie, String crumbs) {
        Kernel client = Kernel.of(SPLITTING);

        client.connection.sendHeaders(1, with("cookie", cookie, "x", "y"), true);

        Headers sent = client.decode(client.sent().get(0));
        assertEquals(crumbs == null ? List.of() : List.of(crumbs.split(",", -1)), sent.all("cookie"));
        assertEquals("x", sent.name(sent.size() - 1));
    }

    @Test
    @Spec({"H2-NORM-04", "H2-NORM-06"})
    void shortCrumbsAreNeverIndexedAndMarksAreInherited() {
        Kernel client = Kernel.of(SPLITTING);
        Headers given = GET.toBuilder()
                .add("cookie", "short=1; long=12345678901234567890")
                .addSensitive("cookie", "long=abcdefghijklmnopqrstuvwxyz")
                .build();

        client.connection.sendHeaders(1, given, true);

        assertEquals(
                List.of("cookie: short=1", "cookie: long=abcdefghijklmnopqrstuvwxyz"),
                sensitive(client.decode(client.sent().get(0))));
    }

    @Test
    @Spec("H2-NORM-13")
    void givenListIsNotModified() {
        Headers given = with("Connection", "x", "X", " y ", "cookie", "a; b");
        Headers copy = given.toBuilder().build();

        sent(given);

        assertEquals(copy, given);
        assertEquals(List.of(), sensitive(given));
    }

    @Test
    @Spec({"H2-NORM-02", "H2-HB-01", "H2-ST-S02"})
    void interimResponseIsToldByItsStatusInNormalForm() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));

        server.connection.sendHeaders(1, Headers.of(":Status", " 103"), false);
        server.connection.sendHeaders(1, Headers.of(":status ", "200\t"), true);

        List<Frame> frames = server.sent();
        assertEquals(Headers.of(":status", "103"), server.decode(frames.get(0)));
        assertEquals(Headers.of(":status", "200"), server.decode(frames.get(1)));
        assertEquals(StreamState.CLOSED, server.connection.streamState(1));
    }

    private static Headers with(String... namesAndValues) {
        return GET.toBuilder().addAll(Headers.of(namesAndValues)).build();
    }

    /** What a client makes of a request. */
    private static Headers sent(Headers headers) {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, headers, true);
        return client.decode(client.sent().get(0));
    }
}
