package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command as a process of its own: what a signal, a closed pipe and a small heap do to it. */
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
    private static final int DOWNLOAD = 50 << 20;

    @Test
    @Spec({"CLI-RUN-02", "CLI-RUN-05"})
    void bodiesAreStreamedAndASignalEndsTheServerInOrder() throws Exception {
        Process server = start(List.of(), "serve", "--port", "0", "--cleartext");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().substring("Listening on ".length());

            assertEquals(DOWNLOAD, downloadInASmallHeap(url));
            assertClosedPipeIsQuiet(url);

            server.toHandle().destroy(); // SIGTERM
            assertTrue(server.waitFor(10, TimeUnit.SECONDS));
            assertEquals(0, server.exitValue());
            assertNull(out.readLine());
        } finally {
            server.destroyForcibly();
        }
    }

    private static long downloadInASmallHeap(String url) throws Exception {
        Process client = start(List.of("-Xmx16m"), url + "/bytes/" + DOWNLOAD);
        long length = 0;
        try (InputStream body = client.getInputStream()) {
            byte[] piece = new byte[65_536];
            for (int octets = body.read(piece); octets >= 0; octets = body.read(piece)) {
                length += octets;
            }
        }
        assertEquals(0, client.waitFor());
        return length;
    }

    private static void assertClosedPipeIsQuiet(String url) throws Exception {
        Process client = start(List.of(), url + "/bytes/" + DOWNLOAD);
        client.getInputStream().readNBytes(100);
        client.getInputStream().close();

        assertEquals("", new String(client.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, client.waitFor());
    }

    /** Starts a JVM on the modules, or on the classes, that this one runs on. */
    private static Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        String modulePath = System.getProperty("jdk.module.path");
        command.addAll(
                modulePath == null
                        ? List.of("-cp", System.getProperty("java.class.path"), "org.javahyper.cli.Main")
                        : List.of("-p", modulePath, "-m", "org.javahyper.cli/org.javahyper.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
