package org.javahyper.conformance;

import org.jspecify.annotations.Nullable;

/** Somebody else's implementation of both sides. */
enum Peer {
    NETTY,
    JETTY;

    /**
     * Connects its client to 127.0.0.1.
     *
     * @param trusted the certificate of the server, or null in cleartext
     */
    PeerConnection connect(int port, @Nullable SelfSigned trusted) throws Exception {
        return this == NETTY ? NettyPeer.connect(port, trusted) : JettyPeer.connect(port, trusted);
    }

    /** Connects its client in cleartext. */
    PeerConnection connect(int port) throws Exception {
        return connect(port, null);
    }

    /**
     * Starts its server on a free port of 127.0.0.1.
     *
     * @param certificate its own, or null in cleartext
     */
    PeerServer listen(@Nullable SelfSigned certificate) throws Exception {
        return this == NETTY ? NettyPeer.listen(certificate) : JettyPeer.listen(certificate);
    }

    /** Starts its server in cleartext. */
    PeerServer listen() throws Exception {
        return listen(null);
    }
}
