package org.javahyper.h2.internal;

import java.util.Arrays;

/** The idle streams that PRIORITY_UPDATE has named: their ids alone, so that they can be counted (RFC 9218, 7.1). */
final class PrioritizedStreams {
    private int[] ids = new int[0]; // ascending
    private int size;

    /** How many there are if this one is added. */
    int sizeWith(int streamId) {
        return Arrays.binarySearch(ids, 0, size, streamId) >= 0 ? size : size + 1;
    }

    void add(int streamId) {
        int at = Arrays.binarySearch(ids, 0, size, streamId);
        if (at >= 0) {
            return;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, Math.max(8, 2 * size));
        }
        int insertion = -at - 1;
        System.arraycopy(ids, insertion, ids, insertion + 1, size - insertion);
        ids[insertion] = streamId;
        size++;
    }

    /** The stream and all below it are idle no more. */
    void opened(int highest) {
        int at = Arrays.binarySearch(ids, 0, size, highest);
        int gone = at >= 0 ? at + 1 : -at - 1;
        System.arraycopy(ids, gone, ids, 0, size - gone);
        size -= gone;
    }
}
