package org.javahyper.h2.event;

/**
 * The peer has enlarged a send window: offer again what {@code sendData} did not take.
 *
 * @param streamId the stream, or 0 for the connection
 * @param increment octets, 1 to 2^31-1
 */
public record WindowUpdated(int streamId, int increment) implements H2Event {}
