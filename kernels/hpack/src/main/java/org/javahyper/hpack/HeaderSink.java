package org.javahyper.hpack;

/**
 * Takes the fields of a block, one by one, in their order.
 *
 * <p>The traits of a field are what the decoder learned while it read the octets. They are kept with the entry of a table, so that a repeated
 * field is never scanned again:
 *
 * <pre>{@code
 *  11 10   9     8    7 ... 0
 * +-----+-----+-----+---------+
 * |  R  |  V  |  N  |  token  |   R: representation, V: WELL_FORMED_VALUE, N: WELL_FORMED_NAME
 * +-----+-----+-----+---------+
 * }</pre>
 */
@FunctionalInterface
public interface HeaderSink {
    /** The bits of the name's token, one of {@link org.javahyper.http.HeaderNames}; 0 for a name that is not known there. */
    int NAME_TOKEN_MASK = 0xff;

    /** The name is a known pseudo-field name, or a token without upper-case letters (RFC 9113, 8.2.1 and 8.3). */
    int WELL_FORMED_NAME = 0x100;

    /** The value has only octets that a field value may have, and no blanks at its ends (RFC 9113, 8.2.1). */
    int WELL_FORMED_VALUE = 0x200;

    /** The bits that say how the field was carried (RFC 7541, 6). */
    int REPRESENTATION_MASK = 0xc00;

    /** The field came from a table (RFC 7541, 6.1). */
    int INDEXED = 0;

    /** The field has entered the dynamic table, if it fits (RFC 7541, 6.2.1). */
    int LITERAL_WITH_INDEXING = 0x400;

    /** The field has not entered the dynamic table; the next hop may do otherwise (RFC 7541, 6.2.2). */
    int LITERAL_WITHOUT_INDEXING = 0x800;

    /** The field must never enter a table, on no hop (RFC 7541, 6.2.3). */
    int NEVER_INDEXED = 0xc00;

    /**
     * Takes one field.
     *
     * @param name one {@code char} per octet; the instance of {@link org.javahyper.http.HeaderNames} where the name is known there
     * @param value one {@code char} per octet
     * @param traits the bits described above
     */
    void field(String name, String value, int traits);

    /** Whether the field must be passed on in the same way and its value kept out of logs. */
    static boolean isNeverIndexed(int traits) {
        return (traits & REPRESENTATION_MASK) == NEVER_INDEXED;
    }
}
