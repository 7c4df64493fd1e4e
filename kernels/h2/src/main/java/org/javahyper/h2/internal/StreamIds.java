package org.javahyper.h2.internal;

import org.javahyper.h2.Role;

/** Who may use which stream id, and how far each side has come (RFC 9113, 5.1.1). */
final class StreamIds {
    static final int NONE = 0;

    private final int localParity;
    private int highestLocal;
    private int highestRemote;
    private int highestProcessed;

    StreamIds(Role role) {
        localParity = role == Role.CLIENT ? 1 : 0;
    }

    /** The parity of our own ids. */
    int localParity() {
        return localParity;
    }

    boolean isLocal(int streamId) {
        return (streamId & 1) == localParity;
    }

    /** Whether the stream was never opened, nor skipped by a higher one of its side. */
    boolean isIdle(int streamId) {
        return streamId > (isLocal(streamId) ? highestLocal : highestRemote);
    }

    /** The highest stream of the peer that the program has seen or that was answered. */
    int highestProcessed() {
        return highestProcessed;
    }

    /** The lowest id that we may open, or {@link #NONE} when all are used up. */
    int nextLocal() {
        if (highestLocal == NONE) {
            return localParity == 1 ? 1 : 2;
        }
        return highestLocal > Integer.MAX_VALUE - 2 ? NONE : highestLocal + 2;
    }

    int highestLocal() {
        return highestLocal;
    }

    /** The highest stream of the peer that has come, whatever became of it. */
    int highestRemote() {
        return highestRemote;
    }

    void localOpened(int streamId) {
        highestLocal = streamId;
    }

    void remoteOpened(int streamId) {
        highestRemote = streamId;
    }

    void processed(int streamId) {
        highestProcessed = Math.max(highestProcessed, streamId);
    }
}
