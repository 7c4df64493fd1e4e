package org.javahyper.hpack.internal;

import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;

/**
 * Integers that begin in the low bits of an octet and go on, seven bits at a time, in as many octets as they need.
 *
 * <pre>{@code
 *   0   1   2   3   4   5   6   7
 * +---+---+---+---+---+---+---+---+
 * | ?   ?   ? | 1   1   1   1   1 |   a prefix of five bits, all ones: more follows
 * +---+---+---+-------------------+
 * | 1 |    value - 31, low 7 bits |
 * +---+---------------------------+
 * | 0 |   value - 31, next 7 bits |
 * +---+---------------------------+
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-5.1">RFC 7541, section 5.1</a>
 */
public final class PrefixedInteger {
    /** The most octets that an integer takes, its prefix included. */
    public static final int MAX_ENCODED_SIZE = 6;

    private static final int MAX_CONTINUATION_BITS = 7 * (MAX_ENCODED_SIZE - 1);

    private PrefixedInteger() {}

    /**
     * Reads an integer.
     *
     * @param end offset behind the last octet that belongs to the block
     * @return {@link #value} and {@link #end} in one number, because a method returns one and an object would cost an allocation
     * @throws HpackException if the octets end too early, or the value is above 2^31-1, or more than five octets follow the prefix
     */
    public static long read(byte[] source, int at, int end, int prefixBits) {
        int mask = mask(prefixBits);
        if (at >= end) {
            throw truncated();
        }
        int value = source[at] & mask;
        return value < mask ? packed(value, at + 1) : readContinuation(source, at + 1, end, mask);
    }

    private static long readContinuation(byte[] source, int from, int end, int mask) {
        long value = mask;
        int at = from;
        for (int shift = 0; shift < MAX_CONTINUATION_BITS; shift += 7) {
            if (at >= end) {
                throw truncated();
            }
            int octet = source[at++];
            value += (octet & 0x7fL) << shift;
            if (octet >= 0) {
                return packed(requireInRange(value), at);
            }
        }
        throw new HpackException(
                Kind.OVERSIZED_INTEGER, "An integer has more than five octets behind its prefix (RFC 7541, 5.1)");
    }

    /** Whether the octets of an integer, or as many of them as make it too long, are all there. */
    static boolean isWhole(byte[] source, int at, int end, int prefixBits) {
        int mask = mask(prefixBits);
        if (at >= end || (source[at] & mask) < mask) {
            return at < end;
        }
        int last = at + 1;
        while (last < end && source[last] < 0 && last - at < MAX_ENCODED_SIZE - 1) {
            last++;
        }
        return last < end;
    }

    /** The value that was read, 0 to 2^31-1. */
    public static int value(long read) {
        return (int) (read >>> 32);
    }

    /** The offset behind the integer that was read. */
    public static int end(long read) {
        return (int) read;
    }

    /**
     * Writes an integer.
     *
     * @param pattern the bits of the first octet above the prefix
     * @return the offset behind the integer
     * @throws IllegalArgumentException if the value is negative or the prefix is not of 1 to 8 bits
     */
    public static int write(int value, int prefixBits, int pattern, byte[] target, int offset) {
        int mask = mask(prefixBits);
        if (value < 0) {
            throw new IllegalArgumentException(
                    "Cannot write " + value + " as a prefixed integer: it has 0 to 2^31-1. Check the number before.");
        }
        if (value < mask) {
            target[offset] = (byte) (pattern | value);
            return offset + 1;
        }
        target[offset] = (byte) (pattern | mask);
        int rest = value - mask;
        int at = offset + 1;
        while (rest > 0x7f) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at] = (byte) rest;
        return at + 1;
    }

    /** How many octets an integer takes, its prefix included. */
    static int encodedSize(int value, int prefixBits) {
        int mask = mask(prefixBits);
        return value < mask ? 1 : 2 + (31 - Integer.numberOfLeadingZeros((value - mask) | 1)) / 7;
    }

    private static int mask(int prefixBits) {
        if (prefixBits < 1 || prefixBits > 8) {
            throw new IllegalArgumentException("Cannot use a prefix of " + prefixBits
                    + " bits: it has 1 to 8 (RFC 7541, 5.1). Take the one of the representation.");
        }
        return (1 << prefixBits) - 1;
    }

    private static long packed(int value, int end) {
        return ((long) value << 32) | end;
    }

    private static int requireInRange(long value) {
        if (value > Integer.MAX_VALUE) {
            throw new HpackException(
                    Kind.OVERSIZED_INTEGER, "The integer " + value + " is above 2^31-1 (RFC 7541, 5.1)");
        }
        return (int) value;
    }

    private static HpackException truncated() {
        return new HpackException(Kind.TRUNCATED, "The block ends within an integer (RFC 7541, 5.1)");
    }
}
