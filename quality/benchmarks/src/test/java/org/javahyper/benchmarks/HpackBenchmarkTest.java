package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.infra.Blackhole;

/** Every contender once: does it do the work? */
class HpackBenchmarkTest {
    private static final Workload WORKLOAD = Workload.ownLists().acceptable();
    private static final List<Headers> LISTS =
            WORKLOAD.stories().stream().flatMap(List::stream).toList();

    @ParameterizedTest
    @EnumSource
    void decodersGiveTheFieldsOfTheWorkload(HpackSubject subject) {
        List<Headers> decoded = subject.pass(WORKLOAD, Blocks.of(WORKLOAD)).decodedFields();

        assertEquals(counted(LISTS), counted(decoded));
    }

    @ParameterizedTest
    @EnumSource
    void encodersMakeBlocksThatDecodeToTheFields(HpackSubject subject) {
        List<List<byte[]>> blocks = subject.pass(WORKLOAD, List.of()).encodedBlocks();

        List<Headers> decoded = HpackSubject.OURS.pass(WORKLOAD, blocks).decodedFields();
        assertEquals(counted(LISTS), counted(decoded));
    }

    @ParameterizedTest
    @EnumSource
    void theBenchmarkMethodsRun(HpackSubject subject) {
        HpackBenchmark benchmark = new HpackBenchmark();
        benchmark.subject = subject;
        benchmark.prepare();
        Blackhole sink = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

        benchmark.decode(new CpuTime(), sink);
        long octets = benchmark.encode(new CpuTime());

        Workload measured = Workload.load().acceptable();
        assertEquals(lengths(subject.pass(measured, List.of()).encodedBlocks()), octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper-Case", "te", "connection"})
    void oursRefusesWhatTheValidatingNettyRefuses(String name) {
        Workload malformed = new Workload("", List.of(List.of(Headers.of(":status", "200", name, "close"))));
        List<List<byte[]>> blocks = HpackSubject.OURS.pass(malformed, List.of()).encodedBlocks();

        assertThrows(
                IllegalArgumentException.class,
                () -> HpackSubject.OURS_CHECKED.pass(malformed, blocks).decodedFields());
        assertThrows(
                IllegalStateException.class,
                () -> HpackSubject.NETTY.pass(malformed, blocks).decodedFields());
    }

    @Test
    void cpuTimeIsThatOfTheThread() {
        CpuTime time = new CpuTime();

        time.start();
        HpackSubject.OURS.pass(WORKLOAD, List.of()).encode();
        time.stop();

        assertTrue(time.cpuNanos > 0, () -> "measured " + time.cpuNanos);
    }

    /** The fields of each list without their order, because Jetty keeps pseudo-fields beside the list and sends them in its own order. */
    private static List<Map<HeaderField, Integer>> counted(List<Headers> lists) {
        List<Map<HeaderField, Integer>> counted = new ArrayList<>();
        for (Headers list : lists) {
            Map<HeaderField, Integer> fields = new HashMap<>();
            for (HeaderField field : list) {
                fields.merge(new HeaderField(field.name(), field.value(), false), 1, Integer::sum);
            }
            counted.add(fields);
        }
        return counted;
    }

    private static long lengths(List<List<byte[]>> blocks) {
        return blocks.stream()
                .flatMap(List::stream)
                .mapToLong(block -> block.length)
                .sum();
    }
}
