package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.javahyper.benchmarks.Samples.Sample;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Workload WORKLOAD = Workload.ownLists();

    @Test
    void speedIsATableOfAllContenders() throws Exception {
        Samples samples = new Samples();
        Measure decode = Measure.of(Task.DECODE);
        double nanos = 50;
        for (HpackSubject subject : List.of(HpackSubject.OURS, HpackSubject.OURS_CHECKED, HpackSubject.NETTY)) {
            samples.add(decode, subject.contender(Task.DECODE), new Sample(List.of(nanos, nanos + 1), 40.04));
            nanos += 10;
        }
        samples.add(decode, Contender.of("nghttp2"), new Sample(List.of(100.0, 102.0), Double.NaN));

        String text = print(EnumSet.of(Task.DECODE), samples);

        assertEquals("""
                decode             ns/field  median  octets allocated/field  time / ours
                ours                   50.0    50.5                    40.0         1.00
                ours, checked          60.0    60.5                    40.0         1.00
                Netty, validating      70.0    70.5                    40.0         1.17
                nghttp2               100.0   101.0                       -         2.00
                """, text.substring(text.indexOf("decode  ")));
    }

    @Test
    void whatIsReadHasATableEach() throws Exception {
        Samples samples = new Samples();
        for (FrameInput input : List.of(FrameInput.SETTINGS, FrameInput.MIX)) {
            samples.add(
                    new Measure(Task.READ, input.title()), FrameSubject.OURS.contender(), new Sample(List.of(8.0), 0));
        }

        String text = print(EnumSet.of(Task.READ), samples);

        assertEquals("""
                read SETTINGS  ns/frame  median  octets allocated/frame  time / ours
                ours                8.0     8.0                     0.0         1.00

                read a mix  ns/frame  median  octets allocated/frame  time / ours
                ours             8.0     8.0                     0.0         1.00
                """, text.substring(text.indexOf("read SETTINGS")));
    }

    @Test
    void theHeadSaysWhatWasMeasuredAndWhatIsMissing() throws Exception {
        String text = print(EnumSet.noneOf(Task.class), new Samples());

        assertEquals("""
                Java %s, rounds: 5, tenths of a second of measuring in each: 20
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
            new Report(new Settings(tasks, 5, 20), WORKLOAD, samples, null).printTo(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
