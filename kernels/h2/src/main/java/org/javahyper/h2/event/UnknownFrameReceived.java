package org.javahyper.h2.event;

import java.nio.ByteBuffer;

/**
 * A frame of a type that this library does not interpret; it has changed nothing.
 *
 * @param type the type octet
 * @param flags the flags octet
 * @param streamId the stream, or 0
 * @param payload the event's own copy
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-5.5">RFC 9113, section 5.5</a>
 */
public record UnknownFrameReceived(int type, int flags, int streamId, ByteBuffer payload) implements H2Event {
    @Override
    public String toString() {
        return "UnknownFrameReceived[type=0x" + Integer.toHexString(type) + ", flags=0x" + Integer.toHexString(flags)
                + ", streamId=" + streamId + ", payload=" + Octets.preview(payload) + "]";
    }
}
