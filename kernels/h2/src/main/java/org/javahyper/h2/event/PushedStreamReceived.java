package org.javahyper.h2.event;

import org.javahyper.http.Headers;

/**
 * The server promises to answer a request that the client has not made. {@link ResponseReceived} follows on the promised stream; a client that
 * does not want it resets the promised stream.
 *
 * @param streamId the stream of the client on which the promise came
 * @param promisedStreamId the stream of the response
 * @param headers the promised request
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.4">RFC 9113, section 8.4</a>
 */
public record PushedStreamReceived(int streamId, int promisedStreamId, Headers headers) implements H2Event {}
