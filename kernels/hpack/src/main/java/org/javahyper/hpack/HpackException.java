package org.javahyper.hpack;

/**
 * A field block that cannot be decoded. It has no stack trace: the fault is in the block, not in the program.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.3">RFC 9113, section 4.3</a>
 */
public final class HpackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the block. */
    public enum Kind {
        /** The block ends within an integer or a string. */
        TRUNCATED,
        /** An integer is above 2^31-1 or has more than five octets after its prefix. */
        OVERSIZED_INTEGER,
        /** The index is 0 or beyond the tables. */
        INVALID_TABLE_INDEX,
        /** A size update is above what is allowed, or the one that is owed is missing. */
        INVALID_TABLE_SIZE,
        /** A size update stands behind a field, or is the third of its block. */
        MISPLACED_TABLE_SIZE_UPDATE,
        /** A string holds the EOS symbol, or ends in anything but up to seven bits of it. */
        INVALID_HUFFMAN_CODE,
        /** The octets are not text in the charset asked for. */
        MALFORMED_TEXT,
        /** The fields are larger together than the limit allows. */
        OVERSIZED_HEADER_LIST,
        /** There are more fields than the limit allows. */
        TOO_MANY_FIELDS,
        /** An earlier block could not be decoded, so the table is lost. */
        POISONED;

        /** Whether the block is correct but too much: HTTP/2 answers with ENHANCE_YOUR_CALM instead of COMPRESSION_ERROR. */
        public boolean isLimit() {
            return this == OVERSIZED_HEADER_LIST || this == TOO_MANY_FIELDS;
        }
    }

    private final Kind kind;

    public HpackException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
