package org.javahyper.hyperframe;

import java.util.Arrays;

/**
 * A frame of a type that this library does not know; nothing of it is interpreted.
 *
 * @param type 0 to 255, none of those of {@link FrameType}
 * @param flags the flag octet, 0 to 255
 * @param streamId 0 to 2^31-1
 * @param payload opaque
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-5.5">RFC 9113, section 5.5</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record ExtensionFrame(int type, int flags, int streamId, byte[] payload) implements Frame {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a component is outside its range, or the type is known
     */
    public ExtensionFrame {
        Arguments.inRange("frame type", type, 0, 255, "types have 8 bits (RFC 9113, 4.1)");
        Arguments.inRange("flags", flags, 0, 255, "there are 8 flags (RFC 9113, 4.1)");
        Arguments.streamOrConnection(streamId);
        if (FrameType.isKnown(type)) {
            throw new IllegalArgumentException("Cannot make an extension frame of type " + FrameType.name(type)
                    + ": the type has a record of its own, with rules. Use that one.");
        }
        payload = payload.clone();
    }

    static ExtensionFrame of(FrameView view) {
        byte[] payload = Octets.copy(view, view.payloadOffset(), view.payloadLength());
        return new ExtensionFrame(view.type(), view.flags(), view.streamId(), payload);
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public int length() {
        return payload.length;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        int end = FrameWriter.frameHeader(target, offset, payload.length, type, flags, streamId);
        return FrameWriter.octets(target, end, payload);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtensionFrame frame && Arrays.deepEquals(components(), frame.components());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(components());
    }

    private Object[] components() {
        return new Object[] {type, flags, streamId, payload};
    }

    @Override
    public String toString() {
        return new FrameText(this).octets("payload", payload).toString();
    }
}
