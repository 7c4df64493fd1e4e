package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.javahyper.benchmarks.Samples.Sample;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Workload WORKLOAD = Workload.ownLists();

    @Test
    void speedIsATableOfAllContenders() throws Exception {
        Samples samples = new Samples();
        samples.add(Task.DECODE, "ours", new Sample(50, 40.04));
        samples.add(Task.DECODE, "Netty, validating", new Sample(125, 110));
        samples.add(Task.DECODE, "nghttp2", new Sample(100, Double.NaN));

        String text = print(EnumSet.of(Task.DECODE), samples);

        assertEquals("""
                decode             ns/field  least  octets allocated/field  time / ours
                ours                   50.0   50.0                    40.0         1.00
                Netty, validating     125.0  125.0                   110.0         2.50
                nghttp2               100.0  100.0                       -         2.00
                """, text.substring(text.indexOf("decode  ")));
    }

    @Test
    void theHeadSaysWhatWasMeasuredAndWhatIsMissing() throws Exception {
        String text = print(EnumSet.noneOf(Task.class), new Samples());

        assertEquals("""
                Java %s, rounds: 5, seconds of measuring in each: 3
                Header lists: the lists of this module, %,d fields, %,d octets
                Blocks to decode: made by our encoder with every field indexed
                nghttp2 took no part: that needs a C compiler and libnghttp2 (Debian: gcc and libnghttp2-dev).
                """.formatted(Runtime.version(), WORKLOAD.fieldCount(), WORKLOAD.octets()), text);
    }

    @Test
    void sizesHaveARowForEveryEncoder() throws Exception {
        String text = print(EnumSet.of(Task.SIZES), new Samples());

        for (String row :
                new String[] {"ours, SELECTIVE, Huffman SHORTER", "Netty, Huffman always", "Jetty", "new encoder"}) {
            assertTrue(text.lines().anyMatch(line -> line.startsWith(row)), text);
        }
    }

    private static String print(Set<Task> tasks, Samples samples) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            new Report(new Settings(tasks, 5, 3), WORKLOAD, samples, null).printTo(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
