package org.javahyper.fuzz;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The Huffman code as the tree that it is: a zero goes left, a one right. */
final class HuffmanTree {
    private static final int EOS = 256;
    private static final Node ROOT = new Node();

    static {
        int symbol = 0;
        for (String code :
                Seeds.lines("/org/javahyper/hpack/rfc7541-appendix-b.txt").toList()) {
            Node node = ROOT;
            for (int bit = 0; bit < code.length(); bit++) {
                node = node.next(code.charAt(bit) - '0');
            }
            node.symbol = symbol++;
        }
    }

    private static final class Node {
        private @Nullable Node left;
        private @Nullable Node right;
        private int symbol = -1;

        /** The node below; it is made when the way there is gone for the first time. */
        Node next(int bit) {
            if (bit == 0) {
                left = left == null ? new Node() : left;
                return left;
            }
            right = right == null ? new Node() : right;
            return right;
        }
    }

    private HuffmanTree() {}

    /**
     * Octets that were in the code.
     *
     * @param text one character for each octet, up to the place of the fault if there is one
     * @param valid whether there is no EOS, and at the end fewer than eight bits of padding, all ones
     */
    record Decoded(String text, boolean valid) {}

    static Decoded decode(byte[] encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Node node = ROOT;
        int pending = 0; // bits since the last symbol
        boolean allOnes = true;
        for (int at = 0; at < 8 * encoded.length; at++) {
            int bit = encoded[at / 8] >> (7 - at % 8) & 1;
            node = node.next(bit);
            pending++;
            allOnes = allOnes && bit == 1;
            if (node.symbol == EOS) {
                return new Decoded(Field.text(octets.toByteArray()), false);
            }
            if (node.symbol >= 0) {
                octets.write(node.symbol);
                node = ROOT;
                pending = 0;
                allOnes = true;
            }
        }
        return new Decoded(Field.text(octets.toByteArray()), pending < 8 && allOnes);
    }
}
