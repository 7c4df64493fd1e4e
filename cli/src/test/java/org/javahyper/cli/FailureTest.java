package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not work: one line on standard error, nothing on standard output, and the exit code that says whose fault it is. */
@Spec("CLI-RUN-04")
class FailureTest {
    private static final int PREFACE_LENGTH = 24; // RFC 9113, 3.4

    @Test
    void refusedConnectionIsAFailure() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        Run run = Run.of("127.0.0.1:" + port);

        assertFailure(1, "hyper: Cannot connect to 127.0.0.1:" + port + ": the connection was refused.", run);
    }

    @Test
    void unknownHostIsAFailure() {
        Run run = Run.of("host.invalid/get");

        assertFailure(1, "hyper: Cannot connect to host.invalid:443: the host name is not known.", run);
    }

    @Test
    void certificateThatDoesNotVerifyIsAFailureWithAdvice() throws IOException {
        try (HttpBin server = HttpBin.builder().host("127.0.0.1").start()) {
            Run run = Run.of("127.0.0.1:" + server.port());

            assertFailure(1, "hyper: Cannot make a TLS connection to 127.0.0.1:" + server.port() + ": ", run);
            assertTrue(run.err().contains("does not verify"), run.err());
            assertTrue(run.err().endsWith("--cacert FILE, or against a machine of your own --insecure.\n"), run.err());
        }
    }

    @Test
    void serverInCleartextIsAFailureOverTls() throws IOException {
        try (HttpBin server = HttpBin.builder().host("127.0.0.1").cleartext().start()) {
            Run run = Run.of("https://127.0.0.1:" + server.port());

            assertFailure(1, "hyper: Cannot make a TLS connection to 127.0.0.1:" + server.port() + ": ", run);
        }
    }

    @Test
    void serverOfHttp11IsAFailure() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerOnce(listener));
            server.start();

            Run run = Run.of("http://127.0.0.1:" + listener.getLocalPort());

            server.join();
            assertFailure(1, "hyper: ", run);
            assertTrue(run.err().contains("HTTP/2") || run.err().contains("SETTINGS"), run.err());
        }
    }

    @Test
    @Spec("CLI-RUN-03")
    void stackTraceComesOnlyWithDebug() {
        Run run = Run.of("--debug", "host.invalid");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("\tat org.javahyper."), run.err());
    }

    // spotless:off
    @ParameterizedTest(name = "hyper {0}")
    @CsvSource(delimiter = '|', textBlock = """
            # command line               | message
            --debug                      | hyper: there is no URL;
            --nonsense x.org             | hyper: Unknown option: '--nonsense'
            --cacert                     | hyper: Missing required parameter for option '--cacert' (FILE)
            --insecure --cacert a x.org  | hyper: --insecure and --cacert contradict each other:
            ftp://x.org                  | hyper: the URL "ftp://x.org" cannot be used:
            x.org:99999                  | hyper: the URL "x.org:99999" cannot be used:
            x.org item                   | hyper: the item "item" has no separator after a name;
            demo now                     | hyper: Unmatched argument at index 0: 'now'
            serve --port x               | hyper: Invalid value for option '--port':
            serve --port 65536           | hyper: the port 65536 cannot be used:
            serve --certificate a --cleartext | hyper: --certificate and --cleartext cannot be used together:
            serve --certificate /nowhere | hyper: the file "/nowhere" cannot be used: it cannot be read;
            serve and more               | hyper: Unmatched arguments from index 0: 'and', 'more'
            """)
    // spotless:on
    @Spec("CLI-ARG-03")
    void wrongUsageIsExplained(String line, String message) {
        Run run = Run.of(line.split(" "));

        // --debug asks for the stack trace
        assertFailure(
                2,
                message,
                line.equals("--debug")
                        ? new Run(run.exitCode(), run.out(), run.errLines().get(0))
                        : run);
    }

    @Test
    @Spec("CLI-ARG-03")
    void emptyCommandLineIsWrongUsage() {
        assertFailure(2, "hyper: there is no URL; write one, such as example.org/", Run.of());
    }

    @Test
    @Spec("CLI-ARG-03")
    void helpAndVersionAreNotFailures() {
        Run help = Run.of("-h");
        Run serveHelp = Run.of("serve", "--help");
        Run version = Run.of("--version");

        assertEquals(0, help.exitCode() + serveHelp.exitCode() + version.exitCode());
        assertTrue(help.text().startsWith("Usage: hyper [-h] [--version] "), help.text());
        assertTrue(serveHelp.text().startsWith("Usage: hyper serve "), serveHelp.text());
        assertTrue(version.text().matches("hyper \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R"), version.text());
    }

    private static void answerOnce(ServerSocket listener) {
        try (Socket socket = listener.accept();
                OutputStream output = socket.getOutputStream()) {
            socket.getInputStream().readNBytes(PREFACE_LENGTH);
            output.write("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes(); // closing with unread octets would reset the connection
        } catch (IOException gone) {
            // the client may close first
        }
    }

    private static void assertFailure(int exitCode, String beginning, Run run) {
        assertEquals(exitCode, run.exitCode(), run.err());
        assertTrue(run.err().startsWith(beginning), run.err());
        assertEquals(1, run.errLines().size(), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        assertEquals("", run.text());
    }
}
