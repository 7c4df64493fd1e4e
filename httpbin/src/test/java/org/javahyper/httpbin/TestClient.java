package org.javahyper.httpbin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;

/** A client as simple as can be: a kernel over a socket, driven by the one thread that calls it. */
final class TestClient implements AutoCloseable {
    private final Socket socket;
    private final String authority;
    private final byte[] input = new byte[65_536];
    private final Map<Integer, Response> responses = new HashMap<>();
    private final Map<Integer, Headers> promises = new TreeMap<>();
    final H2Connection connection;

    /** All that has come besides the events of streams. */
    final List<H2Event> events = new ArrayList<>();

    /** A client over a socket that is ready for HTTP/2. */
    TestClient(Socket socket, Limits limits) throws IOException {
        this(socket, H2Configuration.client().limits(limits).build());
    }

    private TestClient(Socket socket, H2Configuration configuration) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(30_000); // a test that would wait for ever fails
        this.authority = "localhost:" + socket.getPort();
        connection = new H2Connection(configuration);
        connection.initiate();
        flush();
    }

    /** A client in cleartext with the default windows. */
    static TestClient connect(HttpBin server) throws IOException {
        return new TestClient(new Socket("localhost", server.port()), Limits.defaults());
    }

    /** A client in cleartext that takes promises, and so many pushed streams at once. */
    static TestClient thatTakesPromises(HttpBin server, int pushedStreams) throws IOException {
        Limits limits = Limits.builder().maxConcurrentStreams(pushedStreams).build();
        return new TestClient(
                new Socket("localhost", server.port()),
                H2Configuration.client().limits(limits).enablePush(true).build());
    }

    /** The header section of a request. */
    Headers request(String method, String path, String... fields) {
        return Headers.builder()
                .add(":method", method)
                .add(":scheme", "http")
                .add(":authority", authority)
                .add(":path", path)
                .addAll(Headers.of(fields))
                .build();
    }

    /** Sends a request without a body and waits for the whole response. */
    Response exchange(String method, String path, String... fields) throws IOException {
        return await(send(request(method, path, fields), true));
    }

    /** Sends a request with a body and waits for the whole response. */
    Response post(String path, byte[] body, String... fields) throws IOException {
        int streamId = send(request("POST", path, fields), false);
        sendBody(streamId, ByteBuffer.wrap(body));
        return await(streamId);
    }

    /** Opens a stream. */
    int send(Headers request, boolean endStream) throws IOException {
        int streamId = connection.nextStreamId();
        responses.put(streamId, new Response());
        connection.sendHeaders(streamId, request, endStream);
        flush();
        return streamId;
    }

    /** Sends a body to its end, or until the response has ended. */
    void sendBody(int streamId, ByteBuffer body) throws IOException {
        while (body.hasRemaining() && !response(streamId).isOver()) {
            int taken = connection.sendData(streamId, body, true);
            if (connection.hasDataToSend()) {
                flush();
            } else if (taken == 0) {
                receive();
            }
        }
    }

    /** What has come on a stream so far. */
    Response response(int streamId) {
        return responses.get(streamId);
    }

    /** Reads until a stream is over. */
    Response await(int streamId) throws IOException {
        while (!response(streamId).isOver()) {
            receive();
        }
        return response(streamId);
    }

    /** Reads until so many promises have come, and returns their requests by stream. */
    Map<Integer, Headers> awaitPromises(int count) throws IOException {
        while (promises.size() < count) {
            receive();
        }
        return promises;
    }

    /** Reads until the server closes the transport. */
    void awaitEnd() throws IOException {
        while (events.stream().noneMatch(ConnectionEnded.class::isInstance)) {
            receive();
        }
    }

    /** The GOAWAY of the server, once it has come. */
    GoAwayReceived goAway() {
        return events.stream()
                .filter(GoAwayReceived.class::isInstance)
                .map(GoAwayReceived.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Reads once. */
    void receive() throws IOException {
        if (connection.connectionState() == ConnectionState.ENDED) {
            throw new IOException("the server has closed the connection");
        }
        int length = socket.getInputStream().read(input);
        for (H2Event event : length < 0 ? connection.receiveEndOfInput() : connection.receiveData(input, 0, length)) {
            accept(event);
        }
        flush();
    }

    private void accept(H2Event event) {
        if (event instanceof InformationalResponseReceived interim) {
            response(interim.streamId()).informational.add(interim.headers());
        } else if (event instanceof PushedStreamReceived push) {
            promises.put(push.promisedStreamId(), push.headers());
            responses.put(push.promisedStreamId(), new Response());
        } else if (event instanceof ResponseReceived response) {
            response(response.streamId()).headers = response.headers();
        } else if (event instanceof DataReceived data) {
            response(data.streamId()).append(data.data());
            connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        } else if (event instanceof TrailersReceived trailers) {
            response(trailers.streamId()).trailers = trailers.headers();
        } else if (event instanceof StreamEnded end) {
            response(end.streamId()).ended = true;
        } else if (event instanceof StreamReset reset) {
            response(reset.streamId()).reset = reset;
        } else {
            events.add(event);
        }
    }

    void flush() throws IOException {
        if (connection.hasDataToSend()) {
            socket.getOutputStream().write(connection.dataToSend());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A response as far as it has come. */
    static final class Response {
        final List<Headers> informational = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        Headers headers = Headers.empty();
        Headers trailers = Headers.empty();
        StreamReset reset;
        boolean ended;

        boolean isOver() {
            return ended || reset != null;
        }

        String status() {
            return headers.first(":status");
        }

        byte[] body() {
            return body.toByteArray();
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }

        private void append(ByteBuffer data) {
            byte[] octets = new byte[data.remaining()];
            data.get(octets);
            body.writeBytes(octets);
        }
    }
}
