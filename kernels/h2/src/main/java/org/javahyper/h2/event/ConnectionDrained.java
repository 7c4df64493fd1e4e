package org.javahyper.h2.event;

/**
 * One side is going away and no stream is open: take the output, then close the transport.
 */
public record ConnectionDrained() implements H2Event {}
