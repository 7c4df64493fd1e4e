package org.javahyper.h2.internal;

/** How far the message in one direction of a stream has come. */
enum MessagePhase {
    /** Neither request nor final response yet. */
    AWAITING_HEADERS,
    /** The header section is over; DATA and trailers may come. */
    BODY,
    /** The octets of a tunnel: DATA and nothing else. */
    TUNNEL,
    /** END_STREAM. */
    DONE
}
