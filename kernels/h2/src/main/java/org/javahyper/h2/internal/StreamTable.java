package org.javahyper.h2.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open streams by id: open addressing with linear probing, no boxing. The last stream found is remembered, because frames come in runs;
 * closed streams are kept for reuse.
 */
final class StreamTable {
    private static final int MAX_FREE = 128;

    private int[] ids = new int[16]; // 0: empty slot
    private @Nullable Stream[] streams = new Stream[16];
    private int size;
    private final int[] sizes = new int[2]; // by parity of the id, which tells who opened the stream
    private int reserved;
    private @Nullable Stream last;

    private final @Nullable Stream[] free = new Stream[MAX_FREE];
    private int freeCount;

    int size() {
        return size;
    }

    /** The number of streams with even (0) or odd (1) ids that are open or half-closed (RFC 9113, 5.1.2). */
    int active(int parity) {
        return parity == 0 ? sizes[0] - reserved : sizes[1];
    }

    /** The number of promised streams whose response has not begun; they are even. */
    int reserved() {
        return reserved;
    }

    /** Lets a stream take a step, and keeps the accounts. */
    void step(Stream stream, StreamInput input) {
        int before = stream.isReserved() ? 1 : 0;
        stream.step(input);
        reserved += (stream.isReserved() ? 1 : 0) - before;
    }

    @Nullable
    Stream find(int streamId) {
        Stream candidate = last;
        if (candidate != null && candidate.id == streamId) {
            return candidate;
        }
        int slot = slot(streamId);
        while (ids[slot] != streamId) {
            if (ids[slot] == 0) {
                return null;
            }
            slot = next(slot);
        }
        last = streams[slot];
        return last;
    }

    Stream open(int streamId, long sendWindow, long receiveWindow) {
        if (2 * (size + 1) > ids.length) {
            grow();
        }
        Stream stream = freeCount > 0 ? free[--freeCount] : null;
        if (stream == null) {
            stream = new Stream();
        }
        stream.open(streamId, sendWindow, receiveWindow);
        put(stream);
        size++;
        sizes[streamId & 1]++;
        last = stream;
        return stream;
    }

    void remove(Stream stream) {
        int slot = slot(stream.id);
        while (ids[slot] != stream.id) {
            slot = next(slot);
        }
        removeSlot(slot);
        size--;
        sizes[stream.id & 1]--;
        if (last == stream) {
            last = null;
        }
        if (freeCount < MAX_FREE) {
            free[freeCount++] = stream;
        }
    }

    void forEach(Consumer<Stream> action) {
        for (Stream stream : streams.clone()) {
            if (stream != null) {
                action.accept(stream);
            }
        }
    }

    /** The open streams, by id. */
    List<Stream> inOrder() {
        List<Stream> ordered = new ArrayList<>(size);
        forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(stream -> stream.id));
        return ordered;
    }

    /** The largest number of octets by which every receive window can grow. */
    long leastReceiveHeadroom() {
        long least = SendWindow.MAX;
        for (Stream stream : streams) {
            if (stream != null) {
                least = Math.min(least, SendWindow.MAX - stream.receiveWindow.current());
            }
        }
        return least;
    }

    void clear() {
        ids = new int[16];
        streams = new Stream[16];
        size = 0;
        Arrays.fill(sizes, 0);
        reserved = 0;
        last = null;
    }

    private void put(Stream stream) {
        int slot = slot(stream.id);
        while (ids[slot] != 0) {
            slot = next(slot);
        }
        ids[slot] = stream.id;
        streams[slot] = stream;
    }

    /** Empties a slot and moves back what would not be found any more behind the gap. */
    private void removeSlot(int emptied) {
        int gap = emptied;
        int slot = next(gap);
        while (ids[slot] != 0) {
            int home = slot(ids[slot]);
            if (((slot - home) & mask()) >= ((slot - gap) & mask())) {
                ids[gap] = ids[slot];
                streams[gap] = streams[slot];
                gap = slot;
            }
            slot = next(slot);
        }
        ids[gap] = 0;
        streams[gap] = null;
    }

    private void grow() {
        @Nullable Stream[] before = streams;
        ids = new int[2 * before.length];
        streams = new Stream[2 * before.length];
        for (Stream stream : before) {
            if (stream != null) {
                put(stream);
            }
        }
    }

    private int slot(int streamId) {
        return (streamId * 0x9E37_79B9) >>> Integer.numberOfLeadingZeros(mask());
    }

    private int next(int slot) {
        return (slot + 1) & mask();
    }

    private int mask() {
        return ids.length - 1;
    }
}
