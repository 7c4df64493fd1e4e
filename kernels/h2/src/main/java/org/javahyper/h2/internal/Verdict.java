package org.javahyper.h2.internal;

/** What a state table says of an input. */
enum Verdict {
    OK,
    /** The frame is processed as far as the connection needs it, and otherwise passed over. */
    DROP,
    /** The program may not do this now. */
    MISUSE,
    /** The peer broke a rule that costs the stream: STREAM_CLOSED. */
    STREAM_ERROR_CLOSED,
    /** The peer broke a rule that costs the stream: PROTOCOL_ERROR. */
    STREAM_ERROR_PROTOCOL,
    /** The peer broke a rule that costs the connection: STREAM_CLOSED. */
    CONNECTION_ERROR_CLOSED,
    /** The peer broke a rule that costs the connection: PROTOCOL_ERROR. */
    CONNECTION_ERROR_PROTOCOL
}
