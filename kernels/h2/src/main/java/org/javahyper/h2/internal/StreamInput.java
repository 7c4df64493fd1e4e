package org.javahyper.h2.internal;

/** What can happen to a stream. END_STREAM is an input of its own, after the frame that carries the flag. */
enum StreamInput {
    SEND_HEADERS,
    SEND_DATA,
    SEND_END_STREAM,
    SEND_RST_STREAM,
    SEND_WINDOW_UPDATE,
    /** We promise another stream on this one. */
    SEND_PUSH_PROMISE,
    /** We promise this stream. */
    RESERVE_LOCAL,
    RECV_HEADERS,
    RECV_DATA,
    RECV_END_STREAM,
    RECV_RST_STREAM,
    RECV_WINDOW_UPDATE,
    /** The peer promises another stream on this one. */
    RECV_PUSH_PROMISE,
    /** The peer promises this stream. */
    RESERVE_REMOTE
}
