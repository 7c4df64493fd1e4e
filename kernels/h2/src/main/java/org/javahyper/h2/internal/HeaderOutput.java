package org.javahyper.h2.internal;

import org.javahyper.h2.FrameObserver;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.PriorityFields;
import org.jspecify.annotations.Nullable;

/**
 * Our header lists on their way into the output queue: compressed in place behind their frame header, and cut into CONTINUATION where they are
 * longer than the peer's frames.
 *
 * <p>The caller has asked {@link #room} first, so that nothing can fail here, and has made up all accounts of the stream.
 */
final class HeaderOutput {
    private static final int HEADER = FrameHeader.FRAME_HEADER_LENGTH;
    private static final int PRIORITY = 5; // octets in HEADERS
    private static final int PROMISED_STREAM_ID = 4; // octets in PUSH_PROMISE

    private final Endpoint endpoint;
    private final FrameOutput output;
    private final @Nullable FrameObserver observer;

    HeaderOutput(Endpoint endpoint) {
        this.endpoint = endpoint;
        output = endpoint.output;
        observer = endpoint.configuration.observer();
    }

    /** The octets that a list needs at most; throws what the compressor throws if it cannot take the list. */
    int room(Headers headers) {
        return endpoint.encoder.maxEncodedSize(headers);
    }

    void headers(int streamId, Headers headers, int room, boolean endStream, @Nullable PriorityFields priority) {
        int fields = priority == null ? 0 : PRIORITY;
        int start = reserve(fields, room);
        int length = encode(headers, start + HEADER + fields);
        int fragment = Math.min(length, endpoint.maxOutboundFrameSize() - fields);
        int end = continuation(start + HEADER + fields, fragment, length, streamId);
        FrameWriter.headers(
                output.array(),
                start,
                streamId,
                fragment,
                FrameWriter.NOT_PADDED,
                priority,
                endStream,
                fragment == length);
        commit(start, end);
    }

    void pushPromise(int streamId, int promisedStreamId, Headers headers, int room) {
        int start = reserve(PROMISED_STREAM_ID, room);
        int length = encode(headers, start + HEADER + PROMISED_STREAM_ID);
        int fragment = Math.min(length, endpoint.maxOutboundFrameSize() - PROMISED_STREAM_ID);
        int end = continuation(start + HEADER + PROMISED_STREAM_ID, fragment, length, streamId);
        FrameWriter.pushPromise(
                output.array(),
                start,
                streamId,
                promisedStreamId,
                fragment,
                FrameWriter.NOT_PADDED,
                fragment == length);
        commit(start, end);
    }

    private int reserve(int fields, int room) {
        int continuations = (fields + room) / endpoint.maxOutboundFrameSize();
        return output.reserve(HEADER + fields + room + HEADER * continuations);
    }

    /** Writes the block at an offset and returns its length. */
    private int encode(Headers headers, int offset) {
        return endpoint.encoder.encode(headers, output.array(), offset) - offset;
    }

    /**
     * Makes room for the frame headers of CONTINUATION in what of a block is behind its first fragment; the last part moves first.
     *
     * @return the offset behind the last frame
     */
    private int continuation(int block, int firstFragment, int length, int streamId) {
        byte[] array = output.array();
        int maxFrameSize = endpoint.maxOutboundFrameSize();
        int parts = (length - firstFragment + maxFrameSize - 1) / maxFrameSize;
        for (int i = parts; i > 0; i--) {
            int from = block + firstFragment + (i - 1) * maxFrameSize;
            int part = i == parts ? block + length - from : maxFrameSize;
            System.arraycopy(array, from, array, from + i * HEADER, part);
            int flags = i == parts ? Flags.END_HEADERS : 0;
            FrameWriter.frameHeader(array, from + (i - 1) * HEADER, part, FrameType.CONTINUATION, flags, streamId);
        }
        return block + length + parts * HEADER;
    }

    private void commit(int start, int end) {
        output.commit(start, end);
        if (observer != null) {
            observer.tableSizes(endpoint.decoder.tableSize(), endpoint.encoder.tableSize());
        }
    }
}
