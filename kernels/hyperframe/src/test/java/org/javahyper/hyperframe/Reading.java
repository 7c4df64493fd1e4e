package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What a reader makes of an input: frames with the pieces of DATA joined, and violations. Checks on the way what holds for every piece. */
final class Reading {
    private final FrameReader reader;
    private final List<Object> seen = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int flowControlled;

    private Reading(int maxFrameSize) {
        reader = new FrameReader(maxFrameSize);
    }

    static List<Object> of(List<byte[]> parts) {
        return of(parts, FrameHeader.DEFAULT_MAX_FRAME_SIZE);
    }

    static List<Object> of(List<byte[]> parts, int maxFrameSize) {
        Reading reading = new Reading(maxFrameSize);
        parts.forEach(reading::feed);
        return reading.seen;
    }

    /** A view of one frame; the reader is not used again. */
    static FrameView view(byte[] octets) {
        FrameReader reader = new FrameReader(FrameHeader.MAX_LENGTH);
        reader.feed(octets);
        FrameView view = reader.next();
        assertTrue(view != null, "the frame is complete");
        return view;
    }

    private void feed(byte[] part) {
        byte[] before = part.clone();
        reader.feed(part);
        for (FrameView view = reader.next(); view != null; view = reader.next()) {
            see(view);
        }
        assertArrayEquals(before, part, "the reader never writes to its input");
    }

    private void see(FrameView view) {
        FrameViolation violation = view.violation();
        if (violation != null) {
            if (view.startsFrame()) {
                seen.add(violation + " " + FrameType.name(view.type()) + " " + view.streamId() + " " + view.length());
            }
        } else if (view.type() == FrameType.DATA) {
            seePiece(view);
        } else {
            assertTrue(view.startsFrame() && view.endsFrame());
            assertEquals(view.length(), view.payloadLength());
            seen.add(Frame.parse(view));
        }
    }

    private void seePiece(FrameView view) {
        assertEquals(flowControlled == 0 && data.size() == 0, view.startsFrame());
        assertTrue(view.dataLength() > 0 || view.endsFrame(), "no empty piece in the middle");
        data.write(view.array(), view.dataOffset(), view.dataLength());
        flowControlled += view.flowControlledLength();
        if (view.endsFrame()) {
            assertEquals(view.frameDataLength(), data.size());
            assertEquals(view.length(), flowControlled);
            int padLength = view.has(Flags.PADDED) ? view.padLength() : FrameWriter.NOT_PADDED;
            seen.add(new DataFrame(view.streamId(), data.toByteArray(), padLength, view.has(Flags.END_STREAM)));
            data.reset();
            flowControlled = 0;
        }
    }
}
