package org.javahyper.examples.guide;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;

/** The other end in its smallest form: one connection, one request. */
final class BlockingClient {
    private BlockingClient() {}

    // snippet
    static byte[] get(Socket socket, String scheme, String authority, String path) throws IOException {
        H2Connection connection = new H2Connection(H2Configuration.client().build());
        connection.initiate();
        int streamId = connection.nextStreamId();
        connection.sendHeaders(
                streamId,
                Headers.of(":method", "GET", ":scheme", scheme, ":authority", authority, ":path", path),
                true);
        return awaitBody(socket, connection);
    }

    private static byte[] awaitBody(Socket socket, H2Connection connection) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] input = new byte[65_536];
        while (connection.openOutboundStreams() > 0) {
            socket.getOutputStream().write(connection.dataToSend());
            int length = socket.getInputStream().read(input);
            List<H2Event> events =
                    length < 0 ? connection.receiveEndOfInput() : connection.receiveData(input, 0, length);
            for (H2Event event : events) {
                if (event instanceof DataReceived data) {
                    byte[] octets = new byte[data.data().remaining()];
                    data.data().get(octets);
                    body.writeBytes(octets);
                    connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
                } else if (event instanceof StreamReset reset) {
                    throw new IOException(reset.message() + (reset.isUnprocessed() ? " (safe to send again)" : ""));
                } else if (event instanceof ConnectionFailed failure) {
                    socket.getOutputStream().write(connection.dataToSend()); // GOAWAY tells the server why
                    throw new IOException(failure.reason());
                }
            }
        }
        connection.closeConnection(ErrorCode.NO_ERROR);
        socket.getOutputStream().write(connection.dataToSend());
        return body.toByteArray();
    }
    // end of snippet

    // snippet
    static byte[] getByUpgrade(Socket socket, String authority, String path) throws IOException {
        H2Connection connection = new H2Connection(H2Configuration.client().build());
        String http2Settings = connection.initiateUpgradeClient(
                Headers.of(":method", "GET", ":scheme", "http", ":authority", authority, ":path", path));
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + authority
                + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: " + http2Settings
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        String head = readHead(socket.getInputStream());
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("The server stays with HTTP/1.1: "
                    + head.lines().findFirst().orElse(""));
        }
        return awaitBody(socket, connection); // begins with writing what waits: the preface and SETTINGS
    }

    /** The head of a message in HTTP/1.1, and not an octet of what follows. */
    static String readHead(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = input.read();
            if (octet < 0 || head.length() == 8_192) {
                throw new IOException("This is not the head of a message in HTTP/1.1.");
            }
            head.append((char) octet);
        }
        return head.toString();
    }
    // end of snippet
}
