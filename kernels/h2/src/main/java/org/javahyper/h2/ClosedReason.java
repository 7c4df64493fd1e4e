package org.javahyper.h2;

/**
 * What is still known of a stream that is closed.
 *
 * @see H2Connection#closedReason
 */
public enum ClosedReason {
    /** END_STREAM both ways. */
    ENDED,
    /** We reset it. */
    SENT_RST,
    /** The peer reset it, or is going away without having processed it. */
    RECEIVED_RST,
    /** It was never opened: we allow no further stream, or are going away. */
    REFUSED,
    /** Its id was skipped by a higher one of the same side (RFC 9113, 5.1.1). */
    IMPLICIT,
    /** It was closed so long ago that the reason is forgotten. */
    UNKNOWN
}
