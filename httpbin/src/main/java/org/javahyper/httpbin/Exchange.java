package org.javahyper.httpbin;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.javahyper.http.Headers;

/**
 * One request and its response, as a handler sees them. The calls block where the peer has to do something first; they belong to the one thread
 * of the handler. Each throws {@link ExchangeAbortedException} once the peer has given the exchange up.
 */
interface Exchange {
    /** The header section of the request, pseudo-fields first. */
    Headers requestHeaders();

    /** The address of the peer, without a port. */
    String origin();

    /** The body of the request as it arrives. The peer is given credit for what is read, so it sends no faster than the handler reads. */
    InputStream body();

    /** The fields behind the body of the request; empty if there are none, or before the end of {@link #body()}. */
    Headers requestTrailers();

    /**
     * Sends an interim response.
     *
     * @param status 100 to 199, except 101
     */
    void informational(int status, Headers headers) throws IOException;

    /**
     * Promises the answer to a GET that the client has not made (RFC 9113, 8.4); it is served like one that it has, beside this exchange. To be
     * called before the octets that refer to it are sent.
     *
     * @param path of an endpoint, with its query
     * @return false if there is no promise: the client takes none, or this request is itself one
     */
    boolean push(String path) throws IOException;

    /**
     * Begins the response. The fields leave with what follows, at the latest when the handler returns.
     *
     * @param status 200 to 999
     * @param headers without {@code :status} and {@code date}, which are added
     * @return whether a body is to follow: false in answer to HEAD, and with 204 and 304
     */
    boolean respond(int status, Headers headers) throws IOException;

    /**
     * Sends a whole response: {@code content-length} is added, and the body left out where none may be.
     *
     * @param body copied before the call returns
     */
    void respond(int status, Headers headers, byte[] body) throws IOException;

    /**
     * Sends octets of the body; returns when all are on their way, so that a handler produces no faster than the peer takes.
     *
     * @param octets copied before the call returns
     */
    void write(byte[] octets, int offset, int length) throws IOException;

    /** Ends the response with trailer fields. */
    void trailers(Headers headers) throws IOException;

    /** Ends the response; does nothing if it has ended. A handler that returns need not call it. */
    void end() throws IOException;

    /** Does nothing for a while, or until the exchange is aborted. */
    void pause(Duration duration) throws IOException;
}
