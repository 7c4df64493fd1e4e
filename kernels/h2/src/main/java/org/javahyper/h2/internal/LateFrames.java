package org.javahyper.h2.internal;

import static org.javahyper.h2.ClosedReason.ENDED;
import static org.javahyper.h2.ClosedReason.IMPLICIT;
import static org.javahyper.h2.ClosedReason.RECEIVED_RST;
import static org.javahyper.h2.ClosedReason.REFUSED;
import static org.javahyper.h2.ClosedReason.SENT_RST;
import static org.javahyper.h2.ClosedReason.UNKNOWN;
import static org.javahyper.h2.internal.LateFrame.DATA;
import static org.javahyper.h2.internal.LateFrame.HEADERS;
import static org.javahyper.h2.internal.LateFrame.PUSH_PROMISE;
import static org.javahyper.h2.internal.LateFrame.RST_STREAM;
import static org.javahyper.h2.internal.LateFrame.WINDOW_UPDATE;
import static org.javahyper.h2.internal.Verdict.CONNECTION_ERROR_CLOSED;
import static org.javahyper.h2.internal.Verdict.CONNECTION_ERROR_PROTOCOL;
import static org.javahyper.h2.internal.Verdict.DROP;
import static org.javahyper.h2.internal.Verdict.STREAM_ERROR_CLOSED;

import org.javahyper.h2.ClosedReason;

/**
 * What a frame means that comes when its stream is closed, by the reason for which it was closed (docs/spec/behaviours.md, 4.7).
 *
 * <p>Rules of the table:
 *
 * <ul>
 *   <li>Where the peer cannot know yet that the stream is closed, its frames are dropped; where it must know, they cost the connection.
 *   <li>A peer that goes on after its own RST_STREAM is told once, and then ignored.
 *   <li>To drop a header block means to decode it, to drop DATA means to give its octets back to the connection window.
 *   <li>What is not listed is a connection error.
 *   <li>PRIORITY and extension frames change nothing and are no inputs.
 * </ul>
 */
final class LateFrames {
    // spotless:off
    static final TransitionTable<ClosedReason, LateFrame> LATE = TransitionTable.of(
                    ClosedReason.class, LateFrame.class, input -> CONNECTION_ERROR_PROTOCOL)
            .from(ENDED)
                .fail(CONNECTION_ERROR_CLOSED, HEADERS, DATA)
                .fail(DROP, RST_STREAM, WINDOW_UPDATE)
            .from(SENT_RST)
                .fail(DROP, HEADERS, DATA, RST_STREAM, WINDOW_UPDATE, PUSH_PROMISE)
            .from(RECEIVED_RST)
                .fail(STREAM_ERROR_CLOSED, HEADERS, SENT_RST).fail(STREAM_ERROR_CLOSED, DATA, SENT_RST)
                .fail(DROP, RST_STREAM, WINDOW_UPDATE)
            .from(REFUSED)
                .fail(DROP, HEADERS, DATA, RST_STREAM, WINDOW_UPDATE, PUSH_PROMISE)
            .from(IMPLICIT)
                .fail(DROP, WINDOW_UPDATE)
            .from(UNKNOWN)
                .fail(DROP, HEADERS, DATA, RST_STREAM, WINDOW_UPDATE, PUSH_PROMISE)
            .build();
    // spotless:on

    private LateFrames() {}
}
