package org.javahyper.hpack.internal;

/** An array for one string at a time, which grows with use and belongs to one codec. */
final class Scratch {
    private static final byte[] NONE = {};

    /** A larger array serves one block and is given up with it. */
    private static final int MAX_KEPT = 4_096;

    private byte[] octets = NONE;

    /** The array, which has at least that many octets, whatever they are. */
    byte[] atLeast(int size) {
        if (size > octets.length) {
            octets = new byte[Math.max(size, Math.min(2 * size, MAX_KEPT))];
        }
        return octets;
    }

    /** The array as it is. */
    byte[] octets() {
        return octets;
    }

    /** Gives up a large array. */
    void trim() {
        if (octets.length > MAX_KEPT) {
            octets = NONE;
        }
    }
}
