package org.javahyper.h2.internal;

import java.util.Arrays;
import org.javahyper.h2.Limits;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.PriorityFields;
import org.jspecify.annotations.Nullable;

/**
 * A field block with what its first frame says: HEADERS or PUSH_PROMISE, then perhaps CONTINUATION, with nothing in between (RFC 9113, 4.3).
 *
 * <p>A block that fits into one frame is decoded where it lies; only the parts of a longer one are copied together.
 */
final class FieldBlock {
    private static final byte[] NOTHING = new byte[0];

    private final Endpoint endpoint;

    private boolean isOpen;
    private int streamId;
    private int promisedStreamId; // 0: HEADERS
    private boolean endStream;
    private @Nullable PriorityFields priority;
    private @Nullable String fault;
    private int continuations;

    private byte[] array = NOTHING;
    private int offset;
    private int length;
    private byte[] parts = NOTHING;

    FieldBlock(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Whether CONTINUATION must come next. */
    boolean isOpen() {
        return isOpen;
    }

    /** Takes HEADERS or PUSH_PROMISE. */
    void begin(FrameView frame) {
        streamId = frame.streamId();
        promisedStreamId = frame.type() == FrameType.PUSH_PROMISE ? frame.promisedStreamId() : 0;
        boolean isHeaders = frame.type() == FrameType.HEADERS;
        endStream = isHeaders && frame.has(Flags.END_STREAM);
        boolean hasPriority = isHeaders && frame.has(Flags.PRIORITY);
        priority = hasPriority ? frame.priorityFields() : null;
        fault = hasPriority ? InboundSignals.priorityFault(frame) : null;
        continuations = 0;
        length = 0;
        if (frame.has(Flags.END_HEADERS)) {
            requireFits(frame.fragmentLength());
            array = frame.array();
            offset = frame.fragmentOffset();
            length = frame.fragmentLength();
        } else {
            isOpen = true;
            append(frame);
        }
    }

    /** Takes CONTINUATION. */
    void continueWith(FrameView frame) {
        Limits limits = endpoint.limits;
        int most = Math.max(limits.maxContinuationFrames(), (int) (maxSize() * 5L / 4 / limits.maxFrameSize()));
        if (++continuations > most) {
            throw ConnectionError.calm("maxContinuationFrames", most, "CONTINUATION on stream " + streamId);
        }
        append(frame);
        if (frame.has(Flags.END_HEADERS)) {
            isOpen = false;
            array = parts;
            offset = 0;
        }
    }

    /** Lets go of the octets. */
    void release() {
        array = NOTHING;
        parts = NOTHING;
    }

    int streamId() {
        return streamId;
    }

    boolean isPromise() {
        return promisedStreamId != 0;
    }

    int promisedStreamId() {
        return promisedStreamId;
    }

    boolean endStream() {
        return endStream;
    }

    /** The priority fields of HEADERS, or null. */
    @Nullable
    PriorityFields priority() {
        return priority;
    }

    /** The rule of the stream that the first frame has broken, or null. */
    @Nullable
    String fault() {
        return fault;
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    private int maxSize() {
        return endpoint.headerLimits.maxHeaderListSizeHard();
    }

    /** Bounds the octets of a block, whether it comes in one frame or in several. */
    private void requireFits(long size) {
        if (size > maxSize()) {
            throw ConnectionError.calm("maxHeaderBlockSize", maxSize(), "header block of stream " + streamId);
        }
    }

    private void append(FrameView frame) {
        int fragment = frame.fragmentLength();
        requireFits((long) length + fragment);
        if (parts.length - length < fragment) {
            parts = Arrays.copyOf(parts, Math.min(maxSize(), Math.max(length + fragment, 2 * parts.length)));
        }
        System.arraycopy(frame.array(), frame.fragmentOffset(), parts, length, fragment);
        length += fragment;
    }
}
