package org.javahyper.h2.internal;

import org.javahyper.h2.WindowPolicy;

/**
 * What we allow the peer to send, in octets, and when to give it back (docs/spec/behaviours.md, H2-WIN).
 *
 * <pre>
 *   |------------------------- max -------------------------|
 *   |-- processed --|-- held by the program --|-- current --|
 * </pre>
 */
final class ReceiveWindow {
    private long max;
    private long current;
    private long processed;

    void reset(long octets) {
        max = octets;
        current = octets;
        processed = 0;
    }

    long current() {
        return current;
    }

    /** The peer has sent octets; false if it was not allowed to. None are always allowed, even where the window is negative (RFC 9113, 6.9.1). */
    boolean receive(int octets) {
        current -= octets;
        return octets == 0 || current >= 0;
    }

    /**
     * Octets have been consumed.
     *
     * @return the increment of the WINDOW_UPDATE that is due, or 0
     */
    int acknowledge(int octets, WindowPolicy policy) {
        long increment = policy.increment(max, current, processed + octets);
        processed += octets;
        if (increment < 0) {
            return 0;
        }
        increment = Math.min(increment, Math.min(SendWindow.MAX, SendWindow.MAX - current));
        processed = 0;
        current += increment;
        max = Math.max(max, current);
        return (int) increment;
    }

    /** The program gives more by hand; false, and nothing has changed, if the window would pass 2^31-1. */
    boolean open(int octets) {
        if (current + octets > SendWindow.MAX) {
            return false;
        }
        current += octets;
        max = Math.max(max, current);
        return true;
    }

    /** SETTINGS_INITIAL_WINDOW_SIZE has changed by a difference, which may be negative. */
    void adjust(long difference) {
        current += difference;
        max += difference;
    }
}
