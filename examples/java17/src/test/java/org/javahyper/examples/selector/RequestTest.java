package org.javahyper.examples.selector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.Http2Connection;
import org.javahyper.client.RequestBody;
import org.javahyper.client.Response;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes answer. */
@Timeout(60)
class RequestTest {
    private SelectorServer server;
    private Http2Connection connection;

    @BeforeEach
    void start() throws IOException {
        server = SelectorServer.start(0);
        connection = Http2Connection.cleartext("localhost", server.port(), ClientConfiguration.defaults());
    }

    @AfterEach
    void close() {
        connection.close();
        server.close();
    }

    @Test
    @Spec("H2-CONF-01")
    void rootIsALineOfText() throws IOException {
        Response response = get("/");

        assertEquals(200, response.status());
        assertEquals("text/plain", response.headers().first("content-type"));
        assertEquals("Hello from one thread.\n", new String(response.read(), US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_384, 16_385, 3_000_000})
    void bytesAreAsManyAsAskedFor(int length) throws IOException {
        Response response = get("/bytes/" + length);

        assertEquals(Integer.toString(length), response.headers().first("content-length"));
        assertArrayEquals(Bodies.counting(length), response.read());
    }

    @ParameterizedTest
    @CsvSource({"/, 23", "/?query, 23", "/bytes/1000000000000, 1000000000000"})
    void headHasTheLengthButNoBody(String path, String length) throws IOException {
        Response response =
                connection.getResponse(connection.request("HEAD", path, Headers.empty(), RequestBody.none()));

        assertEquals(200, response.status());
        assertEquals(length, response.headers().first("content-length"));
        assertEquals(0, response.read().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/bytes/", "/bytes/-1", "/bytes/1000000000000000000", "/echo/"})
    void otherPathsAreNotHere(String path) throws IOException {
        Response response = get(path);

        assertEquals(404, response.status());
        assertEquals("Not here. Try /, /bytes/{n} or /echo.\n", new String(response.read(), US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void echoIsTheBodyOfTheRequest(int length) throws IOException {
        byte[] body = Bodies.varied(length);

        Response response = connection.getResponse(
                connection.request("POST", "/echo", Headers.of("content-type", "image/png"), RequestBody.octets(body)));

        assertEquals("image/png", response.headers().first("content-type"));
        assertArrayEquals(body, response.read());
    }

    @Test
    void expectationIsAnsweredBeforeTheBody() throws IOException {
        Headers expectation = Headers.of("expect", "100-continue");
        try (RawClient client = RawClient.connect(server)) {
            int streamId = client.request("POST", "/", expectation, false);

            Headers interim = client.await(InformationalResponseReceived.class).headers();
            client.send(streamId, new byte[] {1}, true);
            Headers response = client.await(ResponseReceived.class).headers();

            assertEquals(Headers.of(":status", "100"), interim);
            assertEquals("200", response.first(":status"));
        }
    }

    @Test
    void echoComesBackWhileTheRequestIsGoingOn() throws IOException {
        try (RawClient client = RawClient.connect(server)) {
            int streamId = client.request("POST", "/echo", false);

            client.send(streamId, new byte[] {1, 2}, false);
            byte[] first = client.consume(client.await(DataReceived.class));
            client.send(streamId, new byte[] {3}, true);
            byte[] rest = client.awaitBody(streamId);

            assertArrayEquals(new byte[] {1, 2}, first);
            assertArrayEquals(new byte[] {3}, rest);
        }
    }

    @Test
    @Spec("H2-CONF-01")
    void longRequestIsAnsweredAndThenStopped() throws IOException {
        try (RawClient client = RawClient.connect(server)) {
            int streamId = client.request("POST", "/", false);

            while (client.kernel().streamState(streamId) != StreamState.CLOSED) {
                if (client.send(streamId, new byte[16_384], false) == 0) {
                    client.receive();
                }
            }

            assertEquals("200", client.await(ResponseReceived.class).headers().first(":status"));
            assertEquals(ErrorCode.NO_ERROR, client.await(StreamReset.class).errorCode());
        }
    }

    @Test
    @Spec("H2-CONF-01")
    void shortRequestIsAwaitedToItsEnd() throws IOException {
        try (RawClient client = RawClient.connect(server)) {
            int early = client.request("POST", "/", false);
            int late = client.request("GET", "/", true);

            client.awaitBody(late);
            client.send(early, new byte[10], true);

            assertEquals("Hello from one thread.\n", new String(client.awaitBody(early), US_ASCII));
        }
    }

    private Response get(String path) throws IOException {
        return connection.getResponse(connection.request("GET", path, Headers.empty(), RequestBody.none()));
    }
}
