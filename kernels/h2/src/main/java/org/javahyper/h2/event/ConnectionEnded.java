package org.javahyper.h2.event;

/**
 * The peer has closed the transport.
 *
 * @param clean whether no stream was open and no frame incomplete
 */
public record ConnectionEnded(boolean clean) implements H2Event {}
