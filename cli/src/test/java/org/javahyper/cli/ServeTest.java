package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {
    @ParameterizedTest
    @ValueSource(strings = {"serve --port 0", "serve --port 0 --cleartext", "serve --port 0 --host localhost"})
    void urlOfTheListeningLineIsServed(String line) throws Exception {
        try (Serving serving = new Serving(line.split(" "))) {
            Run run = Run.of("--insecure", serving.url + "/bytes/7");

            assertEquals(7, run.out().length, run.err());
        }
    }

    @Test
    void serverSaysWhereItsCertificateIs() throws Exception {
        Run stopped;
        String url;
        try (Serving serving = new Serving("serve", "--port", "0")) {
            url = serving.url;
            stopped = serving.stop();
        }

        assertEquals(0, stopped.exitCode());
        assertTrue(
                stopped.errLines()
                        .get(0)
                        .matches(
                                "The certificate is self-signed; clients may trust it: hyper --cacert .*\\.pem " + url),
                stopped.err());
    }

    @Test
    void certificateOfAFileIsUsed(@TempDir Path folder) throws Exception {
        Path pem = TestPem.create(folder);

        try (Serving serving = new Serving("serve", "--port", "0", "--certificate", pem.toString())) {
            Run run = Run.of("--cacert", TestPem.certificateOnly(pem).toString(), serving.url + "/bytes/7");

            assertEquals(7, run.out().length, run.err());
            assertEquals("", serving.stop().err());
        }
    }

    @Test
    @Spec("CLI-RUN-04")
    void portInUseIsAFailure() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.of("serve", "--port", String.valueOf(taken.getLocalPort()));

            assertEquals(1, run.exitCode());
            assertEquals("", run.text());
            assertEquals(1, run.errLines().size(), run.err());
            assertTrue(
                    run.err().startsWith("hyper: Cannot listen on 127.0.0.1, port " + taken.getLocalPort() + ": "),
                    run.err());
        }
    }

    /** {@code hyper serve} on a thread of its own, which an interrupt ends. */
    private static final class Serving implements AutoCloseable {
        private static final String READY = "Listening on ";

        private final CompletableFuture<Run> run = new CompletableFuture<>();
        private final Thread thread;
        private final String url;

        Serving(String... arguments) throws IOException {
            PipedOutputStream out = new PipedOutputStream();
            InputStream in = new PipedInputStream(out);
            thread = new Thread(() -> run.complete(Run.into(out, arguments)));
            thread.start();
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
                line.append((char) octet);
            }
            assertTrue(line.toString().startsWith(READY), line.toString());
            url = line.substring(READY.length());
        }

        Run stop() {
            thread.interrupt();
            return run.orTimeout(10, TimeUnit.SECONDS).join();
        }

        @Override
        public void close() {
            assertEquals(0, stop().exitCode());
        }
    }
}
