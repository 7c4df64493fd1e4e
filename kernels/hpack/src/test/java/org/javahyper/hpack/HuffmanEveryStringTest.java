package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.javahyper.hpack.IndexingPolicy.Indexing;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All strings of one, two and three octets, 16,843,008 of them, there and back.
 *
 * <p>The strings that differ in their last octet only are the values of the 256 fields of one block. What the block must be is computed from the
 * codes as the RFC prints them.
 */
@Tag("exhaustive")
class HuffmanEveryStringTest {
    private static final int SYMBOLS = 256;
    private static final int NEVER_INDEXED_PATH = 0x14;
    private static final int HUFFMAN = 0x80;
    private static final int MAX_FIELD_SIZE = 2 + 12; // three codes of 30 bits

    private static final int[] CODES = new int[SYMBOLS];
    private static final int[] LENGTHS = new int[SYMBOLS];

    static {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            String code = ReferenceHuffman.code(symbol);
            CODES[symbol] = Integer.parseInt(code, 2);
            LENGTHS[symbol] = code.length();
        }
    }

    private final HpackEncoder encoder = HpackEncoder.builder()
            .huffmanMode(HuffmanMode.ALWAYS)
            .indexingPolicy((token, name, value, capacity) -> Indexing.NEVER_INDEX)
            .build();
    private final HpackDecoder decoder =
            HpackDecoder.builder().limits(HpackLimits.of(1 << 16, SYMBOLS)).build();
    private final byte[] expected = new byte[SYMBOLS * MAX_FIELD_SIZE];
    private final byte[] encoded = new byte[1 << 16];
    private final Comparison sink = new Comparison();

    @Test
    @Spec({"HP-HUF-01", "HP-HUF-02"})
    void everyStringOfOneOctetComesBack() {
        checkEveryStringBehind("");
    }

    @Test
    @Spec({"HP-HUF-01", "HP-HUF-02"})
    void everyStringOfTwoOctetsComesBack() {
        for (char first = 0; first < SYMBOLS; first++) {
            checkEveryStringBehind("" + first);
        }
    }

    @Test
    @Spec({"HP-HUF-01", "HP-HUF-02"})
    void everyStringOfThreeOctetsComesBack() {
        for (char first = 0; first < SYMBOLS; first++) {
            for (char second = 0; second < SYMBOLS; second++) {
                checkEveryStringBehind("" + first + second);
            }
        }
    }

    private void checkEveryStringBehind(String prefix) {
        Headers.Builder builder = Headers.builder();
        for (char last = 0; last < SYMBOLS; last++) {
            builder.add(":path", prefix + last);
        }
        Headers headers = builder.build();
        int expectedSize = writeExpected(headers);

        int size = encoder.encode(headers, encoded, 0);
        sink.start(headers);
        decoder.decode(expected, 0, expectedSize, sink);

        if (!Arrays.equals(expected, 0, expectedSize, encoded, 0, size)) {
            assertEquals(Hex.of(expected, 0, expectedSize), Hex.of(encoded, 0, size));
        }
        assertEquals(SYMBOLS, sink.fields);
    }

    /** Writes the block that is expected and returns its size. */
    private int writeExpected(Headers headers) {
        int at = 0;
        for (int i = 0; i < SYMBOLS; i++) {
            int start = at + 2;
            int end = writeString(headers.value(i), start);
            expected[at] = NEVER_INDEXED_PATH;
            expected[at + 1] = (byte) (HUFFMAN | (end - start));
            at = end;
        }
        return at;
    }

    /** Writes code behind code, an octet whenever eight bits have come together, and ones behind the last; returns the offset behind it all. */
    private int writeString(String text, int offset) {
        int at = offset;
        long bits = 0; // those that are not written are the low ones
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int symbol = text.charAt(i);
            bits = (bits << LENGTHS[symbol]) | CODES[symbol];
            for (count += LENGTHS[symbol]; count >= 8; count -= 8) {
                expected[at++] = (byte) (bits >>> (count - 8));
            }
        }
        if (count > 0) {
            expected[at++] = (byte) ((bits << (8 - count)) | (0xff >>> count));
        }
        return at;
    }

    /** Expects the values of a list. */
    private static final class Comparison implements HeaderSink {
        private Headers headers = Headers.empty();
        private int fields;

        void start(Headers newHeaders) {
            headers = newHeaders;
            fields = 0;
        }

        @Override
        public void field(String name, String value, int traits) {
            assertEquals(headers.value(fields++), value);
        }
    }
}
