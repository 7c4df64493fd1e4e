package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {
    private static final int GET_SIZE = 42; // :method: GET

    private final FieldRecorder recorder = new FieldRecorder();

    @Test
    @Spec({"HP-LIM-01", "HP-LIM-02", "HP-LIM-03"})
    void theDefaultsAreThoseOfTheSpecification() {
        assertEquals(new HpackLimits(32_768, 65_536, 200, 400), HpackLimits.DEFAULT);
    }

    @Test
    @Spec("HP-LIM-02")
    void hardLimitsAreTwiceTheOthersButBounded() {
        assertEquals(new HpackLimits(1 << 30, 1 << 30, 1 << 30, 1 << 30), HpackLimits.of(1 << 30, 1 << 30));
    }

    @ParameterizedTest
    @CsvSource({"-1, 5, 5, 5", "6, 5, 5, 5", "5, 1073741825, 5, 5", "5, 5, -1, 5", "5, 5, 6, 5", "5, 5, 5, 1073741825"})
    @Spec("HP-LIM-02")
    void limitsOutOfOrderAreRefused(int listSize, int listSizeHard, int fields, int fieldsHard) {
        assertThrows(IllegalArgumentException.class, () -> new HpackLimits(listSize, listSizeHard, fields, fieldsHard));
    }

    @Test
    @Spec("HP-LIM-01")
    void aListAsLargeAsTheLimitPasses() {
        HpackDecoder decoder = failing(3 * GET_SIZE, 200);

        Headers decoded = decoder.decode(block().indexed(2, 3).octets());

        assertEquals(3, decoded.size());
        assertEquals(3 * GET_SIZE, decoder.headerListSize());
        assertEquals(3, decoder.headerFieldCount());
    }

    @Test
    @Spec({"HP-LIM-01", "HP-CONF-03"})
    void aListAboveTheLimitFails() {
        HpackDecoder decoder = failing(3 * GET_SIZE - 1, 200);

        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal(decoder, block().indexed(2, 3)));
        assertEquals(Kind.POISONED, refusal(decoder, block()));
    }

    @Test
    @Spec({"HP-LIM-01", "HP-CONF-03"})
    void aBombOfOneEntryReferencedManyTimesFailsEarly() {
        HpackDecoder decoder = HpackDecoder.create();
        decoder.decode(block().literal(WITH_INDEXING, "a", "x".repeat(4_000)).octets());

        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal(decoder, block().indexed(62, 10_000)));

        assertEquals(9, decoder.headerFieldCount());
    }

    @Test
    @Spec("HP-LIM-03")
    void moreFieldsThanTheLimitFail() {
        assertEquals(
                2, failing(10_000, 2).decode(block().indexed(2, 2).octets()).size());
        assertEquals(Kind.TOO_MANY_FIELDS, refusal(failing(10_000, 2), block().indexed(2, 3)));
    }

    @Test
    @Spec("HP-LIM-04")
    void crumbsOfACookieCountLikeOtherFields() {
        Blocks crumbs = block().literal(WITHOUT_INDEXING, 32, "a=1")
                .literal(WITHOUT_INDEXING, 32, "b=2")
                .literal(WITHOUT_INDEXING, 32, "c=3");

        assertEquals(Kind.TOO_MANY_FIELDS, refusal(failing(10_000, 2), crumbs));
        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal(failing(3 * 41 - 1, 200), crumbs));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"HP-LIM-01", "HP-LIM-03"})
    void limitsAreToldFromErrors(Kind kind) {
        assertEquals(kind == Kind.OVERSIZED_HEADER_LIST || kind == Kind.TOO_MANY_FIELDS, kind.isLimit());
    }

    @Test
    @Spec("HP-LIM-02")
    void beyondTheSoftSizeFieldsAreDroppedAndTheTableStaysInStep() {
        HpackDecoder decoder = discarding(HpackLimits.of(100, 200));

        boolean complete = decode(
                decoder,
                block().indexed(2)
                        .literal(WITH_INDEXING, "a", "1") // 76 so far
                        .literal(WITH_INDEXING, "b", "2") // 110: too much
                        .literal(WITHOUT_INDEXING, "c", "3")
                        .literal(WITH_INDEXING, 62, "4"));

        assertFalse(complete);
        assertEquals(List.of(":method: GET", "a: 1"), recorder.lines());
        assertEquals(GET_SIZE + 4 * 34, decoder.headerListSize());
        assertEquals(5, decoder.headerFieldCount());
        assertEquals(3 * 34, decoder.tableSize());
        decoder.limits(HpackLimits.DEFAULT);
        assertEquals(
                Headers.of("b", "4", "b", "2", "a", "1"),
                decoder.decode(block().indexed(62).indexed(63).indexed(64).octets()));
    }

    @Test
    @Spec("HP-LIM-02")
    void whatIsSkippedAndTooLargeForTheTableStillEmptiesIt() {
        HpackDecoder decoder = discarding(new HpackLimits(50, 10_000, 200, 200));
        decoder.decode(block().literal(WITH_INDEXING, "a", "1").octets());

        boolean complete = decode(decoder, block().literal(WITH_INDEXING, "b", "x".repeat(5_000)));

        assertFalse(complete);
        assertEquals(0, decoder.tableSize());
        assertEquals(1, decoder.evictionCount());
        assertEquals(List.of(), recorder.lines());
    }

    @Test
    @Spec("HP-LIM-02")
    void beyondTheHardSizeDecodingFails() {
        HpackDecoder decoder = discarding(HpackLimits.of(GET_SIZE, 200));

        assertFalse(decode(decoder, block().indexed(2, 2)));
        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal(decoder, block().indexed(2, 3)));
    }

    @Test
    @Spec("HP-LIM-03")
    void beyondTheSoftNumberFieldsAreDropped() {
        HpackDecoder decoder = discarding(HpackLimits.of(10_000, 2));

        assertFalse(decode(decoder, block().indexed(2, 4)));

        assertEquals(List.of(":method: GET", ":method: GET"), recorder.lines());
        assertEquals(4, decoder.headerFieldCount());
    }

    @Test
    @Spec("HP-LIM-03")
    void beyondTheHardNumberDecodingFails() {
        HpackDecoder decoder = discarding(HpackLimits.of(10_000, 2));

        assertEquals(Kind.TOO_MANY_FIELDS, refusal(decoder, block().indexed(2, 5)));
    }

    @Test
    @Spec("HP-LIM-02")
    void theNextBlockBeginsAnew() {
        HpackDecoder decoder = discarding(HpackLimits.of(GET_SIZE, 1));
        decode(decoder, block().indexed(2, 2));
        recorder.fields.clear();

        assertTrue(decode(decoder, block().indexed(2)));

        assertEquals(List.of(":method: GET"), recorder.lines());
        assertEquals(GET_SIZE, decoder.headerListSize());
    }

    @Test
    @Spec("HP-LIM-02")
    void aListThatWasCutIsNotReturnedButTheDecoderGoesOn() {
        HpackDecoder decoder = discarding(HpackLimits.of(GET_SIZE, 1));

        assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal(decoder, block().indexed(2, 2)));

        assertEquals(1, decoder.decode(block().indexed(2).octets()).size());
    }

    @Test
    @Spec("HP-LIM-01")
    void newLimitsHoldFromTheNextBlock() {
        HpackDecoder decoder = failing(10_000, 200);
        decoder.decode(block().indexed(2, 2).octets());

        decoder.limits(HpackLimits.of(10_000, 1));

        assertEquals(Kind.TOO_MANY_FIELDS, refusal(decoder, block().indexed(2, 2)));
    }

    @ParameterizedTest
    @CsvSource({"100, 67, true", "100, 68, false", "31, 0, false", "33, 0, true"})
    @Spec("HP-LIM-01")
    void aPlainStringIsCheckedBeforeItIsMade(int limit, int length, boolean passes) {
        Blocks block = block().literal(WITHOUT_INDEXING, "a", "x".repeat(length));

        assertVerdict(limit, block, passes);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 967, true",
        "1000, 968, false",
        "1000, 30000, false",
        "33, 0, true",
        "33, 1, false",
        "32, 0, false"
    })
    @Spec("HP-HUF-05")
    void aHuffmanCodedStringStopsAtTheLimit(int limit, int length, boolean passes) {
        byte[] zeros = ReferenceHuffman.encode(zeros(length));
        Blocks block = block().raw((byte) WITHOUT_INDEXING).string("a").huffman(zeros);

        assertVerdict(limit, block, passes);
    }

    @Test
    @Spec("HP-LIM-02")
    void buffersOfAnyKindGiveTheSameVerdict() {
        byte[] block = block().indexed(2, 3).octets();
        ByteBuffer direct = ByteBuffer.allocateDirect(3).put(block).flip();
        HeaderSink ignoring = (name, value, traits) -> {};
        HpackDecoder within = HpackDecoder.builder()
                .limits(HpackLimits.of(1_000, 3))
                .discardOversized(true)
                .build();
        HpackDecoder beyond = HpackDecoder.builder()
                .limits(HpackLimits.of(1_000, 2))
                .discardOversized(true)
                .build();

        assertTrue(within.decode(ByteBuffer.wrap(block), ignoring));
        assertTrue(within.decode(direct.duplicate(), ignoring));
        assertFalse(beyond.decode(ByteBuffer.wrap(block), ignoring));
        assertFalse(beyond.decode(direct.duplicate(), ignoring));
    }

    @Test
    @Spec("HP-HUF-05")
    void aHuffmanCodedStringStopsAtTheLimitWhateverTheLengthsOfItsCodes() {
        for (int frequent = 5_000; frequent < 5_020; frequent++) {
            byte[] text =
                    Arrays.copyOf(zeros(frequent), frequent + 50); // a zero digit has 5 bits, NUL and LF have 13 and 30
            Arrays.fill(text, frequent + 10, frequent + 50, (byte) '\n');
            Blocks block = block().raw((byte) WITHOUT_INDEXING).string("a").huffman(ReferenceHuffman.encode(text));

            for (int room = frequent - 10; room < frequent + 50; room++) {
                assertVerdict(32 + 1 + room, block, false);
            }
            assertVerdict(32 + 1 + frequent + 50, block, true);
        }
    }

    @Test
    @Spec("HP-HUF-05")
    void aLongNameLeavesLessForTheValue() {
        byte[] zeros = ReferenceHuffman.encode(zeros(50));
        Blocks block = block().raw((byte) WITHOUT_INDEXING).huffman(zeros).huffman(zeros);

        assertVerdict(132, block, true);
        assertVerdict(131, block, false);
    }

    private static void assertVerdict(int limit, Blocks block, boolean passes) {
        if (passes) {
            assertEquals(1, failing(limit, 200).decode(block.octets()).size());
        } else {
            assertEquals(Kind.OVERSIZED_HEADER_LIST, refusal(failing(limit, 200), block));
        }
    }

    private static byte[] zeros(int length) {
        byte[] zeros = new byte[length];
        Arrays.fill(zeros, (byte) '0');
        return zeros;
    }

    private boolean decode(HpackDecoder decoder, Blocks block) {
        byte[] octets = block.octets();
        return decoder.decode(octets, 0, octets.length, recorder);
    }

    private static HpackDecoder failing(int maxHeaderListSize, int maxHeaderFields) {
        return HpackDecoder.builder()
                .limits(HpackLimits.of(maxHeaderListSize, maxHeaderFields))
                .build();
    }

    private static HpackDecoder discarding(HpackLimits limits) {
        return HpackDecoder.builder().discardOversized(true).limits(limits).build();
    }

    private static Kind refusal(HpackDecoder decoder, Blocks block) {
        return assertThrows(HpackException.class, () -> decoder.decode(block.octets()))
                .kind();
    }
}
