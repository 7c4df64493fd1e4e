package org.javahyper.h2;

/**
 * What is still known of a stream that is closed.
 *
 * @see H2Connection#closedReason
 */
public enum ClosedReason {
    /** Both sides have set END_STREAM. */
    ENDED,
    /** We reset it: the program did, or the kernel because of the peer's fault. */
    SENT_RST,
    /** The peer reset it, or is going away without having processed it. */
    RECEIVED_RST,
    /** We turned it away: no further stream was allowed, or we are going away and do not process it. */
    REFUSED,
    /** Its id was skipped by a higher one of the same side (RFC 9113, 5.1.1). */
    IMPLICIT,
    /** It was closed so long ago that the reason is forgotten, or the connection is over. */
    UNKNOWN
}
