package org.javahyper.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.javahyper.client.internal.Exchange;
import org.javahyper.client.internal.OctetQueue;
import org.javahyper.client.internal.Session;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/**
 * The response to one request; for one thread at a time. Close it: one that is not read to its end holds a stream and window until then.
 *
 * <p>What has arrived stays readable after the connection has ended; beyond it, reading fails with the reason.
 */
public final class Response implements AutoCloseable {
    private static final int PIECE = 16_384;

    private final Session session;
    private final Exchange exchange;
    private final int status;
    private final Headers headers;
    private final OctetQueue kept = new OctetQueue(); // read ahead on the way to the trailers
    private final Body body = new Body();
    private boolean closed;

    Response(Session session, Exchange exchange, Headers head) {
        this.session = session;
        this.exchange = exchange;
        status = Integer.parseInt(Objects.requireNonNull(head.first(":status"), "the kernel delivers no head without"));
        headers = withoutPseudoFields(head);
    }

    private static Headers withoutPseudoFields(Headers head) {
        Headers.Builder list = Headers.builder();
        for (HeaderField field : head) {
            if (!field.name().startsWith(":")) {
                list.add(field);
            }
        }
        return list.build();
    }

    /** The status code, 200 to 999. */
    public int status() {
        return status;
    }

    /** The fields, without pseudo-fields. */
    public Headers headers() {
        return headers;
    }

    /** The stream of this exchange. */
    public int streamId() {
        return exchange.streamId();
    }

    /** Always {@code HTTP/2}. */
    public String version() {
        return "HTTP/2";
    }

    /**
     * The fields behind the body, empty if there are none. Reads the body to its end and keeps it, whatever its size, so that it can be read
     * afterwards.
     *
     * @throws IOException as {@link #inputStream()} when reading
     */
    public Headers trailers() throws IOException {
        requireOpen();
        byte[] piece = new byte[PIECE];
        for (int length = session.read(exchange, piece, 0, PIECE);
                length >= 0;
                length = session.read(exchange, piece, 0, PIECE)) {
            kept.add(ByteBuffer.wrap(piece, 0, length));
        }
        return session.trailers(exchange);
    }

    /**
     * Reads all that is left of the body; empty at its end.
     *
     * @throws IOException as {@link #inputStream()}; the octets before that are lost, use {@link #readChunked()} to have them
     */
    public byte[] read() throws IOException {
        return body.readAllBytes();
    }

    /**
     * Reads a number of octets, waiting until they are there; fewer at the end of the body, none behind it.
     *
     * @param length octets, 0 or more
     * @throws IOException as {@link #inputStream()}; the octets before that are lost
     */
    public byte[] read(int length) throws IOException {
        return body.readNBytes(length);
    }

    /**
     * Reads what has arrived, waiting for one octet at least; empty at the end of the body.
     *
     * @throws IOException as {@link #inputStream()}
     */
    public byte[] readChunked() throws IOException {
        byte[] piece = new byte[Math.max(body.available(), PIECE)];
        int length = body.read(piece, 0, piece.length);
        return Arrays.copyOf(piece, Math.max(0, length));
    }

    /**
     * The body as a stream; always the same one. Closing it closes the response. Reading from it fails with a {@link StreamResetException} if the
     * stream was reset, a {@link ConnectionException} if the connection has ended, and a {@link HttpTimeoutException} if the server sends
     * nothing for the read timeout, which cancels the stream.
     */
    public InputStream inputStream() {
        return body;
    }

    /** Gives up what was not read: the stream is reset with CANCEL unless it has ended, and its window is given back. A second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kept.clear();
            session.abandon(exchange);
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("Cannot read from stream " + exchange.streamId()
                    + ": its response is closed. Read before closing it.");
        }
    }

    private final class Body extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            requireOpen();
            if (length == 0) {
                return 0;
            }
            return kept.length() > 0
                    ? kept.take(target, offset, length)
                    : session.read(exchange, target, offset, length);
        }

        @Override
        public int available() {
            return kept.length() > 0 ? kept.length() : session.available(exchange);
        }

        @Override
        public void close() {
            Response.this.close();
        }
    }
}
