package org.javahyper.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldGrammarTest {
    /** A rule over octets in an array. */
    interface OctetRule {
        boolean test(byte[] octets, int offset, int length);
    }

    // spotless:off
    /** The rules, and the grammar of the RFCs written as regular expressions. */
    static Stream<Arguments> rulesOfText() {
        return Stream.of(
            rule("RFC 9110, 5.6.2: token",            "[-!#$%&'*+.^_`|~0-9A-Za-z]+",                FieldGrammar::isToken),
            rule("RFC 9113, 8.2.1: lower-case token", "[-!#$%&'*+.^_`|~0-9a-z]+",                   FieldGrammar::isLowerCaseToken),
            rule("RFC 9110, 5.5: field-value",        FIELD_VALUE,                                  FieldGrammar::isFieldValue),
            rule("RFC 3986, 3.1: scheme",             "[A-Za-z][-A-Za-z0-9+.]*",                    FieldGrammar::isScheme),
            rule("RFC 3986, 3.2: host and port",      HOST_AND_PORT,                                FieldGrammar::isHostAndPort),
            rule("RFC 9113, 8.3.1: request target",   "[!\"$-~\\x80-\\xff]+",                       FieldGrammar::isRequestTarget));
    }

    static Stream<Arguments> rulesOfOctets() {
        return Stream.of(
            Arguments.of("RFC 9113, 8.2.1: lower-case token", (OctetRule) FieldGrammar::isLowerCaseToken, (Predicate<String>) FieldGrammar::isLowerCaseToken),
            Arguments.of("RFC 9110, 5.5: field-value",        (OctetRule) FieldGrammar::isFieldValue,     (Predicate<String>) FieldGrammar::isFieldValue));
    }
    // spotless:on

    private static final String HOST_AND_PORT =
            "([-A-Za-z0-9._~%!$&'()*+,;=]*|\\[[-A-Za-z0-9._~%!$&'()*+,;=:]+\\])(:[0-9]*)?";

    /** {@code *field-content}, where {@code field-content = field-vchar [ 1*( SP / HTAB / field-vchar ) field-vchar ]}. */
    private static final String FIELD_VALUE = "([!-~\\x80-\\xff]([\\t -~\\x80-\\xff]*[!-~\\x80-\\xff])?)?";

    private static final Pattern FIELD_VALUE_PATTERN = Pattern.compile(FIELD_VALUE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfText")
    void ruleAgreesWithTheGrammarOnEveryCharacterInEveryPlace(String rule, String grammar, Predicate<String> accepts) {
        Predicate<String> expected = Pattern.compile(grammar).asMatchPredicate();

        forEachText(0x101, text -> assertEquals(expected.test(text), accepts.test(text), text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfOctets")
    void ruleForOctetsAgreesWithTheRuleForText(String rule, OctetRule accepts, Predicate<String> expected) {
        forEachText(0x100, text -> {
            byte[] octets = (" " + text + " ").getBytes(ISO_8859_1);

            assertEquals(expected.test(text), accepts.test(octets, 1, text.length()), text);
        });
    }

    /** Long values are scanned eight octets at a time, so an octet has many places. */
    @ParameterizedTest
    @ValueSource(chars = {'a', ' ', 0x80, 0xff})
    void everyOctetCountsAtEveryPlaceOfAValue(char others) {
        for (int length = 1; length <= 40; length++) {
            for (int place = 0; place < length; place++) {
                char[] value = String.valueOf(others).repeat(length).toCharArray();
                value[0] = 'a';
                value[length - 1] = 'a';
                for (char octet = 0; octet <= 0xff; octet++) {
                    value[place] = octet;

                    assertFieldValueAsTheGrammarSays(new String(value));
                }
            }
        }
    }

    @Test
    void anyOctetsAreAFieldValueWhereTheGrammarSaysSo() {
        Property.forAll(
                20_000,
                draw -> assertFieldValueAsTheGrammarSays(
                        draw.string("a \t\u0000\u0001\u001f!~\u007f\u0080\u009f\u00ff", 0, 40)));
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource({
        "'', true",
        "example.org, true",
        "example.org:8080, true",
        "example.org:, true",
        "127.0.0.1:80, true",
        "[2001:db8::1], true",
        "[2001:db8::1]:443, true",
        "a:80:90, false",
        "a:8o, false",
        "2001:db8::1, false",
        "[, false",
        "[], false",
        "[::1, false",
        "[::1[, false",
        "[::1]443, false",
        "a], false",
        "a[b], false",
        "user@example.org, false"
    })
    @Spec("H2-HDR-23")
    void hostAndPortAreANameOrAnAddressAndDigits(String text, boolean accepted) {
        assertEquals(accepted, FieldGrammar.isHostAndPort(text));
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource({
        "'', false",
        "a, false",
        "a b\tc, false",
        "' ', true",
        "'\t', true",
        "' a', true",
        "'\ta', true",
        "'a ', true"
    })
    void blanksAreFoundAtTheEndsOnly(String value, boolean hasBlankEnd) {
        byte[] octets = (" " + value + "\t").getBytes(ISO_8859_1);

        assertEquals(hasBlankEnd, FieldGrammar.hasBlankEnd(octets, 1, value.length()));
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0, 0",
                "0123456789, 123456789",
                "9223372036854775807, 9223372036854775807",
                "0000000000000000005, 5",
                "\"42,42\", 42",
                "\"42 ,\t42, 42\", 42",
                "\"42, 042\", 42",
            })
    @Spec({"H2-CL-01", "H2-CL-02"})
    void contentLengthIsDigitsOrEqualMembers(String value, long length) {
        assertEquals(length, FieldGrammar.contentLength(value));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\"",
                "\" \"",
                "+1",
                "-1",
                "1.0",
                "0x10",
                "1e3",
                "1 2",
                "1_000",
                "/",
                ":",
                "\u0661",
                "\u00b2",
                "\"42,43\"",
                "\"0,42\"",
                "\"42,0\"",
                "\"42,\"",
                "\",42\"",
                "\"42,,42\"",
                "\"42;42\"",
                "9223372036854775808",
                "9999999999999999999",
                "18446744073709551621",
                "00000000000000000005",
            })
    @Spec({"H2-CL-01", "H2-CL-02"})
    void contentLengthIsRefused(String value) {
        assertEquals(-1, FieldGrammar.contentLength(value));
    }

    @ParameterizedTest(name = "[{0}] {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "close                 | close   | true",
                "Close                 | cLOSE   | true",
                "'a, close ,\tb'       | close   | true",
                "'a,close'             | close   | true",
                "',, close'            | close   | true",
                "''                    | close   | false",
                "closed                | close   | false",
                "enclose               | close   | false",
                "close;q=1             | close   | false",
                "a b                   | b       | false",
                "'x=\"a, close, b\"'   | close   | false",
                "'x=\"\\\", close, \"' | close   | false",
                "'x=\"a\", close'      | close   | true",
                "'x=\\, close'         | close   | true",
                "'x=\", close'         | close   | false",
                "'x=\"\\'              | close   | false",
            })
    @Spec("H1-HDR-08")
    void listMembersAreSplitAtCommasOutsideQuotedStrings(String list, String token, boolean member) {
        assertEquals(member, FieldGrammar.hasListMember(list, token));
    }

    @Test
    void trimmingTakesBlanksFromTheEndsOnly() {
        String trimmed = "a \t b";

        assertEquals("a \t b", FieldGrammar.trim("\t  a \t b \t"));
        assertEquals("", FieldGrammar.trim(" \t "));
        assertEquals("\u00a0", FieldGrammar.trim(" \u00a0"));
        assertSame(trimmed, FieldGrammar.trim(trimmed));
    }

    @Test
    void lowerCaseChangesAsciiLettersOnly() {
        String lower = "x-\u00c9t\u00e9@[`{";

        assertEquals("x-\u00c9t\u00e9@[`{az", FieldGrammar.lowerCase("X-\u00c9t\u00e9@[`{AZ"));
        assertEquals("content-md5", FieldGrammar.lowerCase("content-MD5"));
        assertSame(lower, FieldGrammar.lowerCase(lower));
        assertEquals("", FieldGrammar.lowerCase(""));
    }

    private static void assertFieldValueAsTheGrammarSays(String value) {
        byte[] octets = ("\n" + value + "\n").getBytes(ISO_8859_1); // what stands around it takes no part

        boolean isFieldValue = FieldGrammar.isFieldValue(octets, 1, value.length());

        assertEquals(FIELD_VALUE_PATTERN.matcher(value).matches(), isFieldValue, value);
    }

    private static Arguments rule(String name, String grammar, Predicate<String> accepts) {
        return Arguments.of(name, grammar, accepts);
    }

    /** Every text of up to two characters, and every character with a letter on both sides. */
    private static void forEachText(int characters, Consumer<String> action) {
        action.accept("");
        for (char first = 0; first < characters; first++) {
            action.accept(String.valueOf(first));
            action.accept("a" + first + "a");
            for (char second = 0; second < characters; second++) {
                action.accept(new String(new char[] {first, second}));
            }
        }
    }
}
