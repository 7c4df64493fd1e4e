package org.javahyper.hyperframe;

import java.util.Arrays;

/**
 * DATA: octets of a message's content.
 *
 * @param streamId 1 to 2^31-1
 * @param data the content, without padding
 * @param padLength octets of padding, 0 to 255, or {@link FrameWriter#NOT_PADDED}
 * @param endStream whether this is the sender's last frame for the stream
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.1">RFC 9113, section 6.1</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record DataFrame(int streamId, byte[] data, int padLength, boolean endStream) implements Frame {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the stream id or the pad length is outside its range
     */
    public DataFrame {
        Arguments.stream(FrameType.DATA, streamId);
        Arguments.padLength(padLength);
        data = data.clone();
    }

    /** A frame that is not PADDED. */
    public DataFrame(int streamId, byte[] data, boolean endStream) {
        this(streamId, data, FrameWriter.NOT_PADDED, endStream);
    }

    static DataFrame of(FrameView view) {
        byte[] data = Octets.copy(view, view.dataOffset(), view.dataLength());
        return new DataFrame(view.streamId(), data, Octets.padLength(view), view.has(Flags.END_STREAM));
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /** What the frame takes from the flow-control windows, in octets: data, and if it is PADDED the pad length octet and the padding. */
    public int flowControlledLength() {
        return length();
    }

    @Override
    public int type() {
        return FrameType.DATA;
    }

    @Override
    public int flags() {
        return (endStream ? Flags.END_STREAM : 0) | (padLength == FrameWriter.NOT_PADDED ? 0 : Flags.PADDED);
    }

    @Override
    public int length() {
        return data.length + 1 + padLength;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        int end = FrameWriter.data(target, offset, streamId, data.length, padLength, endStream);
        return FrameWriter.padding(target, FrameWriter.octets(target, end, data), padLength);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataFrame frame && Arrays.deepEquals(components(), frame.components());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(components());
    }

    private Object[] components() {
        return new Object[] {streamId, data, padLength, endStream};
    }

    @Override
    public String toString() {
        return new FrameText(this).padLength(padLength).octets("data", data).toString();
    }
}
