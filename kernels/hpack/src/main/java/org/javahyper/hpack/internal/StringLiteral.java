package org.javahyper.hpack.internal;

import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.FieldGrammar;
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
 * The octets of a plain string stay in the block, which this class does not keep: it is passed in again by whoever asks for them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-5.2">RFC 7541, section 5.2</a>
 */
final class StringLiteral {
    private final Scratch scratch = new Scratch();
    private boolean huffman;
    private boolean frequent;
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
        huffman = isHuffman(block[at]);
        if (huffman) {
            decodeHuffman(block, start, encodedLength, allowance);
        } else {
            frequent = false;
            offset = start;
            length = encodedLength;
        }
        requireAllowed(length, allowance);
        return start + encodedLength;
    }

    /** Whether the string that begins with this octet is in the Huffman code. */
    static boolean isHuffman(byte first) {
        return first < 0;
    }

    /** The fewest octets that a string of that length in the block can have. */
    static int leastLength(int encodedLength, boolean huffman) {
        return huffman ? (int) (8L * encodedLength / HuffmanCode.MAX_LENGTH) : encodedLength;
    }

    private void decodeHuffman(byte[] block, int start, int encodedLength, int allowance) {
        requireAllowed(leastLength(encodedLength, true), allowance);
        int longest = (int) Math.min(8L * encodedLength / HuffmanCode.MIN_LENGTH, allowance);
        byte[] target = scratch.atLeast(longest + HuffmanDecoder.SLACK);
        offset = 0;
        int count = HuffmanDecoder.decode(block, start, encodedLength, target, longest);
        frequent = count >= 0;
        length = frequent ? count : ~count;
    }

    /** The array that holds the string's octets. */
    byte[] octets(byte[] block) {
        return huffman ? scratch.octets() : block;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Whether the string is a field value. */
    boolean isFieldValue(byte[] block) {
        return frequent
                ? !FieldGrammar.hasBlankEnd(scratch.octets(), 0, length)
                : FieldGrammar.isFieldValue(octets(block), offset, length);
    }

    String text(byte[] block) {
        return Latin1.string(octets(block), offset, length);
    }

    /** Gives up what was needed for a long string. */
    void trim() {
        scratch.trim();
    }

    /** Fails if a string of that many octets is longer than allowed. */
    static void requireAllowed(int length, int allowance) {
        if (length > allowance) {
            throw new HpackException(
                    Kind.OVERSIZED_HEADER_LIST,
                    "A string takes the header list beyond its limit: " + Math.max(0, allowance) + " octets are left");
        }
    }
}
