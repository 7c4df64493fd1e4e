package org.javahyper.h2.event;

/**
 * A request was malformed or too large, and the program will not see it: the stream has been answered, where that is configured, and closed. The
 * program need not do anything.
 *
 * @param streamId the stream
 * @param status the status of the answer, 400 or 431; 0 if there was none
 * @param rule the rule that was broken, one sentence for people
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.1.1">RFC 9113, section 8.1.1</a>
 */
public record RequestRejected(int streamId, int status, String rule) implements H2Event {}
