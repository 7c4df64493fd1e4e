package org.javahyper.h2.event;

import org.javahyper.http.Headers;

/**
 * The final response to a request has begun.
 *
 * @param streamId the stream of the request
 * @param headers {@code :status} first, in the order received
 * @param endStream whether the response has neither body nor trailers; {@link StreamEnded} follows then
 */
public record ResponseReceived(int streamId, Headers headers, boolean endStream) implements H2Event {}
