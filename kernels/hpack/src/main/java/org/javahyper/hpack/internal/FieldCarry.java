package org.javahyper.hpack.internal;

import java.util.Arrays;

/** The octets of a field that has not come to its end, between two fragments of its block. */
final class FieldCarry {
    private static final byte[] NONE = {};

    private byte[] octets = NONE;
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    void append(byte[] array, int offset, int octetCount) {
        int needed = Math.addExact(length, octetCount);
        if (needed > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(needed, 2 * length));
        }
        System.arraycopy(array, offset, octets, length, octetCount);
        length = needed;
    }

    /** Keeps what stands behind the whole fields. */
    void keepFrom(int offset) {
        length -= offset;
        System.arraycopy(octets, offset, octets, 0, length);
    }

    void clear() {
        octets = NONE;
        length = 0;
    }
}
