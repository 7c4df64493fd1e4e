package org.javahyper.conformance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server of somebody else's on 127.0.0.1, which does what the test tells it. */
abstract class PeerServer implements AutoCloseable {
    private final BlockingQueue<PeerConnection> accepted = new LinkedBlockingQueue<>();

    abstract int port();

    @Override
    public abstract void close();

    final void connectionAccepted(PeerConnection connection) {
        accepted.add(connection);
    }

    /** Waits for the next connection. */
    final PeerConnection accept() throws InterruptedException {
        return PeerConnection.next(accepted, "nobody connects");
    }
}
