package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.hpack.internal.PrefixedInteger;
import org.javahyper.http.Headers;

/** Strings in the Huffman code, written and read as the value of a field. */
final class HuffmanStrings {
    private HuffmanStrings() {}

    static byte[] encode(byte[] text) {
        HpackEncoder encoder =
                HpackEncoder.builder().huffmanMode(HuffmanMode.ALWAYS).build();
        String value = new String(text, StandardCharsets.ISO_8859_1);
        byte[] block =
                encoder.encode(Headers.builder().addSensitive(":path", value).build());
        long length = PrefixedInteger.read(block, 1, block.length, 7);
        assertEquals(block.length, PrefixedInteger.end(length) + PrefixedInteger.value(length));
        return Arrays.copyOfRange(block, PrefixedInteger.end(length), block.length);
    }

    static byte[] decode(byte[] encoded) {
        byte[] block =
                block().raw((byte) (WITHOUT_INDEXING | 4)).huffman(encoded).octets();
        return HpackDecoder.create().decode(block).value(0).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Asserts that a string is refused, for what it is. */
    static void assertRefused(byte[] encoded) {
        assertEquals(
                Kind.INVALID_HUFFMAN_CODE,
                assertThrows(HpackException.class, () -> decode(encoded)).kind());
    }

    /** Asserts that any octets decode to what the reference makes of them, or are refused as it refuses them. */
    static void assertSameVerdict(byte[] encoded) {
        byte[] expected = ReferenceHuffman.decode(encoded);
        if (expected == null) {
            assertRefused(encoded);
        } else {
            assertArrayEquals(expected, decode(encoded));
        }
    }
}
