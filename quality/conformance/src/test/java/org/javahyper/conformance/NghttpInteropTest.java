package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.javahyper.h2.FrameObserver;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients of nghttp2 against httpbin: nghttp, which tells every frame, and h2load, which has many streams at once. */
@Tag("interop")
class NghttpInteropTest {
    private static final Pattern STATUS_200 = Pattern.compile("recv \\(stream_id=\\d+\\) :status: 200");
    private static final Pattern PUSH_PROMISE = Pattern.compile("recv PUSH_PROMISE frame");
    private static final Pattern DIGEST =
            Pattern.compile("recv \\(stream_id=\\d+\\) x-content-sha256: [0-9a-f]{64}\\R");

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void getIsAnswered(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames = nghttp.text("-v", server.uri().resolve("/get").toString());

            assertEquals(1, count(STATUS_200, frames), frames);
            assertTrue(frames.contains("\"url\""), frames);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void trailersArrive(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames = nghttp.text("-v", server.uri().resolve("/trailers").toString());

            assertEquals(1, count(STATUS_200, frames), frames);
            assertEquals(1, count(DIGEST, frames), frames);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void trailersOfTheRequestArrive(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames = nghttp.text(
                    "-v",
                    "--data",
                    upload(1_000).toString(),
                    "--trailer",
                    "x-checksum: 6",
                    server.uri().resolve("/trailers").toString());

            assertEquals(1, count(STATUS_200, frames), frames);
            assertTrue(frames.contains("\"x-checksum\" : \"6\""), frames);
            assertEquals(1, count(DIGEST, frames), frames);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void bodyIsSentWhenItIsAskedFor(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames = nghttp.text(
                    "-v",
                    "--expect-continue",
                    "--data",
                    upload(1_000_000).toString(),
                    server.uri().resolve("/post").toString());

            int asked = frames.indexOf(" :status: 100");
            int sent = frames.indexOf("send DATA frame");
            assertTrue(0 < asked && asked < sent, frames);
            assertEquals(1, count(STATUS_200, frames), frames);
        }
    }

    private static Path upload(int length) throws IOException {
        Path file = Files.createDirectories(ForeignTool.WORKSHOP).resolve("nghttp-upload");
        return Files.writeString(file, "a".repeat(length));
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void earlyHintsArrive(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames =
                    nghttp.text("-v", server.uri().resolve("/early-hints").toString());

            assertTrue(frames.contains(" :status: 103"), frames);
            assertTrue(frames.contains(" link: </style.css>; rel=preload; as=style"), frames);
            assertEquals(1, count(STATUS_200, frames), frames);
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-11", "H2-PUSH-01"})
    @ParameterizedTest
    @EnumSource
    void pushedResourcesArrive(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames = nghttp.text("-v", server.uri().resolve("/push").toString());

            assertEquals(2, count(PUSH_PROMISE, frames), frames);
            assertTrue(frames.contains("promised_stream_id=2)") && frames.contains("promised_stream_id=4)"), frames);
            assertTrue(frames.contains("recv (stream_id=2) :status: 200"), frames);
            assertTrue(frames.contains("recv (stream_id=4) :status: 200"), frames);
            assertTrue(frames.contains("recv (stream_id=4) content-length: 1000"), frames);
            assertEquals(3, count(STATUS_200, frames), frames);
            assertTrue(frames.contains("\"promised\" : [ \"/headers\", \"/bytes/1000\" ]"), frames);
        }
    }

    @Spec({"H2-CONF-04", "H2-PUSH-01"})
    @ParameterizedTest
    @EnumSource
    void nothingIsPushedToAClientThatTakesNone(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            String frames =
                    nghttp.text("-v", "--no-push", server.uri().resolve("/push").toString());

            assertEquals(0, count(PUSH_PROMISE, frames), frames);
            assertEquals(1, count(STATUS_200, frames), frames);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void severalRequestsShareAConnection(Wire wire) throws Exception {
        ForeignTool nghttp = ForeignTool.named("nghttp");
        try (HttpBin server = wire.startHttpBin()) {
            URI uri = server.uri();

            String frames = nghttp.text(
                    "-v",
                    "--null-out",
                    uri.resolve("/get").toString(),
                    uri.resolve("/bytes/100000").toString(),
                    uri.resolve("/stream-bytes/100000").toString(),
                    uri.resolve("/headers").toString());

            assertEquals(4, count(STATUS_200, frames), frames);
            assertEquals(1, count(Pattern.compile("\\] Connected"), frames), frames);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void twentyThousandRequestsSucceed(Wire wire) throws Exception {
        ForeignTool h2load = ForeignTool.named("h2load");
        try (HttpBin server = wire.startHttpBin()) {
            String uri = server.uri().resolve("/get").toString();

            String summary = h2load.text("-n", "20000", "-c", "10", "-m", "20", uri);

            assertTrue(
                    summary.contains("requests: 20000 total, 20000 started, 20000 done, 20000 succeeded,"
                            + " 0 failed, 0 errored, 0 timeout"),
                    summary);
            assertTrue(summary.contains("status codes: 20000 2xx, 0 3xx, 0 4xx, 0 5xx"), summary);
        }
    }

    @Spec({"H2-CONF-04", "H2-GO-01"})
    @Test
    void everyRequestThatWasTakenIsAnsweredWhenTheServerShutsDown() throws Exception {
        ForeignTool h2load = ForeignTool.named("h2load");
        Responses responses = new Responses();
        HttpBin.Builder builder = HttpBin.builder().host("127.0.0.1").cleartext();
        try (HttpBin server = builder.observers(() -> responses).start()) {
            String uri = server.uri().resolve("/get").toString();
            CompletableFuture<String> summary =
                    CompletableFuture.supplyAsync(() -> summaryOf(h2load, "-n", "100000", "-c", "1", "-m", "50", uri));
            assertTrue(responses.many.await(60, TimeUnit.SECONDS));
            server.shutdown(Duration.ofSeconds(20));

            String text = summary.get(60, TimeUnit.SECONDS);
            assertTrue(responses.ended < 100_000, "the server was to go away before the end");
            assertTrue(text.contains(" " + responses.ended + " succeeded, "), responses.ended + " in " + text);
            assertTrue(text.contains("status codes: " + responses.ended + " 2xx, 0 3xx, 0 4xx, 0 5xx"), text);
        }
    }

    private static String summaryOf(ForeignTool h2load, String... arguments) {
        try {
            return h2load.text(arguments);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Counts the responses of one connection. */
    private static final class Responses implements FrameObserver {
        private final CountDownLatch many = new CountDownLatch(2_000);
        private volatile int ended;

        @Override
        public void received(FrameView frame) {}

        @Override
        public void sent(FrameView frame) {
            boolean endsStream = frame.type() == FrameType.DATA || frame.type() == FrameType.HEADERS;
            if (endsStream && frame.has(Flags.END_STREAM)) {
                int count = ended + 1; // one thread at a time is here
                ended = count;
                many.countDown();
            }
        }
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }
}
