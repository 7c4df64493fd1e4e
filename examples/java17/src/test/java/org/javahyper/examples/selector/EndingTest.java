package org.javahyper.examples.selector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How connections, and the server, come to their end. */
@Timeout(60)
class EndingTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    @Spec("H2-CONF-01")
    void clientReadsWhyItsConnectionEnds() throws IOException {
        byte[] dataOnStream0 = {0, 0, 0, 0, 0, 0, 0, 0, 0};
        try (SelectorServer server = SelectorServer.start(0);
                RawClient client = RawClient.connect(server)) {
            client.write(dataOnStream0);
            client.write(new byte[300_000]); // unread octets at the time of closing would be a TCP reset

            GoAwayReceived reason = client.await(GoAwayReceived.class);
            client.awaitEnd();

            assertEquals(ErrorCode.PROTOCOL_ERROR, reason.errorCode());
        }
    }

    @Test
    @Spec({"H2-GO-01", "H2-GO-03"})
    void closingWaitsForOpenStreams() throws Exception {
        SelectorServer server = SelectorServer.start(0);
        Thread closing = new Thread(server::close);
        try (RawClient client = RawClient.connect(server)) {
            int streamId = client.request("POST", "/echo", false);
            client.await(ResponseReceived.class);

            closing.start();
            int announced = client.await(GoAwayReceived.class).lastStreamId();
            int last = client.await(GoAwayReceived.class).lastStreamId();
            client.send(streamId, new byte[] {1, 2, 3}, true);

            assertEquals(Integer.MAX_VALUE, announced);
            assertEquals(streamId, last);
            assertArrayEquals(new byte[] {1, 2, 3}, client.awaitBody(streamId));
            client.await(ConnectionDrained.class);
            client.awaitEnd();
        }
        closing.join();
        assertThrows(ConnectException.class, () -> RawClient.connect(server));
    }

    @Test
    void closingWaitsOnlySoLong() throws IOException {
        SelectorServer server = SelectorServer.start(0, new Patience(LONG, LONG, LONG, SHORT));
        try (RawClient client = RawClient.connect(server)) {
            client.request("POST", "/echo", false);
            client.await(ResponseReceived.class);

            server.close();
            server.close(); // the second time there is nothing to do

            client.await(GoAwayReceived.class);
            client.awaitEnd();
        }
    }

    @Test
    void connectionOfASilentClientIsLeft() throws IOException {
        H2Connection kernel = new H2Connection(H2Configuration.client().build());
        kernel.initiate();
        try (SelectorServer server = SelectorServer.start(0, new Patience(SHORT, LONG, SHORT, SHORT));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            byte[] everything = socket.getInputStream().readAllBytes();

            List<H2Event> events = kernel.receiveData(everything);

            GoAwayReceived reason = events.stream()
                    .filter(GoAwayReceived.class::isInstance)
                    .map(GoAwayReceived.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertEquals(ErrorCode.SETTINGS_TIMEOUT, reason.errorCode());
        }
    }

    @Test
    void connectionOnWhichNothingHappensIsLeft() throws IOException {
        try (SelectorServer server = SelectorServer.start(0, new Patience(LONG, SHORT, SHORT, SHORT));
                RawClient client = RawClient.connect(server)) {
            assertEquals(ErrorCode.NO_ERROR, client.await(GoAwayReceived.class).errorCode());
            client.awaitEnd();
        }
    }

    @Test
    void streamOnWhichNothingMovesIsReset() throws IOException {
        Limits shut = Limits.builder().initialStreamWindow(0).build();
        Duration quiet = Duration.ofSeconds(1); // longer than it takes to send the request
        try (SelectorServer server = SelectorServer.start(0, new Patience(LONG, quiet, SHORT, SHORT));
                RawClient client = RawClient.connect(server, shut)) {
            int streamId = client.request("GET", "/bytes/1", true);

            StreamReset reset = client.await(StreamReset.class);

            assertEquals(streamId, reset.streamId());
            assertEquals(ErrorCode.CANCEL, reset.errorCode());
        }
    }

    @Test
    void clientThatDoesNotCloseIsLeftAfterAMoment() throws IOException {
        SelectorServer server = SelectorServer.start(0, new Patience(LONG, LONG, SHORT, LONG));
        try (RawClient client = RawClient.connect(server)) {
            client.kernel().closeConnection(ErrorCode.NO_ERROR);
            client.flush();
            client.awaitEnd();

            long begin = System.nanoTime();
            server.close(); // and the client's socket is still open

            assertTrue(System.nanoTime() - begin < LONG.toNanos() / 2);
        }
    }

    @Test
    void brokenConnectionDisturbsNoOther() throws IOException {
        try (SelectorServer server = SelectorServer.start(0);
                RawClient other = RawClient.connect(server)) {
            RawClient broken = RawClient.connect(server);
            broken.request("GET", "/bytes/100000000", true);
            broken.await(DataReceived.class);
            broken.close();

            int streamId = other.request("GET", "/", true);

            assertEquals("Hello from one thread.\n", new String(other.awaitBody(streamId), US_ASCII));
        }
    }

    @Test
    void oneThreadServesManyConnections() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try (SelectorServer server = SelectorServer.start(0)) {
            for (int i = 0; i < 200; i++) {
                clients.add(RawClient.connect(server));
                clients.get(i).request("GET", "/bytes/10000", true);
            }

            for (RawClient client : clients) {
                assertArrayEquals(Bodies.counting(10_000), client.awaitBody(1));
                client.close();
            }
            assertEquals(
                    1,
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("selector-server"))
                            .count());
        }
    }
}
