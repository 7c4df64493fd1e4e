package org.javahyper.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.javahyper.client.internal.Deadline;
import org.javahyper.client.internal.Exchange;
import org.javahyper.client.internal.Origin;
import org.javahyper.client.internal.RequestHead;
import org.javahyper.client.internal.Session;
import org.javahyper.client.internal.TcpTransport;
import org.javahyper.client.internal.TlsTransport;
import org.javahyper.client.internal.Transport;
import org.javahyper.client.internal.Upload;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A blocking HTTP/2 connection to one server: over TLS with {@code h2} negotiated by ALPN, or in cleartext with prior knowledge.
 *
 * <pre>{@code
 * try (Http2Connection connection = Http2Connection.tls("example.org", 443, ClientConfiguration.defaults())) {
 *     int streamId = connection.request("GET", "/", Headers.empty(), RequestBody.none());
 *     try (Response response = connection.getResponse(streamId)) {
 *         System.out.println(response.status() + " " + new String(response.read(), UTF_8));
 *     }
 * }
 * }</pre>
 *
 * <p>It starts no thread. Whoever waits for something, a response, octets, a window, reads the socket on behalf of everybody who does. While
 * nobody waits, nobody reads, and a PING of the server is answered when next somebody does.
 *
 * <p>Threads may share it; requests and responses of different streams go on at the same time. A thread that waits can be interrupted and then
 * loses its stream; but interrupting a virtual thread that is reading or writing at that moment closes the socket, as the JDK has it.
 *
 * <p>It connects when it is first used, and anew when the transport has ended or the server is going away. Stream ids are never used twice.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
public final class Http2Connection implements AutoCloseable {
    /** How often a server may go away just as a request is to be sent to it. */
    private static final int MAX_ATTEMPTS = 3;

    private final Origin origin;
    private final ClientConfiguration configuration;
    private final ReentrantLock connecting = new ReentrantLock();

    private volatile List<Session> sessions = List.of(); // the last is current; replaced as a whole, under the lock
    private volatile int mostRecent;

    /**
     * A connection that has not been made yet.
     *
     * @param host a name or an address, with its port behind a colon, such as {@code example.org:8443} or {@code [::1]:8443}; without one it is
     *     443. Over TLS if it is 443, otherwise in cleartext
     * @throws IllegalArgumentException if the host is none
     */
    public Http2Connection(String host, ClientConfiguration configuration) {
        this(Origin.parse(host), configuration);
    }

    /**
     * A connection that has not been made yet.
     *
     * @param host a name or an address; IPv6 with or without brackets
     * @param port 1 to 65,535
     * @param secure whether over TLS
     * @throws IllegalArgumentException if the host or the port is none
     */
    public Http2Connection(String host, int port, boolean secure, ClientConfiguration configuration) {
        this(Origin.of(host, port, secure), configuration);
    }

    private Http2Connection(Origin origin, ClientConfiguration configuration) {
        this.origin = origin;
        this.configuration = configuration;
    }

    /** A connection over TLS that has not been made yet; see {@link #Http2Connection(String, int, boolean, ClientConfiguration)}. */
    public static Http2Connection tls(String host, int port, ClientConfiguration configuration) {
        return new Http2Connection(host, port, true, configuration);
    }

    /** A connection in cleartext that has not been made yet; see {@link #Http2Connection(String, int, boolean, ClientConfiguration)}. */
    public static Http2Connection cleartext(String host, int port, ClientConfiguration configuration) {
        return new Http2Connection(host, port, false, configuration);
    }

    /**
     * Connects, if that has not been done.
     *
     * @throws ConnectionException if the server cannot be reached, is not trusted, or does not choose h2
     * @throws HttpTimeoutException if that takes longer than the connect timeout
     */
    public void connect() throws IOException {
        session();
    }

