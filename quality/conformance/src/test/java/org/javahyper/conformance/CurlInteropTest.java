package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** curl against httpbin. */
@Tag("interop")
class CurlInteropTest {
    private static final int FIVE_MEBIBYTES = 5 << 20;
    private static final String OCTETS = "data:application/octet-stream;base64,";

    private static ForeignTool curl;

    @BeforeAll
    static void find() {
        curl = ForeignTool.named("curl");
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void getIsAnswered(Wire wire) throws Exception {
        try (HttpBin server = wire.startHttpBin()) {
            Answer answer = request(server, "/get?name=Ada");

            assertEquals("HTTP/2 200", answer.status());
            assertEquals(
                    server.uri().resolve("/get?name=Ada").toString(),
                    new JsonMapper().readTree(answer.body()).required("url").stringValue());
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void postedOctetsComeBack(Wire wire) throws Exception {
        byte[] body = TestBody.random(FIVE_MEBIBYTES);
        Path file = Files.write(curl.log().resolveSibling("curl-upload"), body);
        try (HttpBin server = wire.startHttpBin()) {
            Answer answer = request(
                    server,
                    "/anything",
                    "--header",
                    "content-type: application/octet-stream",
                    "--data-binary",
                    "@" + file);

            String data =
                    new JsonMapper().readTree(answer.body()).required("data").stringValue();
            assertEquals("HTTP/2 200", answer.status());
            assertEquals(OCTETS, data.substring(0, OCTETS.length()));
            assertEquals(
                    TestBody.sha256(body),
                    TestBody.sha256(Base64.getDecoder().decode(data.substring(OCTETS.length()))));
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void headHasTheFieldsOfGetAndNoBody(Wire wire) throws Exception {
        try (HttpBin server = wire.startHttpBin()) {
            Answer answer = request(server, "/bytes/1000", "--head");

            String head = answer.body();
            assertEquals("HTTP/2 200", answer.status());
            assertTrue(head.contains("content-length: 1000\r\n"), head);
            assertTrue(head.endsWith("\r\n\r\n"), head);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void unknownPathIs404(Wire wire) throws Exception {
        try (HttpBin server = wire.startHttpBin()) {
            Answer answer = request(server, "/nowhere");

            assertEquals("HTTP/2 404", answer.status());
        }
    }

    private static Answer request(HttpBin server, String target, String... options)
            throws IOException, InterruptedException {
        Path body = curl.log().resolveSibling("curl-download");
        Files.deleteIfExists(body);
        List<String> arguments = new ArrayList<>(List.of("--silent", "--show-error", "--max-time", "60"));
        if (server.certificate().isPresent()) {
            arguments.addAll(
                    List.of("--http2", "--cacert", server.certificate().get().toString()));
        } else {
            arguments.add("--http2-prior-knowledge");
        }
        arguments.addAll(List.of("--output", body.toString(), "--write-out", "HTTP/%{http_version} %{http_code}"));
        arguments.addAll(List.of(options));
        arguments.add(server.uri().resolve(target).toString());

        String status = curl.text(arguments.toArray(String[]::new));

        return new Answer(status, Files.exists(body) ? Files.readString(body) : "");
    }

    /** The version and status that curl has seen, and what it has written to its file. */
    private record Answer(String status, String body) {}
}
