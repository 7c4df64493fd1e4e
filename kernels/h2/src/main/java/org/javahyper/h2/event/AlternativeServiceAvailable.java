package org.javahyper.h2.event;

/**
 * The server names another place at which an origin can be reached. Whether the server may speak for that origin is for the client to judge.
 *
 * @param origin such as {@code https://example.org}: what the frame names, not looked at, or that of the request on whose stream it came
 * @param fieldValue as of the Alt-Svc field; not looked at, one character for each octet
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7838#section-4">RFC 7838, section 4</a>
 */
public record AlternativeServiceAvailable(String origin, String fieldValue) implements H2Event {}
