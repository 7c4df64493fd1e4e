package org.javahyper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.javahyper.cli.Ladder.Rung;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.Http2Connection;
import org.javahyper.client.RequestBody;
import org.javahyper.client.Response;
import org.javahyper.http.Headers;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.hyperframe.FrameType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hyper demo}: both ends of HTTP/2 in one process, step by step, with what travels between them. Every step checks its outcome. */
@Command(
        name = "hyper demo",
        description = {
            "",
            "Shows both ends of HTTP/2 at work: a test server on a free port of this machine,",
            "a client, and the frames that travel between them. Takes about two seconds.",
            ""
        })
final class Demo {
    private static final String HOST = "127.0.0.1";
    private static final int WINDOW = 1 << 20;
    private static final int DOWNLOAD = 10 << 20;
    private static final int PIECE = 32_768;
    private static final String TEXT = "Hello, server";
    private static final List<String> PATHS = List.of("/delay/0.4", "/delay/0.2", "/get");
    private static final List<String> ORDINALS = List.of("1st", "2nd", "3rd");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // the parser knows
    private boolean help;

    private final PrintStream out;
    private final Ladder ladder = new Ladder();

    Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs all steps.
     *
     * @throws IOException if one of them fails; the message is for the user
     */
    void run() throws IOException {
        say("Hyper demo: HTTP/2 between a client and a server in this process.");
        try (HttpBin server = HttpBin.builder().host(HOST).start()) {
            ClientConfiguration configuration = ClientConfiguration.builder()
                    .caFile(server.certificate().orElseThrow())
                    .streamWindow(WINDOW)
                    .connectionWindow(WINDOW)
                    .observer(ladder)
                    .build();
            try (Http2Connection client = Http2Connection.tls(HOST, server.port(), configuration)) {
                connect(client);
                int fields = get(client);
                post(client, fields);
                concurrent(client);
                download(client);
            }
        }
        goodbye();
    }

    private void connect(Http2Connection client) throws IOException {
        client.connect();
        say(
                "1. TLS. The client verifies the server's certificate. In the same handshake both agree on the",
                "   protocol (ALPN): \"" + client.negotiatedProtocol() + "\", which is HTTP/2.");
    }

    /** Returns the octets of the field block of the response. */
    private int get(Http2Connection client) throws IOException {
        int streamId = client.request("GET", "/get", Headers.empty(), RequestBody.none());
        Outcome outcome = Outcome.of(client, streamId);
        List<Rung> rungs = ladder.take();
        say(
                "2. GET /get. All travels in frames. Stream 0 is the connection itself, where each side tells",
                "   its SETTINGS; every request has, with its response, a stream of its own.");
        say("    client                    server", Ladder.draw(rungs));
        say("   The answer: " + outcome + ".");
        return headers(rungs, false).get(0).length();
    }

    private void post(Http2Connection client, int fieldsBefore) throws IOException {
        String json = "{\"text\": \"" + TEXT + "\"}";
        Headers headers = Headers.of("content-type", "application/json");
        int streamId = client.request("POST", "/post", headers, RequestBody.text(json));
        Outcome outcome = Outcome.of(client, streamId);
        require(new String(outcome.body, StandardCharsets.UTF_8).contains(TEXT), "the server did not repeat the body");
        List<Rung> rungs = ladder.take();
        say("3. POST /post with " + json + ". The body follows the HEADERS in DATA frames.");
        say(Ladder.draw(rungs));
        say(
                "   The answer: " + outcome + ", the text among them. Compression (HPACK) remembers",
                "   header fields: those of the response took " + fieldsBefore + " octets in step 2, and "
                        + headers(rungs, false).get(0).length() + " here.");
    }

