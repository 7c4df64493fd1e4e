package org.javahyper.httpbin;

import static org.javahyper.httpbin.Routes.route;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;
import org.javahyper.httpbin.TestClient.Response;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PushTest {
    private static final List<String> GET = List.of("GET");

    @Spec({"H2-PUSH-01", "H2-PUSH-02"})
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void promisedResourcesComeAlong(int pushedStreams) throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.thatTakesPromises(server, pushedStreams)) {
            Response response = client.exchange("GET", "/push");
            Map<Integer, Headers> promises = client.awaitPromises(2);
            Response headers = client.await(2);
            Response octets = client.await(4);

            byte[] expected = new byte[1_000];
            new Random(0).nextBytes(expected);
            assertEquals("""
                    {
                      "promised" : [ "/headers", "/bytes/1000" ]
                    }
                    """, response.text());
            assertEquals(
                    Map.of(2, client.request("GET", "/headers"), 4, client.request("GET", "/bytes/1000")), promises);
            assertEquals("200", headers.status());
            assertEquals("""
                    {
                      "headers" : {
                        "host" : "localhost:PORT"
                      }
                    }
                    """.replace("PORT", Integer.toString(server.port())), headers.text());
            assertEquals("200", octets.status());
            assertArrayEquals(expected, octets.body());
        }
    }

    @Spec("H2-PUSH-01")
    @Test
    void clientThatTakesNoPromisesGetsNone() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.connect(server)) {
            assertPromisesNothing(client);
        }
    }

    @Spec("H2-PUSH-04")
    @Test
    void clientThatAllowsNoPushedStreamGetsNoPromise() throws IOException {
        try (HttpBin server = HttpBin.builder().cleartext().start();
                TestClient client = TestClient.thatTakesPromises(server, 0)) {
            assertPromisesNothing(client);
        }
    }

    private static void assertPromisesNothing(TestClient client) throws IOException {
        Response response = client.exchange("GET", "/push");

        assertEquals("200", response.status());
        assertEquals("""
                {
                  "promised" : [ ]
                }
                """, response.text());
        assertEquals(Map.of(), client.awaitPromises(0));
    }

    @Spec("H2-PUSH-03")
    @Test
    void promisedRequestMakesNoPromises() throws Exception {
        LinkedBlockingQueue<Boolean> promised = new LinkedBlockingQueue<>();
        Routes routes = new Routes(List.of(route("/push", GET, (exchange, request, argument) -> {
            promised.add(exchange.push("/push"));
            exchange.respond(200, Headers.empty());
        })));
        try (HttpBin server = HttpBin.builder().cleartext().routes(routes).start();
                TestClient client = TestClient.thatTakesPromises(server, 100)) {
            client.exchange("GET", "/push");
            client.awaitPromises(1);
            client.await(2);

            assertTrue(promised.take());
            assertFalse(promised.take());
        }
    }

    @Spec({"H2-PUSH-04", "H2-PUSH-08"})
    @Test
    void promiseIsKeptWhenTheOneBeforeIsGivenUp() throws IOException {
        Routes routes = new Routes(List.of(
                route("/", GET, (exchange, request, argument) -> {
                    exchange.push("/endless");
                    exchange.respond(200, Headers.empty());
                }),
                route("/more", GET, (exchange, request, argument) -> {
                    exchange.push("/short");
                    exchange.respond(200, Headers.empty());
                }),
                route("/endless", GET, (exchange, request, argument) -> {
                    exchange.respond(200, Headers.empty());
                    exchange.write(new byte[1], 0, 1);
                    exchange.pause(Duration.ofMinutes(10));
                }),
                route("/short", GET, (exchange, request, argument) -> exchange.respond(200, Headers.empty()))));
        try (HttpBin server = HttpBin.builder().cleartext().routes(routes).start();
                TestClient client = TestClient.thatTakesPromises(server, 1)) {
            client.exchange("GET", "/");
            client.awaitPromises(1);
            while (client.response(2).body().length == 0) {
                client.receive();
            }
            client.exchange("GET", "/more");
            client.awaitPromises(2);
            client.connection.resetStream(2, ErrorCode.CANCEL);
            client.flush();

            Response kept = client.await(4);
            assertEquals("200", kept.status());
            assertEquals("200", client.exchange("GET", "/short").status());
        }
    }
}
