package org.javahyper.h2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;

/** The server of docs/guide/python-h2.md. */
final class PythonGuideServer {
    private PythonGuideServer() {}

    // snippet
    /** Serves one connection until the client has gone; the socket is the caller's to close. */
    static void serve(Socket socket) throws IOException {
        H2Connection connection = new H2Connection(H2Configuration.server().build());
        Map<Integer, ByteBuffer> bodies = new HashMap<>(); // what is still to be sent, by stream
        byte[] input = new byte[65_536];

        connection.initiate();
        int length = 0;
        while (length >= 0) {
            for (H2Event event : connection.receiveData(input, 0, length)) {
                react(connection, event, bodies);
            }
            bodies.entrySet().removeIf(body -> isSent(connection, body.getKey(), body.getValue()));
            socket.getOutputStream().write(connection.dataToSend());
            length = connection.isClosed() ? -1 : socket.getInputStream().read(input);
        }
    }

    private static void react(H2Connection connection, H2Event event, Map<Integer, ByteBuffer> bodies) {
        if (event instanceof RequestReceived request) {
            answer(connection, request, bodies);
        } else if (event instanceof DataReceived data) {
            connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        } else if (event instanceof StreamReset reset) {
            bodies.remove(reset.streamId());
        } else if (event instanceof ConnectionFailed) {
            bodies.clear(); // a GOAWAY that says why is among the output
        }
    }

    private static void answer(H2Connection connection, RequestReceived request, Map<Integer, ByteBuffer> bodies) {
        int streamId = request.streamId();
        boolean isHead = "HEAD".equals(request.headers().first(":method"));
        try {
            connection.sendHeaders(streamId, Headers.of(":status", "200", "content-type", "text/plain"), isHead);
        } catch (StreamClosedException | ConnectionClosedException tooLate) {
            return; // the event that ended it stands further down in the same list
        }
        if (!isHead) {
            String text = "You asked for " + request.headers().first(":path");
            bodies.put(streamId, ByteBuffer.wrap(text.getBytes(UTF_8)));
        }
    }

    /** Sends what the windows take now, and says whether that was all. */
    private static boolean isSent(H2Connection connection, int streamId, ByteBuffer body) {
        connection.sendData(streamId, body, true);
        return !body.hasRemaining();
    }
    // end of snippet
}
