package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.Http2Connection;
import org.javahyper.client.RequestBody;
import org.javahyper.client.Response;
import org.javahyper.h2.FrameObserver;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.testkit.Spec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client, and the command with it, against nghttpd and nginx. */
@Tag("interop")
class ServerInteropTest {
    private static final String ALL_SERVERS = """
            NGHTTPD, TLS
            NGHTTPD, CLEARTEXT
            NGINX,   TLS
            NGINX,   CLEARTEXT
            """;

    private static final Path FILES = ForeignTool.WORKSHOP.resolve("files");
    private static final byte[] SMALL = TestBody.random(1_000);
    private static final byte[] LARGE = TestBody.random(50 << 20);

    /** Who serves. */
    enum Server {
        NGHTTPD,
        NGINX;

        ForeignServer start(Wire wire) throws Exception {
            return this == NGHTTPD ? ForeignServer.nghttpd(wire, FILES) : ForeignServer.nginx(wire, FILES);
        }
    }

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.createDirectories(FILES);
        Files.write(FILES.resolve("small"), SMALL);
        Files.write(FILES.resolve("large"), LARGE);
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @CsvSource(textBlock = ALL_SERVERS)
    void clientUsesOneConnectionForSeveralRequests(Server kind, Wire wire) throws Exception {
        try (ForeignServer server = kind.start(wire);
                Http2Connection connection = connect(server)) {
            List<Integer> streams = new ArrayList<>();
            for (String[] request : new String[][] {{"GET", "/small"}, {"HEAD", "/small"}, {"GET", "/nowhere"}}) {
                streams.add(connection.request(request[0], request[1], Headers.empty(), RequestBody.none()));
            }

            try (Response get = connection.getResponse(streams.get(0));
                    Response head = connection.getResponse(streams.get(1));
                    Response nowhere = connection.getResponse(streams.get(2))) {
                assertEquals(200, get.status());
                assertEquals(TestBody.sha256(SMALL), TestBody.sha256(get.read()));
                assertEquals(200, head.status());
                assertEquals(List.of("1000"), head.headers().all("content-length"));
                assertEquals(0, head.read().length);
                assertEquals(404, nowhere.status());
            }
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @CsvSource(textBlock = ALL_SERVERS)
    void clientGetsALargeFile(Server kind, Wire wire) throws Exception {
        try (ForeignServer server = kind.start(wire);
                Http2Connection connection = connect(server)) {
            int streamId = connection.request("GET", "/large", Headers.empty(), RequestBody.none());

            try (Response response = connection.getResponse(streamId)) {
                assertEquals(200, response.status());
                assertEquals(TestBody.sha256(LARGE), TestBody.sha256(response.read()));
            }
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void clientPostsABodyAndGetsItBackWithATrailer(Wire wire) throws Exception {
        byte[] body = TestBody.random(5 << 20);
        try (ForeignServer server = Server.NGHTTPD.start(wire);
                Http2Connection connection = connect(server)) {
            int streamId = connection.request("POST", "/echo", Headers.empty(), RequestBody.octets(body));

            try (Response response = connection.getResponse(streamId)) {
                assertEquals(200, response.status());
                assertEquals(TestBody.sha256(body), TestBody.sha256(response.read()));
                assertEquals(Headers.of("x-end", "here"), response.trailers());
            }
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-10", "H2-CLOSED-08"})
    @ParameterizedTest
    @CsvSource(textBlock = ALL_SERVERS)
    void clientGivesUpALargeFileAndGoesOnWithTheConnection(Server kind, Wire wire) throws Exception {
        Connections connections = new Connections();
        try (ForeignServer server = kind.start(wire);
                Http2Connection connection = connect(server, connections)) {
            for (int i = 0; i < 20; i++) { // more than the connection window in all
                int streamId = connection.request("GET", "/large", Headers.empty(), RequestBody.none());
                try (Response response = connection.getResponse(streamId)) {
                    assertEquals(50_000, response.read(50_000).length);
                }
            }

            int streamId = connection.request("GET", "/large", Headers.empty(), RequestBody.none());
            try (Response response = connection.getResponse(streamId)) {
                assertEquals(TestBody.sha256(LARGE), TestBody.sha256(response.read()));
            }
            assertEquals(1, connections.count);
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-12"})
    @ParameterizedTest
    @CsvSource(textBlock = ALL_SERVERS)
    void clientIsAnsweredToItsPings(Server kind, Wire wire) throws Exception {
        Connections connections = new Connections();
        try (ForeignServer server = kind.start(wire);
                Http2Connection connection = connect(server, connections)) {
            connection.ping(0x0123_4567_89ab_cdefL);
            connection.ping(-1);

            assertEquals(1, connections.count);
        }
    }

    /** Counts the connections that a client makes: each begins with one SETTINGS. */
    private static final class Connections implements FrameObserver {
        private int count;

        @Override
        public void received(FrameView frame) {}

        @Override
        public void sent(FrameView frame) {
            if (frame.type() == FrameType.SETTINGS && !frame.has(Flags.ACK)) {
                count++;
            }
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @CsvSource(textBlock = ALL_SERVERS)
    void commandGetsALargeFile(Server kind, Wire wire) throws Exception {
        try (ForeignServer server = kind.start(wire)) {
            byte[] output = hyper(server, "GET", "/large");

            assertEquals(TestBody.sha256(LARGE), TestBody.sha256(output));
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @CsvSource(textBlock = ALL_SERVERS)
    void commandSucceedsWhateverTheStatus(Server kind, Wire wire) throws Exception {
        try (ForeignServer server = kind.start(wire)) {
            byte[] head = hyper(server, "HEAD", "/small");
            byte[] nowhere = hyper(server, "GET", "/nowhere");

            assertEquals(0, head.length);
            assertTrue(nowhere.length > 0, "a page that says so");
        }
    }

    private static Http2Connection connect(ForeignServer server) {
        return connect(server, null);
    }

    private static Http2Connection connect(ForeignServer server, @Nullable FrameObserver observer) {
        ClientConfiguration.Builder configuration =
                ClientConfiguration.builder().observer(observer);
        server.certificate().ifPresent(configuration::caFile);
        boolean secure = server.certificate().isPresent();
        return new Http2Connection(server.uri().getHost(), server.uri().getPort(), secure, configuration.build());
    }

    /** Runs the command in a process of its own. */
    private static byte[] hyper(ForeignServer server, String method, String target) throws Exception {
        List<String> arguments = new ArrayList<>();
        server.certificate().ifPresent(file -> arguments.addAll(List.of("--cacert", file.toString())));
        arguments.addAll(List.of(method, server.uri().resolve(target).toString()));
        return ForeignTool.java("org.javahyper.cli.Main").output(arguments.toArray(String[]::new));
    }
}
