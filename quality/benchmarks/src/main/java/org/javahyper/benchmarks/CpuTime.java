package org.javahyper.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The CPU time of the thread that runs the benchmark, over all operations of an iteration. Time during which another process has the core does
 * not count, so it wavers less than JMH's own figure on a machine that is shared.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** JMH reports it under this name. */
    public long cpuNanos;

    private long begin;

    /** Starts the clock. */
    @Setup(Level.Iteration)
    public void start() {
        begin = THREADS.getCurrentThreadCpuTime();
    }

    /** Stops the clock. */
    @TearDown(Level.Iteration)
    public void stop() {
        cpuNanos = THREADS.getCurrentThreadCpuTime() - begin;
    }
}
