package org.javahyper.h2.event;

import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.ResetReason;

/**
 * A stream ended before its time; nothing more comes from it, and nothing can be sent on it. It is told once for each stream, and not of those
 * that the program resets itself.
 *
 * @param streamId the stream
 * @param errorCode the code that was received or sent; REFUSED_STREAM if the peer is going away without having processed the stream, NO_ERROR at the
 *     end of the transport
 * @param remote true if the peer ended the stream, false if this side did because of the peer's fault
 * @param reason the kind of cause
 * @param message one sentence for people
 */
public record StreamReset(int streamId, ErrorCode errorCode, boolean remote, ResetReason reason, String message)
        implements H2Event {
    /**
     * Whether the peer is known not to have processed the request, so that it is safe to send it again.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.7">RFC 9113, section 8.7</a>
     */
    public boolean isUnprocessed() {
        return remote && errorCode.equals(ErrorCode.REFUSED_STREAM);
    }
}
