package org.javahyper.hyperframe;

import java.util.Arrays;

/**
 * PUSH_PROMISE: announces a stream that the server is going to open, and the request that it answers.
 *
 * @param streamId the stream that the promise belongs to, 1 to 2^31-1
 * @param promisedStreamId the stream that is reserved, even, 2 to 2^31-2
 * @param fieldBlockFragment octets as HPACK made them
 * @param padLength octets of padding, 0 to 255, or {@link FrameWriter#NOT_PADDED}
 * @param endHeaders whether the field block ends with this frame
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.6">RFC 9113, section 6.6</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record PushPromiseFrame(
        int streamId, int promisedStreamId, byte[] fieldBlockFragment, int padLength, boolean endHeaders)
        implements Frame {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a stream id or the pad length is outside its range, or the promised stream id is odd
     */
    public PushPromiseFrame {
        Arguments.stream(FrameType.PUSH_PROMISE, streamId);
        Arguments.inRange(
                "promised stream id", promisedStreamId, 2, Integer.MAX_VALUE - 1L, "it is even (RFC 9113, 5.1.1)");
        if (promisedStreamId % 2 != 0) {
            throw new IllegalArgumentException("Cannot promise stream " + promisedStreamId
                    + ": streams of a server have even ids (RFC 9113, 5.1.1). Pass an even number.");
        }
        Arguments.padLength(padLength);
        fieldBlockFragment = fieldBlockFragment.clone();
    }

    /** A frame with a whole field block, without padding. */
    public PushPromiseFrame(int streamId, int promisedStreamId, byte[] fieldBlock) {
        this(streamId, promisedStreamId, fieldBlock, FrameWriter.NOT_PADDED, true);
    }

    static PushPromiseFrame of(FrameView view) {
        return new PushPromiseFrame(
                view.streamId(),
                view.promisedStreamId(),
                Octets.copy(view, view.fragmentOffset(), view.fragmentLength()),
                Octets.padLength(view),
                view.has(Flags.END_HEADERS));
    }

    @Override
    public byte[] fieldBlockFragment() {
        return fieldBlockFragment.clone();
    }

    @Override
    public int type() {
        return FrameType.PUSH_PROMISE;
    }

    @Override
    public int flags() {
        return (endHeaders ? Flags.END_HEADERS : 0) | (padLength == FrameWriter.NOT_PADDED ? 0 : Flags.PADDED);
    }

    @Override
    public int length() {
        return 4 + fieldBlockFragment.length + 1 + padLength;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        int end = FrameWriter.pushPromise(
                target, offset, streamId, promisedStreamId, fieldBlockFragment.length, padLength, endHeaders);
        return FrameWriter.padding(target, FrameWriter.octets(target, end, fieldBlockFragment), padLength);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PushPromiseFrame frame && Arrays.deepEquals(components(), frame.components());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(components());
    }

    private Object[] components() {
        return new Object[] {streamId, promisedStreamId, fieldBlockFragment, padLength, endHeaders};
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .padLength(padLength)
                .field("promisedStreamId", promisedStreamId)
                .octets("fieldBlockFragment", fieldBlockFragment)
                .toString();
    }
}
