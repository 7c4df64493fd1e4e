package org.javahyper.h2;

/** The life of a connection. */
public enum ConnectionState {
    /** Nothing was sent. */
    NEW,
    OPEN,
    GOAWAY_SENT,
    GOAWAY_RECEIVED,
    GOAWAY_BOTH,
    /** The peer broke the protocol; a GOAWAY is queued. */
    FAILED,
    /** The peer has closed the transport. */
    ENDED
}
