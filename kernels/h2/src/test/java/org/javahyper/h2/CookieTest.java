package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Crumbs of received cookies are joined (RFC 9113, 8.2.3). */
class CookieTest {
    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("one cookie stays", fields("cookie", "a=1; b=2"), fields("cookie", "a=1; b=2")),
                Arguments.of(
                        "two are joined at the place of the first",
                        fields("x", "1", "cookie", "a=1", "y", "2", "cookie", "b=2", "z", "3"),
                        fields("x", "1", "cookie", "a=1; b=2", "y", "2", "z", "3")),
                Arguments.of(
                        "three are joined in order",
                        fields("cookie", "c=3", "cookie", "b=2", "cookie", "a=1"),
                        fields("cookie", "c=3; b=2; a=1")),
                Arguments.of(
                        "empty ones too", fields("cookie", "", "cookie", "", "cookie", "a"), fields("cookie", "; ; a")),
                Arguments.of(
                        "nothing else is merged",
                        fields("x-cookie", "a", "x-cookie", "b", "accept", "a", "accept", "b"),
                        fields("x-cookie", "a", "x-cookie", "b", "accept", "a", "accept", "b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    @Spec({"H2-NORM-10", "H2-NORM-11", "H2-HDR-43"})
    void crumbsOfARequestAreJoined(String name, String[] received, String[] delivered) {
        Kernel kernel = Kernel.server();

        assertEquals(
                List.of(new RequestReceived(1, Headers.of(delivered), false)),
                kernel.receive(kernel.peer.headers(1, false, received)));
        assertEquals(
                List.of(new RequestReceived(3, Headers.of(delivered), false)),
                kernel.receive(kernel.peer.headers(3, false, received)),
                "the same again, now from the table");
    }

    @Test
    @Spec({"H2-NORM-10", "X-IO-07"})
    void joinedCookieIsSensitiveIfACrumbWas() {
        Headers get = Headers.of(FrameFactory.GET);
        Headers none = get.toBuilder().add("cookie", "a").add("cookie", "b").build();
        Headers first =
                get.toBuilder().addSensitive("cookie", "a").add("cookie", "b").build();
        Headers second =
                get.toBuilder().add("cookie", "a").addSensitive("cookie", "b").build();
        Headers alone = get.toBuilder().addSensitive("cookie", "a").build();

        assertEquals(
                List.of("false", "true", "true", "true"),
                Stream.of(none, first, second, alone)
                        .map(headers -> String.valueOf(received(headers).isSensitive(4)))
                        .toList());
    }

    @Test
    @Spec({"H2-CFG-05", "H2-NORM-10"})
    void joiningCanBeSwitchedOff() {
        Kernel kernel = Kernel.of(
                H2Configuration.server().normalizeInboundHeaders(false).build());
        String[] fields = fields("cookie", "a=1", "cookie", "b=2");

        assertEquals(
                List.of(new RequestReceived(1, Headers.of(fields), false)),
                kernel.receive(kernel.peer.headers(1, false, fields)));
    }

    private static Headers received(Headers headers) {
        Kernel kernel = Kernel.server();
        byte[] block = HpackEncoder.create().encode(headers);
        return ((RequestReceived) kernel.receive(FrameFactory.headersOf(1, block, false, true))
                        .get(0))
                .headers();
    }

    private static String[] fields(String... more) {
        return FrameFactory.with(FrameFactory.GET, more);
    }
}
