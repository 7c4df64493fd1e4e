package org.javahyper.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;

/** The smallest driver that is a good citizen: one connection, one thread, a greeting for every request. */
final class BlockingDriver {
    private static final byte[] SWITCHING_PROTOCOLS =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n".getBytes(UTF_8);

    // snippet
    private static final Headers HEAD = Headers.of(":status", "200", "content-type", "text/plain");
    private static final byte[] GREETING = "Hello\n".repeat(50_000).getBytes(UTF_8);

    private final H2Connection connection =
            new H2Connection(H2Configuration.server().build());
    private final Set<Integer> requests = new LinkedHashSet<>(); // complete, and not answered
    private final Map<Integer, ByteBuffer> bodies = new HashMap<>(); // what is still to be sent

    /** Serves one connection to its end, on the thread of the caller. */
    void serve(Socket socket) throws IOException {
        connection.initiate();
        run(socket);
    }

    private void run(Socket socket) throws IOException {
        byte[] input = new byte[65_536];
        write(socket);
        while (!connection.isClosed()) {
            int length = socket.getInputStream().read(input);
            List<H2Event> events =
                    length < 0 ? connection.receiveEndOfInput() : connection.receiveData(input, 0, length);
            events.forEach(this::note);
            write(socket);
        }
        finish(socket);
    }

    private void write(Socket socket) throws IOException {
        for (send(); connection.hasDataToSend(); send()) {
            socket.getOutputStream().write(connection.dataToSend());
        }
    }
    // end of snippet

    // snippet
    private void note(H2Event event) {
        if (event instanceof DataReceived data) {
            connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        } else if (event instanceof StreamEnded end) {
            requests.add(end.streamId());
        } else if (event instanceof StreamReset reset) {
            requests.remove(reset.streamId());
            bodies.remove(reset.streamId());
        } else if (event instanceof ConnectionFailed) {
            requests.clear();
            bodies.clear();
        }
    }

    private void send() {
        for (int streamId : requests) {
            connection.sendHeaders(streamId, HEAD, false);
            bodies.put(streamId, ByteBuffer.wrap(GREETING));
        }
        requests.clear();
        bodies.entrySet().removeIf(entry -> {
            ByteBuffer body = entry.getValue();
            connection.sendData(entry.getKey(), body, true); // END_STREAM goes out with the last octet
            return !body.hasRemaining();
        });
    }
    // end of snippet

    // snippet
    /** Half-closes, then reads until the peer closes too, for a second at most. */
    private static void finish(Socket socket) throws IOException {
        socket.shutdownOutput();
        byte[] forgotten = new byte[4_096];
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            for (long left = 1_000; left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
                socket.setSoTimeout((int) left);
                if (socket.getInputStream().read(forgotten) < 0) {
                    break;
                }
            }
        } catch (SocketTimeoutException patienceIsOver) {
            // the caller closes the socket, whatever is still under way
        }
    }
    // end of snippet

    // snippet
    /** Serves a connection on which a request without a body has asked for h2c. */
    void serveUpgraded(Socket socket, Headers request, String http2Settings) throws IOException {
        connection.initiateUpgradeServer(request, http2Settings); // or an exception: then stay with HTTP/1.1
        socket.getOutputStream().write(SWITCHING_PROTOCOLS);
        requests.add(1); // it is complete; there is no event for it
        run(socket);
    }
    // end of snippet
}
