package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.javahyper.examples.selector.SelectorServer;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** The h2spec suite against two drivers of the kernel, httpbin and the selector server of the examples. What it finds is in {@code target/h2spec}. */
class H2SpecTest {
    private static final Path FOLDER = Path.of("target", "h2spec").toAbsolutePath();

    /** The 145 cases of every run and the one that {@code --strict} adds. */
    private static final int CASES = 146;

    @Spec("H2-CONF-01")
    @Test
    void suitePassesOverTls() throws Exception {
        try (HttpBin server = HttpBin.builder().start()) {
            H2SpecReport report = run(server.port(), "tls", "--tls", "--insecure");

            assertPassed(report);
        }
    }

    @Spec("H2-CONF-01")
    @Test
    void suitePassesInCleartext() throws Exception {
        try (HttpBin server = HttpBin.builder().cleartext().start()) {
            H2SpecReport report = run(server.port(), "cleartext");

            assertPassed(report);
        }
    }

    @Spec("H2-CONF-01")
    @Test
    void suitePassesWithTheSelectorServer() throws Exception {
        try (SelectorServer server = SelectorServer.start(0)) {
            H2SpecReport report = run(server.port(), "nio");

            assertPassed(report);
        }
    }

    private static H2SpecReport run(int port, String name, String... options) throws IOException, InterruptedException {
        Path report = FOLDER.resolve(name + ".xml");
        Files.deleteIfExists(report);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--strict", "--junit-report", report.toString()));
        arguments.addAll(List.of("--host", "localhost", "--port", Integer.toString(port)));

        ForeignTool h2spec = H2Spec.unpackInto(FOLDER);
        try (OutputStream text = Files.newOutputStream(FOLDER.resolve(name + ".txt"))) {
            h2spec.run(text, arguments.toArray(String[]::new)); // the exit code tells of failures, as the report does
        }
        return H2SpecReport.read(report);
    }

    private static void assertPassed(H2SpecReport report) {
        assertAll(
                () -> assertEquals(CASES, report.cases(), "cases"),
                () -> assertEquals(List.of(), report.skipped(), "skipped cases"),
                () -> assertEquals(Map.of(), report.failures(), "failed cases"));
    }
}
