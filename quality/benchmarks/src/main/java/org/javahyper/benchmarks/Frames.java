package org.javahyper.benchmarks;

import java.nio.charset.StandardCharsets;
import org.javahyper.hyperframe.FrameWriter;

/** The input of the frame benchmarks: as many small DATA frames as 16 KiB hold. */
final class Frames {
    /** Octets of data in each frame. */
    static final int PAYLOAD_LENGTH = 24;

    /** Octets of each frame. */
    static final int FRAME_LENGTH = 9 + PAYLOAD_LENGTH;

    /** How many frames there are. */
    static final int COUNT = 16_384 / FRAME_LENGTH;

    /** The data of each frame. */
    static final byte[] PAYLOAD = "twenty-four octets, data".getBytes(StandardCharsets.US_ASCII);

    /** All frames, one behind the other. */
    static final byte[] INPUT = input();

    /** The sum of stream ids and data lengths over all frames. */
    static final long CHECKSUM = checksum();

    private Frames() {}

    /** The stream of a frame: some streams take turns. */
    static int streamId(int frame) {
        return 2 * (frame % 8) + 1;
    }

    private static byte[] input() {
        byte[] octets = new byte[COUNT * FRAME_LENGTH];
        int end = 0;
        for (int frame = 0; frame < COUNT; frame++) {
            end = FrameWriter.data(octets, end, streamId(frame), PAYLOAD_LENGTH, false);
            System.arraycopy(PAYLOAD, 0, octets, end, PAYLOAD_LENGTH);
            end += PAYLOAD_LENGTH;
        }
        return octets;
    }

    private static long checksum() {
        long sum = 0;
        for (int frame = 0; frame < COUNT; frame++) {
            sum += streamId(frame) + PAYLOAD_LENGTH;
        }
        return sum;
    }
}
