package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    @Spec({"CLI-RUN-04", "H2-CFG-16"})
    void demoShowsEachStepAndSucceeds() {
        Run run = Run.of("demo");

        List<String> lines = run.text().lines().toList();
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        assertTrue(run.text().contains("protocol (ALPN): \"h2\""), run.text());
        assertLine("      \\| -- SETTINGS -+> \\|  stream 0 .* ENABLE_PUSH=0.*", lines);
        assertLine("      \\| <-+ SETTINGS -- \\|  stream 0 .*", lines);
        assertLine("      \\| -- HEADERS -+> \\|  stream 1 .*  END_HEADERS END_STREAM", lines);
        assertLine("      \\| <-+ HEADERS -- \\|  stream 1 .*  END_HEADERS", lines);
        assertLine("      \\| <-+ DATA -- \\|  stream 1 .*  END_STREAM", lines);
        assertLine("      \\| -- DATA -+> \\|  stream 3     25 octets  END_STREAM", lines);
        assertLine("   The answer: status 200, \\d+ octets\\.", lines);
        assertLine("   stream 5  .* asked 1st, answered 3rd after .* ms  status 200, \\d+ octets", lines);
        assertLine("   stream 9  .* asked 3rd, answered 1st after .* ms  status 200, \\d+ octets", lines);
        assertLine("   The answer: status 200, 10,485,760 octets, .*", lines);
        assertLine("      \\| -- GOAWAY -+> \\|  stream 0      8 octets  NO_ERROR, last stream 0", lines);
    }

    @Test
    void demoFitsATerminal() {
        List<String> lines = Run.of("demo").text().lines().toList();

        assertTrue(lines.size() <= 60, lines.size() + " lines");
        assertEquals(
                List.of(), lines.stream().filter(line -> line.length() > 100).toList());
    }

    private static void assertLine(String pattern, List<String> lines) {
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(pattern)), pattern + " in\n" + String.join("\n", lines));
    }
}
