package org.javahyper.conformance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;

/**
 * Our kernel over a blocking socket, as client or server, moved by the thread of the test: it reads only while the test waits for something, and
 * writes what it has to say behind every action.
 */
final class KernelPeer implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;
    private final H2Connection connection;
    private final byte[] input = new byte[65_536];
    private final List<H2Event> events = new ArrayList<>(); // those nobody has asked for yet

    private KernelPeer(Socket socket, H2Configuration configuration) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        connection = new H2Connection(configuration);
        act(H2Connection::initiate);
    }

    /** Connects to a port of 127.0.0.1. */
    static KernelPeer connect(int port) throws IOException {
        return new KernelPeer(
                new Socket(InetAddress.getLoopbackAddress(), port),
                H2Configuration.client().build());
    }

    /** A socket to accept connections from. */
    static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Takes the next connection. */
    static KernelPeer accept(ServerSocket listener) throws IOException {
        return new KernelPeer(listener.accept(), H2Configuration.server().build());
    }

    /** An action on the connection. */
    interface Action {
        void on(H2Connection connection);
    }

    /** Acts, and writes what that has to say. */
    void act(Action action) throws IOException {
        action.on(connection);
        flush();
    }

    /** As a client: opens a stream. */
    int open(Headers request, boolean endStream) throws IOException {
        int streamId = connection.nextStreamId();
        act(kernel -> kernel.sendHeaders(streamId, request, endStream));
        return streamId;
    }

    /** Sends a body, waiting for the windows. */
    void sendBody(int streamId, byte[] body, boolean endStream) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(body);
        act(kernel -> kernel.sendData(streamId, data, endStream));
        while (data.hasRemaining()) {
            if (connection.sendWindow(streamId) <= 0) {
                receive();
            }
            act(kernel -> kernel.sendData(streamId, data, endStream));
        }
    }

    /** Waits for an event, and takes it out of those that have come. */
    <E extends H2Event> E await(Class<E> type) throws IOException {
        while (true) {
            for (Iterator<H2Event> known = events.iterator(); known.hasNext(); ) {
                H2Event event = known.next();
                if (type.isInstance(event)) {
                    known.remove();
                    return type.cast(event);
                }
            }
            receive();
        }
    }

    /** Reads once, and takes all events that have come. */
    List<H2Event> next() throws IOException {
        receive();
        List<H2Event> all = List.copyOf(events);
        events.clear();
        return all;
    }

    /** Waits for the end of a stream, and returns its body. */
    byte[] awaitBody(int streamId) throws IOException {
        while (!events.contains(new StreamEnded(streamId))) {
            receive();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Iterator<H2Event> known = events.iterator(); known.hasNext(); ) {
            if (known.next() instanceof DataReceived data && data.streamId() == streamId) {
                body.write(
                        data.data().array(),
                        data.data().arrayOffset() + data.data().position(),
                        data.data().remaining());
                known.remove();
            }
        }
        events.remove(new StreamEnded(streamId));
        return body.toByteArray();
    }

    /** Waits until one side has gone away and no stream is left. */
    void awaitDrained() throws IOException {
        while (!isClosed()) {
            receive();
        }
    }

    boolean isClosed() {
        return connection.isClosed();
    }

    /** Reads once. What came as a body is acknowledged at once. */
    private void receive() throws IOException {
        int length = socket.getInputStream().read(input);
        if (length < 0) {
            throw new EOFException("the peer has closed the connection; there were " + events);
        }
        for (H2Event event : connection.receiveData(Arrays.copyOf(input, length))) {
            events.add(event);
            if (event instanceof DataReceived data) {
                connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
            }
        }
        flush();
    }

    private void flush() throws IOException {
        socket.getOutputStream().write(connection.dataToSend());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
