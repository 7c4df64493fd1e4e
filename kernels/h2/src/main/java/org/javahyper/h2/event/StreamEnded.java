package org.javahyper.h2.event;

/**
 * The peer will send no more on a stream.
 *
 * @param streamId the stream
 */
public record StreamEnded(int streamId) implements H2Event {}
