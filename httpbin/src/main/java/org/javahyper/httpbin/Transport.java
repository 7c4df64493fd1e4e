package org.javahyper.httpbin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The octets of one connection over TCP, with TLS or without. One thread reads, one writes, any may close. */
final class Transport implements Closeable {
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final Socket socket; // closing this one never waits for a peer that does not read
    private final Socket stream; // TLS over the socket, or the socket itself

    /** A connection that was accepted; nothing is sent or received yet. */
    Transport(Socket socket, @Nullable ServerTls tls) throws IOException {
        this.socket = socket;
        this.stream = tls == null ? socket : tls.over(socket);
        socket.setTcpNoDelay(true);
    }

    /**
     * Makes the connection ready for HTTP/2.
     *
     * @throws SSLException if the client does not speak TLS as asked for, or does not offer h2
     */
    void handshake() throws IOException {
        if (stream instanceof SSLSocket tls) {
            socket.setSoTimeout(HANDSHAKE_MILLIS);
            tls.startHandshake();
            if (!ServerTls.H2.equals(tls.getApplicationProtocol())) {
                throw new SSLException("The client offers no protocol by ALPN, and this server speaks h2 only.");
            }
        }
    }

    /** The address of the peer, without a port. */
    String origin() {
        return socket.getInetAddress().getHostAddress();
    }

    /**
     * Waits for octets.
     *
     * @return how many were read; 0 if none came in time, -1 at the end of the input
     */
    int read(byte[] target, long timeoutMillis) throws IOException {
        socket.setSoTimeout((int) timeoutMillis);
        try {
            return stream.getInputStream().read(target);
        } catch (SocketTimeoutException quiet) {
            return 0;
        }
    }

    void write(byte[] octets, int length) throws IOException {
        OutputStream output = stream.getOutputStream();
        output.write(octets, 0, length);
        output.flush();
    }

    /** Tells the peer that nothing more comes; it may still send. Does nothing the second time. */
    void finishOutput() throws IOException {
        if (!stream.isOutputShutdown()) {
            stream.shutdownOutput();
        }
        if (!socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    /** Reads what is still coming and forgets it: closing with octets unread would be a TCP reset, which can swallow our last ones. */
    void discardInput(long forMillis) throws IOException {
        InputStream input = socket.getInputStream(); // what is forgotten need not be deciphered
        byte[] forgotten = new byte[4_096];
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(forMillis);
        long left = forMillis;
        while (left > 0) {
            socket.setSoTimeout((int) left);
            if (input.read(forgotten) < 0) {
                return;
            }
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
