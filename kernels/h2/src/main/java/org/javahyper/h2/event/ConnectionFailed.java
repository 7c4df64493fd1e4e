package org.javahyper.h2.event;

import org.javahyper.h2.ErrorCode;

/**
 * The peer broke the protocol. A GOAWAY is queued: take the output, then close the transport. Always the last event.
 *
 * @param errorCode the code of the GOAWAY
 * @param reason one sentence that names the rule, the stream if there is one, and for a limit its name and value
 */
public record ConnectionFailed(ErrorCode errorCode, String reason) implements H2Event {}
