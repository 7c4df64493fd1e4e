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

    private static final byte[] LENGTHS = new byte[256];
    private static final int[] CODES = new int[256];

    static {
        for (int octet = 0; octet < 256; octet++) {
            LENGTHS[octet] = (byte) HuffmanCode.length(octet);
            CODES[octet] = HuffmanCode.code(octet);
        }
    }

    private HuffmanEncoder() {}

    /** How many octets the first {@code length} octets of an array take in the Huffman code. */
    static int encodedLength(byte[] octets, int length) {
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits += LENGTHS[octets[i] & 0xff];
        }
        return (int) ((bits + 7) >>> 3);
    }

    /**
     * Writes the first {@code length} octets of an array in the Huffman code.
     *
     * @return the offset behind the last octet written
     */
    static int encode(byte[] octets, int length, byte[] target, int offset) {
        int at = offset;
        long gathered = 0; // the low `bits` bits wait to be written
        int bits = 0;
        for (int i = 0; i < length; i++) {
            int octet = octets[i] & 0xff;
            int codeLength = LENGTHS[octet];
            gathered = (gathered << codeLength) | CODES[octet];
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
