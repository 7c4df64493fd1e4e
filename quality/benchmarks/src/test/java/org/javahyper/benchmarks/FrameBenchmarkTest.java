package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every contender once: does it do the work? */
class FrameBenchmarkTest {
    private static final long CHECKSUM = 496 * 24 + 496 / 8 * (1 + 3 + 5 + 7 + 9 + 11 + 13 + 15);

    @ParameterizedTest
    @EnumSource
    void readersSeeEveryFrame(FrameSubject subject) {
        FrameBenchmark benchmark = new FrameBenchmark();
        benchmark.subject = subject;
        benchmark.prepare();

        long first = benchmark.read(new CpuTime());
        long second = benchmark.read(new CpuTime());

        assertEquals(CHECKSUM, first);
        assertEquals(CHECKSUM, second, "the input is read again");
    }

    @ParameterizedTest
    @EnumSource
    void writersWriteEveryFrame(FrameSubject subject) {
        FrameBenchmark benchmark = new FrameBenchmark();
        benchmark.subject = subject;
        benchmark.prepare();

        long first = benchmark.write(new CpuTime());
        long second = benchmark.write(new CpuTime());

        assertEquals(496 * 33, first);
        assertEquals(496 * 33, second, "the data is written again");
    }
}