    /**
     * Sends a request, all of its body included, on this thread; waits while the server allows no further stream, or no more octets.
     *
     * <p>The server may answer meanwhile: what it sends is kept, as far as the windows let it. A server that stops reading before the rest of its
     * answer is read needs larger windows.
     *
     * @param target {@code :path}, such as {@code /search?q=1}
     * @param headers the fields; one named like a pseudo-field replaces it
     * @return the stream, for {@link #getResponse(int)}; every stream is to be fetched or cancelled
     * @throws ConnectionException if there is no connection, or it broke
     * @throws StreamResetException if the server has reset the stream before it answered in full
     * @throws HttpTimeoutException if a wait took longer than a timeout; the stream is cancelled
     * @throws IOException if the body cannot be read; the stream is cancelled
     * @throws org.javahyper.h2.InvalidHeadersException if the fields break a rule of RFC 9113, 8.2 or 8.3; nothing was sent
     */
    public int request(String method, String target, Headers headers, RequestBody body) throws IOException {
        long length = body.length();
        Headers head = RequestHead.of(origin, method, target, headers, body.isPresent() ? length : -1);
        boolean headOnly = length == 0 && body.trailers() == null;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Session session = session();
            Exchange exchange = session.open(head, headOnly);
            if (exchange != null) {
                if (!headOnly) {
                    new Upload(session, exchange).send(body, length);
                }
                mostRecent = exchange.streamId();
                return exchange.streamId();
            }
        }
        throw new ConnectionException(
                "Cannot send a request to " + origin + ": " + MAX_ATTEMPTS
                        + " connections went away before it could be sent. Try again later.",
                true,
                null);
    }

    /**
     * Waits for the response to the most recent request, of whichever thread.
     *
     * @throws IllegalStateException if there was none
     * @throws IllegalArgumentException if it has been fetched
     * @throws IOException as {@link #getResponse(int)}
     */
    public Response getResponse() throws IOException {
        if (mostRecent == 0) {
            throw new IllegalStateException("There is no response: nothing was requested. Call request() first.");
        }
        return getResponse(mostRecent);
    }

    /**
     * Waits for the final head of a response; interim ones are skipped. Responses may be fetched in any order, each once.
     *
     * @throws IllegalArgumentException if there is no such request, or its response has been fetched
     * @throws StreamResetException if the stream was reset before
     * @throws HttpTimeoutException if that takes longer than the read timeout; the stream is cancelled
     * @throws ConnectionException if the connection has ended before
     */
    public Response getResponse(int streamId) throws IOException {
        return getResponse(streamId, interim -> {});
    }

    /**
     * Waits for the final head of a response, as {@link #getResponse(int)}.
     *
     * @param interimResponses is given each interim response (1xx) when it arrives, on this thread; {@code :status} comes first
     */
    public Response getResponse(int streamId, Consumer<Headers> interimResponses) throws IOException {
        for (Session session : sessions) {
            Exchange exchange = session.fetch(streamId);
            if (exchange != null) {
                return new Response(session, exchange, session.head(exchange, interimResponses));
            }
        }
        throw unknown(streamId);
    }

    /**
     * Gives up a request whose response was not fetched: its stream is reset with CANCEL.
     *
     * @throws IllegalArgumentException if there is no such request, or its response has been fetched
     */
    public void cancel(int streamId) {
        for (Session session : sessions) {
            Exchange exchange = session.fetch(streamId);
            if (exchange != null) {
                session.abandon(exchange);
                return;
            }
        }
        throw unknown(streamId);
    }

    private static IllegalArgumentException unknown(int streamId) {
        return new IllegalArgumentException(
                "There is no response to fetch on stream " + streamId
                        + ": it was never requested, or has been fetched or cancelled. Use the id that request() returned, once.");
    }

    /**
     * Asks the server for a sign of life, connecting if needed, and waits for it.
     *
     * @param opaqueData eight octets, big-endian, that come back
     * @return how long that took
     * @throws HttpTimeoutException if that takes longer than the read timeout; the connection goes on
     */
    public Duration ping(long opaqueData) throws IOException {
        return session().ping(opaqueData);
    }

    /** {@code h2} as negotiated by ALPN, or {@code h2c} for prior knowledge; connects if needed. */
    public String negotiatedProtocol() throws IOException {
        session();
        return origin.secure() ? "h2" : "h2c";
    }

    /** Always {@code HTTP/2}. */
    public String version() {
        return "HTTP/2";
    }

    /** Closes with NO_ERROR; see {@link #close(ErrorCode)}. */
    @Override
    public void close() {
        close(ErrorCode.NO_ERROR);
    }

    /**
     * Resets the open streams, sends GOAWAY, and closes the socket; it does not matter whether the server is still there. Responses keep what has
     * arrived. The next request connects anew. A second call does nothing.
     */
    public void close(ErrorCode errorCode) {
        connecting.lock();
        try {
            for (Session session : sessions) {
                session.close(errorCode);
            }
        } finally {
            connecting.unlock();
        }
    }

    // Connecting

    private Session session() throws IOException {
        Session current = current();
        if (current != null && current.takesRequests()) {
            return current;
        }
        connecting.lock();
        try {
            current = current(); // another thread may have connected while this one waited
            return current != null && current.takesRequests() ? current : connectAnew(current);
        } finally {
            connecting.unlock();
        }
    }

    private @Nullable Session current() {
        List<Session> known = sessions;
        return known.isEmpty() ? null : known.get(known.size() - 1);
    }

    /** Ids go on where the last session's ended, so that they name one stream whatever the session. */
    private Session connectAnew(@Nullable Session last) throws IOException {
        Session fresh = new Session(origin, configuration, openTransport(), last == null ? 1 : last.nextStreamId());
        List<Session> known = new ArrayList<>(sessions);
        known.removeIf(Session::isDone);
        known.add(fresh);
        sessions = List.copyOf(known);
        return fresh;
    }

    private Transport openTransport() throws ClientException {
        Deadline deadline = Deadline.after(configuration.connectTimeout());
        TcpTransport tcp = TcpTransport.connect(origin, deadline);
        return origin.secure() ? TlsTransport.connect(tcp, origin, configuration, deadline) : tcp;
    }
}
