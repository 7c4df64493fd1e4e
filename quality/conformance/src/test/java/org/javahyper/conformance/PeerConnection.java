package org.javahyper.conformance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;

/** A connection in the hands of somebody else's implementation, as client or server. What waits does so for 20 seconds at most. */
abstract class PeerConnection implements AutoCloseable {
    private static final long LIMIT_SECONDS = 10;

    private final BlockingQueue<PeerStream> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> pingAcks = new LinkedBlockingQueue<>();
    private final BlockingQueue<GoAway> goAways = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What a GOAWAY says. */
    record GoAway(int lastStreamId, ErrorCode errorCode) {}

    // Sending

    /** As a client: opens a stream. */
    abstract PeerStream open(Headers request, boolean endStream);

    abstract void sendPing(long opaqueData);

    /** Shuts down gracefully, in the implementation's own way. */
    abstract void goAway();

    /** As a client: ends at once. A server ends its connections with itself. */
    @Override
    public abstract void close();

    // What has come, told by the implementation

    final void requestReceived(PeerStream stream) {
        requests.add(stream);
    }

    final void pingAckReceived(long opaqueData) {
        pingAcks.add(opaqueData);
    }

    final void goAwayReceived(GoAway goAway) {
        goAways.add(goAway);
    }

    final void transportClosed() {
        closed.countDown();
    }

    // What has come, as tests ask for it

    /** As a server: waits for the next stream. */
    final PeerStream nextStream() throws InterruptedException {
        return next(requests, "no request comes");
    }

    /** Waits for the next PING with the flag ACK, and returns its octets. */
    final long awaitPingAck() throws InterruptedException {
        return next(pingAcks, "the PING is not answered");
    }

    /** Waits for the next GOAWAY. */
    final GoAway awaitGoAway() throws InterruptedException {
        return next(goAways, "no GOAWAY comes");
    }

    /** Waits for the end of the transport. */
    final void awaitClosed() throws InterruptedException {
        if (!closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the transport stays open");
        }
    }

    static <T> T next(BlockingQueue<T> queue, String complaint) throws InterruptedException {
        T head = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (head == null) {
            throw new AssertionError(complaint);
        }
        return head;
    }
}
