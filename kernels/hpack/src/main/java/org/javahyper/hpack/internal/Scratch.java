package org.javahyper.hpack.internal;

/** An array for one string at a time, which grows with use and belongs to one codec. */
final class Scratch {
    /** A larger array serves one string and is dropped with it. */
    private static final int MAX_KEPT = 4_096;

    private byte[] octets = {};

    /** An array with at least that many octets, whatever they are. */
    byte[] atLeast(int size) {
        if (size <= octets.length) {
            return octets;
        }
        if (size > MAX_KEPT) {
            return new byte[size];
        }
        octets = new byte[Math.min(2 * size, MAX_KEPT)];
        return octets;
    }
}
