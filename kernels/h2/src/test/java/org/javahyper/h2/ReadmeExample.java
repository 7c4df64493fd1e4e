package org.javahyper.h2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.http.Headers;

/** The example of the README: a client and a server that talk without a socket. */
final class ReadmeExample {
    private ReadmeExample() {}

    static String run() {
        // snippet
        H2Connection client = new H2Connection(H2Configuration.client().build());
        H2Connection server = new H2Connection(H2Configuration.server().build());
        client.initiate();
        client.sendHeaders(
                client.nextStreamId(),
                Headers.of(":method", "GET", ":scheme", "https", ":authority", "example.org", ":path", "/"),
                true);

        for (H2Event event : server.receiveData(client.dataToSend())) { // bytes in, events out
            if (event instanceof RequestReceived request) { // actions in, bytes out
                server.sendHeaders(request.streamId(), Headers.of(":status", "200"), false);
                server.sendData(request.streamId(), ByteBuffer.wrap("Hello".getBytes(UTF_8)), true);
            }
        }

        StringBuilder body = new StringBuilder();
        for (H2Event event : client.receiveData(server.dataToSend())) {
            if (event instanceof DataReceived data) {
                body.append(UTF_8.decode(data.data()));
                client.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
            }
        }
        // end of snippet
        return body.toString();
    }
}
