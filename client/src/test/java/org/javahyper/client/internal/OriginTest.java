package org.javahyper.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @Spec("CL-CONN-05")
    // spotless:off
    @CsvSource({
        "example.org,       example.org,  443,  true,  example.org,       example.org:443",
        "example.org:8443,  example.org,  8443, false, example.org:8443,  example.org:8443",
        "example.org:80,    example.org,  80,   false, example.org,       example.org:80",
        "example.org:443,   example.org,  443,  true,  example.org,       example.org:443",
        "127.0.0.1:8443,    127.0.0.1,    8443, false, 127.0.0.1:8443,    127.0.0.1:8443",
        "::1,               ::1,          443,  true,  [::1],             [::1]:443",
        "[::1],             ::1,          443,  true,  [::1],             [::1]:443",
        "[::1]:8443,        ::1,          8443, false, [::1]:8443,        [::1]:8443",
        "bücher.example,    xn--bcher-kva.example, 443, true, xn--bcher-kva.example, xn--bcher-kva.example:443",
    })
    // spotless:on
    void hostMayContainThePort(String text, String host, int port, boolean secure, String authority, String shown) {
        Origin origin = Origin.parse(text);

        assertEquals(new Origin(host, port, secure), origin);
        assertEquals(authority, origin.authority());
        assertEquals(shown, origin.toString());
        assertEquals(secure ? "https" : "http", origin.scheme());
    }

    @ParameterizedTest
    @Spec("CL-CONN-05")
    @CsvSource({"::1, 8080, false, [::1]:8080", "[::1], 443, true, [::1]", "a_b.example, 80, true, a_b.example:80"})
    void portMayBeGivenApart(String host, int port, boolean secure, String authority) {
        assertEquals(authority, Origin.of(host, port, secure).authority());
    }

    @ParameterizedTest
    @Spec("CL-CONN-05")
    @ValueSource(
            strings = {
                "",
                ":443",
                "a b",
                "a/b",
                "user@host",
                "host:",
                "host:x",
                "host:0",
                "host:65536",
                "[host]",
                "[::1",
                "::g",
                "a..b",
                "é\u0000"
            })
    void whatIsNoHostIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Origin.parse(text));
    }

    @ParameterizedTest
    @Spec("CL-CONN-05")
    @ValueSource(strings = {"host:80", "[host]", "[::1]:80"})
    void portIsNotGivenTwice(String host) {
        assertThrows(IllegalArgumentException.class, () -> Origin.of(host, 443, true));
    }
}
