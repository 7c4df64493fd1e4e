package org.javahyper.benchmarks;

import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameWriter;

/** Ours: a view of each frame in the input; frames written into an array, data included. */
final class HyperFrames implements FrameLibrary {
    private final FrameReader reader = new FrameReader(16_384);
    private final byte[] target = new byte[Frames.INPUT.length];

    @Override
    public long read() {
        long sum = 0;
        reader.feed(Frames.INPUT, 0, Frames.INPUT.length);
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            if (frame.violation() == null
                    && frame.type() == FrameType.DATA
                    && frame.array()[frame.dataOffset()] == 't') {
                sum += frame.streamId() + frame.dataLength();
            }
        }
        return sum;
    }

    @Override
    public long write() {
        int end = 0;
        for (int frame = 0; frame < Frames.COUNT; frame++) {
            end = FrameWriter.data(target, end, Frames.streamId(frame), Frames.PAYLOAD_LENGTH, false);
            System.arraycopy(Frames.PAYLOAD, 0, target, end, Frames.PAYLOAD_LENGTH);
            end += Frames.PAYLOAD_LENGTH;
        }
        return end;
    }
}
