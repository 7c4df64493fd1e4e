package org.javahyper.examples.selector;

import java.time.Duration;

/**
 * How long the server waits. The kernel has no clock, so these belong to the driver.
 *
 * @param settings for the client to acknowledge our SETTINGS, from the moment it has connected
 * @param quiet for an octet on a connection without streams, and for progress on a stream
 * @param farewell for the client to read our last words before the connection is closed
 * @param stop for streams to end when the server is closed
 */
record Patience(Duration settings, Duration quiet, Duration farewell, Duration stop) {
    static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** Whether a time, in the sense of {@link System#nanoTime}, is longer ago than that. */
    static boolean isOver(Duration patience, long since, long now) {
        return now - since > patience.toNanos();
    }
}
