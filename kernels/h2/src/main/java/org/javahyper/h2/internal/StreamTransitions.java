package org.javahyper.h2.internal;

import static org.javahyper.h2.StreamState.CLOSED;
import static org.javahyper.h2.StreamState.HALF_CLOSED_LOCAL;
import static org.javahyper.h2.StreamState.HALF_CLOSED_REMOTE;
import static org.javahyper.h2.StreamState.IDLE;
import static org.javahyper.h2.StreamState.OPEN;
import static org.javahyper.h2.StreamState.RESERVED_LOCAL;
import static org.javahyper.h2.StreamState.RESERVED_REMOTE;
import static org.javahyper.h2.internal.StreamInput.RECV_DATA;
import static org.javahyper.h2.internal.StreamInput.RECV_END_STREAM;
import static org.javahyper.h2.internal.StreamInput.RECV_HEADERS;
import static org.javahyper.h2.internal.StreamInput.RECV_PUSH_PROMISE;
import static org.javahyper.h2.internal.StreamInput.RECV_RST_STREAM;
import static org.javahyper.h2.internal.StreamInput.RECV_WINDOW_UPDATE;
import static org.javahyper.h2.internal.StreamInput.RESERVE_LOCAL;
import static org.javahyper.h2.internal.StreamInput.RESERVE_REMOTE;
import static org.javahyper.h2.internal.StreamInput.SEND_DATA;
import static org.javahyper.h2.internal.StreamInput.SEND_END_STREAM;
import static org.javahyper.h2.internal.StreamInput.SEND_HEADERS;
import static org.javahyper.h2.internal.StreamInput.SEND_PUSH_PROMISE;
import static org.javahyper.h2.internal.StreamInput.SEND_RST_STREAM;
import static org.javahyper.h2.internal.StreamInput.SEND_WINDOW_UPDATE;
import static org.javahyper.h2.internal.Verdict.CONNECTION_ERROR_PROTOCOL;
import static org.javahyper.h2.internal.Verdict.MISUSE;
import static org.javahyper.h2.internal.Verdict.STREAM_ERROR_CLOSED;

import org.javahyper.h2.StreamState;

/**
 * The states of a stream (RFC 9113, 5.1).
 *
 * <p>Rules of the table:
 *
 * <ul>
 *   <li>A frame with END_STREAM is two inputs: the frame, then END_STREAM in the state that it led to.
 *   <li>What is not listed is misuse if we send it and a connection error if the peer does: "Receiving any frame other than HEADERS or PRIORITY
 *       on a stream in this state MUST be treated as a connection error of type PROTOCOL_ERROR."
 *   <li>Which side may open a stream, and with which id, is not a matter of states: see {@link StreamIds}.
 *   <li>PUSH_PROMISE happens to two streams: the one that carries it does not change, the promised one is reserved.
 *   <li>PRIORITY and extension frames change nothing in any state and are no inputs.
 *   <li>A closed stream is forgotten; what happens to late frames is the business of {@link LateFrames}.
 * </ul>
 */
final class StreamTransitions {
    // spotless:off
    static final TransitionTable<StreamState, StreamInput> STREAM = TransitionTable.of(
                    StreamState.class, StreamInput.class,
                    input -> input.compareTo(RECV_HEADERS) < 0 ? MISUSE : CONNECTION_ERROR_PROTOCOL)
            .from(IDLE)
                .on(SEND_HEADERS, OPEN).on(RECV_HEADERS, OPEN)
                .on(RESERVE_LOCAL, RESERVED_LOCAL).on(RESERVE_REMOTE, RESERVED_REMOTE)
            .from(RESERVED_LOCAL)
                .stay(RECV_WINDOW_UPDATE)
                .on(SEND_HEADERS, HALF_CLOSED_REMOTE)
                .on(SEND_RST_STREAM, CLOSED).on(RECV_RST_STREAM, CLOSED)
            .from(RESERVED_REMOTE)
                .stay(SEND_WINDOW_UPDATE)
                .on(RECV_HEADERS, HALF_CLOSED_LOCAL)
                .on(SEND_RST_STREAM, CLOSED).on(RECV_RST_STREAM, CLOSED)
            .from(OPEN)
                .stay(SEND_HEADERS, SEND_DATA, SEND_WINDOW_UPDATE, SEND_PUSH_PROMISE)
                .stay(RECV_HEADERS, RECV_DATA, RECV_WINDOW_UPDATE, RECV_PUSH_PROMISE)
                .on(SEND_END_STREAM, HALF_CLOSED_LOCAL).on(RECV_END_STREAM, HALF_CLOSED_REMOTE)
                .on(SEND_RST_STREAM, CLOSED).on(RECV_RST_STREAM, CLOSED)
            .from(HALF_CLOSED_LOCAL)
                .stay(SEND_WINDOW_UPDATE, RECV_HEADERS, RECV_DATA, RECV_WINDOW_UPDATE, RECV_PUSH_PROMISE)
                .on(RECV_END_STREAM, CLOSED)
                .on(SEND_RST_STREAM, CLOSED).on(RECV_RST_STREAM, CLOSED)
            .from(HALF_CLOSED_REMOTE)
                .stay(SEND_HEADERS, SEND_DATA, SEND_WINDOW_UPDATE, SEND_PUSH_PROMISE, RECV_WINDOW_UPDATE)
                .on(SEND_END_STREAM, CLOSED)
                .on(SEND_RST_STREAM, CLOSED).on(RECV_RST_STREAM, CLOSED)
                .fail(STREAM_ERROR_CLOSED, RECV_HEADERS, RECV_DATA)
            .build();
    // spotless:on

    private StreamTransitions() {}
}
