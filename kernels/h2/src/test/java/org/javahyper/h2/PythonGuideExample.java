package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.http.Headers;

/** The shorter examples of docs/guide/python-h2.md, in its order. */
final class PythonGuideExample {
    private static final Headers GET =
            Headers.of(":method", "GET", ":scheme", "https", ":authority", "example.org", ":path", "/");
    private static final Headers POST =
            Headers.of(":method", "POST", ":scheme", "https", ":authority", "example.org", ":path", "/");
    private static final Headers OK = Headers.of(":status", "200");

    private PythonGuideExample() {}

    /** The ids of the requests that were refused; the connection goes on behind them. */
    static List<String> peerFaults(H2Connection client, H2Connection server) {
        List<String> log = new ArrayList<>();
        client.sendHeaders(1, Headers.of(":method", "GET", ":path", "/"), true); // no :scheme, no :authority
        byte[] input = client.dataToSend();
        // snippet
        for (H2Event event : server.receiveData(input)) { // never throws because of what the peer has sent
            if (event instanceof RequestRejected rejected) {
                log.add(rejected.streamId() + " was answered with " + rejected.status());
            }
        }
        // end of snippet
        return log;
    }

    /** The octets that arrived of a body larger than all windows. */
    static long largeBody(H2Connection client, H2Connection server) {
        int streamId = client.nextStreamId();
        client.sendHeaders(streamId, POST, false);
        long received = 0;
        // snippet
        ByteBuffer body = ByteBuffer.wrap(new byte[200_000]);
        while (body.hasRemaining()) {
            client.sendData(streamId, body, true); // takes what fits; END_STREAM goes out with the last octet
            for (H2Event event : server.receiveData(client.dataToSend())) {
                if (event instanceof DataReceived data) {
                    received += data.data().remaining();
                    server.acknowledgeReceivedData(streamId, data.flowControlledLength());
                }
            }
            client.receiveData(server.dataToSend()); // the WINDOW_UPDATEs
        }
        // end of snippet
        return received;
    }

    static H2Configuration observed(Appendable log) {
        // snippet
        H2Configuration configuration =
                H2Configuration.client().observer(FrameObserver.printingTo(log)).build();
        // end of snippet
        return configuration;
    }

    static Headers sensitiveFields(String token) {
        // snippet
        Headers request = Headers.builder()
                .add(":method", "GET")
                .add(":scheme", "https")
                .add(":authority", "example.org")
                .add(":path", "/account")
                .addSensitive("x-api-key", token) // never enters a compression table, here or at a proxy
                .build();
        // end of snippet
        return request;
    }

    /** What a server's client is told during a shutdown in two steps. */
    static List<H2Event> shutdown(H2Connection client, H2Connection server) {
        client.sendHeaders(1, GET, true);
        server.receiveData(client.dataToSend());
        List<H2Event> told = new ArrayList<>();
        // snippet
        server.shutdown(); // a GOAWAY that still takes every stream, and a PING
        told.addAll(client.receiveData(server.dataToSend())); // GoAwayReceived, with 2^31-1 as the last stream
        server.receiveData(client.dataToSend()); // the PING is back: the GOAWAY that names the last stream is queued
        server.sendHeaders(1, OK, true); // what was begun is finished
        told.addAll(
                client.receiveData(server.dataToSend())); // GoAwayReceived, ResponseReceived, ..., ConnectionDrained
        // end of snippet
        return told;
    }
}
