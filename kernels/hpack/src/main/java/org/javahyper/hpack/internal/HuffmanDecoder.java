package org.javahyper.hpack.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;

/**
 * Reads strings in the Huffman code through a window of 64 bits.
 *
 * <p>The next 12 bits of the window choose an entry of the first table. It has one symbol, or two where the 12 bits hold two whole codes, which
 * they usually do: the frequent symbols have 5 to 7 bits. Longer codes belong to rare symbols. For them the second table has, for each length,
 * where the codes of that length end, and the place of their symbols in the order of the codes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-5.2">RFC 7541, section 5.2</a>
 */
final class HuffmanDecoder {
    /** How many octets the target needs beyond the longest result that is wanted. */
    static final int SLACK = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_BITS = 12;
    private static final int LONG_CODE = 0;

    /**
     * For 12 bits the symbols whose codes they begin with; {@link #LONG_CODE} where they are part of a longer code.
     *
     * <pre>{@code
     *  31   28 27   24 23   20 19   16 15      8 7       0
     * +-------+-------+-------+-------+---------+---------+
     * |       | first | bits  | count | second  |  first  |   first: bits of the first code alone
     * +-------+-------+-------+-------+---------+---------+
     * }</pre>
     */
    private static final int[] FIRST = new int[1 << FIRST_BITS];

    // By length of code: the 30-bit window behind the last code, and what to add to a code for the place of its symbol.
    private static final int[] CODES_END = new int[HuffmanCode.MAX_LENGTH + 1];
    private static final int[] PLACES = new int[HuffmanCode.MAX_LENGTH + 1];
    private static final short[] SYMBOLS_BY_CODE = new short[HuffmanCode.SYMBOLS];

    static {
        int place = 0;
        int codesEnd = 0;
        for (int length = 1; length <= HuffmanCode.MAX_LENGTH; length++) {
            int unused = HuffmanCode.MAX_LENGTH - length;
            PLACES[length] = place - (codesEnd >>> unused);
            for (int symbol = 0; symbol < HuffmanCode.SYMBOLS; symbol++) {
                if (HuffmanCode.length(symbol) == length) {
                    SYMBOLS_BY_CODE[place++] = (short) symbol;
                    codesEnd += 1 << unused;
                }
            }
            CODES_END[length] = codesEnd;
        }
        for (int window = 0; window < FIRST.length; window++) {
            FIRST[window] = firstEntry(window);
        }
    }

    private HuffmanDecoder() {}

    /**
     * Decodes a string.
     *
     * @param target gets the octets; it has {@link #SLACK} octets more than the string, or than {@code limit} if that is less
     * @param limit after how many octets to stop; 0 or more
     * @return the number of octets; if it is above {@code limit}, decoding has stopped somewhere behind the limit
     * @throws HpackException if the string contains EOS or is not padded with up to seven bits of it
     */
    static int decode(byte[] source, int offset, int length, byte[] target, int limit) {
        int at = offset;
        int end = offset + length;
        long window = 0; // the next bits, beginning with the highest; at least `bits` of them are there
        int bits = 0;
        int count = 0;
        while (count <= limit) { // hot: five to six steps for each turn of this loop, one or two symbols for each step
            if (end - at >= Long.BYTES) {
                window |= (long) LONG.get(source, at) >>> bits;
                at += (63 - bits) >>> 3;
                bits |= 56;
            } else {
                while (at < end && bits <= 56) {
                    window |= (source[at++] & 0xffL) << (56 - bits);
                    bits += 8;
                }
                if (bits < FIRST_BITS) {
                    return decodeLast(window, bits, target, count);
                }
            }
            while (bits >= FIRST_BITS) {
                int entry = FIRST[(int) (window >>> (64 - FIRST_BITS))];
                int used;
                if (entry != LONG_CODE) {
                    PAIR.set(target, count, (short) entry); // of one symbol the second octet is overwritten by the next
                    count += (entry >>> 16) & 0xf;
                    used = (entry >>> 20) & 0xf;
                } else if (bits < HuffmanCode.MAX_LENGTH && at < end) {
                    break; // the rest of the code may not be in the window yet
                } else {
                    int code = codeAtHead(window);
                    used = codeLength(code, FIRST_BITS + 1);
                    target[count++] = requireOctet(symbol(code, used), used, bits);
                }
                window <<= used;
                bits -= used;
            }
        }
        return count;
    }

    /** Decodes what is left in the end, fewer than 12 bits: at most two symbols, then the padding. */
    private static int decodeLast(long lastWindow, int lastBits, byte[] target, int offset) {
        long window = lastWindow;
        int bits = lastBits;
        int count = offset;
        while (bits >= HuffmanCode.MIN_LENGTH) {
            int entry = FIRST[(int) (window >>> (64 - FIRST_BITS))];
            int used = entry >>> 24;
            if (entry == LONG_CODE || used > bits) {
                break;
            }
            target[count++] = (byte) entry;
            window <<= used;
            bits -= used;
        }
        if (bits > 7 || Long.numberOfLeadingZeros(~window) < bits) {
            throw invalid("is not padded with up to seven ones");
        }
        return count;
    }

    private static int codeAtHead(long window) {
        return (int) (window >>> (64 - HuffmanCode.MAX_LENGTH));
    }

    /** The length of the code that 30 bits begin with, which is known to be at least {@code shortest}. */
    private static int codeLength(int code, int shortest) {
        int length = shortest;
        while (code >= CODES_END[length]) {
            length++;
        }
        return length;
    }

    private static int symbol(int code, int length) {
        return SYMBOLS_BY_CODE[PLACES[length] + (code >>> (HuffmanCode.MAX_LENGTH - length))];
    }

    private static byte requireOctet(int symbol, int length, int bits) {
        if (length > bits) {
            throw invalid("ends within a code");
        }
        if (symbol == HuffmanCode.EOS) {
            throw invalid("contains EOS");
        }
        return (byte) symbol;
    }

    private static int firstEntry(int window) {
        int code = window << (HuffmanCode.MAX_LENGTH - FIRST_BITS);
        int length = codeLength(code, HuffmanCode.MIN_LENGTH);
        if (length > FIRST_BITS) {
            return LONG_CODE;
        }
        int nextCode = (code << length) & ((1 << HuffmanCode.MAX_LENGTH) - 1);
        int bothLengths = length + codeLength(nextCode, HuffmanCode.MIN_LENGTH);
        int entry = (length << 24) | symbol(code, length);
        return bothLengths > FIRST_BITS
                ? entry | (length << 20) | (1 << 16)
                : entry | (bothLengths << 20) | (2 << 16) | (symbol(nextCode, bothLengths - length) << 8);
    }

    private static HpackException invalid(String what) {
        return new HpackException(Kind.INVALID_HUFFMAN_CODE, "A Huffman-coded string " + what + " (RFC 7541, 5.2)");
    }
}
