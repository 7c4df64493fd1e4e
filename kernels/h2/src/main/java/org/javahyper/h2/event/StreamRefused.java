package org.javahyper.h2.event;

/**
 * A stream of the peer was turned away, because of the concurrency limit or a shutdown. The program need not do anything.
 *
 * @param streamId the stream that never was
 */
public record StreamRefused(int streamId) implements H2Event {}
