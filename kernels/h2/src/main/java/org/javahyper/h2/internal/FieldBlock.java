package org.javahyper.h2.internal;

import java.util.Arrays;
import org.javahyper.h2.Limits;
import org.javahyper.hyperframe.FrameView;
import org.jspecify.annotations.Nullable;

/**
 * A field block that comes in several frames: HEADERS or PUSH_PROMISE, then CONTINUATION, with nothing in between (RFC 9113, 4.3).
 *
 * <p>A block that fits into one frame never comes here: it is decoded where it lies.
 */
final class HeaderBlock {
    private static final byte[] NOTHING = new byte[0];

    private final Endpoint endpoint;

    private int streamId; // 0: no block is open
    private int promisedStreamId;
    private boolean endStream;
    private @Nullable String fault;
    private byte[] octets = NOTHING;
    private int length;
    private int continuations;

    HeaderBlock(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    boolean isOpen() {
        return streamId != 0;
    }

    /**
     * Takes the fragment of HEADERS or PUSH_PROMISE.
     *
     * @param promised the promised stream, or 0
     * @param frameFault the rule of the stream that the frame has broken, or null
     */
    void begin(FrameView frame, int promised, boolean endsStream, @Nullable String frameFault) {
        streamId = frame.streamId();
        promisedStreamId = promised;
        endStream = endsStream;
        fault = frameFault;
        continuations = 0;
        length = 0;
        append(frame);
    }

    /** Takes the fragment of CONTINUATION. */
    void continueWith(FrameView frame) {
        Limits limits = endpoint.limits;
        int most = Math.max(limits.maxContinuationFrames(), (int) (maxSize() * 5L / 4 / limits.maxFrameSize()));
        if (++continuations > most) {
            throw ConnectionError.calm("maxContinuationFrames", most, "CONTINUATION on stream " + streamId);
        }
        append(frame);
    }

    /** Bounds the octets of a block, whether it comes in one frame or in several. */
    void requireFits(int blockStreamId, long size) {
        if (size > maxSize()) {
            throw ConnectionError.calm("maxHeaderBlockSize", maxSize(), "header block of stream " + blockStreamId);
        }
    }

    /** Ends the block; its octets stay until the next one begins. */
    void close() {
        streamId = 0;
    }

    /** Lets go of the octets. */
    void release() {
        octets = NOTHING;
    }

    int streamId() {
        return streamId;
    }

    int promisedStreamId() {
        return promisedStreamId;
    }

    boolean endStream() {
        return endStream;
    }

    @Nullable
    String fault() {
        return fault;
    }

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    private int maxSize() {
        return endpoint.headerLimits.maxHeaderListSizeHard();
    }

    private void append(FrameView frame) {
        int fragment = frame.fragmentLength();
        requireFits(streamId, (long) length + fragment);
        if (octets.length - length < fragment) {
            octets = Arrays.copyOf(octets, Math.min(maxSize(), Math.max(length + fragment, 2 * octets.length)));
        }
        System.arraycopy(frame.array(), frame.fragmentOffset(), octets, length, fragment);
        length += fragment;
    }
}
