package org.javahyper.h2;

/**
 * Decides when the octets that the program has consumed are given back to the peer with WINDOW_UPDATE, for the connection and for each stream.
 *
 * <pre>
 *   |------------------------- max -------------------------|
 *   |-- consumed --|-- held by the program --|-- current --|
 * </pre>
 *
 * <p>A policy is asked each time the program acknowledges data. It keeps no state of its own, so one object serves all windows, and it does not
 * throw.
 */
@FunctionalInterface
public interface WindowPolicy {
    /** Nothing is given back now; what has been consumed goes on adding up. */
    long NOT_DUE = -1;

    /**
     * Gives back when half the window has been consumed, and earlier when the peer is at a standstill.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.9">RFC 9113, section 6.9</a>
     */
    WindowPolicy AUTOMATIC = (max, current, consumed) -> {
        boolean stalled = current == 0 && consumed > Math.min(1_024, max / 4);
        return stalled || consumed >= max / 2 ? Math.min(consumed, max - current) : NOT_DUE;
    };

    /** Gives nothing back: the program opens windows with {@link H2Connection#incrementFlowControlWindow} alone. */
    WindowPolicy MANUAL = (max, current, consumed) -> NOT_DUE;

    /**
     * The increment that is due.
     *
     * @param max octets of the largest window that the peer has been offered
     * @param current octets that the peer may send now; negative after a SETTINGS change
     * @param consumed octets that the program has consumed since the last time an increment was due, 1 or more
     * @return octets, 0 or more, or {@link #NOT_DUE}; what goes beyond {@code max - current} enlarges the window for good, and what goes
     *     beyond 2^31-1 is cut off
     */
    long increment(long max, long current, long consumed);
}
