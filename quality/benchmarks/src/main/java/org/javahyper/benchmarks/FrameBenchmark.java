package org.javahyper.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads and writes small frames, as many as 16 KiB hold at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Frames.COUNT)
public class FrameBenchmark {
    /** What is read. What is written is always DATA. */
    @Param
    public FrameInput input = FrameInput.DATA;

    /** The library. */
    @Param
    public FrameSubject subject = FrameSubject.OURS;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare() first
    private FrameLibrary library;

    /** Makes reader and writer. */
    @Setup
    public void prepare() {
        library = subject.frames(input);
    }

    /** Octets to frames. */
    @Benchmark
    public long read(CpuTime time) {
        return library.read();
    }

    /** Frames to octets. */
    @Benchmark
    public long write(CpuTime time) {
        return library.write();
    }
}
