package org.javahyper.client.internal;

import java.nio.ByteBuffer;

/**
 * Received octets that the program has not read yet, in a ring that grows as needed. Its owner bounds it: by the receive window, or by the
 * program's wish to keep a body.
 */
public final class OctetQueue {
    private static final int SMALLEST = 1_024;

    private byte[] ring = new byte[0];
    private int start;
    private int length;

    /** The number of octets. */
    public int length() {
        return length;
    }

    /** Appends what remains of a buffer, copied. */
    public void add(ByteBuffer octets) {
        int count = octets.remaining();
        makeRoom(Math.addExact(length, count));
        int end = (start + length) % Math.max(1, ring.length);
        int first = Math.min(count, ring.length - end);
        octets.get(ring, end, first);
        octets.get(ring, 0, count - first);
        length += count;
    }

    /**
     * Takes octets from the front.
     *
     * @return how many, 0 to {@code max}
     */
    public int take(byte[] target, int offset, int max) {
        int count = Math.min(max, length);
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, target, offset, first);
        System.arraycopy(ring, 0, target, offset + first, count - first);
        start = (start + count) % Math.max(1, ring.length);
        length -= count;
        return count;
    }

    /** Forgets everything, the memory included. */
    public void clear() {
        ring = new byte[0];
        start = 0;
        length = 0;
    }

    private void makeRoom(int needed) {
        if (needed <= ring.length) {
            return;
        }
        byte[] larger =
                new byte[(int) Math.max(Math.max(SMALLEST, needed), Math.min(2L * ring.length, Integer.MAX_VALUE - 8))];
        int kept = take(larger, 0, length);
        ring = larger;
        start = 0;
        length = kept;
    }
}
