package org.javahyper.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;

/** The server's side of one connection, as a script sees it: waits for events, answers. */
final class Peer {
    private final Socket socket;
    private final H2Connection kernel;
    private final Deque<H2Event> events = new ArrayDeque<>();

    Peer(Socket socket, H2Connection kernel) {
        this.socket = socket;
        this.kernel = kernel;
    }

    H2Connection kernel() {
        return kernel;
    }

    Socket socket() {
        return socket;
    }

    /** The next event of that kind; others before it are dropped, data among them is acknowledged. */
    <T extends H2Event> T await(Class<T> kind) throws IOException {
        while (true) {
            H2Event event = next();
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
            if (event instanceof DataReceived data) {
                acknowledge(data);
            }
        }
    }

    RequestReceived awaitRequest() throws IOException {
        return await(RequestReceived.class);
    }

    /** The body of a request to its end; nothing else is expected meanwhile. */
    byte[] awaitBody(int streamId) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            H2Event event = next();
            if (event instanceof DataReceived data && data.streamId() == streamId) {
                byte[] octets = new byte[data.data().remaining()];
                data.data().get(octets);
                body.writeBytes(octets);
                acknowledge(data);
            } else if (event instanceof StreamEnded end && end.streamId() == streamId) {
                return body.toByteArray();
            }
        }
    }

    void acknowledge(DataReceived data) throws IOException {
        kernel.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        flush();
    }

    H2Event next() throws IOException {
        while (events.isEmpty()) {
            receive();
        }
        return events.remove();
    }

    /** Reads once; every array is a fresh one, so events stay valid. */
    void receive() throws IOException {
        byte[] input = new byte[16_384];
        int length = socket.getInputStream().read(input);
        if (length < 0) {
            throw new EOFException("the client has closed the connection");
        }
        events.addAll(kernel.receiveData(input, 0, length));
        flush();
    }

    void head(int streamId, boolean endStream, String... fields) throws IOException {
        kernel.sendHeaders(streamId, Headers.of(fields), endStream);
        flush();
    }

    /** Sends a body, waiting for windows. */
    void body(int streamId, byte[] octets, boolean endStream) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets);
        kernel.sendData(streamId, rest, endStream);
        flush();
        while (rest.hasRemaining()) {
            if (kernel.sendWindow(streamId) <= 0) {
                receive();
            }
            kernel.sendData(streamId, rest, endStream);
            flush();
        }
    }

    void respond(int streamId, String text) throws IOException {
        head(streamId, false, ":status", "200");
        body(streamId, text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** Answers every request with its path until the client goes away. */
    void serve() throws IOException {
        while (true) {
            RequestReceived request = awaitRequest();
            if (kernel.streamState(request.streamId()) != StreamState.CLOSED) { // it may have been reset meanwhile
                respond(request.streamId(), String.valueOf(request.headers().first(":path")));
            }
        }
    }

    /** Reads on until the client has closed the connection. */
    void awaitClose() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (IOException closed) {
            socket.close();
        }
    }

    void flush() throws IOException {
        if (kernel.hasDataToSend()) {
            socket.getOutputStream().write(kernel.dataToSend());
        }
    }
}
