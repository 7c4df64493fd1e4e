package org.javahyper.h2.internal;

import static org.javahyper.h2.ConnectionState.ENDED;
import static org.javahyper.h2.ConnectionState.FAILED;
import static org.javahyper.h2.ConnectionState.GOAWAY_BOTH;
import static org.javahyper.h2.ConnectionState.GOAWAY_RECEIVED;
import static org.javahyper.h2.ConnectionState.GOAWAY_SENT;
import static org.javahyper.h2.ConnectionState.NEW;
import static org.javahyper.h2.ConnectionState.OPEN;
import static org.javahyper.h2.internal.ConnectionInput.END_OF_INPUT;
import static org.javahyper.h2.internal.ConnectionInput.FAIL;
import static org.javahyper.h2.internal.ConnectionInput.INITIATE;
import static org.javahyper.h2.internal.ConnectionInput.OPEN_STREAM;
import static org.javahyper.h2.internal.ConnectionInput.RECV;
import static org.javahyper.h2.internal.ConnectionInput.RECV_GOAWAY;
import static org.javahyper.h2.internal.ConnectionInput.SEND;
import static org.javahyper.h2.internal.ConnectionInput.SEND_GOAWAY;

import org.javahyper.h2.ConnectionState;

/**
 * The states of a connection (docs/spec/behaviours.md, 4.5).
 *
 * <p>Rules of the table:
 *
 * <ul>
 *   <li>GOAWAY in either direction does not end a connection: it stops new streams in the other direction (RFC 9113, 6.8).
 *   <li>After a failure nothing is sent but GOAWAY, and what comes in is ignored.
 *   <li>What is not listed is misuse, or is ignored if the peer caused it.
 *   <li>Which streams of the peer a GOAWAY of ours still takes is a matter of ids: see {@link GoAways}.
 *   <li>That the preface or the first SETTINGS are still owed is known to {@link Inbound}, not a state.
 * </ul>
 */
final class ConnectionTransitions {
    // spotless:off
    static final TransitionTable<ConnectionState, ConnectionInput> CONNECTION = TransitionTable.of(
                    ConnectionState.class, ConnectionInput.class, input -> Verdict.MISUSE)
            .from(NEW)
                .on(INITIATE, OPEN)
                .on(END_OF_INPUT, ENDED)
            .from(OPEN)
                .stay(OPEN_STREAM, SEND, RECV)
                .on(SEND_GOAWAY, GOAWAY_SENT).on(RECV_GOAWAY, GOAWAY_RECEIVED)
                .on(FAIL, FAILED).on(END_OF_INPUT, ENDED)
            .from(GOAWAY_SENT)
                .stay(OPEN_STREAM, SEND, RECV, SEND_GOAWAY)
                .on(RECV_GOAWAY, GOAWAY_BOTH)
                .on(FAIL, FAILED).on(END_OF_INPUT, ENDED)
            .from(GOAWAY_RECEIVED)
                .stay(SEND, RECV, RECV_GOAWAY)
                .on(SEND_GOAWAY, GOAWAY_BOTH)
                .on(FAIL, FAILED).on(END_OF_INPUT, ENDED)
            .from(GOAWAY_BOTH)
                .stay(SEND, RECV, SEND_GOAWAY, RECV_GOAWAY)
                .on(FAIL, FAILED).on(END_OF_INPUT, ENDED)
            .from(FAILED)
                .stay(SEND_GOAWAY)
            .build();
    // spotless:on

    private ConnectionTransitions() {}
}
