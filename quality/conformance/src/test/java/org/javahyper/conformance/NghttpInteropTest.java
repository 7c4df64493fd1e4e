package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.regex.Pattern;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients of nghttp2 against httpbin: nghttp, which tells every frame, and h2load, which has many streams at once. */
@Tag("interop")
class NghttpInteropTest {
    private static final Pattern STATUS_200 = Pattern.compile("recv \\(stream_id=\\d+\\) :status: 200");
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

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }
}
