package org.javahyper.h2.internal;

import java.util.Arrays;
import org.javahyper.h2.ClosedReason;

/**
 * The streams that were closed last, with the reason of each: enough to judge frames that were under way when a stream closed.
 *
 * <p>A ring of fixed size. What it has forgotten is treated leniently, because a correct peer's late frames must never cost it the connection.
 * An id that is neither open nor in the ring was skipped if it is above the highest one ever evicted, and is unknown otherwise.
 */
final class ClosedStreams {
    private final int capacity;
    private int[] ids;
    private ClosedReason[] reasons;
    private int size;
    private int oldest;
    private final int[] highestEvicted = new int[2]; // by parity

    ClosedStreams(int capacity) {
        this.capacity = capacity;
        ids = new int[Math.min(8, capacity)];
        reasons = new ClosedReason[ids.length];
    }

    void add(int streamId, ClosedReason reason) {
        if (size == ids.length && size < capacity) {
            grow();
        }
        int at;
        if (size < ids.length) {
            at = size++;
        } else {
            at = oldest;
            oldest = (oldest + 1) % size;
            int evicted = ids[at];
            highestEvicted[evicted & 1] = Math.max(highestEvicted[evicted & 1], evicted);
        }
        ids[at] = streamId;
        reasons[at] = reason;
    }

    /** The reason of a stream that is at or below the highest id of its side and not open. */
    ClosedReason reasonOf(int streamId) {
        int at = indexOf(streamId);
        if (at >= 0) {
            return reasons[at];
        }
        return streamId > highestEvicted[streamId & 1] ? ClosedReason.IMPLICIT : ClosedReason.UNKNOWN;
    }

    /** What a frame means that comes now, after the stream has closed. */
    Verdict verdict(int streamId, LateFrame frame) {
        ClosedReason reason = reasonOf(streamId);
        Verdict verdict = LateFrames.LATE.verdict(reason, frame);
        ClosedReason next = LateFrames.LATE.next(reason, frame);
        if (next != reason) {
            reasons[indexOf(streamId)] = next; // only what is in the ring changes
        }
        return verdict;
    }

    private int indexOf(int streamId) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == streamId) {
                return i;
            }
        }
        return -1;
    }

    /** The ring is full and has never been more than that, so the oldest stands first. */
    private void grow() {
        int length = Math.min(capacity, 2 * size);
        ids = Arrays.copyOf(ids, length);
        reasons = Arrays.copyOf(reasons, length);
    }
}
