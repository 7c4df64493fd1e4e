package org.javahyper.hpack.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;

/**
 * Reads strings in the Huffman code through a window of 64 bits.
 *
 * <p>The first bits of the window choose an entry of the first table. It has one symbol, or two where the bits hold two whole codes, which they
 * usually do: the frequent symbols have 5 to 7 bits. Longer codes belong to rare symbols. For them the second table has, for each length, where
 * the codes of that length end, and the place of their symbols in the order of the codes.
 *
 * <p>Behind the string the window goes on with ones. No symbol of the first table is made of ones alone, so decoding stops by itself where the
 * padding begins, and a symbol that reaches beyond the string shows that its padding had a zero.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-5.2">RFC 7541, section 5.2</a>
 */
final class HuffmanDecoder {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SYMBOLS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How many octets the target needs beyond the longest result that is wanted. */
    static final int SLACK = 16;

    private static final int MAX_PADDING = 7;

    private static final int FIRST_BITS = 14;
    private static final int LONG_CODE = 0;

    /** How many entries of the first table are used before the window is filled up: they use 56 bits at most, and 57 are to be had. */
    private static final int STEPS = 4;

    /**
     * For 14 bits the symbols whose codes they begin with; {@link #LONG_CODE} where they are part of a longer code.
     *
     * <pre>{@code
     *  31    24 23     16 15      8 7     6 5     0
     * +--------+---------+---------+-------+-------+
     * |        | second  |  first  | count | bits  |   bits: of the codes together
     * +--------+---------+---------+-------+-------+
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
        for (int length = HuffmanCode.MIN_LENGTH; length <= HuffmanCode.MAX_LENGTH; length++) {
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
        for (int first = 0; first < HuffmanCode.SYMBOLS; first++) {
            int length = HuffmanCode.length(first);
            if (isFrequent(first)) {
                enter(HuffmanCode.code(first), length, (first << 8) | (1 << 6) | length);
            }
            for (int second = 0;
                    second < HuffmanCode.SYMBOLS && length + HuffmanCode.MIN_LENGTH <= FIRST_BITS;
                    second++) {
                int lengths = length + HuffmanCode.length(second);
                if (lengths <= FIRST_BITS) {
                    int codes = (HuffmanCode.code(first) << HuffmanCode.length(second)) | HuffmanCode.code(second);
                    enter(codes, lengths, (second << 16) | (first << 8) | (2 << 6) | lengths);
                }
            }
        }
    }

    private static void enter(int code, int length, int entry) {
        int unused = FIRST_BITS - length;
        Arrays.fill(FIRST, code << unused, (code + 1) << unused, entry);
    }

    /** Whether a symbol is in the first table. None of them is a control octet. */
    private static boolean isFrequent(int symbol) {
        return symbol >= ' ' && HuffmanCode.length(symbol) <= FIRST_BITS;
    }

    private HuffmanDecoder() {}

    /**
     * Decodes a string.
     *
     * @param target gets the octets; it has {@link #SLACK} octets more than the string, or than {@code limit} if that is less
     * @param limit after how many octets to stop; 0 or more
     * @return the number of octets, if all are {@link #isFrequent frequent}, else its complement; if it is above {@code limit}, decoding has
     *     stopped somewhere behind the limit
     * @throws HpackException if the string contains EOS or is not padded with up to seven bits of it
     */
    static int decode(byte[] source, int offset, int length, byte[] target, int limit) {
        if (source.length < Long.BYTES) {
            return decode(Arrays.copyOf(source, Long.BYTES), offset, length, target, limit);
        }
        int end = offset + length;
        long at = 8L * offset; // in bits
        long endAt = 8L * end;
        int count = 0;
        boolean frequent = true;
        while (at < endAt && count <= limit) {
            long window = windowAt(source, at, end);
            int entry;
            do { // hot: no call is in here, so that all is kept in registers
                long next = wordAt(source, (int) (at >>> 3) + Long.BYTES, end) << (at & 7);
                long symbols = 0;
                int filled = 0; // bits
                int used = 0;
                entry = LONG_CODE;
                for (int step = 0; step < STEPS; step++) { // the entry of a long code does nothing
                    entry = FIRST[(int) (window >>> (64 - FIRST_BITS))];
                    symbols |= (long) (entry >>> 8) << filled;
                    filled += (entry >>> 3) & 0x18;
                    used += entry & 0x3f;
                    window <<= entry; // by its low six bits
                }
                SYMBOLS.set(target, count, symbols);
                count += filled >>> 3;
                window |= next >>> -used;
                at += used;
            } while (entry != LONG_CODE && at < endAt && count <= limit);
            if (entry == LONG_CODE && endAt - at <= MAX_PADDING) {
                break;
            }
            if (entry == LONG_CODE && count <= limit) {
                int code = (int) (windowAt(source, at, end) >>> (64 - HuffmanCode.MAX_LENGTH));
                int codeLength = codeLength(code);
                target[count++] = requireOctet(symbol(code, codeLength), codeLength, endAt - at);
                at += codeLength;
                frequent = false;
            }
        }
        if (at > endAt) {
            throw invalid("is not padded with up to seven ones");
        }
        return frequent ? count : ~count;
    }

    /** The next 64 bits. */
    private static long windowAt(byte[] source, long at, int end) {
        int octetAt = (int) (at >>> 3);
        int bit = (int) (at & 7);
        return (wordAt(source, octetAt, end) << bit) | (wordAt(source, octetAt + Long.BYTES, end) >>> 1 >>> (63 - bit));
    }

    /** Eight octets, the first in the highest bits; ones behind the end. */
    private static long wordAt(byte[] source, int at, int end) {
        int left = end - at;
        if (left >= Long.BYTES) {
            return (long) LONG.get(source, at);
        }
        int from = Math.min(at, source.length - Long.BYTES);
        return ((long) LONG.get(source, from) << (8 * (at - from))) | (-1L >>> (8 * Math.max(left, 0)));
    }

    /** The length of the code that 30 bits begin with. */
    private static int codeLength(int code) {
        int length = HuffmanCode.MIN_LENGTH;
        while (code >= CODES_END[length]) {
            length++;
        }
        return length;
    }

    private static int symbol(int code, int length) {
        return SYMBOLS_BY_CODE[PLACES[length] + (code >>> (HuffmanCode.MAX_LENGTH - length))];
    }

    private static byte requireOctet(int symbol, int length, long bits) {
        if (length > bits) {
            throw invalid("ends within a code");
        }
        if (symbol == HuffmanCode.EOS) {
            throw invalid("contains EOS");
        }
        return (byte) symbol;
    }

    private static HpackException invalid(String what) {
        return new HpackException(Kind.INVALID_HUFFMAN_CODE, "A Huffman-coded string " + what + " (RFC 7541, 5.2)");
    }
}
