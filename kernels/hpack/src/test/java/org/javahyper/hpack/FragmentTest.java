package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.NEVER_INDEXED;
import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decoder does while a block is on its way; that the end is the same as with a whole block is in {@link SplitTest}. */
class FragmentTest {
    private final HpackDecoder decoder = HpackDecoder.create();
    private final FieldRecorder recorder = new FieldRecorder();

    @Test
    @Spec("HP-DEC-01")
    void fieldsArriveAsSoonAsTheyAreWhole() {
        byte[] block = block().sizeUpdate(100) // up to octet 1, from 0
                .indexed(2) // 2
                .literal(WITH_INDEXING, "a", "1") // 7
                .literal(WITHOUT_INDEXING, 62, "22") // 12
                .literal(NEVER_INDEXED, 4, "/") // 15
                .indexed(62) // 16
                .octets();
        List<Integer> arrivals = new ArrayList<>();

        for (int at = 0; at < block.length; at++) {
            decoder.decodeFragment(block, at, 1, false, recorder);
            for (int known = arrivals.size(); known < recorder.fields.size(); known++) {
                arrivals.add(at);
            }
        }

        assertEquals(List.of(2, 7, 12, 15, 16), arrivals);
        assertEquals(List.of(":method: GET", "a: 1", "a: 22", ":path: /", "a: 1"), recorder.lines());
    }

    @Test
    @Spec("HP-DEC-01")
    void aFragmentBringsAllFieldsThatAreWholeWithIt() {
        byte[] block = block().indexed(2)
                .literal(WITHOUT_INDEXING, "a", "1")
                .indexed(4)
                .literal(WITHOUT_INDEXING, "b", "2")
                .octets();

        decode(block, 0, 3, false);
        assertEquals(List.of(":method: GET"), recorder.lines());

        decode(block, 3, block.length - 4, false);
        assertEquals(List.of(":method: GET", "a: 1", ":path: /"), recorder.lines());

        decode(block, block.length - 1, 1, true);
        assertEquals(List.of(":method: GET", "a: 1", ":path: /", "b: 2"), recorder.lines());
    }

    @Test
    @Spec({"HP-DEC-01", "HP-DEC-08"})
    void emptyFragmentsAreFragments() {
        byte[] block = block().literal(WITH_INDEXING, "a", "1").octets();

        decode(block, 0, 0, false);
        decode(block, 0, 3, false);
        decode(block, 3, 0, false);
        decode(block, 3, 2, false);
        decode(block, 5, 0, false);
        decode(block, 5, 0, true);

        assertEquals(List.of("a: 1"), recorder.lines());
        assertEquals(Headers.of("a", "1"), decoder.decode(block().indexed(62).octets()));
    }

    @Test
    @Spec("HP-DEC-08")
    void aBlockOfEmptyFragmentsIsAnEmptyList() {
        decode(new byte[0], 0, 0, false);

        assertTrue(decode(new byte[0], 0, 0, true));

        assertEquals(List.of(), recorder.lines());
        assertEquals(0, decoder.headerListSize());
    }

    @Test
    @Spec("X-BUF-01")
    void theArrayBelongsToTheCallerAgain() {
        byte[] array = block().literal(WITH_INDEXING, "name", "value").octets();

        decode(array, 0, 8, false);
        byte[] rest = Arrays.copyOfRange(array, 8, array.length);
        Arrays.fill(array, (byte) 0);
        System.arraycopy(rest, 0, array, 0, rest.length);
        decode(array, 0, rest.length, true);

        assertEquals(List.of("name: value"), recorder.lines());
    }

