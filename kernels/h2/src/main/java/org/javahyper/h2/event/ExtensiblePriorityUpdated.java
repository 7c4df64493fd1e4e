package org.javahyper.h2.event;

/**
 * The client has changed the priority of a stream, which may not be open yet. It has changed nothing here.
 *
 * @param streamId the stream
 * @param fieldValue as of the {@code priority} field, such as {@code u=3, i}; not looked at, one character for each octet
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9218#section-7">RFC 9218, section 7</a>
 */
public record ExtensiblePriorityUpdated(int streamId, String fieldValue) implements H2Event {}
