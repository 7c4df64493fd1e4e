package org.javahyper.hyperframe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * HEADERS: opens a stream, or carries a header or trailer section; the beginning of a field block or all of it.
 *
 * @param streamId 1 to 2^31-1
 * @param fieldBlockFragment octets as HPACK made them
 * @param padLength octets of padding, 0 to 255, or {@link FrameWriter#NOT_PADDED}
 * @param priority the priority fields, or null if the frame has none
 * @param endStream whether the field block is the last that the sender sends for the stream
 * @param endHeaders whether the field block ends with this frame
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.2">RFC 9113, section 6.2</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record HeadersFrame(
        int streamId,
        byte[] fieldBlockFragment,
        int padLength,
        @Nullable PriorityFields priority,
        boolean endStream,
        boolean endHeaders)
        implements Frame {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the stream id or the pad length is outside its range
     */
    public HeadersFrame {
        Arguments.stream(FrameType.HEADERS, streamId);
        Arguments.padLength(padLength);
        fieldBlockFragment = fieldBlockFragment.clone();
    }

    /** A frame with a whole field block, without padding and priority. */
    public HeadersFrame(int streamId, byte[] fieldBlock, boolean endStream) {
        this(streamId, fieldBlock, FrameWriter.NOT_PADDED, null, endStream, true);
    }

    static HeadersFrame of(FrameView view) {
        return new HeadersFrame(
                view.streamId(),
                Octets.copy(view, view.fragmentOffset(), view.fragmentLength()),
                Octets.padLength(view),
                view.has(Flags.PRIORITY) ? view.priorityFields() : null,
                view.has(Flags.END_STREAM),
                view.has(Flags.END_HEADERS));
    }

    @Override
    public byte[] fieldBlockFragment() {
        return fieldBlockFragment.clone();
    }

    @Override
    public int type() {
        return FrameType.HEADERS;
    }

    @Override
    public int flags() {
        return (endStream ? Flags.END_STREAM : 0)
                | (endHeaders ? Flags.END_HEADERS : 0)
                | (padLength == FrameWriter.NOT_PADDED ? 0 : Flags.PADDED)
                | (priority == null ? 0 : Flags.PRIORITY);
    }

    @Override
    public int length() {
        return fieldBlockFragment.length + 1 + padLength + (priority == null ? 0 : 5);
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        int end = FrameWriter.headers(
                target, offset, streamId, fieldBlockFragment.length, padLength, priority, endStream, endHeaders);
        return FrameWriter.padding(target, FrameWriter.octets(target, end, fieldBlockFragment), padLength);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeadersFrame frame && Arrays.deepEquals(components(), frame.components());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(components());
    }

    private @Nullable Object[] components() {
        return new @Nullable Object[] {streamId, fieldBlockFragment, padLength, priority, endStream, endHeaders};
    }

    @Override
    public String toString() {
        FrameText text = new FrameText(this).padLength(padLength);
        if (priority != null) {
            text.priority(priority);
        }
        return text.octets("fieldBlockFragment", fieldBlockFragment).toString();
    }
}
