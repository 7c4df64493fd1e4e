package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 1_000;
    private static final int FRAMES = 5; // one of each kind below

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);
    private final byte[] octets = new byte[1_024];
    private int framesRead;

    @Test
    void readingFramesOfOneInputAllocatesNothing() {
        int end = writeFrames();

        long allocated = allocatedBy(() -> read(0, end));

        assertEquals(0, allocated / ROUNDS);
        assertEquals(2 * ROUNDS * FRAMES, framesRead);
    }

    @Test
    void readingFramesOfCutInputAllocatesNothing() {
        int end = writeFrames();

        long allocated = allocatedBy(() -> {
            for (int at = 0; at < end; at += 7) {
                read(at, Math.min(7, end - at));
            }
        });

        assertEquals(0, allocated / ROUNDS);
    }

    @Test
    void writingFramesAllocatesNothing() {
        long allocated = allocatedBy(this::writeFrames);

        assertEquals(0, allocated / ROUNDS);
    }

    private void read(int offset, int length) {
        reader.feed(octets, offset, length);
        for (FrameView view = reader.next(); view != null; view = reader.next()) {
            assertNull(view.violation());
            framesRead++;
        }
    }

    private int writeFrames() {
        int end = FrameWriter.data(octets, 0, 1, 24, true) + 24;
        end = FrameWriter.data(octets, end, 1, 24, 3, true) + 24;
        end = FrameWriter.padding(octets, end, 3);
        end = FrameWriter.headers(octets, end, 1, 24, FrameWriter.NOT_PADDED, PriorityFields.DEFAULT, true, true) + 24;
        end = FrameWriter.windowUpdate(octets, end, 1, 1_000);
        return FrameWriter.ping(octets, end, 0x0102030405060708L, false);
    }

    /** Octets that as many runs allocate, after as many to warm up. */
    private long allocatedBy(Runnable action) {
        for (int i = 0; i < ROUNDS; i++) {
            action.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            action.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
