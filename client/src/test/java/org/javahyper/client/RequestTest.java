package org.javahyper.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.InvalidHeadersException;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviours 8.2 and 8.3: what a request looks like on the wire. */
@Timeout(60)
class RequestTest {
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    @Spec({"CL-REQ-02", "CL-BODY-04", "CL-CLR-01"})
    void requestWithoutBodyIsOneHeadersFrameWithEndStream() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            client.request("GET", "/a?b=c", Headers.of("accept", "*/*"), RequestBody.none());

            assertEquals(
                    new RequestReceived(
                            1,
                            Headers.of(
                                    ":method",
                                    "GET",
                                    ":scheme",
                                    "http",
                                    ":authority",
                                    "localhost:" + server.port(),
                                    ":path",
                                    "/a?b=c",
                                    "accept",
                                    "*/*"),
                            true),
                    seen.take());
        }
    }

    @Test
    @Spec("CL-REQ-02")
    void fieldNamedLikeAPseudoFieldReplacesIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            client.request("GET", "/", Headers.of("x", "y", ":authority", "virtual.example"), RequestBody.none());

            assertEquals(
                    Headers.of(
                            ":method",
                            "GET",
                            ":scheme",
                            "http",
                            ":authority",
                            "virtual.example",
                            ":path",
                            "/",
                            "x",
                            "y"),
                    ((RequestReceived) seen.take()).headers());
        }
    }

    @Test
    @Spec("CL-REQ-04")
    void fieldsOfTheConnectionAreLeftOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            client.request(
                    "GET",
                    "/",
                    Headers.of("connection", "keep-alive, x", "keep-alive", "1", "x", "y", "z", "1"),
                    RequestBody.none());

            Headers headers = ((RequestReceived) seen.take()).headers();
            assertEquals("z", headers.name(4));
            assertEquals(5, headers.size());
        }
    }

    @Test
    void fieldsThatBreakARuleAreRefusedAndNothingIsSent() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            assertThrows(
                    InvalidHeadersException.class,
                    () -> client.request("GET", "/", Headers.of("a b", "c"), RequestBody.none()));

            assertEquals(1, client.request("GET", "/", Headers.empty(), RequestBody.none()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, 50_000})
    @Spec({"CL-BODY-01", "CL-BODY-02", "CL-BODY-03", "CL-BODY-04"})
    void octetsAnnounceTheirLengthAndEndWithTheLastPiece(int length) throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            client.request("PUT", "/", Headers.empty(), RequestBody.octets(Pattern.octets(length)));

            RequestReceived request = (RequestReceived) seen.take();
            assertEquals(String.valueOf(length), request.headers().first("content-length"));
            assertEquals(length == 0, request.endStream());
            assertEquals(0, receiveBody(length));
        }
    }

    @Test
    @Spec("CL-BODY-02")
    void contentLengthOfTheProgramWins() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            client.request(
                    "PUT",
                    "/",
                    Headers.of("content-length", "5"),
                    RequestBody.stream(new ByteArrayInputStream("12345".getBytes(UTF_8))));

            assertEquals(List.of("5"), ((RequestReceived) seen.take()).headers().all("content-length"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16_384, 20_000})
    @Spec({"CL-BODY-01", "CL-BODY-02", "CL-BODY-04"})
    void streamsOfUnknownLengthEndWithOneEmptyFrame(int length) throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            client.request(
                    "POST", "/", Headers.empty(), RequestBody.stream(new ByteArrayInputStream(Pattern.octets(length))));

            RequestReceived request = (RequestReceived) seen.take();
            assertFalse(request.headers().contains("content-length"));
            assertFalse(request.endStream());
            assertEquals(1, receiveBody(length));
        }
    }

    @Test
    @Spec({"CL-BODY-01", "CL-BODY-02"})
    void textIsSentAsUtf8() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    int streamId = peer.awaitRequest().streamId();
                    seen.add(new String(peer.awaitBody(streamId), UTF_8));
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            client.request("POST", "/", Headers.empty(), RequestBody.text("äöü"));

            assertEquals("äöü", seen.take());
        }
    }

    @Test
    @Spec({"CL-BODY-01", "CL-BODY-02", "CL-BODY-03"})
    void filesAreStreamed(@TempDir Path folder) throws Exception {
        byte[] content = Pattern.octets(300_000);
        Path file = Files.write(folder.resolve("upload"), content);
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    RequestReceived request = peer.awaitRequest();
                    seen.add(request.headers().all("content-length"));
                    seen.add(peer.awaitBody(request.streamId()));
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            client.request("PUT", "/", Headers.empty(), RequestBody.file(file));

            assertEquals(List.of("300000"), seen.take());
            assertArrayEquals(content, (byte[]) seen.take());
        }
    }

    @Test
    @Spec("CL-BODY-01")
    void missingFileIsReportedBeforeAnythingIsSent(@TempDir Path folder) throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(this::record);
                Http2Connection client = server.client()) {

            assertThrows(
                    IOException.class,
                    () -> client.request("PUT", "/", Headers.empty(), RequestBody.file(folder.resolve("none"))));

            assertEquals(0, server.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec("CL-BODY-06")
    void trailersFollowTheBody(boolean knownLength) throws Exception {
        byte[] octets = Pattern.octets(20_000);
        RequestBody body =
                knownLength ? RequestBody.octets(octets) : RequestBody.stream(new ByteArrayInputStream(octets));
        try (ScriptedServer server = ScriptedServer.cleartext(peer -> {
                    peer.awaitRequest();
                    seen.add(peer.await(TrailersReceived.class));
                    peer.awaitClose();
                });
                Http2Connection client = server.client()) {

            client.request("POST", "/", Headers.empty(), body.withTrailers(() -> Headers.of("checksum", "7")));

            assertEquals(new TrailersReceived(1, Headers.of("checksum", "7"), true), seen.take());
        }
    }

    @Test
    void sourceThatFailsCancelsTheStream() throws Exception {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        try (ScriptedServer server = ScriptedServer.cleartext(this::recordReset);
                Http2Connection client = server.client()) {

            IOException failure = assertThrows(
                    IOException.class, () -> client.request("POST", "/", Headers.empty(), RequestBody.stream(closed)));

            assertEquals("Stream closed", failure.getMessage());
            assertEquals(ErrorCode.CANCEL, seen.take());
        }
    }

    @Test
    void fileThatShrinksCancelsTheStream(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("upload"), new byte[10]);
        RequestBody body = RequestBody.file(file);
        ClientConfiguration shrinking = ClientConfiguration.builder()
                .observer(new OnFirstHeaders(() -> Files.write(file, new byte[5])))
                .build();
        try (ScriptedServer server = ScriptedServer.cleartext(this::recordReset);
                Http2Connection client = server.client(shrinking)) {

            assertThrows(EOFException.class, () -> client.request("PUT", "/", Headers.empty(), body));

            assertEquals(ErrorCode.CANCEL, seen.take());
        }
    }

    @Test
    @Spec("CL-REQ-01")
    void severalRequestsMayBeOutstanding() throws Exception {
        try (ScriptedServer server = ScriptedServer.cleartext(Peer::serve);
                Http2Connection client = server.client()) {

            assertEquals(1, client.request("GET", "/1", Headers.empty(), RequestBody.none()));
            assertEquals(3, client.request("GET", "/3", Headers.empty(), RequestBody.none()));
            assertEquals(5, client.request("GET", "/5", Headers.empty(), RequestBody.none()));
        }
    }

    private void record(Peer peer) throws IOException {
        while (true) {
            H2Event event = peer.next();
            if (event instanceof RequestReceived || event instanceof DataReceived || event instanceof StreamEnded) {
                seen.add(event);
            }
        }
    }

    private void recordReset(Peer peer) throws IOException {
        seen.add(peer.await(StreamReset.class).errorCode());
        peer.awaitClose();
    }

    /** The number of empty frames in a body that has to be the pattern. */
    private int receiveBody(int length) throws InterruptedException {
        int received = 0;
        int empty = 0;
        for (Object event = seen.take(); event instanceof DataReceived data; event = seen.take()) {
            received += data.data().remaining();
            empty += data.data().hasRemaining() ? 0 : 1;
        }
        assertEquals(length, received);
        return empty;
    }
}
