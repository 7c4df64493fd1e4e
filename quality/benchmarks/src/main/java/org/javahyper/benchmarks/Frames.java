package org.javahyper.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameWriter;

/** Frames, one behind the other: small ones, whose payloads have 24 octets where their types allow it. */
final class Frames {
    /** How many frames an input has: as many of 24 octets as 16 KiB hold. */
    static final int COUNT = 496;

    /** Octets of payload in each frame. */
    static final int PAYLOAD_LENGTH = 24;

    /** Octets of each frame with such a payload. */
    static final int FRAME_LENGTH = 9 + PAYLOAD_LENGTH;

    /** The data of a frame. */
    static final byte[] PAYLOAD = "twenty-four octets, data".getBytes(StandardCharsets.US_ASCII);

    private static final int PAD_LENGTH = 7;
    private static final int EXTENSION_TYPE = 0xbb;

    private final byte[] octets = new byte[COUNT * FRAME_LENGTH];
    private int end;
    private int count;

    /** The stream of a frame: some streams take turns. */
    static int streamId(int frame) {
        return 2 * (frame % 8) + 1;
    }

    void data() {
        payload(FrameWriter.data(octets, end, nextStream(), PAYLOAD_LENGTH, false), PAYLOAD_LENGTH);
    }

    void paddedData() {
        int dataLength = PAYLOAD_LENGTH - 1 - PAD_LENGTH;
        payload(FrameWriter.data(octets, end, nextStream(), dataLength, PAD_LENGTH, false), dataLength);
        end = FrameWriter.padding(octets, end, PAD_LENGTH);
    }

    void headers() {
        headers(nextStream(), true);
    }

    void continuedHeaders() {
        int streamId = nextStream();
        headers(streamId, false);
        count++;
        payload(FrameWriter.continuation(octets, end, streamId, PAYLOAD_LENGTH, true), PAYLOAD_LENGTH);
    }

    private void headers(int streamId, boolean endHeaders) {
        int notPadded = FrameWriter.NOT_PADDED;
        payload(
                FrameWriter.headers(octets, end, streamId, PAYLOAD_LENGTH, notPadded, null, false, endHeaders),
                PAYLOAD_LENGTH);
    }

    void settings() {
        count++;
        end = FrameWriter.frameHeader(octets, end, PAYLOAD_LENGTH, FrameType.SETTINGS, 0, 0);
        end = FrameWriter.setting(octets, end, 0x1, 4_096); // HEADER_TABLE_SIZE
        end = FrameWriter.setting(octets, end, 0x3, 100); // MAX_CONCURRENT_STREAMS
        end = FrameWriter.setting(octets, end, 0x4, 65_535); // INITIAL_WINDOW_SIZE
        end = FrameWriter.setting(octets, end, 0x5, 16_384); // MAX_FRAME_SIZE
    }

    void ping() {
        end = FrameWriter.ping(octets, end, nextStream(), false);
    }

    void goAway() {
        byte[] debugData = Arrays.copyOf(PAYLOAD, PAYLOAD_LENGTH - 8);
        end = FrameWriter.goAway(octets, end, nextStream(), 0, debugData);
    }

    void windowUpdate() {
        end = FrameWriter.windowUpdate(octets, end, nextStream(), PAYLOAD_LENGTH);
    }

    void extension() {
        int flags = Flags.END_STREAM; // of its own meaning
        payload(
                FrameWriter.frameHeader(octets, end, PAYLOAD_LENGTH, EXTENSION_TYPE, flags, nextStream()),
                PAYLOAD_LENGTH);
    }

    private int nextStream() {
        return streamId(count++);
    }

    private void payload(int offset, int length) {
        System.arraycopy(PAYLOAD, 0, octets, offset, length);
        end = offset + length;
    }

    int count() {
        return count;
    }

    byte[] octets() {
        return Arrays.copyOf(octets, end);
    }
}
