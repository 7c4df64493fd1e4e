package org.javahyper.h2.event;

/**
 * The peer answered a PING.
 *
 * @param opaqueData the eight octets, big-endian
 */
public record PingAckReceived(long opaqueData) implements H2Event {}
