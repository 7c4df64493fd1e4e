package org.javahyper.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.http.HeaderNames;

/**
 * A field as a decoder delivers it.
 *
 * @param name one character for each octet
 * @param value likewise
 * @param traits those of {@link HeaderSink}
 */
record Field(String name, String value, int traits) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
    private static final Pattern VALUE =
            Pattern.compile("([\\x21-\\x7e\\x80-\\xff]([\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?");

    /** A field with the traits that it must have. */
    static Field carried(int representation, String name, String value) {
        int token = HeaderNames.token(name);
        boolean wellFormedName =
                token != HeaderNames.UNKNOWN || NAME.matcher(name).matches();
        boolean wellFormedValue = VALUE.matcher(value).matches();
        return new Field(
                name,
                value,
                representation
                        | token
                        | (wellFormedName ? HeaderSink.WELL_FORMED_NAME : 0)
                        | (wellFormedValue ? HeaderSink.WELL_FORMED_VALUE : 0));
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** What it counts in a table or a list (RFC 7541, 4.1). */
    int size() {
        return name.length() + value.length() + 32;
    }
}
