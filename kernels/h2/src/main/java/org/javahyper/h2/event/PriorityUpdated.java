package org.javahyper.h2.event;

import org.javahyper.hyperframe.PriorityFields;

/**
 * The peer has given a stream, which may be idle or closed, a place in its tree of priorities. It has changed nothing here.
 *
 * @param streamId the stream
 * @param priority dependency, weight and exclusiveness
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7540#section-5.3">RFC 7540, section 5.3</a>
 */
public record PriorityUpdated(int streamId, PriorityFields priority) implements H2Event {}
