package org.javahyper.h2.internal;

/** The body that a message has announced, against the body that has come (RFC 9113, 8.1.1). */
final class ContentLength {
    static final long UNKNOWN = -1;

    private long declared;
    private long received;

    void reset() {
        declared = UNKNOWN;
        received = 0;
    }

    void declare(long octets) {
        declared = octets;
    }

    long declared() {
        return declared;
    }

    long received() {
        return received;
    }

    /** Whether a body may go on with so many octets, and end there if it has to. */
    boolean allows(int octets, boolean endStream) {
        return declared == UNKNOWN || (endStream ? received + octets == declared : received + octets <= declared);
    }

    void receive(int octets) {
        received += octets;
    }
}
