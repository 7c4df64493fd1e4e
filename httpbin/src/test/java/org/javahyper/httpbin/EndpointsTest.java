package org.javahyper.httpbin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;
import org.javahyper.httpbin.TestClient.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EndpointsTest {
    private static HttpBin server;
    private TestClient client;

    @BeforeAll
    static void start() throws IOException {
        server = HttpBin.builder().cleartext().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        client = TestClient.connect(server);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    @Test
    void indexIsAPageWithABody() throws IOException {
        Response response = client.exchange("GET", "/");

        assertEquals("200", response.status());
        assertEquals("text/html; charset=utf-8", response.headers.first("content-type"));
        assertTrue(response.text().contains("/anything"));
    }

    @Test
    void getEchoesArgumentsHeadersAndUrl() throws IOException {
        Response response = client.exchange("GET", "/get?a=1&b=%C3%A9+x&a=2&c", "x-one", "1", "x-one", "2");

        assertEquals("200", response.status());
        assertEquals("application/json", response.headers.first("content-type"));
        assertEquals("""
                {
                  "args" : {
                    "a" : [ "1", "2" ],
                    "b" : "é x",
                    "c" : ""
                  },
                  "headers" : {
                    "host" : "localhost:PORT",
                    "x-one" : "1, 2"
                  },
                  "origin" : "127.0.0.1",
                  "url" : "http://localhost:PORT/get?a=1&b=%C3%A9+x&a=2&c"
                }
                """, withoutPort(response.text()));
    }

    @Test
    void postEchoesAJsonBody() throws IOException {
        Response response = client.post("/post", octets("{\"n\": [1, 2.50, \"é\"]}"));

        assertEquals("""
                {
                  "args" : { },
                  "data" : "{\\"n\\": [1, 2.50, \\"é\\"]}",
                  "form" : { },
                  "headers" : {
                    "host" : "localhost:PORT"
                  },
                  "json" : {"n":[1,2.50,"é"]},
                  "origin" : "127.0.0.1",
                  "url" : "http://localhost:PORT/post"
                }
                """, withoutPort(response.text()));
    }

    @Test
    void anythingEchoesAFormAndTheMethod() throws IOException {
        Response response = client.post(
                "/anything/below?x=1", octets("a=1&b=x%20y"), "content-type", "application/x-www-form-urlencoded");

        assertEquals("""
                {
                  "args" : {
                    "x" : "1"
                  },
                  "data" : "",
                  "form" : {
                    "a" : "1",
                    "b" : "x y"
                  },
                  "headers" : {
                    "host" : "localhost:PORT",
                    "content-type" : "application/x-www-form-urlencoded"
                  },
                  "json" : null,
                  "method" : "POST",
                  "origin" : "127.0.0.1",
                  "url" : "http://localhost:PORT/anything/below?x=1"
                }
                """, withoutPort(response.text()));
    }

    @Test
    void binaryBodiesAreEchoedAsDataUrl() throws IOException {
        Response response = client.post("/post", new byte[] {(byte) 0xff, 0, 1});

        assertTrue(
                response.text().contains("\"data\" : \"data:application/octet-stream;base64,/wAB\""), response.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"open\": ", "1 2", "", "[[}"})
    void whatIsNotOneJsonValueIsNullAsJson(String body) throws IOException {
        Response response = client.post("/post", octets(body + " "));

        assertTrue(response.text().contains("\"json\" : null"), response.text());
    }

    @Test
    void malformedFormIsEchoedAsData() throws IOException {
        Response response = client.post("/post", octets("a=%zz"), "content-type", "application/x-www-form-urlencoded");

        assertTrue(response.text().contains("\"data\" : \"a=%zz\""), response.text());
        assertTrue(response.text().contains("\"form\" : { }"), response.text());
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /put",
        "DELETE, /delete",
        "PATCH, /anything",
        "OPTIONS, /anything",
        "GET, /anything",
        "LINK, /anything"
    })
    void methodsHaveTheirEndpoints(String method, String path) throws IOException {
        Response response = client.exchange(method, path);

        assertEquals("200", response.status());
        assertTrue(response.text().contains("\"data\" : \"\""), response.text());
    }

    @Test
    void headersEchoesTheHeaderSection() throws IOException {
        Response response = client.exchange("GET", "/headers", "accept", "*/*");

        assertEquals("""
                {
                  "headers" : {
                    "host" : "localhost:PORT",
                    "accept" : "*/*"
                  }
                }
                """, withoutPort(response.text()));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "204,", "205, 0", "304,", "418, 0", "599, 0"})
    void statusIsAnsweredAsAskedFor(String status, String contentLength) throws IOException {
        Response response = client.exchange("GET", "/status/" + status);

        assertEquals(status, response.status());
        assertEquals(contentLength, response.headers.first("content-length"));
        assertTrue(response.headers.contains("date"));
        assertEquals(0, response.body().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 16_384, 32_768, 100_001})
    void bytesAreThoseOfRandomWithSeedZero(int length) throws IOException {
        Response response = client.exchange("GET", "/bytes/" + length);

        assertEquals(Integer.toString(length), response.headers.first("content-length"));
        assertArrayEquals(random(length), response.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_240, 100_001})
    void streamBytesAreTheSameWithoutContentLength(int length) throws IOException {
        Response response = client.exchange("GET", "/stream-bytes/" + length);

        assertFalse(response.headers.contains("content-length"));
        assertArrayEquals(random(length), response.body());
    }

    @Test
    void delayAnswersLikeGet() throws IOException {
        Response response = client.exchange("GET", "/delay/0.05?a=b");

        assertEquals("200", response.status());
        assertTrue(response.text().contains("\"a\" : \"b\""), response.text());
    }

    @Test
    void trailersComeBothWays() throws Exception {
        int streamId = client.send(client.request("POST", "/trailers", "te", "trailers"), false);
        client.connection.sendData(streamId, ByteBuffer.wrap(octets("body")), false);
        client.connection.sendHeaders(streamId, Headers.of("x-mine", "1"), true);
        client.flush();

        Response response = client.await(streamId);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(response.body());
        assertEquals("{\n  \"trailers\" : {\n    \"x-mine\" : \"1\"\n  }\n}\n", response.text());
        assertEquals("x-content-sha256", response.headers.first("trailer"));
        assertEquals(Headers.of("x-content-sha256", HexFormat.of().formatHex(digest)), response.trailers);
    }

    @Test
    void earlyHintsComeBeforeTheResponse() throws IOException {
        Response response = client.exchange("GET", "/early-hints");

        assertEquals(
                List.of(Headers.of(":status", "103", "link", "</style.css>; rel=preload; as=style")),
                response.informational);
        assertEquals("200", response.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/get",
                "/bytes/1073741824",
                "/stream-bytes/5",
                "/trailers",
                "/anything",
                "/status/404",
                "/nowhere"
            })
    void headAnswersLikeGetWithoutBody(String path) throws IOException {
        Response head = client.exchange("HEAD", path);

        assertEquals(0, head.body().length);
        assertNull(head.reset);
        if (!path.startsWith("/bytes") && !path.equals("/anything")) { // a GiB, and the method in the body
            Response get = client.exchange("GET", path);
            assertEquals(get.status(), head.status());
            assertEquals(get.headers.first("content-length"), head.headers.first("content-length"));
        }
    }

    @Test
    void clientThatAsksFirstIsToldToGoOn() throws IOException {
        int streamId = client.send(client.request("POST", "/post", "expect", "100-continue"), false);
        while (client.response(streamId).informational.isEmpty()) {
            client.receive();
        }
        client.sendBody(streamId, ByteBuffer.wrap(octets("here it is")));

        Response response = client.await(streamId);

        assertEquals(List.of(Headers.of(":status", "100")), response.informational);
        assertTrue(response.text().contains("\"data\" : \"here it is\""), response.text());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /nowhere,           404",
        "GET,  /bytes,             404",
        "GET,  /bytes/1/2,         404",
        "GET,  /bytes/x,           400",
        "GET,  /bytes/-1,          400",
        "GET,  /bytes/1073741825,  400",
        "GET,  /stream-bytes/1e3,  400",
        "GET,  /status/103,        400",
        "GET,  /status/600,        400",
        "GET,  /delay/-1,          400",
        "GET,  /delay/NaN,         400",
        "GET,  /delay/soon,        400",
        "GET,  /get?a=%zz,         400",
        "GET,  /%f,                400",
        "OPTIONS, *,               400",
        "POST, /get,               405",
        "PUT,  /bytes/1,           405",
        "GET,  /post,              405",
    })
    void whatCannotBeAnsweredGetsAnErrorStatus(String method, String path, String status) throws IOException {
        Response response = client.exchange(method, path);

        assertEquals(status, response.status());
        assertEquals("text/plain; charset=utf-8", response.headers.first("content-type"));
        assertEquals(status.equals("405"), response.headers.contains("allow"));
        assertNull(response.reset);
        assertEquals("200", client.exchange("GET", "/get").status());
    }

    @Test
    void allowNamesTheMethodsOfTheEndpoint() throws IOException {
        Response response = client.exchange("DELETE", "/trailers");

        assertEquals("GET, HEAD, POST", response.headers.first("allow"));
    }

    @Test
    void bodyThatIsDeclaredTooLongIsStopped() throws IOException {
        int streamId = client.send(client.request("POST", "/post", "content-length", "10485761"), false);

        Response response = client.await(streamId);

        assertEquals("413", response.status());
        while (response.reset == null) {
            client.receive();
        }
        assertEquals(ErrorCode.NO_ERROR, response.reset.errorCode());
        assertEquals("200", client.exchange("GET", "/get").status());
    }

    @Test
    void bodyThatTurnsOutTooLongIsRefused() throws IOException {
        Response response = client.post("/post", new byte[10_485_760 + 100_000]);

        assertEquals("413", response.status());
        assertNull(response.reset);
    }

    private static byte[] random(int length) {
        byte[] octets = new byte[length];
        new Random(0).nextBytes(octets);
        return octets;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutPort(String text) {
        return text.replace(":" + server.port(), ":PORT");
    }
}