    private void concurrent(Http2Connection client) throws IOException {
        List<Integer> streamIds = new ArrayList<>();
        for (String path : PATHS) {
            streamIds.add(client.request("GET", path, Headers.empty(), RequestBody.none()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int streamId : streamIds) {
            outcomes.add(Outcome.of(client, streamId));
        }
        List<Rung> rungs = ladder.take();
        List<Rung> asked = headers(rungs, true);
        List<Rung> answered = headers(rungs, false);
        List<Integer> order = answered.stream().map(Rung::streamId).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PATHS.size(); i++) {
            int place = order.indexOf(streamIds.get(i));
            require(place == PATHS.size() - 1 - i, "the quickest answer did not come first");
            long millis = (answered.get(place).nanos() - asked.get(i).nanos()) / 1_000_000;
            lines.add(String.format(
                    Locale.ROOT,
                    "   stream %d  GET %-10s  asked %s, answered %s after %3d ms  %s",
                    streamIds.get(i),
                    PATHS.get(i),
                    ORDINALS.get(i),
                    ORDINALS.get(place),
                    millis,
                    outcomes.get(i)));
        }
        say("4. Three requests at once on the same connection. A slow answer holds up no other.");
        say(lines.toArray(String[]::new));
    }

    private void download(Http2Connection client) throws IOException {
        long start = System.nanoTime();
        int streamId = client.request("GET", "/bytes/" + DOWNLOAD, Headers.empty(), RequestBody.none());
        try (Response response = client.getResponse(streamId)) {
            compare(response.inputStream());
            long millis = (System.nanoTime() - start) / 1_000_000;
            List<Rung> rungs = ladder.take();
            say("5. GET /bytes/" + DOWNLOAD + ", a download of 10 MiB. Each octet is compared with what it should be.");
            say(
                    "   The answer: " + Outcome.text(response.status(), DOWNLOAD) + ", in " + millis + " ms and "
                            + count(rungs, FrameType.DATA, false) + " DATA frames. In the other",
                    "   direction " + count(rungs, FrameType.WINDOW_UPDATE, true)
                            + " WINDOW_UPDATE frames: the server sends only what the client has room for.");
        }
    }

    private void goodbye() throws IOException {
        List<Rung> rungs = ladder.take();
        require(count(rungs, FrameType.GOAWAY, true) == 1, "the client did not take its leave");
        say("6. The client says goodbye and closes the connection; the server stops.");
        say(Ladder.draw(rungs));
        say(
                "All of it worked. Now you, in two terminals:",
                "    ./hyper serve",
                "    ./hyper --insecure --debug localhost:8443/get name==Ada");
    }

    /** A paragraph. */
    private void say(String... lines) {
        out.println(String.join("\n", lines).stripTrailing() + "\n");
    }

    /** The octets that the server makes: those of {@link Random} with seed 0. */
    private static void compare(InputStream body) throws IOException {
        Random random = new Random(0);
        byte[] expected = new byte[PIECE];
        for (int compared = 0; compared < DOWNLOAD; compared += PIECE) {
            random.nextBytes(expected);
            require(Arrays.equals(body.readNBytes(PIECE), expected), "the download is wrong behind octet " + compared);
        }
        require(body.read() < 0, "the download is longer than asked for");
    }

    private static List<Rung> headers(List<Rung> rungs, boolean sent) {
        return rungs.stream().filter(rung -> rung.is(FrameType.HEADERS, sent)).toList();
    }

    private static long count(List<Rung> rungs, int frameType, boolean sent) {
        return rungs.stream().filter(rung -> rung.is(frameType, sent)).count();
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException("The demo failed: " + otherwise + ".");
        }
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // looked at once
    private record Outcome(int status, byte[] body) {
        static Outcome of(Http2Connection client, int streamId) throws IOException {
            try (Response response = client.getResponse(streamId)) {
                require(response.status() == 200, "the server answered with status " + response.status());
                return new Outcome(response.status(), response.read());
            }
        }

        static String text(int status, int octets) {
            return String.format(Locale.ROOT, "status %d, %,d octets", status, octets);
        }

        @Override
        public String toString() {
            return text(status, body.length);
        }
    }
}
