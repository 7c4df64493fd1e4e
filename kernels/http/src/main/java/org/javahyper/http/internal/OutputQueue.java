package org.javahyper.http.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Octets on their way to the peer, in order: chunks of our own, which writers fill in place, and buffers lent by the caller.
 *
 * <p>A writer reserves room, writes behind the returned offset into {@link #array()}, and commits:
 *
 * <pre>{@code
 * int at = queue.reserve(17);
 * int end = FrameWriter.ping(queue.array(), at, opaqueData, false);
 * queue.commit(end);
 * }</pre>
 *
 * <p>Nothing counts until it is committed. One chunk is kept when the queue runs empty; the rest is garbage.
 */
public final class OutputQueue {
    private static final int CHUNK = 16_384;
    private static final byte[] NOTHING = new byte[0];

    private Run first = new Run(NOTHING, 0); // the last run is always one of a chunk
    private Run last = first;
    private long length;

    /**
     * Makes room for a number of octets in the current chunk.
     *
     * @return the offset in {@link #array()} at which they may be written
     */
    public int reserve(int octets) {
        if (last.array.length - last.end < octets) {
            openChunk(Math.max(CHUNK, octets));
        }
        return last.end;
    }

    /** The array of the last reservation. */
    public byte[] array() {
        return last.array;
    }

    /** Appends what was written from the reserved offset up to {@code end}. */
    public void commit(int end) {
        length += end - last.end;
        last.end = end;
    }

    /** Appends all that remains of a buffer without copying it; it belongs to the queue until it has been consumed. */
    public void lend(ByteBuffer octets) {
        if (!octets.hasRemaining()) {
            return;
        }
        Run lent = new Run(NOTHING, 0);
        lent.lent = octets.slice();
        Run rest = new Run(last.array, last.end);
        append(lent);
        append(rest);
        length += octets.remaining();
    }

    /**
     * Inserts octets, which belong to the queue from now on, in front of some that wait.
     *
     * @param ahead how many octets stay in front of them, 0 to {@link #length()}
     */
    public void insert(long ahead, byte[] octets) {
        Run before = first;
        long left = ahead;
        while (left > before.length()) {
            left -= before.length();
            before = Objects.requireNonNull(before.next);
        }
        Run inserted = new Run(octets, 0);
        inserted.end = octets.length;
        Run after = before.splitAt((int) left);
        inserted.next = after;
        before.next = inserted;
        if (last == before) {
            last = after;
        }
        length += octets.length;
    }

    /** The number of octets that wait. */
    public long length() {
        return length;
    }

    /** Takes everything, copied. */
    public byte[] take() {
        byte[] all = new byte[Math.toIntExact(length)];
        take(ByteBuffer.wrap(all));
        return all;
    }

    /**
     * Takes as much as fits, copied.
     *
     * @return the number of octets written to the target
     */
    public int take(ByteBuffer target) {
        int taken = (int) Math.min(length, target.remaining());
        int left = taken;
        while (left > 0) {
            dropEmptyRuns();
            int part = Math.min(left, first.length());
            target.put(first.view().limit(part));
            consume(part);
            left -= part;
        }
        return taken;
    }

    /** Views of all that waits, in order, nothing copied and nothing taken; valid until the queue is used again. */
    public ByteBuffer[] views() {
        List<ByteBuffer> views = new ArrayList<>();
        for (Run run = first; run != null; run = run.next) {
            if (run.length() > 0) {
                views.add(run.view());
            }
        }
        return views.toArray(new ByteBuffer[0]);
    }

    /**
     * Drops octets from the front, which the transport has taken.
     *
     * @throws IllegalArgumentException if the number is negative or more than wait
     */
    public void consume(long octets) {
        if (octets < 0 || octets > length) {
            throw new IllegalArgumentException("Cannot consume " + octets + " octets: " + length
                    + " wait. Pass the number that the transport has taken.");
        }
        length -= octets;
        long left = octets;
        while (left > 0) {
            dropEmptyRuns();
            int part = (int) Math.min(left, first.length());
            if (first.lent == null) {
                first.start += part;
            } else {
                first.lent.position(first.lent.position() + part);
            }
            left -= part;
        }
        if (length == 0) {
            rewind();
        }
    }

    /** Drops everything. */
    public void clear() {
        consume(length);
    }

    private void openChunk(int size) {
        append(new Run(new byte[size], 0));
        dropEmptyRuns();
    }

    private void append(Run run) {
        last.next = run;
        last = run;
    }

    private void dropEmptyRuns() {
        while (first != last && first.length() == 0) {
            first = Objects.requireNonNull(first.next);
        }
    }

    /** The queue is empty: starts the one chunk that is kept from its beginning, unless it was made for something large. */
    private void rewind() {
        dropEmptyRuns();
        if (last.array.length > CHUNK) {
            last.array = NOTHING;
        }
        last.start = 0;
        last.end = 0;
    }

    /** A run of octets, either of a chunk or of a lent buffer. A chunk may be shared by several runs, with lent ones between them. */
    private static final class Run {
        private byte[] array;
        private int start;
        private int end;
        private @Nullable ByteBuffer lent;
        private @Nullable Run next;

        Run(byte[] array, int start) {
            this.array = array;
            this.start = start;
            this.end = start;
        }

        int length() {
            return lent == null ? end - start : lent.remaining();
        }

        /** Keeps the first octets and returns a run of the others, which takes this one's place in the queue. */
        Run splitAt(int octets) {
            Run rest = new Run(array, start + octets);
            rest.end = end;
            rest.next = next;
            if (lent == null) {
                end = rest.start;
            } else {
                rest.lent = lent.slice().position(octets);
                lent = lent.slice().limit(octets);
            }
            return rest;
        }

        ByteBuffer view() {
            return lent == null ? ByteBuffer.wrap(array, start, end - start).slice() : lent.slice();
        }
    }
}
