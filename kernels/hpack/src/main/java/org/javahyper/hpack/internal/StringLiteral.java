package org.javahyper.hpack.internal;

import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.internal.Latin1;

/**
 * A string of a field block, read but not yet made a {@code String}: it may turn out that nobody wants it.
 *
 * <pre>{@code
 *   0   1   2   3   4   5   6   7
 * +---+---+---+---+---+---+---+---+
 * | H |    String Length (7+)     |   H: the octets are in the Huffman code
 * +---+---------------------------+
 * |  String Data (Length octets)  |
 * +-------------------------------+
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-5.2">RFC 7541, section 5.2</a>
 */
final class StringLiteral {
    private static final byte[] NONE = {};

    private final Scratch scratch = new Scratch();
    private byte[] octets = NONE;
    private int offset;
    private int length;

    /**
     * Reads the string at a place of the block.
     *
     * @param end offset behind the block
     * @param allowance how many octets the string may have; negative if even the empty one is too long
     * @return the offset behind the string
     * @throws HpackException if the block ends too early, the Huffman code is invalid, or the string has more octets than allowed
     */
    int read(byte[] block, int at, int end, int allowance) {
        long prefix = PrefixedInteger.read(block, at, end, 7);
        int encodedLength = PrefixedInteger.value(prefix);
        int start = PrefixedInteger.end(prefix);
        if (encodedLength > end - start) {
            throw new HpackException(
                    Kind.TRUNCATED,
                    "A string of " + encodedLength + " octets does not fit into the " + (end - start)
                            + " that are left of the block (RFC 7541, 5.2)");
        }
        if (block[at] < 0) {
            decodeHuffman(block, start, encodedLength, allowance);
        } else {
            octets = block;
            offset = start;
            length = encodedLength;
            requireAllowed(length, allowance);
        }
        return start + encodedLength;
    }

    private void decodeHuffman(byte[] block, int start, int encodedLength, int allowance) {
        long bits = 8L * encodedLength;
        requireAllowed(bits / HuffmanCode.MAX_LENGTH, allowance);
        int longest = (int) Math.min(bits / HuffmanCode.MIN_LENGTH, allowance);
        octets = scratch.atLeast(longest + HuffmanDecoder.SLACK);
        offset = 0;
        length = HuffmanDecoder.decode(block, start, encodedLength, octets, longest);
        requireAllowed(length, allowance);
    }

    byte[] octets() {
        return octets;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    String text() {
        return Latin1.string(octets, offset, length);
    }

    /** Lets go of the block. */
    void clear() {
        octets = NONE;
        length = 0;
    }

    private static void requireAllowed(long length, int allowance) {
        if (length > allowance) {
            throw new HpackException(
                    Kind.OVERSIZED_HEADER_LIST,
                    "A string takes the header list beyond its limit: " + Math.max(0, allowance) + " octets are left");
        }
    }
}
