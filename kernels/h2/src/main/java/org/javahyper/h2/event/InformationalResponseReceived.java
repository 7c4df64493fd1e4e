package org.javahyper.h2.event;

import org.javahyper.http.Headers;

/**
 * An interim response (1xx) came ahead of the final one.
 *
 * @param streamId the stream of the request
 * @param headers {@code :status} first, in the order received
 */
public record InformationalResponseReceived(int streamId, Headers headers) implements H2Event {}
