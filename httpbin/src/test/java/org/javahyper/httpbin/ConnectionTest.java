package org.javahyper.httpbin;

import static org.javahyper.httpbin.Routes.route;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.Limits;
import org.javahyper.h2.ResetReason;
import org.javahyper.http.Headers;
import org.javahyper.httpbin.TestClient.Response;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void manyStreamsAreServedAtOnce() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.connect(server)) {
            client.exchange("GET", "/");
            List<Integer> streams = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                streams.add(client.send(client.request("GET", "/bytes/" + (1_000 * i)), true));
            }

            for (int i = 0; i < 100; i++) {
                Response response = client.await(streams.get(i));

                assertEquals("200", response.status());
                assertEquals(1_000 * i, response.body().length);
            }
        }
    }

    @Test
    void waitingHandlerDoesNotHoldUpOtherStreams() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.connect(server)) {
            int waiting = client.send(client.request("GET", "/delay/10"), true);

            Response response = client.exchange("GET", "/get");

            assertEquals("200", response.status());
            assertFalse(client.response(waiting).isOver());
        }
    }

    @Test
    void bodiesLargerThanTheWindowsTravelBothWays() throws IOException {
        byte[] body = new byte[5 << 20];
        new Random(1).nextBytes(body);
        Routes echo = new Routes(List.of(route("/echo", List.of("POST"), (exchange, request, argument) -> {
            exchange.respond(200, Headers.empty());
            byte[] piece = new byte[50_000];
            for (int n = exchange.body().read(piece);
                    n >= 0;
                    n = exchange.body().read(piece)) {
                exchange.write(piece, 0, n);
            }
        })));
        try (HttpBin server = HttpBin.builder().cleartext().routes(echo).start();
                TestClient client = TestClient.connect(server)) {
            Response response = client.post("/echo", body);

            assertArrayEquals(body, response.body());
            assertNull(response.reset);
        }
    }

    @Test
    void largeDownloadsShareAConnection() throws IOException {
        Limits limits = Limits.builder()
                .initialStreamWindow(100_000)
                .connectionWindow(150_000)
                .build();
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = new TestClient(new Socket("localhost", server.port()), limits)) {
            int first = client.send(client.request("GET", "/bytes/20000000"), true);
            int second = client.send(client.request("GET", "/stream-bytes/20000000"), true);

            assertArrayEquals(client.await(first).body(), client.await(second).body());
            assertEquals(20_000_000, client.response(second).body().length);
        }
    }

    @Test
    void peerThatTakesNothingDoesNotHoldUpOthers() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient idle = TestClient.connect(server);
                TestClient client = TestClient.connect(server)) {
            for (int i = 0; i < 50; i++) {
                idle.send(idle.request("GET", "/bytes/10000000"), true);
            }

            assertEquals("200", client.exchange("GET", "/get").status());
        }
    }

    @Test
    void unreadRequestIsReadToItsEndBeforeTheExchangeEnds() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.connect(server)) {
            int streamId = client.send(client.request("GET", "/get"), false);
            while (client.response(streamId).status() == null) {
                client.receive();
            }
            boolean endedEarly = client.response(streamId).ended;
            client.sendBody(streamId, ByteBuffer.wrap(new byte[500_000]));

            Response response = client.await(streamId);

            assertFalse(endedEarly);
            assertTrue(response.ended);
            assertNull(response.reset);
        }
    }

    @Test
    void resetEndsAHandlerThatWrites() throws Exception {
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        Routes endless = new Routes(List.of(
                route("/endless", List.of(), (exchange, request, argument) -> {
                    try {
                        exchange.respond(200, Headers.empty());
                        while (true) {
                            exchange.write(HELLO, 0, HELLO.length);
                        }
                    } catch (ExchangeAbortedException aborted) {
                        outcome.complete(aborted);
                        throw aborted;
                    }
                }),
                route("/", List.of(), Endpoints::index)));
        try (HttpBin server = HttpBin.builder().cleartext().routes(endless).start();
                TestClient client = TestClient.connect(server)) {
            int streamId = client.send(client.request("GET", "/endless"), true);
            while (client.response(streamId).body().length < 10_000) {
                client.receive();
            }
            client.connection.resetStream(streamId, ErrorCode.CANCEL);
            client.flush();

            assertNotNull(outcome.get());
            assertEquals("200", client.exchange("GET", "/").status());
        }
    }

    @Test
    void resetEndsAHandlerThatReadsOrPauses() throws Exception {
        BlockingQueue<String> aborted = new LinkedBlockingQueue<>();
        CountDownLatch running = new CountDownLatch(2);
        Routes waiting = new Routes(List.of(
                route("/read", List.of(), (exchange, request, argument) -> {
                    running.countDown();
                    assertThrows(
                            ExchangeAbortedException.class,
                            () -> exchange.body().read());
                    aborted.add("read");
                }),
                route("/pause", List.of(), (exchange, request, argument) -> {
                    running.countDown();
                    assertThrows(ExchangeAbortedException.class, () -> exchange.pause(Duration.ofMinutes(10)));
                    aborted.add("pause");
                })));
        try (HttpBin server = HttpBin.builder().cleartext().routes(waiting).start();
                TestClient client = TestClient.connect(server)) {
            int reading = client.send(client.request("POST", "/read"), false);
            int pausing = client.send(client.request("GET", "/pause"), true);
            running.await();
            client.connection.resetStream(reading, ErrorCode.CANCEL);
            client.flush();

            assertEquals("read", aborted.take());
            client.connection.resetStream(pausing, ErrorCode.CANCEL);
            client.flush();
            assertEquals("pause", aborted.take());
        }
    }

    @Test
    void failingHandlerCostsItsStreamOnly() throws IOException {
        Routes failing = new Routes(List.of(
                route("/early", List.of(), (exchange, request, argument) -> {
                    throw new IllegalStateException("a failure that this test wants");
                }),
                route("/silent", List.of(), (exchange, request, argument) -> {}),
                route("/late", List.of(), (exchange, request, argument) -> {
                    exchange.respond(200, Headers.empty());
                    exchange.write(HELLO, 0, HELLO.length);
                    throw new IOException("a failure that this test wants");
                }),
                route("/", List.of(), Endpoints::index)));
        try (HttpBin server = HttpBin.builder().cleartext().routes(failing).start();
                TestClient client = TestClient.connect(server)) {
            Response early = client.exchange("GET", "/early");
            Response silent = client.exchange("GET", "/silent");
            Response late = client.exchange("GET", "/late");

            assertEquals("500", early.status());
            assertEquals("The handler of this endpoint failed.\n", early.text());
            assertEquals("500", silent.status());
            assertEquals("200", late.status());
            assertEquals(ErrorCode.INTERNAL_ERROR, late.reset.errorCode());
            assertEquals("200", client.exchange("GET", "/").status());
        }
    }

    @Test
    void shutdownLetsOpenStreamsFinish() throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Routes held = new Routes(List.of(route("/held", List.of(), (exchange, request, argument) -> {
            handling.countDown();
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            exchange.respond(200, Headers.empty(), HELLO);
        })));
        HttpBin server = HttpBin.builder().cleartext().routes(held).start();
        try (TestClient client = TestClient.connect(server);
                TestClient idle = TestClient.connect(server)) {
            idle.receive();
            int streamId = client.send(client.request("GET", "/held"), true);
            handling.await();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> server.shutdown(Duration.ofSeconds(50)));
            idle.awaitEnd();
            released.countDown();

            Response response = client.await(streamId);

            assertEquals("hello", response.text());
            client.awaitEnd();
            assertEquals(ErrorCode.NO_ERROR, client.goAway().errorCode());
            assertEquals(streamId, client.goAway().lastStreamId());
            closed.get();
            assertThrows(ConnectException.class, () -> TestClient.connect(server));
        }
    }

    @Test
    void shutdownDoesNotWaitForever() throws IOException {
        HttpBin server = HttpBin.builder().cleartext().start();
        try (TestClient client = TestClient.connect(server)) {
            int streamId = client.send(client.request("GET", "/delay/10"), true);
            client.exchange("GET", "/");
            long begin = System.nanoTime();

            server.shutdown(Duration.ofMillis(50));
            server.close();

            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(9));
            assertEquals(ResetReason.END_OF_INPUT, client.await(streamId).reset.reason());
        }
    }

    @Test
    @Spec("H2-CONF-01")
    void connectionErrorIsToldBeforeTheTransportCloses() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                Socket socket = new Socket("localhost", server.port())) {
            socket.getOutputStream()
                    .write("GARBAGE IN PLACE OF THE PREFACE\r\n\r\n"
                            .repeat(1_000)
                            .getBytes(StandardCharsets.US_ASCII));

            byte[] answer = socket.getInputStream().readAllBytes();

            assertEquals(List.of(FrameType.SETTINGS, FrameType.WINDOW_UPDATE, FrameType.GOAWAY), frameTypes(answer));
        }
    }

    @Test
    @Spec("H2-CONF-01")
    void transportClosesWhenTheConnectionHasDrained() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.connect(server)) {
            client.exchange("GET", "/");
            client.connection.closeConnection(ErrorCode.NO_ERROR);
            client.flush();

            client.awaitEnd();

            assertTrue(client.connection.isClosed());
        }
    }

    @Test
    void observersSeeTheFramesOfEachConnection() throws IOException {
        List<StringWriter> traces = new CopyOnWriteArrayList<>();
        HttpBin.Builder builder = HttpBin.builder().cleartext().observers(() -> {
            traces.add(new StringWriter());
            return FrameObserver.printingTo(traces.get(traces.size() - 1));
        });
        try (HttpBin server = builder.start();
                TestClient first = TestClient.connect(server)) {
            first.exchange("GET", "/");
            try (TestClient second = TestClient.connect(server)) {
                second.exchange("GET", "/");
            }

            assertEquals(2, traces.size());
            assertTrue(
                    traces.get(1).toString().contains(">> 0x00000001"),
                    traces.get(1).toString());
        }
    }

    /** The types of the frames that an answer is made of. */
    static List<Integer> frameTypes(byte[] answer) {
        FrameReader reader = new FrameReader(16_384);
        reader.feed(answer, 0, answer.length);
        List<Integer> types = new ArrayList<>();
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            types.add(frame.type());
        }
        return types;
    }
}
