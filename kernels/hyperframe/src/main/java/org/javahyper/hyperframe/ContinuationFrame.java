package org.javahyper.hyperframe;

import java.util.Arrays;

/**
 * CONTINUATION: more of the field block that HEADERS or PUSH_PROMISE began.
 *
 * @param streamId 1 to 2^31-1
 * @param fieldBlockFragment octets as HPACK made them
 * @param endHeaders whether the field block ends with this frame
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.10">RFC 9113, section 6.10</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record ContinuationFrame(int streamId, byte[] fieldBlockFragment, boolean endHeaders) implements Frame {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the stream id is outside its range
     */
    public ContinuationFrame {
        Arguments.stream(FrameType.CONTINUATION, streamId);
        fieldBlockFragment = fieldBlockFragment.clone();
    }

    static ContinuationFrame of(FrameView view) {
        byte[] fragment = Octets.copy(view, view.fragmentOffset(), view.fragmentLength());
        return new ContinuationFrame(view.streamId(), fragment, view.has(Flags.END_HEADERS));
    }

    @Override
    public byte[] fieldBlockFragment() {
        return fieldBlockFragment.clone();
    }

    @Override
    public int type() {
        return FrameType.CONTINUATION;
    }

    @Override
    public int flags() {
        return endHeaders ? Flags.END_HEADERS : 0;
    }

    @Override
    public int length() {
        return fieldBlockFragment.length;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        int end = FrameWriter.continuation(target, offset, streamId, fieldBlockFragment.length, endHeaders);
        return FrameWriter.octets(target, end, fieldBlockFragment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContinuationFrame frame && Arrays.deepEquals(components(), frame.components());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(components());
    }

    private Object[] components() {
        return new Object[] {streamId, fieldBlockFragment, endHeaders};
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .octets("fieldBlockFragment", fieldBlockFragment)
                .toString();
    }
}
