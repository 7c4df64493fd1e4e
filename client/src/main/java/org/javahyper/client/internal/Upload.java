package org.javahyper.client.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.javahyper.client.RequestBody;
import org.javahyper.http.Headers;

/** Sends a body on the caller's thread, piece by piece, as windows allow. */
public final class Upload {
    private static final int PIECE = 16_384;

    private final Session session;
    private final Exchange exchange;

    public Upload(Session session, Exchange exchange) {
        this.session = session;
        this.exchange = exchange;
    }

    /**
     * Sends body and trailers, and ends the stream. If the server stops it, having answered in full already, that is no failure (RFC 9113, 8.1).
     * After any failure the stream is given up.
     *
     * @param length octets, or {@link RequestBody#UNKNOWN_LENGTH}
     */
    public void send(RequestBody body, long length) throws IOException {
        boolean sent = false;
        try (InputStream source = body.open()) {
            Supplier<Headers> trailers = body.trailers();
            boolean wanted =
                    length < 0 ? sendUntilEnd(source, trailers == null) : sendExactly(source, length, trailers == null);
            if (wanted && trailers != null) {
                session.sendTrailers(exchange, trailers.get());
            }
            sent = true;
        } finally {
            if (!sent) {
                session.abandon(exchange);
            }
        }
    }

    /** Nobody knows which piece is the last before the end is seen: an empty one ends the stream. */
    private boolean sendUntilEnd(InputStream source, boolean endStream) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = source.read(piece); length >= 0; length = source.read(piece)) {
            if (!session.send(exchange, piece, length, false)) {
                return false;
            }
        }
        return !endStream || session.send(exchange, piece, 0, true);
    }

    private boolean sendExactly(InputStream source, long length, boolean endStream) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, length)];
        for (long left = length; left > 0; left -= piece.length) {
            int wanted = (int) Math.min(PIECE, left);
            if (source.readNBytes(piece, 0, wanted) < wanted) {
                throw new EOFException("Cannot send the body: it is shorter than the " + length
                        + " octets announced as content-length. Leave the source alone while it is sent.");
            }
            if (!session.send(exchange, piece, wanted, endStream && left == wanted)) {
                return false;
            }
        }
        return true;
    }
}
