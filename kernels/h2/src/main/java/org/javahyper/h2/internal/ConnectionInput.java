package org.javahyper.h2.internal;

/** What can happen to a connection as a whole. */
enum ConnectionInput {
    INITIATE,
    /** A new stream of our own. */
    OPEN_STREAM,
    /** Any other frame of ours but GOAWAY. */
    SEND,
    SEND_GOAWAY,
    RECV,
    RECV_GOAWAY,
    /** The peer broke the protocol. */
    FAIL,
    END_OF_INPUT
}
