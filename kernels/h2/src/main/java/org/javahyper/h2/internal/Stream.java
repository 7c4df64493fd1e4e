package org.javahyper.h2.internal;

import org.javahyper.h2.StreamState;

/** One open stream. Never leaves the kernel, and is used again for another one when it has closed. */
final class Stream {
    final SendWindow sendWindow = new SendWindow();
    final ReceiveWindow receiveWindow = new ReceiveWindow();
    final ContentLength contentLength = new ContentLength();

    int id;
    StreamState state = StreamState.IDLE;
    MessagePhase inbound = MessagePhase.AWAITING_HEADERS;
    MessagePhase outbound = MessagePhase.AWAITING_HEADERS;

    /** Flow-controlled octets that the program has been given and has not acknowledged. */
    long unacknowledged;

    /** Body octets that were taken from the program and not yet by the transport. */
    int queuedBody;

    /** Interim responses received. */
    int informational;

    /** The size of their header lists together. */
    long informationalSize;

    /** Whether the request is HEAD: its response has no body, whatever it announces. */
    boolean isHead;

    /** Whether the request is CONNECT. */
    boolean isConnect;

    void open(int streamId, long sendWindowSize, long receiveWindowSize) {
        id = streamId;
        state = StreamState.IDLE;
        inbound = MessagePhase.AWAITING_HEADERS;
        outbound = MessagePhase.AWAITING_HEADERS;
        sendWindow.reset(sendWindowSize);
        receiveWindow.reset(receiveWindowSize);
        contentLength.reset();
        unacknowledged = 0;
        queuedBody = 0;
        informational = 0;
        informationalSize = 0;
        isHead = false;
        isConnect = false;
    }

    void step(StreamInput input) {
        state = StreamTransitions.STREAM.next(state, input);
    }

    /** Whether the peer may still send on this stream. */
    boolean isReceiving() {
        return inbound != MessagePhase.DONE;
    }
}
