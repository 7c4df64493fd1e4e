package org.javahyper.h2;

/** A stream of the model that is neither idle nor closed. */
final class ModelStream {
    /** How far the message of one direction is (RFC 9113, 8.1). */
    enum Phase {
        NOTHING,
        BODY,
        TUNNEL,
        DONE
    }

    static final long UNKNOWN = -1;

    final int id;
    StreamState state = StreamState.IDLE;
    Phase sending = Phase.NOTHING;
    Phase receiving = Phase.NOTHING;
    String method = "";

    long sendWindow;
    final ModelWindow receiveWindow;
    long unacknowledged;
    long queued; // octets of body in the output
    long sent; // octets of body
    long announced = UNKNOWN; // by our content-length
    int informational;

    ModelStream(int id, long sendWindow, long receiveWindow) {
        this.id = id;
        this.sendWindow = sendWindow;
        this.receiveWindow = new ModelWindow(receiveWindow);
    }

    boolean isReserved() {
        return state == StreamState.RESERVED_LOCAL || state == StreamState.RESERVED_REMOTE;
    }

    /** H2-ST-S05: which states let us send a body. */
    boolean maySend() {
        return state == StreamState.OPEN || state == StreamState.HALF_CLOSED_REMOTE;
    }

    boolean isTunnel(int status) {
        return method.equals("CONNECT") && status >= 200 && status < 300;
    }

    /** END_STREAM in one direction; true if the stream is closed with it. */
    boolean end(boolean byUs) {
        if (byUs) {
            sending = Phase.DONE;
        } else {
            receiving = Phase.DONE;
        }
        boolean closed = state != StreamState.OPEN;
        if (!closed) {
            state = byUs ? StreamState.HALF_CLOSED_LOCAL : StreamState.HALF_CLOSED_REMOTE;
        }
        return closed;
    }
}
