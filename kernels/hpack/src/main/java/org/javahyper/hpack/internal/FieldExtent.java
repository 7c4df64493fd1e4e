package org.javahyper.hpack.internal;

import org.javahyper.hpack.HpackException;

/**
 * Finds where a field of a block ends whose rest may not have come yet. Only integers are read; of strings only the announced length counts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-6">RFC 7541, section 6</a>
 */
final class FieldExtent {
    /** The end is among octets that are still to come. */
    static final int INCOMPLETE = -1;

    private FieldExtent() {}

    /**
     * Finds the end of a field or size update.
     *
     * @param end offset behind what has come of the block
     * @param allowance how many octets a string may have
     * @return the offset behind the field, or {@link #INCOMPLETE}
     * @throws HpackException if an integer is invalid, or an incomplete string is announced as longer than allowed
     */
    static int end(byte[] octets, int at, int end, int allowance) {
        if (at == end) {
            return INCOMPLETE;
        }
        int prefixBits = prefixBits(octets[at]);
        int indexEnd = integerEnd(octets, at, end, prefixBits);
        if (indexEnd == INCOMPLETE || prefixBits == 7 || prefixBits == 5) {
            return indexEnd;
        }
        boolean namedByIndex = (octets[at] & ((1 << prefixBits) - 1)) != 0;
        if (namedByIndex) {
            return stringEnd(octets, indexEnd, end, allowance);
        }
        int nameEnd = stringEnd(octets, indexEnd, end, allowance);
        return nameEnd == INCOMPLETE
                ? INCOMPLETE
                : stringEnd(octets, nameEnd, end, allowance - leastLength(octets, indexEnd, end));
    }

    /** The prefix tells the representations apart: 7 bits for an indexed field, 5 for a size update, the others have strings. */
    private static int prefixBits(byte first) {
        if (first < 0) {
            return 7;
        }
        if (first >= 0x40) {
            return 6;
        }
        return first >= 0x20 ? 5 : 4;
    }

    private static int stringEnd(byte[] octets, int at, int end, int allowance) {
        int start = integerEnd(octets, at, end, 7);
        if (start == INCOMPLETE) {
            return INCOMPLETE;
        }
        int length = PrefixedInteger.value(PrefixedInteger.read(octets, at, end, 7));
        if (length <= end - start) {
            return start + length;
        }
        StringLiteral.requireAllowed(leastLength(octets, at, end), allowance);
        return INCOMPLETE;
    }

    private static int leastLength(byte[] octets, int at, int end) {
        int length = PrefixedInteger.value(PrefixedInteger.read(octets, at, end, 7));
        return StringLiteral.leastLength(length, StringLiteral.isHuffman(octets[at]));
    }

    private static int integerEnd(byte[] octets, int at, int end, int prefixBits) {
        return PrefixedInteger.isWhole(octets, at, end, prefixBits)
                ? PrefixedInteger.end(PrefixedInteger.read(octets, at, end, prefixBits))
                : INCOMPLETE;
    }
}
