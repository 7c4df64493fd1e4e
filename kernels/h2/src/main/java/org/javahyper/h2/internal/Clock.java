package org.javahyper.h2.internal;

import java.util.Arrays;

/** What the driver has told of the time. Nothing here runs by itself, and without {@code tick} nothing happens. */
final class Clock {
    /** More PINGs than these may be under way, but are not measured. */
    private static final int MEASURED = 8;

    static final long UNKNOWN = -1;

    private boolean isRunning;
    private long now;
    private long roundTrip = UNKNOWN;
    private long[] pings = new long[0]; // opaque data and time, in pairs, the oldest first
    private int watched = SettingsExchange.NONE;
    private long watchedSince;

    void tick(long nanos) {
        isRunning = true;
        now = nanos;
    }

    /** Nanoseconds that the last measured PING has taken, or {@link #UNKNOWN}. */
    long roundTrip() {
        return roundTrip;
    }

    void pingSent(long opaqueData) {
        if (isRunning && pings.length < 2 * MEASURED) {
            pings = Arrays.copyOf(pings, pings.length + 2);
            pings[pings.length - 2] = opaqueData;
            pings[pings.length - 1] = now;
        }
    }

    /** PINGs are answered in order, so with one that has come back the older ones are given up. */
    void pingAcknowledged(long opaqueData) {
        for (int i = 0; i < pings.length; i += 2) {
            if (pings[i] == opaqueData) {
                roundTrip = now - pings[i + 1];
                pings = Arrays.copyOfRange(pings, i + 2, pings.length);
                return;
            }
        }
    }

    /** How long this SETTINGS of ours has been seen to wait for its acknowledgement, in nanoseconds. */
    long waiting(int settings) {
        if (settings != watched || settings == SettingsExchange.NONE) {
            watched = settings;
            watchedSince = now;
        }
        return now - watchedSince;
    }
}
