package org.javahyper.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Decodes and encodes the whole workload in each operation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HpackBenchmark {
    /** The library. */
    @Param
    public HpackSubject subject = HpackSubject.OURS;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare() first
    private HpackPass<?, ?> pass;

    /** Reads the workload. */
    @Setup
    public void prepare() {
        Workload workload = Workload.load().acceptable();
        List<List<byte[]>> blocks = Blocks.of(workload);
        pass = subject.pass(workload, blocks);
    }

    /** Field blocks to header lists. */
    @Benchmark
    public void decode(CpuTime time, Blackhole sink) {
        pass.decode(sink::consume);
    }

    /** Header lists to field blocks. */
    @Benchmark
    public long encode(CpuTime time) {
        return pass.encode();
    }
}
