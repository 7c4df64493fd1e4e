package org.javahyper.hpack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.javahyper.http.Headers;
import org.javahyper.http.internal.FieldList;

/**
 * Decodes the field blocks of one direction of a connection, in the order in which they were sent.
 *
 * <p>Not thread-safe. After an {@link HpackException} the table is lost, and every later block throws; the connection has to end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541">RFC 7541</a>
 */
public interface HpackDecoder {
    /** A decoder with the default limits that fails when a block passes them. */
    static HpackDecoder create() {
        return builder().build();
    }

    /** Starts a decoder with options. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Decodes one complete field block, or the rest of one that has begun with {@link #decodeFragment}.
     *
     * <p>The array is read during the call and not kept. An exception that the sink throws passes through, and the decoder is lost then too.
     *
     * @return false if the block passed a limit and the decoder discards: the fields behind that place were not delivered, and those before it are
     *     to be dropped
     * @throws HpackException if the block is malformed, passes a limit that ends decoding, or an earlier block has failed
     */
    default boolean decode(byte[] array, int offset, int length, HeaderSink sink) {
        return decodeFragment(array, offset, length, true, sink);
    }

    /**
     * Decodes the next fragment of a field block, cut anywhere: as many fields as are whole with it. What remains is copied and waits for the next
     * fragment. A limit acts in the fragment that passes it, and a string that is announced as longer than the limits allow is refused before it
     * has come, so a block needs little more memory than its longest field.
     *
     * @param endOfBlock whether the block ends with this fragment; the next one then begins another
     * @return false if the block has passed a limit so far and the decoder discards, as above
     * @throws HpackException as above
     */
    boolean decodeFragment(byte[] array, int offset, int length, boolean endOfBlock, HeaderSink sink);

    /** Decodes the remaining octets of a buffer, one complete field block, and moves its position to its limit. */
    default boolean decode(ByteBuffer block, HeaderSink sink) {
        int length = block.remaining();
        if (block.hasArray()) {
            int offset = block.arrayOffset() + block.position();
            block.position(block.limit());
            return decode(block.array(), offset, length, sink);
        }
        byte[] octets = new byte[length];
        block.get(octets);
        return decode(octets, 0, length, sink);
    }

    /**
     * Decodes one complete field block into a list; fields that came as never indexed are sensitive in it.
     *
     * @throws HpackException as above, and also if the block passed a limit and the decoder discards; that one does no harm to later blocks
     */
    default Headers decode(byte[] block) {
        FieldList fields = new FieldList(16);
        HeaderSink collector = (name, value, traits) -> fields.add(name, value, HeaderSink.isNeverIndexed(traits));
        if (!decode(block, 0, block.length, collector)) {
            throw new HpackException(
                    HpackException.Kind.OVERSIZED_HEADER_LIST,
                    "The block has " + headerFieldCount() + " fields and " + headerListSize()
                            + " octets, more than this decoder accepts. Raise its limits, or drop the message.");
        }
        return Headers.of(fields);
    }

    /** The size of the last block's fields in octets, name + value + 32 each, dropped ones included; of a block that has begun, so far. */
    long headerListSize();

    /** The number of the last block's fields, dropped ones included; of a block that has begun, so far. */
    int headerFieldCount();

    /** How many entries the last block pushed out of the table. */
    int evictionCount();

    /** Changes the limits from the next block on. */
    void limits(HpackLimits limits);

    /**
     * Changes what the other side's encoder may use: the value of the last own SETTINGS_HEADER_TABLE_SIZE that it has acknowledged.
     *
     * <p>The table itself changes when the encoder says so in a block. If it is larger than the new value, the next block must say so first.
     *
     * @param octets 0 or more
     * @throws IllegalArgumentException if it is negative
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.3.1">RFC 9113, section 4.3.1</a>
     */
    void maxAllowedTableSize(int octets);

    /** The size of the table's entries in octets. */
    int tableSize();

    /** How many octets of entries the table may hold at present. */
    int tableCapacity();

    /**
     * Reads a name or value, which is a string of octets, as text.
     *
     * @param octets one {@code char} per octet
     * @throws HpackException if the octets are malformed in that charset
     */
    static String text(String octets, Charset charset) {
        try {
            byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new HpackException(
                    HpackException.Kind.MALFORMED_TEXT,
                    "Cannot read " + octets.length() + " octets as " + charset
                            + ": they are malformed there. Use another charset, or the octets as they are.");
        }
    }

    /** Collects options. */
    final class Builder {
        private HpackLimits limits = HpackLimits.DEFAULT;
        private boolean discardOversized;
        private HpackProvider provider = HpackProvider.BUILTIN;
        private int tableSize = 4_096;

        private Builder() {}

        /** How much a block may hold; {@link HpackLimits#DEFAULT} otherwise. */
        public Builder limits(HpackLimits newLimits) {
            limits = newLimits;
            return this;
        }

        /** Whether a block beyond the limits is decoded to its end and reported, instead of failing; false otherwise. */
        public Builder discardOversized(boolean discard) {
            discardOversized = discard;
            return this;
        }

        /**
         * The table's capacity at the start, and what the encoder may use; 4,096 octets otherwise, as HTTP/2 begins.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder tableSize(int octets) {
            tableSize = requireTableSize(octets);
            return this;
        }

        /** Who makes the decoder; {@link HpackProvider#BUILTIN} otherwise. */
        public Builder provider(HpackProvider newProvider) {
            provider = newProvider;
            return this;
        }

        /**
         * A new decoder.
         *
         * @throws IllegalArgumentException if the provider cannot honour an option
         */
        public HpackDecoder build() {
            return provider.newDecoder(limits, discardOversized, tableSize);
        }

        private static int requireTableSize(int octets) {
            if (octets < 0) {
                throw new IllegalArgumentException("Cannot start with a table of " + octets
                        + " octets: it has 0 to 2^31-1. Give 0 to do without a dynamic table.");
            }
            return octets;
        }
    }
}
