package org.javahyper.examples.selector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Windows, and output that nobody reads. */
@Timeout(60)
class FlowControlTest {
    private SelectorServer server;

    @BeforeEach
    void start() throws IOException {
        server = SelectorServer.start(0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Spec("H2-FLOW-03")
    void bodyGoesOnWheneverTheWindowOpens() throws IOException {
        try (RawClient client = RawClient.connect(server, window(1_000))) {
            int streamId = client.request("GET", "/bytes/200000", true);

            byte[] body = client.awaitBody(streamId);

            assertArrayEquals(Bodies.counting(200_000), body);
        }
    }

    @Test
    void bodyGoesOnWhenSettingsOpenTheWindow() throws IOException {
        try (RawClient client = RawClient.connect(server, window(0))) {
            int streamId = client.request("GET", "/bytes/50000", true);
            client.await(ResponseReceived.class);

            client.kernel().updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 60_000));
            client.flush();
            byte[] body = client.awaitBody(streamId);

            assertArrayEquals(Bodies.counting(50_000), body);
        }
    }

    @Test
    void streamWithAShutWindowHoldsUpNoOther() throws IOException {
        try (RawClient client = RawClient.connect(server, window(20_000))) {
            int shut = client.request("GET", "/bytes/50000", true);
            client.await(DataReceived.class);

            int other = client.request("GET", "/bytes/15000", true);
            byte[] body = client.awaitBody(other);

            assertArrayEquals(Bodies.counting(15_000), body);
            assertEquals(0, client.kernel().receiveWindow(shut));
        }
    }

    @Test
    void hundredStreamsShareAConnection() throws IOException {
        Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
        try (RawClient client = RawClient.connect(server)) {
            for (int i = 0; i < 100; i++) {
                bodies.put(client.request("GET", "/bytes/100000", true), new ByteArrayOutputStream());
            }

            for (int ended = 0; ended < 100; ) {
                H2Event event = client.next();
                if (event instanceof DataReceived data) {
                    bodies.get(data.streamId()).writeBytes(client.consume(data));
                }
                ended += event instanceof StreamEnded ? 1 : 0;
            }
        }

        for (ByteArrayOutputStream body : bodies.values()) {
            assertArrayEquals(Bodies.counting(100_000), body.toByteArray());
        }
    }

    @Test
    @Spec("H2-FLOW-03")
    void largeBodyGoesThereAndBackAtOnce() throws IOException {
        byte[] body = Bodies.varied(5_000_000);
        ByteBuffer unsent = ByteBuffer.wrap(body);
        ByteArrayOutputStream echo = new ByteArrayOutputStream();
        try (RawClient client = RawClient.connect(server)) {
            int streamId = client.request("POST", "/echo", false);

            while (echo.size() < body.length) {
                client.kernel().sendData(streamId, unsent, false);
                client.flush();
                if (client.next() instanceof DataReceived data) {
                    echo.writeBytes(client.consume(data));
                }
            }
            client.send(streamId, new byte[0], true);

            assertEquals(0, client.awaitBody(streamId).length);
        }

        assertArrayEquals(body, echo.toByteArray());
    }

    @Test
    void octetsOfAResetEchoAreGivenBack() throws IOException {
        try (RawClient client = RawClient.connect(server, window(0))) { // so that nothing is echoed
            for (int i = 0; i < 40; i++) {
                int streamId = client.request("POST", "/echo", false);
                for (int sent = 0; sent < 60_000; ) {
                    int taken = client.send(streamId, new byte[60_000 - sent], false);
                    sent += taken;
                    if (taken == 0) {
                        client.next(); // the connection's window opens again
                    }
                }
                client.kernel().resetStream(streamId, ErrorCode.CANCEL);
                client.flush();
            }

            client.kernel().ping(7);
            client.flush();

            assertEquals(7, client.await(PingAckReceived.class).opaqueData());
        }
    }

    @Test
    void clientThatDoesNotReadIsNotReadFrom() throws Exception {
        byte[] pings = pings(1_000);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
            channel.connect(new InetSocketAddress("localhost", server.port()));
            H2Connection kernel = new H2Connection(H2Configuration.client().build());
            kernel.initiate();
            channel.write(ByteBuffer.wrap(kernel.dataToSend()));

            ByteBuffer unsent = ByteBuffer.allocate(0);
            long sent = 0;
            channel.configureBlocking(false);
            for (long lastMove = System.nanoTime();
                    System.nanoTime() - lastMove < TimeUnit.MILLISECONDS.toNanos(300); ) {
                unsent = unsent.hasRemaining() ? unsent : ByteBuffer.wrap(pings);
                int written = channel.write(unsent);
                sent += written;
                lastMove = written > 0 ? System.nanoTime() : lastMove;
                assertTrue(sent < 200_000_000, "the server reads on and on");
            }

            channel.configureBlocking(true);
            long expected = sent / 17;
            long answered = 0;
            ByteBuffer input = ByteBuffer.allocate(65_536);
            while (answered < expected && channel.read(input.clear()) > 0) {
                answered += kernel.receiveData(input.flip()).stream()
                        .filter(PingAckReceived.class::isInstance)
                        .count();
            }
            assertEquals(expected, answered);
        }
    }

    private static Limits window(int initialStreamWindow) {
        return Limits.builder().initialStreamWindow(initialStreamWindow).build();
    }

    private static byte[] pings(int number) {
        H2Connection kernel = new H2Connection(H2Configuration.client().build());
        kernel.initiate();
        kernel.dataToSend();
        for (int i = 0; i < number; i++) {
            kernel.ping(i);
        }
        return kernel.dataToSend();
    }
}
