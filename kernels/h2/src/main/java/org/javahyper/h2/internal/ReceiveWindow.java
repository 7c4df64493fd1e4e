package org.javahyper.h2.internal;

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

    /** The peer has sent octets; false if it was not allowed to. */
    boolean receive(int octets) {
        current -= octets;
        return current >= 0;
    }

    /**
     * The program has consumed octets.
     *
     * @return the increment of the WINDOW_UPDATE that is due, or 0
     */
    int acknowledge(int octets) {
        processed += octets;
        boolean stalled = current == 0 && processed > Math.min(1_024, max / 4);
        if (!stalled && processed < max / 2) {
            return 0;
        }
        long increment = Math.min(processed, max - current);
        processed = 0;
        current += increment;
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
