package org.javahyper.hpack.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes strings in the Huffman code: bits gather in a {@code long} and leave it 32 at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-5.2">RFC 7541, section 5.2</a>
 */
final class HuffmanEncoder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** For each octet its code, and the length of the code in the low five bits. */
    private static final long[] CODES = new long[256];

    private static final int LENGTH_BITS = 5;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    static {
        for (int octet = 0; octet < 256; octet++) {
            CODES[octet] = ((long) HuffmanCode.code(octet) << LENGTH_BITS) | HuffmanCode.length(octet);
        }
    }

    private HuffmanEncoder() {}

    /**
     * Writes a text in the Huffman code.
     *
     * @param text one octet per character
     * @param target has room for {@link HuffmanCode#MAX_OCTETS_PER_OCTET} octets for each of the text
     * @return the offset behind the last octet written
     */
    static int encode(String text, byte[] target, int offset) {
        int length = text.length();
        int at = offset;
        long gathered = 0; // the low `bits` bits wait to be written
        int bits = 0;
        for (int i = 0; i < length; i++) { // hot
            long code = CODES[text.charAt(i) & 0xff];
            int codeLength = (int) code & LENGTH_MASK;
            gathered = (gathered << codeLength) | (code >>> LENGTH_BITS);
            bits += codeLength;
            if (bits >= 32) {
                bits -= 32;
                INT.set(target, at, (int) (gathered >>> bits));
                at += 4;
            }
        }
        return writeRest(gathered, bits, target, at);
    }

    /** Fills the last octet with ones, the first bits of EOS. */
    private static int writeRest(long gathered, int bits, byte[] target, int offset) {
        int padding = -bits & 7;
        long rest = (gathered << padding) | ((1 << padding) - 1);
        int at = offset;
        for (int shift = bits + padding - 8; shift >= 0; shift -= 8) {
            target[at++] = (byte) (rest >>> shift);
        }
        return at;
    }
}
