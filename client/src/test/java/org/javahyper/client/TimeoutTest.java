package org.javahyper.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviours CL-TMO-01: what a wait that takes too long costs. */
@Timeout(60)
class TimeoutTest {
    private static final Headers NO_FIELDS = Headers.empty();
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    @Spec("CL-TMO-01")
    void readTimeoutCancelsItsStreamAndNoOther() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int slow = peer.awaitRequest().streamId();
                    int other = peer.awaitRequest().streamId();
                    StreamReset reset = peer.await(StreamReset.class);
                    seen.add(reset.streamId() == slow ? reset.errorCode() : reset);
                    peer.respond(other, "other");
                    peer.serve();
                });
                Http2Connection client = server.client(impatient())) {
            int slow = client.request("GET", "/slow", NO_FIELDS, RequestBody.none());
            int other = client.request("GET", "/other", NO_FIELDS, RequestBody.none());

            HttpTimeoutException failure = assertThrows(HttpTimeoutException.class, () -> client.getResponse(slow));

            assertEquals(
                    "Cannot get the response of stream 1: the server does nothing, for the 1000 ms of the read timeout."
                            + " Try again later, or raise it.",
                    failure.getMessage());
            assertFalse(failure.isSafeToRetry());
            assertEquals(ErrorCode.CANCEL, seen.take());
            assertEquals("other", new String(client.getResponse(other).read(), UTF_8));
            int next = client.request("GET", "/next", NO_FIELDS, RequestBody.none());
            assertEquals("/next", new String(client.getResponse(next).read(), UTF_8));
            assertEquals(1, server.connections());
        }
    }

    @Test
    @Spec("CL-TMO-01")
    void waitAmidABodyTimesOutToo() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    peer.head(streamId, false, ":status", "200");
                    peer.body(streamId, "half".getBytes(UTF_8), false);
                    seen.add(peer.await(StreamReset.class).errorCode());
                    peer.awaitClose();
                });
                Http2Connection client = server.client(impatient())) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());
            Response response = client.getResponse();
            assertEquals("half", new String(response.read(4), UTF_8));

            assertThrows(HttpTimeoutException.class, () -> response.read(1));

            assertEquals(ErrorCode.CANCEL, seen.take());
            assertThrows(ConnectionException.class, () -> response.read(1));
        }
    }

    @Test
    @Spec("CL-TMO-01")
    void uploadThatFindsNoWindowTimesOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.awaitRequest();
                    while (!(peer.next() instanceof StreamReset)) {}
                    seen.add("reset");
                    peer.awaitClose();
                });
                Http2Connection client = server.client(impatient())) {

            assertThrows(
                    HttpTimeoutException.class,
                    () -> client.request("POST", "/", NO_FIELDS, RequestBody.octets(new byte[200_000])));

            assertEquals("reset", seen.take());
        }
    }

    @Test
    @Spec({"CL-TMO-01", "CL-REQ-06"})
    void requestThatFindsNoStreamTimesOutUnsent() throws Exception {
        Limits one = Limits.builder().maxConcurrentStreams(1).build();
        try (ScriptedServer server = ScriptedServer.cleartext(one, peer -> peer.awaitClose());
                Http2Connection client = server.client(impatient())) {
            client.request("GET", "/", NO_FIELDS, RequestBody.none());

            HttpTimeoutException failure = assertThrows(
                    HttpTimeoutException.class, () -> client.request("GET", "/", NO_FIELDS, RequestBody.none()));

            assertTrue(failure.isSafeToRetry());
        }
    }

    @Test
    @Spec("CL-TMO-01")
    void pingTimesOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(
                        peer -> peer.socket().getInputStream().readAllBytes());
                Http2Connection client = server.client(impatient())) {
            assertThrows(HttpTimeoutException.class, () -> client.ping(1));
        }
    }

    @Test
    @Spec("CL-TMO-01")
    void handshakeTimesOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(
                        peer -> peer.socket().getInputStream().readAllBytes());
                Http2Connection client = Http2Connection.tls(
                        "localhost",
                        server.port(),
                        ClientConfiguration.builder().connectTimeout(SHORT).build())) {

            HttpTimeoutException failure = assertThrows(HttpTimeoutException.class, client::connect);

            assertTrue(failure.getMessage().contains("the handshake took too long"));
            assertTrue(failure.isSafeToRetry());
        }
    }

    @Test
    void interruptedWaiterLosesItsStreamAndNoOther() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int first = peer.awaitRequest().streamId();
                    peer.awaitRequest();
                    H2Event event = peer.next();
                    while (!(event instanceof StreamReset)) {
                        peer.kernel().ping(1); // whoever drives, comes back to itself
                        peer.flush();
                        event = peer.next();
                    }
                    peer.respond(first, "first");
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int second = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> readAll(client, first));
            CompletableFuture<Object> failure = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                failure.complete(assertThrows(InterruptedIOException.class, () -> client.getResponse(second)));
            });
            waiter.start();

            waiter.interrupt();

            assertEquals(InterruptedIOException.class, failure.get().getClass());
            assertEquals("first", other.get());
        }
    }

    /**
     * The driver gives up its seat through the socket's timeout, possibly within a TLS record: the JDK must keep the part that it has.
     */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @Spec({"CL-TMO-01", "CL-TLS-01"})
    void timeoutWithinATlsRecordLosesNothing(String version, @TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.of(folder, "dns:localhost", "-1d");
        CountDownLatch timedOut = new CountDownLatch(1);
        String text = "x".repeat(10_000);
        try (ScriptedServer server = ScriptedServer.tls(certificate, "h2", version, peer -> {
                    peer.awaitRequest();
                    int other = peer.awaitRequest().streamId();
                    peer.respond(other, text);
                    peer.awaitClose();
                });
                HalvingRelay relay = new HalvingRelay(server.port(), 5_000, timedOut);
                Http2Connection client = Http2Connection.tls(
                        "localhost",
                        relay.port(),
                        ClientConfiguration.builder()
                                .caFile(certificate.authority())
                                .readTimeout(SHORT)
                                .build())) {
            int first = client.request("GET", "/", NO_FIELDS, RequestBody.none());
            int other = client.request("GET", "/", NO_FIELDS, RequestBody.none());

            assertThrows(HttpTimeoutException.class, () -> client.getResponse(first));
            assertTrue(relay.isHoldingBack());
            timedOut.countDown();

            assertEquals(text, new String(client.getResponse(other).read(), UTF_8));
        }
    }

    private static ClientConfiguration impatient() {
        return ClientConfiguration.builder().readTimeout(SHORT).build();
    }

    private static String readAll(Http2Connection client, int streamId) {
        try {
            return new String(client.getResponse(streamId).read(), UTF_8);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Passes octets on, and of what the server sends beyond a number of octets nothing before it is told to. */
    private static final class HalvingRelay implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final int target;
        private final int head;
        private final CountDownLatch go;
        private volatile boolean holdingBack;

        HalvingRelay(int target, int head, CountDownLatch go) throws IOException {
            this.target = target;
            this.head = head;
            this.go = go;
            start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        boolean isHoldingBack() {
            return holdingBack;
        }

        private void accept() throws Exception {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            start(() -> client.getInputStream().transferTo(server.getOutputStream()));
            InputStream input = server.getInputStream();
            OutputStream output = client.getOutputStream();
            for (int passed = 0, octet = input.read(); octet >= 0; passed++, octet = input.read()) {
                if (passed == head) {
                    holdingBack = true;
                    go.await();
                }
                output.write(octet);
            }
        }

        private interface Task {
            void run() throws Exception;
        }

        private static void start(Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (Exception closed) {
                    // the test is over
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
