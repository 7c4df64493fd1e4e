package org.javahyper.h2.internal;

/** What the peer allows us to send, in octets. May be negative after a SETTINGS change (RFC 9113, 6.9.2). */
final class SendWindow {
    static final long MAX = 0x7fff_ffffL;

    private long available;

    void reset(long octets) {
        available = octets;
    }

    long available() {
        return available;
    }

    void consume(int octets) {
        available -= octets;
    }

    /** Moves the window; false, and nothing has changed, if it would pass 2^31-1. */
    boolean adjust(long octets) {
        if (available + octets > MAX) {
            return false;
        }
        available += octets;
        return true;
    }
}
