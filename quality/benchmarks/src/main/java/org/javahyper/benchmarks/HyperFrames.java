package org.javahyper.benchmarks;

import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameWriter;
import org.openjdk.jmh.annotations.CompilerControl;

/** Ours: a view of each frame in the input; frames written into an array, data included. */
final class HyperFrames implements FrameLibrary {
    private final FrameReader reader = new FrameReader(16_384);
    private final byte[] input;
    private final byte[] block = new byte[2 * Frames.PAYLOAD_LENGTH];
    private final byte[] target = new byte[Frames.COUNT * Frames.FRAME_LENGTH];
    private int blockLength;
    private long sum;

    HyperFrames(FrameInput input) {
        byte[] frames = input.octets();
        this.input = input.isCut() ? FrameLibrary.rotated(frames) : frames;
        if (input.isCut()) {
            read(frames, CUT);
        }
    }

    @Override
    public long read() {
        sum = 0;
        read(input, input.length);
        return sum;
    }

    private void read(byte[] octets, int length) {
        reader.feed(octets, 0, length);
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            if (frame.violation() == null) {
                received(frame);
            }
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void received(FrameView frame) {
        switch (frame.type()) {
            case FrameType.DATA -> receivedData(frame);
            case FrameType.HEADERS, FrameType.CONTINUATION -> receivedFragment(frame);
            case FrameType.SETTINGS -> receivedSettings(frame);
            case FrameType.PING -> sum += frame.opaqueData();
            case FrameType.GOAWAY -> sum += frame.lastStreamId() + frame.errorCode() + frame.debugDataLength();
            case FrameType.WINDOW_UPDATE -> sum += frame.streamId() + frame.windowSizeIncrement();
            default -> sum += frame.type() + frame.streamId() + frame.payloadLength();
        }
    }

    private void receivedData(FrameView frame) {
        sum += frame.dataLength();
        if (frame.startsFrame()) {
            sum += frame.streamId() + frame.array()[frame.dataOffset()];
        }
    }

    /** As h2 does: a block of one fragment is used where it is, others are joined. */
    private void receivedFragment(FrameView frame) {
        int length = frame.fragmentLength();
        if (frame.type() == FrameType.HEADERS && frame.has(Flags.END_HEADERS)) {
            sum += frame.streamId() + length;
            return;
        }
        System.arraycopy(frame.array(), frame.fragmentOffset(), block, blockLength, length);
        blockLength += length;
        if (frame.has(Flags.END_HEADERS)) {
            sum += frame.streamId() + blockLength;
            blockLength = 0;
        }
    }

    private void receivedSettings(FrameView frame) {
        for (int entry = 0; entry < frame.settingsCount(); entry++) {
            if (frame.settingId(entry) != 0) {
                sum += frame.settingValue(entry);
            }
        }
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
