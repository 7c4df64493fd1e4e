package org.javahyper.h2;

/**
 * Why a stream ended before its time.
 *
 * @see org.javahyper.h2.event.StreamReset
 */
public enum ResetReason {
    /** The peer sent RST_STREAM. */
    PEER_RST,
    /** The peer broke a rule that concerns this stream only. */
    PROTOCOL_VIOLATION,
    /** The peer opened more streams than we allow. */
    REFUSED,
    /** The peer passed another of our limits. */
    LIMIT,
    /** The peer is going away and has not processed the stream. */
    GOAWAY_UNPROCESSED,
    /** The peer closed the transport. */
    END_OF_INPUT
}
