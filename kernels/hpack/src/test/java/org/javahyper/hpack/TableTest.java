package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private final HpackDecoder decoder = HpackDecoder.create();

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource({
        "1, :authority, ''",
        "2, :method, GET",
        "3, :method, POST",
        "4, :path, /",
        "5, :path, /index.html",
        "6, :scheme, http",
        "7, :scheme, https",
        "8, :status, 200",
        "9, :status, 204",
        "10, :status, 206",
        "11, :status, 304",
        "12, :status, 400",
        "13, :status, 404",
        "14, :status, 500",
        "15, accept-charset, ''",
        "16, accept-encoding, 'gzip, deflate'",
        "17, accept-language, ''",
        "18, accept-ranges, ''",
        "19, accept, ''",
        "20, access-control-allow-origin, ''",
        "21, age, ''",
        "22, allow, ''",
        "23, authorization, ''",
        "24, cache-control, ''",
        "25, content-disposition, ''",
        "26, content-encoding, ''",
        "27, content-language, ''",
        "28, content-length, ''",
        "29, content-location, ''",
        "30, content-range, ''",
        "31, content-type, ''",
        "32, cookie, ''",
        "33, date, ''",
        "34, etag, ''",
        "35, expect, ''",
        "36, expires, ''",
        "37, from, ''",
        "38, host, ''",
        "39, if-match, ''",
        "40, if-modified-since, ''",
        "41, if-none-match, ''",
        "42, if-range, ''",
        "43, if-unmodified-since, ''",
        "44, last-modified, ''",
        "45, link, ''",
        "46, location, ''",
        "47, max-forwards, ''",
        "48, proxy-authenticate, ''",
        "49, proxy-authorization, ''",
        "50, range, ''",
        "51, referer, ''",
        "52, refresh, ''",
        "53, retry-after, ''",
        "54, server, ''",
        "55, set-cookie, ''",
        "56, strict-transport-security, ''",
        "57, transfer-encoding, ''",
        "58, user-agent, ''",
        "59, vary, ''",
        "60, via, ''",
        "61, www-authenticate, ''",
    })
    @Spec({"HP-TAB-01", "HP-TAB-08"})
    void theStaticTableIsThatOfAppendixA(int index, String name, String value) {
        byte[] block = block().indexed(index).octets();
        FieldRecorder recorder = new FieldRecorder();

        decoder.decode(block, 0, block.length, recorder);

        int traits = HeaderNames.token(name) | HeaderSink.WELL_FORMED_NAME | HeaderSink.WELL_FORMED_VALUE;
        assertEquals(List.of(new FieldRecorder.Received(name, value, traits)), recorder.fields);
        assertSame(HeaderNames.canonical(name), recorder.fields.get(0).name());
        assertArrayEquals(block, HpackEncoder.create().encode(Headers.of(name, value)));
    }

    @Test
    @Spec({"HP-TAB-01", "HP-TAB-02"})
    void dynamicEntriesFollowTheStaticOnesNewestFirst() {
        decoder.decode(block().literal(WITH_INDEXING, "a", "1")
                .literal(WITH_INDEXING, "b", "22")
                .octets());

        assertEquals(
                Headers.of("b", "22", "a", "1", "a", "x"),
                decoder.decode(block().indexed(62)
                        .indexed(63)
                        .literal(WITHOUT_INDEXING, 63, "x")
                        .octets()));
        assertEquals(34 + 35, decoder.tableSize());
    }

    @Test
    @Spec("HP-TAB-03")
    void theTableHoldsFourKibibytesAtFirst() {
        assertEquals(4_096, decoder.tableCapacity());
        assertEquals(4_096, HpackEncoder.create().tableCapacity());
        assertEquals(0, decoder.tableSize());
        assertEquals(0, HpackEncoder.create().tableSize());
    }

    @Test
    @Spec("HP-TAB-03")
    void bothSidesMayBeginWithoutATable() {
        HpackEncoder encoder =
                HpackEncoder.builder().tableSize(0).tableSizeCap(0).build();
        HpackDecoder without = HpackDecoder.builder().tableSize(0).build();
        Headers fields = Headers.of("a", "1", "a", "1");

        assertEquals(fields, without.decode(encoder.encode(fields)));
        assertEquals(0, encoder.tableCapacity());
        assertEquals(0, without.tableCapacity());
    }

    @Test
    @Spec("HP-TAB-04")
    void theOldestEntriesGiveWay() {
        HpackDecoder small = HpackDecoder.builder().tableSize(100).build();
        small.decode(block().literal(WITH_INDEXING, "a", "1")
                .literal(WITH_INDEXING, "b", "2")
                .octets());

        small.decode(block().literal(WITH_INDEXING, "c", "3").octets());

        assertEquals(68, small.tableSize());
        assertEquals(1, small.evictionCount());
        assertEquals(
                Headers.of("c", "3", "b", "2"),
                small.decode(block().indexed(62).indexed(63).octets()));
        assertEquals(0, small.evictionCount());
        assertEquals(Kind.INVALID_TABLE_INDEX, refusal(small, block().indexed(64)));
    }

    @Test
    @Spec("HP-TAB-04")
    void anEntryAsLargeAsTheTableFits() {
        HpackDecoder small = HpackDecoder.builder().tableSize(40).build();

        small.decode(block().literal(WITH_INDEXING, "abcd", "1234").octets());

        assertEquals(40, small.tableSize());
    }

    @Test
    @Spec("HP-TAB-04")
    void anEntryLargerThanTheTableEmptiesIt() {
        HpackDecoder small = HpackDecoder.builder().tableSize(40).build();
        small.decode(block().literal(WITH_INDEXING, "a", "1").octets());

        Headers decoded =
                small.decode(block().literal(WITH_INDEXING, "abcd", "12345").octets());

        assertEquals(Headers.of("abcd", "12345"), decoded);
        assertEquals(0, small.tableSize());
        assertEquals(Kind.INVALID_TABLE_INDEX, refusal(small, block().indexed(62)));
    }

    @Test
    @Spec("HP-TAB-05")
    void aNewEntryKeepsTheNameOfTheOneItEvicts() {
        HpackDecoder small = HpackDecoder.builder().tableSize(40).build();
        small.decode(block().literal(WITH_INDEXING, "name", "1").octets());

        small.decode(block().literal(WITH_INDEXING, 62, "2").octets());

        assertEquals(Headers.of("name", "2"), small.decode(block().indexed(62).octets()));
        assertEquals(37, small.tableSize());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 62, 63, 1_000, Integer.MAX_VALUE})
    @Spec({"HP-TAB-06", "HP-CONF-03"})
    void anIndexOutsideTheTablesIsRefused(int index) {
        assertEquals(Kind.INVALID_TABLE_INDEX, refusal(HpackDecoder.create(), block().indexed(index)));
    }

    @ParameterizedTest
    @ValueSource(ints = {62, 63, 1_000, Integer.MAX_VALUE})
    @Spec({"HP-TAB-06", "HP-CONF-03"})
    void aNameIndexOutsideTheTablesIsRefused(int index) {
        for (int pattern : new int[] {WITH_INDEXING, WITHOUT_INDEXING, Blocks.NEVER_INDEXED}) {
            assertEquals(
                    Kind.INVALID_TABLE_INDEX, refusal(HpackDecoder.create(), block().literal(pattern, index, "v")));
        }
    }

    @Test
    @Spec("HP-TAB-07")
    void shrinkingEvictsFromTheOldest() {
        decoder.decode(block().literal(WITH_INDEXING, "a", "1")
                .literal(WITH_INDEXING, "b", "2")
                .literal(WITH_INDEXING, "c", "3")
                .octets());

        Headers decoded =
                decoder.decode(block().sizeUpdate(70).indexed(62).indexed(63).octets());

        assertEquals(Headers.of("c", "3", "b", "2"), decoded);
        assertEquals(68, decoder.tableSize());
        assertEquals(70, decoder.tableCapacity());
        assertEquals(1, decoder.evictionCount());
    }

    @Test
    @Spec("HP-TAB-07")
    void capacityZeroEmptiesTheTable() {
        decoder.decode(block().literal(WITH_INDEXING, "a", "1").octets());

        decoder.decode(block().sizeUpdate(0).octets());

        assertEquals(0, decoder.tableSize());
        assertEquals(Kind.INVALID_TABLE_INDEX, refusal(decoder, block().indexed(62)));
    }

    @Test
    @Spec({"HP-TAB-01", "HP-TAB-04"})
    void entriesKeepTheirOrderWhileTheTableGrowsAndTurnsOver() {
        for (int i = 0; i < 500; i++) {
            decoder.decode(block().literal(WITH_INDEXING, "n" + i, "").octets());

            int entries = decoder.tableSize() / 34;
            assertEquals(
                    Headers.of("n" + i, "", "n" + (i - Math.min(i, entries / 2)), ""),
                    decoder.decode(block().indexed(62)
                            .indexed(62 + Math.min(i, entries / 2))
                            .octets()));
        }
    }

    private static Kind refusal(HpackDecoder decoder, Blocks block) {
        return assertThrows(HpackException.class, () -> decoder.decode(block.octets()))
                .kind();
    }
}
