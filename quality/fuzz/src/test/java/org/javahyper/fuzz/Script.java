package org.javahyper.fuzz;

import java.util.Arrays;
import java.util.List;

/** The input of a target, read from its front: every input is a valid script, and what is missing at its end is 0. */
final class Script {
    private static final List<Integer> TABLE_SIZES = List.of(4_096, 0, 31, 32, 64, 100, 256, 65_536);

    private final byte[] octets;
    private int at;

    Script(byte[] octets) {
        this.octets = octets;
    }

    boolean isEmpty() {
        return at == octets.length;
    }

    /** One octet, 0 to 255. */
    int octet() {
        return isEmpty() ? 0 : octets[at++] & 0xff;
    }

    /** One octet that says which of the values to take. */
    <T> T oneOf(List<T> values) {
        return values.get(octet() % values.size());
    }

    /** One octet that says which size an HPACK table is to have: that of HTTP/2, none, about an empty entry, a few, many. */
    int tableSize() {
        return oneOf(TABLE_SIZES);
    }

    /** As many octets, or as many as are left. */
    byte[] take(int count) {
        int from = at;
        at = Math.min(octets.length, at + count);
        return Arrays.copyOfRange(octets, from, at);
    }

    byte[] rest() {
        return take(octets.length);
    }
}
