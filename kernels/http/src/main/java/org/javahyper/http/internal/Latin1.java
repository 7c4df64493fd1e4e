package org.javahyper.http.internal;

import java.nio.charset.StandardCharsets;

/** Text with one {@code char} per octet, and back. */
public final class Latin1 {
    private Latin1() {}

    public static String string(byte[] octets, int offset, int length) {
        return new String(octets, offset, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes one octet per character; the caller has seen to it that none is above U+00FF.
     *
     * @return the offset behind the last octet
     */
    @SuppressWarnings("deprecation") // exactly this copy is wanted: no charset, no array in between
    public static int copy(String text, byte[] target, int offset) {
        int length = text.length();
        text.getBytes(0, length, target, offset);
        return offset + length;
    }
}