    @Test
    @Spec("X-ATOM-01")
    void aRangeOutsideTheArrayIsRefusedAndTheBlockGoesOn() {
        byte[] block = block().literal(WITHOUT_INDEXING, "a", "1").octets();
        decode(block, 0, 3, false);

        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decodeFragment(block, 3, 3, true, recorder));
        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decodeFragment(block, -1, 1, false, recorder));

        assertTrue(decode(block, 3, 2, true));
        assertEquals(List.of("a: 1"), recorder.lines());
    }

    @Test
    @Spec("HP-DEC-01")
    void everyFormOfDecodeEndsABlockThatHasBegun() {
        byte[] start = block().literal(WITHOUT_INDEXING, "a", "1").octets();
        byte[] rest = Arrays.copyOfRange(start, 3, start.length);

        decode(start, 0, 3, false);
        decoder.decode(start, 3, 2, recorder);
        decode(start, 0, 3, false);
        decoder.decode(ByteBuffer.wrap(start, 3, 2), recorder);
        decode(start, 0, 3, false);
        Headers fields = decoder.decode(rest);

        assertEquals(List.of("a: 1", "a: 1"), recorder.lines());
        assertEquals(Headers.of("a", "1"), fields);
        assertEquals(1, decoder.headerFieldCount());
        assertEquals(Headers.empty(), decoder.decode(block().sizeUpdate(0).octets())); // at the head of a new block
    }

    @Test
    @Spec({"HP-DEC-01", "HP-LIM-01"})
    void sizeAndNumberOfTheFieldsAreKnownWhileTheyArrive() {
        byte[] block = block().indexed(2) // 42 octets
                .literal(WITHOUT_INDEXING, "a", "1")
                .indexed(2)
                .octets();
        decoder.decode(block().indexed(2, 9).octets());
        List<String> known = new ArrayList<>();

        for (byte[] octet : Splits.octets(block)) {
            decode(octet, 0, 1, false);
            known.add(decoder.headerFieldCount() + ":" + decoder.headerListSize());
        }

        assertEquals(List.of("1:42", "1:42", "1:42", "1:42", "1:42", "2:76", "3:118"), known);
    }

    @Test
    @Spec({"HP-DEC-01", "HP-TAB-04"})
    void evictionsOfABlockAreCountedOverItsFragments() {
        HpackDecoder small = HpackDecoder.builder().tableSize(40).build();
        byte[] block = block().literal(WITH_INDEXING, "a", "1")
                .literal(WITH_INDEXING, "b", "2")
                .literal(WITH_INDEXING, "c", "3")
                .octets();

        for (byte[] octet : Splits.octets(block)) {
            small.decodeFragment(octet, 0, 1, false, recorder);
        }

        assertEquals(2, small.evictionCount());
        assertEquals(34, small.tableSize());
        assertTrue(small.decodeFragment(block, 0, 0, true, recorder));
        assertEquals(2, small.evictionCount());
    }

    // spotless:off
    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "4096, 20 | 20 | 82,       ",
        "4096, 20 | 20 | 20,        MISPLACED_TABLE_SIZE_UPDATE",
        "4096, 20 20 | 20,          MISPLACED_TABLE_SIZE_UPDATE",
        "4096, 82 | 20,             MISPLACED_TABLE_SIZE_UPDATE",
        "4096, 20 | 82 | 3f | 45,   MISPLACED_TABLE_SIZE_UPDATE",
        "4096, 3fe11f | 3fe2 | 1f,  INVALID_TABLE_SIZE",
        "100,  82,                  INVALID_TABLE_SIZE",
        "100,  | 82,                INVALID_TABLE_SIZE",
        "100,  00 | 01 | 61 | 00,   INVALID_TABLE_SIZE",
        "100,  3f46 | 82,           INVALID_TABLE_SIZE",
        "100,  |,                   INVALID_TABLE_SIZE",
        "100,  3f45 | 82 | 82,      ",
        "100,  3f | 45 | 82 82,     ",
        "100,  | 3f | | 45 82,      ",
        "100,  3f45,                ",
        "100,  3f | 45,             ",
        "100,  3f45 |,              ",
        "100,  20 | 3f45 82,        ",
        "100,  20 | 3f | 45 | 82,   ",
        "100,  3f45 | 20 | 20,      MISPLACED_TABLE_SIZE_UPDATE",
        "100,  3f45 | 82 | 20,      MISPLACED_TABLE_SIZE_UPDATE",
        "100,  3f45 | 82 | 20 82,   MISPLACED_TABLE_SIZE_UPDATE",
        "100 200, 3f45 | 3fa9 | 01, ",
        "100 200, 3f | a901,        INVALID_TABLE_SIZE",
    })
    // spotless:on
    @Spec({"HP-DEC-04", "HP-DEC-05", "HP-DEC-06"})
    void sizeUpdatesStandAtTheHeadOfTheBlockNotOfAFragment(String allowed, String hex, Kind refusal) {
        Stream.of(allowed.split(" ")).mapToInt(Integer::parseInt).forEach(decoder::maxAllowedTableSize);
        List<byte[]> fragments = Stream.of(hex.split("\\|", -1)).map(Hex::bytes).toList();

        assertEquals(refusal, Outcome.ofFragments(decoder, fragments).refusal());
    }

    @Test
    @Spec({"HP-LIM-01", "HP-LIM-03"})
    void aLimitActsInTheFragmentThatPassesIt() {
        HpackDecoder failing =
                HpackDecoder.builder().limits(HpackLimits.of(10_000, 2)).build();
        byte[] fields = block().indexed(2, 3).octets();

        assertTrue(failing.decodeFragment(fields, 0, 2, false, recorder));
        HpackException refusal =
                assertThrows(HpackException.class, () -> failing.decodeFragment(fields, 2, 1, false, recorder));

        assertEquals(Kind.TOO_MANY_FIELDS, refusal.kind());
        assertEquals(2, recorder.fields.size());
        assertPoisoned(failing);
    }

    @Test
    @Spec({"HP-LIM-02", "HP-LIM-03"})
    void aDecoderThatDiscardsTellsSoFromThatFragmentOn() {
        HpackDecoder discarding = HpackDecoder.builder()
                .discardOversized(true)
                .limits(HpackLimits.of(100, 10))
                .build();
        byte[] block = block().indexed(2) // 42
                .literal(WITH_INDEXING, "a", "1") // 76
                .literal(WITH_INDEXING, "b", "2") // 110
                .indexed(62)
                .octets();

        assertTrue(discarding.decodeFragment(block, 0, 10, false, recorder)); // all but the last octet of b
        assertFalse(discarding.decodeFragment(block, 10, 1, false, recorder));
        assertFalse(discarding.decodeFragment(block, 11, 0, false, recorder));
        assertFalse(discarding.decodeFragment(block, 11, 1, true, recorder));

        assertEquals(List.of(":method: GET", "a: 1"), recorder.lines());
        assertEquals(4, discarding.headerFieldCount());
        assertEquals(144, discarding.headerListSize());
        assertEquals(
                Headers.of("b", "2", "a", "1"),
                discarding.decode(block().indexed(62).indexed(63).octets()));
    }

    @Test
    @Spec("HP-LIM-03")
    void newLimitsWaitForTheEndOfABlockThatHasBegun() {
        HpackDecoder discarding = HpackDecoder.builder()
                .limits(new HpackLimits(1_000, 1_000, 1, 2))
                .discardOversized(true)
                .build();
        byte[] fields = block().indexed(2, 3).octets();
        discarding.decodeFragment(fields, 0, 1, false, recorder);

        discarding.limits(new HpackLimits(1_000, 1_000, 1, 100));
        HpackException refusal =
                assertThrows(HpackException.class, () -> discarding.decodeFragment(fields, 1, 2, true, recorder));

        assertEquals(Kind.TOO_MANY_FIELDS, refusal.kind());
    }

    @Test
    @Spec({"HP-DEC-05", "HP-DEC-06"})
    void aTableSizeThatIsLoweredWithinABlockIsOwedByTheNext() {
        byte[] fields = block().indexed(2, 3).octets();
        decode(fields, 0, 1, false);

        decoder.maxAllowedTableSize(100);
        decode(fields, 1, 1, false);
        decode(fields, 2, 1, true);

        assertEquals(3, recorder.fields.size());
        HpackException refusal = assertThrows(HpackException.class, () -> decoder.decode(fields));
        assertEquals(Kind.INVALID_TABLE_SIZE, refusal.kind());
    }

    @Test
    @Spec("HP-INT-03")
    void anIntegerThatIsTooLongIsRefusedWithItsFifthOctet() {
        byte[] integer = Hex.bytes("ff 80 80 80 80 80");
        decode(integer, 0, 5, false);

        HpackException refusal =
                assertThrows(HpackException.class, () -> decoder.decodeFragment(integer, 5, 1, false, recorder));

        assertEquals(Kind.OVERSIZED_INTEGER, refusal.kind());
    }

    /** The string itself never comes: only the octets that announce its length. */
    // spotless:off
    @ParameterizedTest(name = "with {0} octets for the list, {1} announcing {2}: {3}")
    @CsvSource({
        "100,   name,  68,    true",
        "100,   name,  69,    false",
        "100,   value, 68,    true",
        "100,   value, 69,    false",
        "100,   NAME,  258,   true", // 68 octets if all have 30 bits
        "100,   NAME,  259,   false",
        "100,   VALUE, 258,   true",
        "100,   VALUE, 259,   false",
        "32,    name,  1,     false",
        "31,    name,  1,     false",
        "31,    NAME,  1,     false",
        "32768, value, 32736, true",
        "32768, value, 32737, false",
        "100,   long,  28,    true", // behind a name of 40 octets
        "100,   long,  29,    false",
        "32768, VALUE, 2147483647, false",
        "32768, name,  2147483647, false",
        "1073741824, name, 1073741792, true",
        "1073741824, NAME, 2147483647, true",
    })
    // spotless:on
    @Spec({"HP-LIM-01", "HP-HUF-04", "HP-HUF-05"})
    void aStringIsRefusedWhenItIsAnnouncedAsTooLong(int limit, String string, int length, boolean passes) {
        HpackDecoder limited =
                HpackDecoder.builder().limits(HpackLimits.of(limit, 10)).build();
        Blocks start = string.equals("long")
                ? block().raw((byte) 0x00).string("n".repeat(40))
                : block().raw((byte) (string.equalsIgnoreCase("name") ? 0x00 : 0x04));
        byte[] block = start.stringOfLength(length, string.equals("NAME") || string.equals("VALUE"))
                .octets();

        limited.decodeFragment(block, 0, block.length - 1, false, recorder);
        if (passes) {
            assertTrue(limited.decodeFragment(block, block.length - 1, 1, false, recorder));
        } else {
            HpackException refusal = assertThrows(
                    HpackException.class, () -> limited.decodeFragment(block, block.length - 1, 1, false, recorder));
            assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal.kind());
            assertPoisoned(limited);
        }
    }

    @Test
    @Spec({"HP-LIM-01", "HP-LIM-02", "HP-HUF-04"})
    void whatHasComeLeavesLessForTheStringsToCome() {
        byte[] value = block().raw((byte) 0x04).stringOfLength(27, false).octets();
        HpackDecoder exact =
                HpackDecoder.builder().limits(HpackLimits.of(101, 10)).build();
        HpackDecoder hard = HpackDecoder.builder()
                .limits(new HpackLimits(10, 100, 1, 10))
                .discardOversized(true)
                .build();
        byte[] field = block().indexed(2).octets(); // 42 octets, which leave 59 and 58

        exact.decodeFragment(field, 0, 1, false, recorder);
        hard.decodeFragment(field, 0, 1, false, recorder);

        assertTrue(exact.decodeFragment(value, 0, value.length, false, recorder));
        HpackException refusal =
                assertThrows(HpackException.class, () -> hard.decodeFragment(value, 0, value.length, false, recorder));
        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal.kind());
    }

    @Test
    @Spec("HP-HUF-04")
    void aStringWhoseLengthIsUnknownYetIsWaitedFor() {
        byte[] block =
                block().raw((byte) 0x04).stringOfLength(Integer.MAX_VALUE, true).octets();

        for (int at = 0; at < block.length - 1; at++) {
            assertTrue(decode(block, at, 1, false));
        }

        HpackException refusal = assertThrows(
                HpackException.class, () -> decoder.decodeFragment(block, block.length - 1, 1, false, recorder));
        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal.kind());
    }

    @Test
    @Spec({"HP-INT-04", "HP-HUF-04"})
    void aFieldThatIsCutShortIsTruncatedAtTheEndOfItsBlockOnly() {
        byte[] block = block().literal(WITHOUT_INDEXING, "name", "value").octets();

        for (int length = 1; length < block.length; length++) {
            HpackDecoder any = HpackDecoder.create();
            byte[] cut = Arrays.copyOf(block, length);

            assertTrue(any.decodeFragment(cut, 0, length, false, recorder));
            HpackException refusal =
                    assertThrows(HpackException.class, () -> any.decodeFragment(cut, 0, 0, true, recorder));

            assertEquals(Kind.TRUNCATED, refusal.kind());
            assertPoisoned(any);
        }
        assertEquals(List.of(), recorder.lines());
    }

    @Test
    @Spec("HP-DEC-09")
    void afterAnErrorInAFragmentTheRestIsRefused() {
        byte[] block = block().indexed(0).indexed(2).octets();

        HpackException refusal =
                assertThrows(HpackException.class, () -> decoder.decodeFragment(block, 0, 1, false, recorder));

        assertEquals(Kind.INVALID_TABLE_INDEX, refusal.kind());
        assertPoisoned(decoder);
    }

    @Test
    @Spec("HP-DEC-09")
    void afterAnExceptionOfTheSinkTheRestIsRefused() {
        byte[] block = block().literal(WITHOUT_INDEXING, "a", "1").octets();
        HeaderSink failing = (name, value, traits) -> {
            throw new IllegalStateException("full");
        };
        decode(block, 0, 4, false);

        assertThrows(IllegalStateException.class, () -> decoder.decodeFragment(block, 4, 1, false, failing));

        assertPoisoned(decoder);
    }

    private boolean decode(byte[] array, int offset, int length, boolean endOfBlock) {
        return decoder.decodeFragment(array, offset, length, endOfBlock, recorder);
    }

    private void assertPoisoned(HpackDecoder lost) {
        for (boolean endOfBlock : new boolean[] {false, true}) {
            HpackException refusal = assertThrows(
                    HpackException.class, () -> lost.decodeFragment(new byte[0], 0, 0, endOfBlock, recorder));
            assertEquals(Kind.POISONED, refusal.kind());
        }
    }
}
