package org.javahyper.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameException;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameReader;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any octets, in any cuts, are frames and violations; none of them throws, and none of them costs more than it brings.
 *
 * <p>The script: an octet for the maximum frame size; an octet for the number of cuts, 0 to 15, and so many octets; the rest is what the reader
 * gets. Each cut is the length of a part, in turn until the input is used up; 0 is an empty part and then one octet. Without cuts the reader
 * gets octet by octet.
 */
class FrameReaderFuzz {
    private static final List<Integer> MAX_FRAME_SIZES = List.of(16_384, FrameHeader.MAX_LENGTH, 100, 0);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<byte[]> seeds() {
        return Seeds.in("frame-reader.txt");
    }

    @MethodSource("seeds")
    @FuzzTest
    void readsTheSameHoweverTheInputIsCut(byte[] input) {
        Script script = new Script(input);
        int maxFrameSize = script.oneOf(MAX_FRAME_SIZES);
        byte[] lengths = script.take(script.octet() & 0x0f);
        byte[] octets = script.rest();
        List<byte[]> parts = cut(octets, lengths);

        RawFrames raw = RawFrames.cut(octets, maxFrameSize);

        assertEquals(raw.reading(), Reading.of(List.of(octets), maxFrameSize));
        assertEquals(raw.reading(), Reading.of(parts, maxFrameSize));
        assertTrue(allocatedFor(parts, maxFrameSize) <= 65_536 + 8L * octets.length, "nothing is reserved in advance");
        raw.frames().forEach(FrameReaderFuzz::checkRecord);
        checkRecord(octets);
    }

    /** The octets of a record are those of its frame but for what is normalised (FR-SER-08), and only a {@code FrameException} says no. */
    private static void checkRecord(byte[] octets) {
        Frame frame;
        try {
            frame = Frame.parse(octets);
        } catch (FrameException refusal) {
            assertEquals(refusal.kind(), refusalOf(() -> Frame.explain(octets)));
            refusalOf(() -> Frame.parseStrictly(octets));
            return;
        }
        byte[] written = frame.toBytes();

        assertArrayEquals(RawFrames.normalized(octets), written);
        assertEquals(frame, Frame.parse(written));
        assertEquals(frame.hashCode(), Frame.parse(written).hashCode());
        assertEquals(frame + ", " + frame.length() + " octets of payload", Frame.explain(octets));
        if (RawFrames.isKnown(frame.type())) {
            assertEquals(frame, Frame.parseStrictly(octets));
        } else {
            assertEquals(FrameException.Kind.UNKNOWN_FRAME, refusalOf(() -> Frame.parseStrictly(octets)));
        }
    }

    private static FrameException.Kind refusalOf(Runnable parsing) {
        try {
            parsing.run();
        } catch (FrameException refusal) {
            return refusal.kind();
        }
        throw new AssertionError("not refused");
    }

    private static List<byte[]> cut(byte[] octets, byte[] lengths) {
        List<byte[]> parts = new ArrayList<>();
        int at = 0;
        for (int turn = 0; at < octets.length; turn++) {
            int length = lengths.length == 0 ? 1 : lengths[turn % lengths.length] & 0xff;
            if (length == 0) {
                parts.add(new byte[0]);
            }
            int end = Math.min(octets.length, at + Math.max(1, length));
            parts.add(Arrays.copyOfRange(octets, at, end));
            at = end;
        }
        return parts;
    }

    private static long allocatedFor(List<byte[]> parts, int maxFrameSize) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        FrameReader reader = new FrameReader(maxFrameSize);
        for (byte[] part : parts) {
            reader.feed(part);
            while (reader.next() != null) {}
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
