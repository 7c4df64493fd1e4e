package org.javahyper.h2.event;

import java.nio.ByteBuffer;
import org.javahyper.h2.ErrorCode;

/**
 * The peer is going away. Streams up to the last one it names run to their end; the connection goes on until {@link ConnectionDrained}.
 *
 * @param errorCode NO_ERROR for a graceful shutdown
 * @param lastStreamId the highest of our streams that the peer has processed or may yet process
 * @param debugData the event's own copy, often empty
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
 */
public record GoAwayReceived(ErrorCode errorCode, int lastStreamId, ByteBuffer debugData) implements H2Event {
    @Override
    public String toString() {
        return "GoAwayReceived[errorCode=" + errorCode + ", lastStreamId=" + lastStreamId + ", debugData="
                + Octets.preview(debugData) + "]";
    }
}
