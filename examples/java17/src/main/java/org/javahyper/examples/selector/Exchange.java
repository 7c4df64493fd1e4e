package org.javahyper.examples.selector;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.http.Headers;

/** One request and its response: moves octets between the kernel and an {@link Answer}, and keeps the account of what the kernel is owed. */
final class Exchange {
    private static final Headers CONTINUE = Headers.of(":status", "100");

    private final H2Connection kernel;
    private final int streamId;
    private final Answer answer;
    private boolean expectsContinue; // and has not been told to go on (RFC 9110, 10.1.1)
    private boolean requestEnded;
    private boolean begun; // the response
    private boolean ended; // the response
    private int owed; // flow-controlled octets that came and are not acknowledged
    private long lastMove = System.nanoTime();

    Exchange(H2Connection kernel, RequestReceived request, Answer answer) {
        this.kernel = kernel;
        this.streamId = request.streamId();
        this.answer = answer;
        this.expectsContinue = !request.endStream() && request.headers().contains("expect", "100-continue");
    }

    int streamId() {
        return streamId;
    }

    // What comes; this may be called for a stream that has been closed by now

    // snippet
    void received(DataReceived data) {
        owed += data.flowControlledLength();
        answer.received(data.data());
        acknowledge(answer.held());
    }

    /** What the answer holds no longer has been consumed, padding included; the peer may send as much again. */
    private void acknowledge(int held) {
        kernel.acknowledgeReceivedData(streamId, owed - held);
        owed = held;
        lastMove = System.nanoTime();
    }

    /** The stream is gone. What was still held counts against the connection's window, so it has to be paid for. */
    void abandon() {
        acknowledge(0);
    }
    // end of snippet

    void requestEnded() {
        requestEnded = true;
        answer.requestEnded();
    }

    // What goes; the stream is open

    /**
     * Sends what can be sent now.
     *
     * @return whether the exchange is over
     */
    boolean advance() {
        if (expectsContinue && !requestEnded) {
            kernel.sendHeaders(streamId, CONTINUE, false);
        }
        expectsContinue = false;
        if (!begun && answer.isReady()) {
            begin();
        }
        if (begun && !ended) {
            send();
        }
        if (ended && !requestEnded) {
            kernel.resetStream(streamId, ErrorCode.NO_ERROR); // the rest of the request is not wanted (RFC 9113, 8.1)
        }
        return ended;
    }

    private void begin() {
        boolean isEmpty = !answer.next().hasRemaining() && answer.isLast();
        kernel.sendHeaders(streamId, answer.head(), isEmpty);
        begun = true;
        ended = isEmpty;
    }

    // snippet
    /** Sends until the kernel takes no more: a window is shut, or output waits to be written. It is called again when that may have changed. */
    private void send() {
        int taken;
        do {
            ByteBuffer octets = answer.next();
            boolean isLast = answer.isLast();
            taken = kernel.sendData(streamId, octets, isLast);
            ended = isLast && !octets.hasRemaining();
            if (taken > 0) {
                acknowledge(answer.held()); // an echo lets its octets go when they are sent, and no sooner
            }
        } while (taken > 0 && !ended);
    }
    // end of snippet

    /** Whether nothing has moved for so long that the stream has been reset. */
    boolean isGivenUp(Duration patience, long now) {
        if (!Patience.isOver(patience, lastMove, now)) {
            return false;
        }
        kernel.resetStream(streamId, ErrorCode.CANCEL);
        abandon();
        return true;
    }
}
