package org.javahyper.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.javahyper.examples.selector.SelectorServer;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Snippets;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guide for people who write drivers: its code runs, and it shows what runs. */
@Timeout(60)
class DriverGuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/driver.md");
    private static final Path EXAMPLES = Path.of("src/test/java/org/javahyper/examples/guide");
    private static final Path SELECTOR = Path.of("src/main/java/org/javahyper/examples/selector");
    private static final List<Path> SOURCES = List.of(
            EXAMPLES.resolve("BlockingDriver.java"),
            EXAMPLES.resolve("BlockingClient.java"),
            EXAMPLES.resolve("TlsSockets.java"),
            SELECTOR.resolve("Connection.java"),
            SELECTOR.resolve("Exchange.java"));

    private static final String GREETING = "Hello\n".repeat(50_000);

    @TempDir
    private Path folder;

    private ServerSocket listener;
    private ExecutorService serverThread;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        serverThread = Executors.newSingleThreadExecutor();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        serverThread.shutdown();
    }

    @Test
    @Spec("DX-02")
    void guideShowsTheCodeThatTheBuildCompiles() throws IOException {
        List<String> compiled = new ArrayList<>();
        for (Path source : SOURCES) {
            compiled.addAll(Snippets.ofSource(source));
        }

        List<String> shown = Snippets.ofMarkdown(GUIDE);

        assertEquals(sorted(compiled), sorted(shown));
    }

    @Test
    @Spec("DX-02")
    void blockingDriversTalkInCleartext() throws Exception {
        Future<?> served = serverThread.submit(() -> {
            try (Socket accepted = listener.accept()) {
                new BlockingDriver().serve(accepted);
            }
            return null;
        });

        try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            byte[] body = BlockingClient.get(socket, "http", "localhost", "/");

            assertEquals(GREETING, new String(body, UTF_8));
        }
        served.get();
    }

    @Test
    @Spec({"DX-02", "H2-UPG-02", "H2-UPG-03", "H2-UPG-04"})
    void blockingDriversUpgrade() throws Exception {
        Future<?> served = serverThread.submit(() -> {
            try (Socket accepted = listener.accept()) {
                String head = BlockingClient.readHead(accepted.getInputStream());
                String settings = head.replaceAll("(?s).*\r\nHTTP2-Settings: (\\S*)\r\n.*", "$1");
                new BlockingDriver().serveUpgraded(accepted, Headers.of(":method", "GET", ":path", "/"), settings);
            }
            return null;
        });

        try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            byte[] body = BlockingClient.getByUpgrade(socket, "localhost", "/");

            assertEquals(GREETING, new String(body, UTF_8));
        }
        served.get();
    }

    @Test
    void serverThatDoesNotUpgradeIsReported() throws Exception {
        Future<?> served = serverThread.submit(() -> {
            try (Socket accepted = listener.accept()) {
                BlockingClient.readHead(accepted.getInputStream());
                accepted.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            }
            return null;
        });

        try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            IOException refusal =
                    assertThrows(IOException.class, () -> BlockingClient.getByUpgrade(socket, "localhost", "/"));

            assertEquals("The server stays with HTTP/1.1: HTTP/1.1 200 OK", refusal.getMessage());
        }
        served.get();
    }

    @Test
    @Spec("DX-02")
    void blockingDriversTalkOverTls() throws Exception {
        SSLContext context = SelfSigned.context(folder);
        Future<?> served = serverThread.submit(() -> {
            try (Socket accepted = TlsSockets.accept(context, listener.accept())) {
                new BlockingDriver().serve(accepted);
            }
            return null;
        });

        try (Socket socket = TlsSockets.connect(context, "localhost", listener.getLocalPort())) {
            byte[] body = BlockingClient.get(socket, "https", "localhost", "/");

            assertEquals(GREETING, new String(body, UTF_8));
        }
        served.get();
    }

    @Test
    void enginesAgreeOnHttp2() throws Exception {
        SSLContext context = SelfSigned.context(folder);
        SSLEngine server = TlsSockets.serverEngine(context);
        SSLEngine client = TlsSockets.clientEngine(context, "localhost", 443);

        EnginePair.handshake(client, server);

        assertEquals("h2", client.getApplicationProtocol());
        assertEquals("h2", server.getApplicationProtocol());
    }

    @Test
    void clientEngineComparesTheName() throws Exception {
        SSLContext context = SelfSigned.context(folder);
        SSLEngine server = TlsSockets.serverEngine(context);
        SSLEngine client = TlsSockets.clientEngine(context, "example.org", 443);

        assertThrows(SSLException.class, () -> EnginePair.handshake(client, server));
    }

    @Test
    void suitesOfAppendixAAreNotAllowed() {
        assertTrue(TlsSockets.isAllowed("TLS_AES_128_GCM_SHA256"));
        assertTrue(TlsSockets.isAllowed("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        assertFalse(TlsSockets.isAllowed("TLS_RSA_WITH_AES_128_GCM_SHA256"));
        assertFalse(TlsSockets.isAllowed("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"));
        assertFalse(TlsSockets.isAllowed("TLS_EMPTY_RENEGOTIATION_INFO_SCSV"));
    }

    @Test
    void blockingClientTalksToTheSelectorServer() throws Exception {
        try (SelectorServer server = SelectorServer.start(0);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            byte[] body = BlockingClient.get(socket, "http", "localhost", "/bytes/200000");

            assertEquals(200_000, body.length);
        }
    }

    private static List<String> sorted(List<String> snippets) {
        return snippets.stream().sorted().toList();
    }
}
