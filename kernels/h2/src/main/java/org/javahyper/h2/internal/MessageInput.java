package org.javahyper.h2.internal;

/** The parts of a message. */
enum MessageInput {
    INFORMATIONAL,
    HEADERS,
    DATA,
    TRAILERS,
    /** A 2xx answer to CONNECT. */
    TUNNEL,
    END
}
