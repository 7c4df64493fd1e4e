package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.javahyper.http.Headers;
import org.javahyper.http.internal.FieldList;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
    private final HpackEncoder encoder =
            HpackEncoder.builder().huffmanMode(HuffmanMode.NEVER).build();

    @Test
    @Spec({"HP-ENC-02", "HP-TAB-08"})
    void aFieldIsIndexedFromTheSecondTimeOn() {
        assertBlock("400161 0131", Headers.of("a", "1"));
        assertBlock("be", Headers.of("a", "1"));
        assertEquals(34, encoder.tableSize());
    }

    @Test
    @Spec({"HP-ENC-02", "HP-TAB-08"})
    void aNameIsIndexedFromTheNewestEntryThatHasIt() {
        assertBlock("400161 0131 400162 0132 7f00 0133 be", Headers.of("a", "1", "b", "2", "a", "3", "a", "3"));
        assertBlock("7e 0134", Headers.of("a", "4"));
    }

    @Test
    @Spec("HP-TAB-08")
    void theStaticTableComesFirst() {
        assertBlock("48 03 313033", Headers.of(":status", "103"));
        assertBlock("48 03 313034", Headers.of(":status", "104")); // not the name of entry 62
        assertBlock("90", Headers.of("accept-encoding", "gzip, deflate"));
    }

    @Test
    @Spec("HP-TAB-08")
    void entriesWithEmptyValuesAreFullMatches() {
        assertBlock("93 400178 00 be", Headers.of("accept", "", "x", "", "x", ""));
    }

    @Test
    @Spec({"HP-ENC-01", "HP-ENC-03"})
    void aFieldThatIsNotToBeIndexedIsStillFoundInTheTables() {
        HpackEncoder unindexed = HpackEncoder.builder()
                .huffmanMode(HuffmanMode.NEVER)
                .indexingPolicy((nameToken, name, value, capacity) -> IndexingPolicy.Indexing.NO_INDEX)
                .build();

        assertEquals(
                "82000161013100016101310f040131",
                Hex.of(unindexed.encode(Headers.of(":method", "GET", "a", "1", "a", "1", "accept", "1"))));
        assertEquals(0, unindexed.tableSize());
    }

    @ParameterizedTest
    @CsvSource({
        ":path, /a, false",
        ":path, /a?b, false",
        "referer, /a?b, true",
        "age, 1, false",
        "content-length, 1, false",
        "content-range, 1, false",
        "etag, 1, false",
        "if-modified-since, 1, false",
        "if-none-match, 1, false",
        "if-range, 1, false",
        "last-modified, 1, false",
        "location, 1, true",
        "set-cookie, 1, false",
        "user-agent, 1, true",
        "x, 1, true",
    })
    @Spec("HP-ENC-03")
    void theBuiltInPolicyLeavesOutWhatSeldomComesTwice(String name, String value, boolean indexed) {
        encoder.encode(Headers.of(name, value));

        assertEquals(indexed ? 32 + name.length() + value.length() : 0, encoder.tableSize());
    }

    @Test
    @Spec("HP-ENC-03")
    void theBuiltInPolicyLeavesOutWhatWouldFlushTheTable() {
        encoder.encode(Headers.of("a", "x".repeat(4_096 * 3 / 4 - 32)));
        assertEquals(0, encoder.tableSize());

        encoder.encode(Headers.of("a", "x".repeat(4_096 * 3 / 4 - 33)));
        assertEquals(4_096 * 3 / 4, encoder.tableSize());
    }

    @Test
    @Spec({"HP-ENC-03", "HP-TAB-04"})
    void withIndexEverythingAFieldLargerThanTheTableEmptiesIt() {
        HpackEncoder everything = HpackEncoder.builder()
                .indexingPolicy(IndexingPolicy.INDEX_EVERYTHING)
                .build();
        HpackDecoder decoder = HpackDecoder.create();
        Headers small = Headers.of("etag", "1");
        Headers large = Headers.of("a", "x".repeat(4_096));

        decoder.decode(everything.encode(small));
        assertEquals(37, everything.tableSize());

        assertEquals(large, decoder.decode(everything.encode(large)));
        assertEquals(0, everything.tableSize());
        assertEquals(0, decoder.tableSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INDEX", "NO_INDEX", "NEVER_INDEX"})
    @Spec({"HP-ENC-01", "HP-ENC-03"})
    void thePolicyDecidesFromTokenNameValueAndCapacity(IndexingPolicy.Indexing indexing) {
        HpackEncoder asking = HpackEncoder.builder()
                .tableSizeCap(100)
                .huffmanMode(HuffmanMode.NEVER)
                .indexingPolicy((nameToken, name, value, capacity) -> {
                    assertEquals("14 host example 100", nameToken + " " + name + " " + value + " " + capacity);
                    return indexing;
                })
                .build();
        String first = switch (indexing) {
            case INDEX -> "66";
            case NO_INDEX -> "0f17";
            case NEVER_INDEX -> "1f17";
        };

        byte[] block = asking.encode(Headers.of("host", "example"));

        assertEquals("3f45" + first + "076578616d706c65", Hex.of(block));
    }

    @Test
    @Spec("HP-ENC-05")
    void fieldsKeepTheirOrderAndDuplicates() {
        Headers headers = Headers.of("b", "1", "a", "1", "b", "1", ":path", "/", "a", "1");

        assertEquals(headers, HpackDecoder.create().decode(encoder.encode(headers)));
    }

    @Test
    @Spec("HP-ENC-06")
    void pseudoFieldsOfAMapComeFirst() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("a", "1");
        fields.put(":path", "/");
        fields.put("b", "2");
        fields.put(":method", "GET");

        byte[] block = encoder.encode(fields);

        assertEquals(
                Headers.of(":path", "/", ":method", "GET", "a", "1", "b", "2"),
                HpackDecoder.create().decode(block));
    }

    @Test
    @Spec("HP-ENC-07")
    void withoutADynamicTableTheStaticOneIsUsed() {
        encoder.maxTableSize(0);

        assertBlock("20 82 0f2b 0a 6578616d706c65206f72", Headers.of(":method", "GET", "user-agent", "example or"));
        assertBlock("82 00 0161 0131", Headers.of(":method", "GET", "a", "1"));
        assertEquals(0, encoder.tableSize());
    }

    @Test
    @Spec("HP-ENC-10")
    void tooLittleRoomIsRefusedAndChangesNothing() {
        Headers headers = Headers.of("a", "1");
        int size = encoder.maxEncodedSize(headers);
        byte[] target = new byte[size + 1];

        assertThrows(IllegalArgumentException.class, () -> encoder.encode(headers, target, 2));
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(headers, target, -1));
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(headers, target, size + 2));

        assertArrayEquals(new byte[size + 1], target);
        assertEquals(0, encoder.tableSize());
        assertEquals(6, encoder.encode(headers, target, 1));
    }

    @Test
    @Spec("HP-ENC-10")
    void aPolicyThatThrowsChangesNothing() {
        HpackEncoder throwing = HpackEncoder.builder()
                .indexingPolicy((nameToken, name, value, capacity) -> {
                    if (name.equals("b")) {
                        throw new IllegalStateException("not b");
                    }
                    return IndexingPolicy.Indexing.INDEX;
                })
                .build();

        assertThrows(IllegalStateException.class, () -> throwing.encode(Headers.of("a", "1", "b", "2")));

        assertEquals(0, throwing.tableSize());
        assertEquals("4001610131", Hex.of(throwing.encode(Headers.of("a", "1"))));
    }

    @Test
    @Spec("HP-ENC-10")
    void blocksBeyondAGibibyteAreRefused() {
        String mebibyte = "x".repeat(1 << 20);
        FieldList fields = new FieldList(4_096);
        Collections.nCopies(4_096, mebibyte).forEach(value -> fields.add("a", value, false));
        Headers headers = Headers.of(fields);

        assertThrows(IllegalArgumentException.class, () -> encoder.maxEncodedSize(headers));
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(headers, new byte[10], 0));
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(headers));
        assertEquals(0, encoder.tableSize());
    }

    @Test
    @Spec("HP-ENC-11")
    void aBlockIsWrittenIntoPlace() {
        Headers headers = Headers.of("a", "1");
        byte[] target = new byte[100];

        int end = encoder.encode(headers, target, 9);

        assertEquals(14, end);
        assertEquals("000000000000000000" + "4001610131" + "00", Hex.of(target, 0, 15));
    }

    @Test
    @Spec("HP-ENC-11")
    void maxEncodedSizeIsNeverTooSmall() {
        Property.forAll(500, draw -> {
            HpackEncoder any = HpackEncoder.builder()
                    .huffmanMode(draw.oneOf(HuffmanMode.values()))
                    .indexingPolicy(draw.oneOf(IndexingPolicy.SELECTIVE, IndexingPolicy.INDEX_EVERYTHING))
                    .tableSizeCap(1 << 20)
                    .build();
            any.maxTableSize(draw.integer(0, 5_000));
            any.maxTableSize(draw.integer(0, 1 << 20));
            String rare = draw.string("\u0000\u0001\u00ff~a", 0, 300);
            Headers headers = Headers.of(rare, rare, "a", rare);
            int size = any.maxEncodedSize(headers);

            int end = any.encode(headers, new byte[size], 0);

            assertEquals(true, end <= size);
        });
    }

    @Test
    @Spec({"HP-ENC-02", "HP-TAB-08"})
    void theSearchFindsWhatALinearOneFinds() {
        Property.forAll(300, draw -> {
            HpackEncoder hashing = HpackEncoder.builder()
                    .huffmanMode(HuffmanMode.NEVER)
                    .indexingPolicy(IndexingPolicy.INDEX_EVERYTHING)
                    .build();
            LinearEncoder linear = new LinearEncoder(4_096);

            for (int i = 0; i < 200; i++) {
                String name = draw.oneOf("accept", ":status", "a" + draw.integer(0, 20), "n" + draw.integer(0, 200));
                String value = draw.oneOf("", "200", "v" + draw.integer(0, 5), "w" + draw.integer(0, 1_000));

                assertEquals(Hex.of(linear.encode(name, value)), Hex.of(hashing.encode(Headers.of(name, value))));
                assertEquals(linear.tableSize(), hashing.tableSize());
            }
        });
    }

    /** Each pair has one hash code; so have the fields, where a name and a value differ by what makes up for it. */
    @ParameterizedTest
    @CsvSource({
        ":method, GET, :method, FdT",
        "x, Aa, x, BB",
        "Aa, x, BB, x",
        "Aa, BB, BB, Aa",
        "ba, P, bb, 1",
    })
    @Spec({"HP-ENC-02", "HP-TAB-08"})
    void fieldsOfOneHashCodeAreToldApart(String name, String value, String otherName, String otherValue) {
        Headers headers = Headers.of(name, value, otherName, otherValue, name, value, otherName, otherValue);
        assertEquals(31 * name.hashCode() + value.hashCode(), 31 * otherName.hashCode() + otherValue.hashCode());

        byte[] block = encoder.encode(headers);

        assertEquals(headers, HpackDecoder.create().decode(block));
    }

    @Test
    @Spec("X-BUF-05")
    void namesThatAllFallIntoOneBucketAreSearchedForAWhileOnly() {
        HpackDecoder decoder = HpackDecoder.create();
        String[] names = new String[32];
        for (int i = 0; i < names.length; i++) {
            String name = "";
            for (int bit = 0; bit < 5; bit++) {
                name += (i >> bit & 1) == 0 ? "\u00e0a" : "\u00df\u0080"; // both have the same hash code
            }
            names[i] = name;
            decoder.decode(encoder.encode(Headers.of(name, "1")));
        }

        byte[] recent = encoder.encode(Headers.of(names[31 - 15], "1"));
        byte[] old = encoder.encode(Headers.of(names[31 - 16], "1"));

        assertEquals(names[0].hashCode(), names[31].hashCode());
        assertEquals("cd", Hex.of(recent));
        assertEquals(14, old.length);
        assertEquals(Headers.of(names[16], "1"), decoder.decode(recent));
        assertEquals(Headers.of(names[15], "1"), decoder.decode(old));
        assertEquals(encoder.tableSize(), decoder.tableSize());
    }

    private void assertBlock(String hex, Headers headers) {
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(encoder.encode(headers)));
    }
}
