package org.javahyper.h2;

import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** What a stream is after a 2xx answer to CONNECT: octets both ways and nothing else (RFC 9113, 8.5). */
class TunnelTest {
    private static final String[] CONNECT = {":method", "CONNECT", ":authority", "example.org:443"};

    @Test
    @Spec({"H2-CONNECT-05", "H2-PUSH-01", "X-ATOM-01"})
    void serverPromisesNothingInATunnel() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, CONNECT));
        server.connection.sendHeaders(1, OK, false);
        server.sent();

        assertThrows(
                IllegalActionException.class, () -> server.connection.pushStream(1, 2, Headers.of(FrameFactory.GET)));

        assertFalse(server.connection.hasDataToSend());
        assertEquals(2, server.connection.nextStreamId());
    }

    @Test
    @Spec({"H2-CONNECT-05", "H2-HB-05"})
    void promiseInATunnelCostsTheTunnel() {
        Kernel client = Kernel.of(H2Configuration.client().enablePush(true).build());
        client.connection.sendHeaders(1, Headers.of(CONNECT), false);
        client.receive(client.peer.headers(1, false, ":status", "200"));
        client.sent();

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, FrameFactory.GET));

        StreamReset reset = (StreamReset) events.get(0);
        assertEquals(
                List.of(new StreamReset(
                        1, ErrorCode.PROTOCOL_ERROR, false, ResetReason.PROTOCOL_VIOLATION, reset.message())),
                events);
        assertEquals(
                List.of(Outcome.reset(2, ErrorCode.CANCEL), Outcome.reset(1, ErrorCode.PROTOCOL_ERROR)), client.sent());
        assertEquals(ConnectionState.OPEN, client.connection.connectionState());
    }

    @Test
    @Spec({"H2-CL-05", "H2-CONNECT-05"})
    void contentLengthOfTheRequestDoesNotBoundATunnel() {
        Headers connect =
                Headers.of(CONNECT).toBuilder().add("content-length", "0").build();
        ConnectionPair pair = new ConnectionPair().connected();

        pair.client.sendHeaders(1, connect, false);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.exchange();
        pair.client.sendData(1, ascii("abc"), true);
        pair.server.sendData(1, ascii("defg"), true);
        pair.exchange();

        assertEquals(List.of(3), lengths(pair.serverEvents));
        assertEquals(List.of(4), lengths(pair.clientEvents));
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
    }

    private static List<Integer> lengths(List<H2Event> events) {
        return ConnectionPair.only(events, DataReceived.class).stream()
                .map(DataReceived::flowControlledLength)
                .toList();
    }
}
