package org.javahyper.examples.selector;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;

/** A client that does exactly what a test says, and nothing between. */
final class RawClient implements Closeable {
    private static final int SILENCE_MILLIS = 10_000;

    private final Socket socket;
    private final H2Connection kernel;
    private final Deque<H2Event> events = new ArrayDeque<>();

    private RawClient(int port, Limits limits) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(SILENCE_MILLIS);
        kernel = new H2Connection(H2Configuration.client().limits(limits).build());
        kernel.initiate();
        flush();
    }

    static RawClient connect(SelectorServer server) throws IOException {
        return connect(server, Limits.defaults());
    }

    static RawClient connect(SelectorServer server, Limits limits) throws IOException {
        return new RawClient(server.port(), limits);
    }

    H2Connection kernel() {
        return kernel;
    }

    /** Begins a request; returns the id of its stream. */
    int request(String method, String path, boolean endStream) throws IOException {
        return request(method, path, Headers.empty(), endStream);
    }

    int request(String method, String path, Headers fields, boolean endStream) throws IOException {
        int streamId = kernel.nextStreamId();
        Headers head = Headers.of(":method", method, ":scheme", "http", ":authority", "localhost", ":path", path);
        kernel.sendHeaders(streamId, head.toBuilder().addAll(fields).build(), endStream);
        flush();
        return streamId;
    }

    /** Sends a part of a body as far as the windows are open; returns how many octets that was. */
    int send(int streamId, byte[] octets, boolean endStream) throws IOException {
        int taken = kernel.sendData(streamId, ByteBuffer.wrap(octets), endStream);
        flush();
        return taken;
    }

    /** Writes what the kernel has to say. */
    void flush() throws IOException {
        write(kernel.dataToSend());
    }

    void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** The next event of that kind; others before it are dropped, and data among them is not acknowledged. */
    <T extends H2Event> T await(Class<T> kind) throws IOException {
        while (true) {
            H2Event event = next();
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /** The body of a response to its end; events of other streams are dropped. */
    byte[] awaitBody(int streamId) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            H2Event event = next();
            if (event instanceof DataReceived data && data.streamId() == streamId) {
                body.writeBytes(consume(data));
            } else if (event instanceof StreamEnded end && end.streamId() == streamId) {
                return body.toByteArray();
            }
        }
    }

    /** The octets that have come, which may now be followed by others. */
    byte[] consume(DataReceived data) throws IOException {
        byte[] octets = new byte[data.data().remaining()];
        data.data().get(octets);
        kernel.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        flush();
        return octets;
    }

    H2Event next() throws IOException {
        while (events.isEmpty()) {
            receive();
        }
        return events.remove();
    }

    /** Reads once; {@link #next} returns what it meant. */
    void receive() throws IOException {
        byte[] input = new byte[16_384]; // a fresh one, so that events stay valid
        int length = socket.getInputStream().read(input);
        if (length < 0) {
            throw new EOFException("the server has closed the connection");
        }
        events.addAll(kernel.receiveData(input, 0, length));
        flush();
    }

    /** Reads to the end of the input, which has to come without a TCP reset. */
    void awaitEnd() throws IOException {
        socket.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
