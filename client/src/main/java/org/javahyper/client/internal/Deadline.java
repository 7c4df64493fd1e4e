package org.javahyper.client.internal;

import java.time.Duration;

/**
 * The end of a wait, on the clock of {@link System#nanoTime()}.
 *
 * @param isFinite whether there is an end
 * @param nanoTime when, if so
 */
public record Deadline(boolean isFinite, long nanoTime) {
    /** From now on; zero means without end. */
    public static Deadline after(Duration timeout) {
        return new Deadline(!timeout.isZero(), System.nanoTime() + saturatedNanos(timeout));
    }

    /** Whether the time is up. */
    public boolean isExpired() {
        return isFinite && remainingNanos() <= 0;
    }

    /** What is left, for a condition; centuries if there is no end. */
    public long remainingNanos() {
        return isFinite ? nanoTime - System.nanoTime() : Long.MAX_VALUE;
    }

    /** What is left, for a socket, to whom 0 means without end; 1 at least if there is an end. */
    public int remainingMillis() {
        return isFinite ? (int) Math.max(1, Math.min(Integer.MAX_VALUE, (remainingNanos() + 999_999) / 1_000_000)) : 0;
    }

    /** A century is long enough, and far from the overflow of the clock. */
    private static long saturatedNanos(Duration timeout) {
        Duration century = Duration.ofDays(36_500);
        return (timeout.compareTo(century) < 0 ? timeout : century).toNanos();
    }
}
