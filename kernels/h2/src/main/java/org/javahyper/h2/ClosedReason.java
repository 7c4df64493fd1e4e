package org.javahyper.h2.internal;

/** What is still known of a stream that is no longer open (docs/spec/behaviours.md, 4.7). */
enum ClosedReason {
    /** END_STREAM both ways. */
    ENDED,
    SENT_RST,
    RECEIVED_RST,
    REFUSED,
    /** The id was skipped. */
    IMPLICIT,
    /** It was closed so long ago that the reason is forgotten. */
    UNKNOWN
}
