package org.javahyper.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.javahyper.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNamesTest {
    /** Every constant: the name it stands for follows from the constant's own name. */
    static Stream<Arguments> constants() {
        return Stream.of(HeaderNames.class.getFields())
                .filter(field -> !field.getName().equals("UNKNOWN"))
                .filter(field -> !field.getName().startsWith("LAST_"))
                .map(field -> Arguments.of(field.getName(), valueOf(field)));
    }

    static IntStream tokens() {
        List<Integer> tokens = new ArrayList<>();
        for (int token = 1; isToken(token); token++) {
            tokens.add(token);
        }
        return tokens.stream().mapToInt(Integer::intValue);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("constants")
    void constantIsTheTokenOfItsName(String constant, int token) {
        String regular = constant.toLowerCase(Locale.ROOT).replace('_', '-');

        String name = HeaderNames.name(token);

        assertEquals(token <= HeaderNames.LAST_PSEUDO ? ":" + regular : regular, name);
    }

    @Test
    void tokensOfPseudoFieldsAndConnectionSpecificFieldsAreRanges() {
        List<String> pseudo = names(1, HeaderNames.LAST_PSEUDO);
        List<String> connectionSpecific = names(HeaderNames.CONNECTION, HeaderNames.LAST_CONNECTION_SPECIFIC);

        assertEquals(List.of(":authority", ":method", ":path", ":scheme", ":status", ":protocol"), pseudo);
        assertEquals(
                List.of(
                        "connection",
                        "keep-alive",
                        "proxy-connection",
                        "transfer-encoding",
                        "upgrade",
                        "http2-settings"),
                connectionSpecific);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void everyNameIsFoundAsTextAndAsOctets(int token) {
        String name = HeaderNames.name(token);
        byte[] octets = ("<" + name + ">").getBytes(ISO_8859_1);

        assertEquals(token, HeaderNames.token(new String(name)));
        assertEquals(token, HeaderNames.token(octets, 1, name.length()));
        assertSame(name, HeaderNames.canonical(new String(name)));
        assertSame(name, HeaderNames.canonical(octets, 1, name.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ":", ":unknown", "Accept", "accep", "acceptt", "x-unknown", "\u00e9t\u00e9"})
    void otherNamesAreUnknownAndStayAsTheyAre(String name) {
        byte[] octets = name.getBytes(ISO_8859_1);

        assertEquals(HeaderNames.UNKNOWN, HeaderNames.token(name));
        assertEquals(HeaderNames.UNKNOWN, HeaderNames.token(octets, 0, octets.length));
        assertSame(name, HeaderNames.canonical(name));
        assertEquals(name, HeaderNames.canonical(octets, 0, octets.length));
        assertNotSame(name, HeaderNames.canonical(octets, 0, octets.length));
    }

    /** Same length, same first, middle and last octet: the same place in the table. */
    @Test
    void namesThatCollideWithAKnownOneAreUnknown() {
        Property.forAll(2_000, draw -> {
            String known = HeaderNames.name(draw.oneOf(tokens().boxed().toList()));
            char[] characters = known.toCharArray();
            int at = draw.integer(0, characters.length - 1);
            if (at > 0 && at != characters.length >> 1 && at < characters.length - 1) {
                characters[at] = '?';
                String other = new String(characters);

                assertEquals(HeaderNames.UNKNOWN, HeaderNames.token(other));
                assertEquals(HeaderNames.UNKNOWN, HeaderNames.token(other.getBytes(ISO_8859_1), 0, other.length()));
            }
        });
    }

    @Test
    void textAndOctetsAgreeOnEveryName() {
        Property.forAll(5_000, draw -> {
            String name = draw.string("acdehilnorst-:\u0000\u00ff", 0, 8);

            assertEquals(HeaderNames.token(name), HeaderNames.token(name.getBytes(ISO_8859_1), 0, name.length()), name);
        });
    }

    private static List<String> names(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(HeaderNames::name).toList();
    }

    private static boolean isToken(int token) {
        try {
            HeaderNames.name(token);
            return true;
        } catch (IndexOutOfBoundsException end) {
            return false;
        }
    }

    private static int valueOf(Field constant) {
        try {
            return constant.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
