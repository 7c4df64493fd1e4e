package org.javahyper.h2.internal;

/** Which streams GOAWAY has named as the last ones, in both directions (RFC 9113, 6.8), and how far a shutdown in two steps has come. */
final class GoAways {
    /** The stream that a GOAWAY names when it is not known yet which is the last. */
    static final int ANY = Integer.MAX_VALUE;

    /** The octets of the PING that measures the round trip between the two steps: "shutdown". */
    static final long PING = 0x7368_7574_646f_776eL;

    /** The last of the peer's streams that we take. */
    int sent = ANY;

    /** The last of our streams that the peer takes. */
    int received = ANY;

    /** Whether the second step is due when the PING comes back. */
    boolean awaitsPing;

    private int foreign; // PINGs of the program with the same octets that come back before

    /** The program has sent a PING. */
    void pinged(long opaqueData) {
        if (opaqueData == PING && !awaitsPing) {
            foreign++;
        }
    }

    /** A PING has come back; true if it is the one that the second step waits for. */
    boolean pingReturned(long opaqueData) {
        if (opaqueData != PING) {
            return false;
        }
        if (foreign > 0) {
            foreign--;
            return false;
        }
        return awaitsPing;
    }
}
