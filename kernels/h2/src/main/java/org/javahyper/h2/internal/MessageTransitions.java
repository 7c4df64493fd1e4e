package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageInput.DATA;
import static org.javahyper.h2.internal.MessageInput.END;
import static org.javahyper.h2.internal.MessageInput.HEADERS;
import static org.javahyper.h2.internal.MessageInput.INFORMATIONAL;
import static org.javahyper.h2.internal.MessageInput.TRAILERS;
import static org.javahyper.h2.internal.MessagePhase.AWAITING_HEADERS;
import static org.javahyper.h2.internal.MessagePhase.BODY;
import static org.javahyper.h2.internal.MessagePhase.DONE;

/**
 * The framing of a message (RFC 9113, 8.1), one instance for each direction of a stream: any number of interim responses, one header section,
 * DATA, perhaps trailers, and the end. A 2xx answer to CONNECT makes both directions that have not ended a tunnel (RFC 9113, 8.5).
 *
 * <p>What is not listed is a stream error PROTOCOL_ERROR by the peer, and misuse by us. Trailers end the message: END_STREAM on them is a rule of
 * {@link HeaderRules}.
 */
final class MessageTransitions {
    // spotless:off
    static final TransitionTable<MessagePhase, MessageInput> MESSAGE = TransitionTable.of(
                    MessagePhase.class, MessageInput.class, input -> Verdict.STREAM_ERROR_PROTOCOL)
            .from(AWAITING_HEADERS).stay(INFORMATIONAL).on(HEADERS, BODY)
            .from(BODY).stay(DATA, TRAILERS).on(MessageInput.TUNNEL, MessagePhase.TUNNEL).on(END, DONE)
            .from(MessagePhase.TUNNEL).stay(DATA).on(END, DONE)
            .from(DONE).stay(MessageInput.TUNNEL)
            .build();
    // spotless:on

    private MessageTransitions() {}
}
