package org.javahyper.h2.event;

import org.javahyper.http.Headers;

/**
 * A client has opened a stream with a request.
 *
 * @param streamId the stream, odd
 * @param headers pseudo-fields first, in the order received
 * @param endStream whether the request has neither body nor trailers; {@link StreamEnded} follows then
 */
public record RequestReceived(int streamId, Headers headers, boolean endStream) implements H2Event {}
