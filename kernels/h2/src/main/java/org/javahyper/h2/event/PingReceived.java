package org.javahyper.h2.event;

/**
 * The peer asked for a sign of life; the answer is queued, unless the configuration leaves that to
 * {@link org.javahyper.h2.H2Connection#acknowledgePing}.
 *
 * @param opaqueData the eight octets, big-endian
 */
public record PingReceived(long opaqueData) implements H2Event {}
