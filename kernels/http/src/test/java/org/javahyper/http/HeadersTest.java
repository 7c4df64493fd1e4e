package org.javahyper.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.javahyper.http.internal.FieldList;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {
    private static final Headers REQUEST =
            Headers.of(":method", "GET", "accept", "text/html", "X-Trace", "1", "accept", "image/png", "x-empty", "");

    @Test
    void fieldsKeepTheirOrderAndTheirDuplicates() {
        List<HeaderField> fields = new ArrayList<>();

        REQUEST.forEach(fields::add);

        assertEquals(
                List.of(
                        new HeaderField(":method", "GET"),
                        new HeaderField("accept", "text/html"),
                        new HeaderField("X-Trace", "1"),
                        new HeaderField("accept", "image/png"),
                        new HeaderField("x-empty", "")),
                fields);
        assertEquals(5, REQUEST.size());
        assertEquals("accept", REQUEST.name(3));
        assertEquals("image/png", REQUEST.value(3));
    }

    @Test
    void lookUpsIgnoreTheCaseOfNames() {
        assertEquals("text/html", REQUEST.first("Accept"));
        assertEquals("1", REQUEST.first("x-trace"));
        assertEquals("", REQUEST.first("X-EMPTY"));
        assertEquals(List.of("text/html", "image/png"), REQUEST.all("ACCEPT"));
        assertEquals(List.of("GET"), REQUEST.all(":method"));
        assertTrue(REQUEST.contains(":METHOD"));
        assertTrue(REQUEST.contains("x-Trace"));
        assertEquals(1, REQUEST.indexOf("ACCEPT", 0));
        assertEquals(3, REQUEST.indexOf("ACCEPT", 2));
    }

    @Test
    void lookUpsOfAnAbsentNameFindNothing() {
        assertNull(REQUEST.first("cookie"));
        assertEquals(List.of(), REQUEST.all("cookie"));
        assertFalse(REQUEST.contains("cookie"));
        assertFalse(REQUEST.contains("cookie", "a"));
        assertEquals(-1, REQUEST.indexOf("cookie", 0));
        assertEquals(-1, REQUEST.indexOf("accept", 4));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"close, true", "CLOSE, true", "upgrade, true", "keep-alive, true", "clos, false", "keep, false"})
    @Spec("H1-HDR-08")
    void listMembersAreFoundInEveryFieldOfTheName(String token, boolean member) {
        Headers headers = Headers.of("connection", "Upgrade, close", "via", "other", "Connection", "keep-alive");

        assertEquals(member, headers.contains("connection", token));
    }

    @Test
    void hashCodesTellListsApart() {
        assertNotEquals(Headers.of("a", "b").hashCode(), Headers.of("b", "a").hashCode());
    }

    @Test
    void buildersChain() {
        Headers headers = Headers.builder()
                .add(new HeaderField("a", "1"))
                .addAll(REQUEST)
                .addSensitive("b", "2")
                .add("c", "3")
                .build();

        assertEquals(8, headers.size());
        assertEquals(new HeaderField("a", "1"), headers.iterator().next());
        assertTrue(headers.isSensitive(6));
    }

    @Test
    void iterationEndsBehindTheLastField() {
        Iterator<HeaderField> fields = Headers.of("a", "1").iterator();

        assertTrue(fields.hasNext());
        assertEquals(new HeaderField("a", "1"), fields.next());
        assertFalse(fields.hasNext());
        assertThrows(NoSuchElementException.class, fields::next);
    }

    @Test
    void emptyListsAreOneInstance() {
        assertSame(Headers.empty(), Headers.of());
        assertSame(Headers.empty(), Headers.builder().build());
        assertEquals(0, Headers.empty().size());
        assertTrue(Headers.empty().isEmpty());
        assertFalse(REQUEST.isEmpty());
        assertEquals("[]", Headers.empty().toString());
    }

    @Test
    void knownNamesAreCanonicalInstances() {
        Headers headers = Headers.of(new String("content-length"), "0");

        assertSame(HeaderNames.name(HeaderNames.CONTENT_LENGTH), headers.name(0));
    }

    @Test
    void sensitiveMarksStayWithTheirFieldsHoweverManyThereAre() {
        Property.forAll(200, draw -> {
            List<Boolean> marks = draw.list(300, each -> each.oneIn(20));
            Headers.Builder builder = Headers.builder();
            for (boolean mark : marks) {
                builder.add(new HeaderField("n", "v", mark));
            }

            Headers headers = builder.build();
            Headers copy = headers.toBuilder().addSensitive("last", "v").build();

            for (int i = 0; i < marks.size(); i++) {
                assertEquals(marks.get(i), headers.isSensitive(i), "field " + i);
                assertEquals(marks.get(i), copy.isSensitive(i), "copied field " + i);
            }
            assertTrue(copy.isSensitive(marks.size()));
        });
    }

    @Test
    void builderGoesOnAfterItHasBuilt() {
        Headers.Builder builder = Headers.builder().add("a", "1").addSensitive("b", "2");
        Headers first = builder.build();

        Headers second = builder.add("c", "3").addSensitive("d", "4").build();

        assertEquals("[a: 1, b: <sensitive>]", first.toString());
        assertEquals("[a: 1, b: <sensitive>, c: 3, d: <sensitive>]", second.toString());
    }

    @Test
    void valuesMayHaveEveryOctet() {
        StringBuilder octets = new StringBuilder();
        for (char octet = 0; octet <= 0xff; octet++) {
            octets.append(octet);
        }

        Headers headers = Headers.of("x-all", octets.toString());

        assertEquals(octets.toString(), headers.first("x-all"));
    }

    @Test
    void charactersAboveAnOctetAreRefusedAndNothingIsAdded() {
        Headers.Builder builder = Headers.builder().add("a", "1");

        IllegalArgumentException inValue =
                assertThrows(IllegalArgumentException.class, () -> builder.add("price", "5 \u20ac"));
        IllegalArgumentException inName =
                assertThrows(IllegalArgumentException.class, () -> builder.addSensitive("\u0100", "5"));

        assertEquals(
                "Cannot add field \"price\": its value has a character above U+00FF at 2, and a field is made of octets."
                        + " Encode it first, for example as UTF-8 or in percent form.",
                inValue.getMessage());
        assertEquals(
                "Cannot add field \"\u0100\": its name has a character above U+00FF at 0, and a field is made of octets."
                        + " Encode it first, for example as UTF-8 or in percent form.",
                inName.getMessage());
        assertEquals(Headers.of("a", "1"), builder.build());
    }

    @Test
    void namesWithoutValueAreRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Headers.of("a", "1", "b"));

        assertEquals(
                "Cannot make fields of 3 strings: names and values come in pairs."
                        + " Give the last name a value, which may be empty.",
                refusal.getMessage());
    }

    @Test
    @Spec({"X-IO-07", "HP-SENS-01"})
    void sensitiveValuesAreMaskedAndReadableOnRequest() {
        Headers headers =
                Headers.builder().add("a", "1").addSensitive("cookie", "secret").build();

        assertEquals("[a: 1, cookie: <sensitive>]", headers.toString());
        assertEquals("secret", headers.first("cookie"));
        assertTrue(headers.isSensitive(1));
        assertFalse(headers.isSensitive(0));
        assertFalse(REQUEST.isSensitive(0));
    }

    @Test
    @Spec("HP-DEC-03")
    void equalityIgnoresSensitivityAndNothingElse() {
        Headers plain = Headers.of("a", "1", "b", "2");
        Headers marked = Headers.builder().add("a", "1").addSensitive("b", "2").build();

        assertEquals(plain, marked);
        assertEquals(plain.hashCode(), marked.hashCode());
        assertNotEquals(plain, Headers.of("b", "2", "a", "1"));
        assertNotEquals(plain, Headers.of("a", "1"));
        assertNotEquals(plain, Headers.of("A", "1", "b", "2"));
        assertNotEquals(plain, List.of("a", "1", "b", "2"));
    }

    @Test
    void listOfAKernelIsTakenAsItIs() {
        FieldList fields = new FieldList(1);
        fields.add("a", "1", false);
        fields.add("b", "2", true);

        Headers headers = Headers.of(fields);
        fields.clear();

        assertEquals("[a: 1, b: <sensitive>]", headers.toString());
    }
}
