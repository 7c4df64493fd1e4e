package org.javahyper.h2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Snippets;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of docs/guide/python-h2.md run, and the guide shows them as they are. */
class PythonGuideTest {
    private static final Path SOURCES = Path.of("src/test/java/org/javahyper/h2");
    private static final Path SWITCH = Path.of("src/test/java21/org/javahyper/h2/PythonGuideSwitch.java");

    private final H2Connection client = new H2Connection(
            H2Configuration.client().validateOutboundHeaders(false).build());
    private final H2Connection server =
            new H2Connection(H2Configuration.server().build());

    @Test
    @Spec({"DX-01", "DX-03"})
    void guideShowsTheExamplesThatTheBuildCompiles() throws IOException {
        List<String> examples = new ArrayList<>();
        examples.addAll(Snippets.ofSource(SOURCES.resolve("PythonGuideServer.java")));
        examples.addAll(Snippets.ofSource(SWITCH));
        examples.addAll(Snippets.ofSource(SOURCES.resolve("PythonGuideExample.java")));

        assertEquals(examples, Snippets.ofMarkdown(Path.of("../../docs/guide/python-h2.md")));
    }

    @ParameterizedTest
    @CsvSource({"GET, You asked for /tea", "HEAD, ''"})
    @Timeout(20)
    void serverAnswersOverASocket(String method, String expected) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            Thread thread = new Thread(() -> serve(accepted));
            thread.start();
            client.initiate();
            client.sendHeaders(
                    1,
                    Headers.of(":method", method, ":scheme", "http", ":authority", "localhost", ":path", "/tea"),
                    true);

            String body = body(socket);
            socket.shutdownOutput();
            thread.join();

            assertEquals(expected, body);
        }
    }

    @Test
    void switchNamesEveryEvent(@TempDir Path classes) throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "patterns in switch came with Java 21");
        String classPath = Stream.of(H2Event.class, Headers.class, PriorityFields.class)
                .map(type -> location(type).getPath())
                .collect(Collectors.joining(File.pathSeparator));

        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        int failures = javac.run(
                System.out, System.err, "-proc:none", "-cp", classPath, "-d", classes.toString(), SWITCH.toString());

        assertEquals(0, failures);
        assertEquals("3 has ended", loaded(classes).apply(new StreamEnded(3)));
    }

    @Test
    void faultsOfThePeerAreEvents() {
        begin();

        List<String> log = PythonGuideExample.peerFaults(client, server);

        assertEquals(List.of("1 was answered with 400"), log);
        assertEquals(ConnectionState.OPEN, server.connectionState());
    }

    @Test
    void bodyLargerThanTheWindowsArrives() {
        begin();

        assertEquals(200_000, PythonGuideExample.largeBody(client, server));
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.streamState(1));
    }

    @Test
    void sensitiveFieldIsMarked() {
        Headers request = PythonGuideExample.sensitiveFields("secret");

        assertTrue(request.isSensitive(request.indexOf("x-api-key", 0)));
    }

    @Test
    void shutdownLosesNothing() {
        begin();

        List<String> told = PythonGuideExample.shutdown(client, server).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();

        assertEquals(
                List.of(
                        "GoAwayReceived",
                        "PingReceived",
                        "GoAwayReceived",
                        "ResponseReceived",
                        "StreamEnded",
                        "ConnectionDrained"),
                told);
        assertTrue(server.isClosed());
    }

    @Test
    void observerPrintsFrames() {
        StringBuilder log = new StringBuilder();

        new H2Connection(PythonGuideExample.observed(log)).initiate();

        assertTrue(log.toString().startsWith(">> 0x00000000"), log.toString());
    }

    /** Both sides have said and acknowledged their first SETTINGS. */
    private void begin() {
        client.initiate();
        server.receiveData(client.dataToSend());
        client.receiveData(server.dataToSend());
        server.receiveData(client.dataToSend());
    }

    private static void serve(Socket accepted) {
        try {
            PythonGuideServer.serve(accepted);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    /** What the server sends on the one stream, until it ends. */
    private String body(Socket socket) throws IOException {
        StringBuilder body = new StringBuilder();
        byte[] input = new byte[4_096];
        while (client.streamState(1) != StreamState.CLOSED) {
            socket.getOutputStream().write(client.dataToSend());
            int length = Math.max(0, socket.getInputStream().read(input));
            for (H2Event event : client.receiveData(input, 0, length)) {
                if (event instanceof DataReceived data) {
                    body.append(UTF_8.decode(data.data()));
                }
            }
        }
        return body.toString();
    }

    @SuppressWarnings("unchecked") // the class says so in its source
    private static Function<H2Event, String> loaded(Path classes) throws Exception {
        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, PythonGuideTest.class.getClassLoader())) {
            Class<?> type = loader.loadClass("org.javahyper.h2.PythonGuideSwitch");
            return (Function<H2Event, String>) type.getConstructor().newInstance();
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
