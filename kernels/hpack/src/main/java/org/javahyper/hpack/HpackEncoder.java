package org.javahyper.hpack;

import java.util.Map;
import org.javahyper.http.Headers;

/**
 * Encodes the field blocks of one direction of a connection; they must be sent in the order in which they were encoded.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541">RFC 7541</a>
 */
public interface HpackEncoder {
    /** An encoder with the default options. */
    static HpackEncoder create() {
        return builder().build();
    }

    /** Starts an encoder with options. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * How much room these fields need for being encoded: what the block has at most, pending size updates included, and what is needed to find out
     * whether a string is shorter in the Huffman code.
     *
     * @throws IllegalArgumentException if that is more than 2^30
     */
    int maxEncodedSize(Headers headers);

    /**
     * Writes a field block straight into place: size updates that are due, then the fields in their order.
     *
     * @param target where to write; it needs {@link #maxEncodedSize} octets from {@code offset} on, of which those behind the block may be
     *     overwritten
     * @return the offset behind the block
     * @throws IllegalArgumentException if there is less room; nothing has been written and the table is as before
     */
    int encode(Headers headers, byte[] target, int offset);

    /** A field block in an array of its own. */
    byte[] encode(Headers headers);

    /**
     * A field block of fields given as a map, those whose name begins with a colon first (RFC 9113, 8.3).
     *
     * @throws IllegalArgumentException if a character is above U+00FF
     */
    default byte[] encode(Map<String, String> fields) {
        Headers.Builder pseudo = Headers.builder();
        Headers.Builder regular = Headers.builder();
        fields.forEach((name, value) -> (name.startsWith(":") ? pseudo : regular).add(name, value));
        return encode(pseudo.addAll(regular.build()).build());
    }

    /**
     * Sets what the other side's decoder allows: its SETTINGS_HEADER_TABLE_SIZE. The table uses that much, or the cap if it is less; a change takes
     * effect at once and is told at the head of the next block.
     *
     * @param octets 0 to 2^32-1
     * @throws IllegalArgumentException if it is outside that range
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-4.2">RFC 7541, section 4.2</a>
     */
    void maxTableSize(long octets);

    /** The size of the table's entries in octets. */
    int tableSize();

    /** How many octets of entries the table may hold at present. */
    int tableCapacity();

    /** Collects options. */
    final class Builder {
        private HuffmanMode huffmanMode = HuffmanMode.SHORTER;
        private IndexingPolicy indexingPolicy = IndexingPolicy.SELECTIVE;
        private HpackProvider provider = HpackProvider.BUILTIN;
        private int tableSize = 4_096;
        private int tableSizeCap = 4_096;

        private Builder() {}

        /** When to use the Huffman code; {@link HuffmanMode#SHORTER} otherwise. */
        public Builder huffmanMode(HuffmanMode mode) {
            huffmanMode = mode;
            return this;
        }

        /** What to put into the table; {@link IndexingPolicy#SELECTIVE} otherwise. */
        public Builder indexingPolicy(IndexingPolicy policy) {
            indexingPolicy = policy;
            return this;
        }

        /**
         * The capacity that the decoder begins with; 4,096 octets otherwise, as HTTP/2 begins.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder tableSize(int octets) {
            tableSize = requireTableSize(octets);
            return this;
        }

        /**
         * How much of the decoder's allowance to use at most; 4,096 octets otherwise.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder tableSizeCap(int octets) {
            tableSizeCap = requireTableSize(octets);
            return this;
        }

        /** Who makes the encoder; {@link HpackProvider#BUILTIN} otherwise. */
        public Builder provider(HpackProvider newProvider) {
            provider = newProvider;
            return this;
        }

        /**
         * A new encoder.
         *
         * @throws IllegalArgumentException if the provider cannot honour an option
         */
        public HpackEncoder build() {
            return provider.newEncoder(huffmanMode, indexingPolicy, tableSize, tableSizeCap);
        }

        private static int requireTableSize(int octets) {
            if (octets < 0) {
                throw new IllegalArgumentException("Cannot use a table of " + octets
                        + " octets: it has 0 to 2^31-1. Give 0 to do without a dynamic table.");
            }
            return octets;
        }
    }
}
