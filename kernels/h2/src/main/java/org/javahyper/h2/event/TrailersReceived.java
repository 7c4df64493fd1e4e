package org.javahyper.h2.event;

import org.javahyper.http.Headers;

/**
 * The fields behind a body have arrived; {@link StreamEnded} follows.
 *
 * @param streamId the stream
 * @param headers the trailer fields, in the order received
 * @param endStream always true (RFC 9113, 8.1)
 */
public record TrailersReceived(int streamId, Headers headers, boolean endStream) implements H2Event {}
