package org.javahyper.examples.guide;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Lets two engines shake hands in memory. */
final class EnginePair {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private EnginePair() {}

    static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(65_536);
        ByteBuffer toClient = ByteBuffer.allocate(65_536);
        client.beginHandshake();
        server.beginHandshake();
        while (isShakingHands(client) || isShakingHands(server)) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static boolean isShakingHands(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer input, ByteBuffer output) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(NOTHING, output);
            default -> {
                engine.unwrap(input.flip(), ByteBuffer.allocate(65_536));
                input.compact();
            }
        }
    }
}
