package org.javahyper.examples.selector;

import java.nio.ByteBuffer;
import org.javahyper.http.Headers;

/** What a route makes of a request: a header list, and octets when there are some. It knows nothing of streams and windows. */
interface Answer {
    /** The final response. */
    Headers head();

    /** Octets of the request have come; the buffer is a view that is not valid after the call. */
    void received(ByteBuffer data);

    /** No more octets of the request come. */
    void requestEnded();

    /** Whether the response may begin. */
    boolean isReady();

    /** The octets to be sent next, as many as are there; whoever sends some moves the position. */
    ByteBuffer next();

    /** Whether nothing follows the octets that {@link #next} returned last. */
    boolean isLast();

    /** How many octets of the request are still held. */
    int held();
}
