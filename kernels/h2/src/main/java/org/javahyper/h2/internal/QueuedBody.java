package org.javahyper.h2.internal;

import java.util.Arrays;
import org.javahyper.http.internal.OutputQueue;

/**
 * The body octets that wait in the output, by stream: they are bounded, so that a program that never drains cannot pile them up.
 *
 * <p>Each DATA frame leaves a mark with the place in the output at which it ends; when the transport has passed that place, the mark is lifted.
 */
final class QueuedBody {
    private final OutputQueue output;
    private final StreamTable streams;

    private long drained; // octets that have ever left the output
    private long total;
    private long inserted; // where the last insertion ends
    private long[] starts = new long[16]; // a ring
    private long[] ends = new long[16];
    private int[] streamIds = new int[16];
    private int[] lengths = new int[16];
    private int first;
    private int count;

    QueuedBody(OutputQueue output, StreamTable streams) {
        this.output = output;
        this.streams = streams;
    }

    long total() {
        return total;
    }

    /** A DATA frame with so many octets of body is about to be appended. */
    void add(Stream stream, int octets, int frameLength) {
        if (count == ends.length) {
            grow();
        }
        int at = (first + count++) & (ends.length - 1);
        starts[at] = drained + output.length();
        ends[at] = starts[at] + frameLength;
        streamIds[at] = stream.id;
        lengths[at] = octets;
        stream.queuedBody += octets;
        total += octets;
    }

    /** The transport has taken octets. */
    void drained(long octets) {
        drained += octets;
        while (count > 0 && ends[first] <= drained) {
            Stream stream = streams.find(streamIds[first]);
            if (stream != null) {
                stream.queuedBody -= lengths[first];
            }
            total -= lengths[first];
            first = (first + 1) & (ends.length - 1);
            count--;
        }
    }

    /**
     * How many octets of the output go before the first DATA frame of which nothing has been taken, with what was inserted there; -1 if no DATA
     * waits.
     */
    long aheadOfData() {
        if (count == 0) {
            return -1;
        }
        return Math.max(inserted, starts[first] >= drained ? starts[first] : ends[first]) - drained;
    }

    /** Octets have been inserted into the output at a place between frames. */
    void inserted(long ahead, int octets) {
        for (int i = 0; i < count; i++) {
            int at = (first + i) & (ends.length - 1);
            if (starts[at] - drained >= ahead) {
                starts[at] += octets;
                ends[at] += octets;
            }
        }
        inserted = drained + ahead + octets;
    }

    private void grow() {
        int before = ends.length;
        starts = Arrays.copyOf(starts, 2 * before);
        ends = Arrays.copyOf(ends, 2 * before);
        streamIds = Arrays.copyOf(streamIds, 2 * before);
        lengths = Arrays.copyOf(lengths, 2 * before);
        System.arraycopy(starts, 0, starts, before, first);
        System.arraycopy(ends, 0, ends, before, first); // what had wrapped around goes behind the rest
        System.arraycopy(streamIds, 0, streamIds, before, first);
        System.arraycopy(lengths, 0, lengths, before, first);
    }
}
