package org.javahyper.h2.internal;

import org.javahyper.h2.StreamState;

/** One open stream. Never leaves the kernel, and is used again for another one when it has closed. */
final class Stream {
    final SendWindow sendWindow = new SendWindow();
    final ReceiveWindow receiveWindow = new ReceiveWindow();
    final ContentLength inboundLength = new ContentLength();
    final ContentLength outboundLength = new ContentLength();

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

    /** The origin of our request or of a promised one, for what the server says about it; empty where it is not needed. */
    String scheme = "";

    String authority = "";

    void open(int streamId, long sendWindowSize, long receiveWindowSize) {
        id = streamId;
        state = StreamState.IDLE;
        inbound = MessagePhase.AWAITING_HEADERS;
        outbound = MessagePhase.AWAITING_HEADERS;
        sendWindow.reset(sendWindowSize);
        receiveWindow.reset(receiveWindowSize);
        inboundLength.reset();
        outboundLength.reset();
        unacknowledged = 0;
        queuedBody = 0;
        informational = 0;
        informationalSize = 0;
        isHead = false;
        isConnect = false;
        scheme = "";
        authority = "";
    }

    /** Remembers of the request what decides about the response (RFC 9113, 8.1.1 and 8.5). */
    void requested(String method) {
        isHead = method.equals("HEAD");
        isConnect = method.equals(HeaderRules.CONNECT);
    }

    /** The length of the body of a response that announces one; some have none, whatever they announce (RFC 9110, 6.4.1 and 8.6). */
    long bodyLength(int status, long announced) {
        if (isTunnel(status)) {
            return ContentLength.UNKNOWN;
        }
        return isHead || status == 204 || status == 304 ? 0 : announced;
    }

    /** Whether a final response with this status makes the stream a tunnel. */
    boolean isTunnel(int status) {
        return isConnect && status >= 200 && status < 300;
    }

    void step(StreamInput input) {
        state = StreamTransitions.STREAM.next(state, input);
    }

    String origin() {
        return Origin.of(scheme, authority);
    }

    boolean isReserved() {
        return state == StreamState.RESERVED_LOCAL || state == StreamState.RESERVED_REMOTE;
    }

    /** Whether the peer may still send on this stream. */
    boolean isReceiving() {
        return inbound != MessagePhase.DONE;
    }
}
