package org.javahyper.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Gives every contender one turn in each round, one after the other and each in a JVM of its own, so that whatever else the machine does hits all
 * of them alike.
 */
final class Rounds {
    /** Short, so that some are not disturbed by what else the machine does. */
    private static final TimeValue ITERATION = TimeValue.milliseconds(100);

    private final Settings settings;
    private final Workload workload;
    private final @Nullable Nghttp2 nghttp2;
    private final Path jmhLog;
    private final Samples samples = new Samples();

    Rounds(Settings settings, Workload workload, @Nullable Nghttp2 nghttp2, Path jmhLog) {
        this.settings = settings;
        this.workload = workload;
        this.nghttp2 = nghttp2;
        this.jmhLog = jmhLog;
    }

    Samples run() throws IOException, InterruptedException, RunnerException {
        Set<Task> tasks = EnumSet.of(Task.DECODE, Task.ENCODE, Task.READ, Task.WRITE);
        tasks.retainAll(settings.tasks());
        for (int round = 1; round <= settings.rounds() && !tasks.isEmpty(); round++) {
            System.err.println("Round " + round + " of " + settings.rounds());
            run(tasks);
        }
        return samples;
    }

    private void run(Set<Task> tasks) throws IOException, InterruptedException, RunnerException {
        boolean hpack = tasks.contains(Task.DECODE) || tasks.contains(Task.ENCODE);
        Nghttp2.Figures figures = hpack && nghttp2 != null ? nghttp2.measure(workload, settings.iterations()) : null;
        for (Task task : tasks) {
            switch (task) {
                case DECODE, ENCODE -> runHpack(task, figures);
                case READ -> runFrames(task, FrameInput.values());
                case WRITE, SIZES -> runFrames(task, FrameInput.DATA);
            }
        }
    }

    private void runHpack(Task task, Nghttp2.@Nullable Figures figures) throws RunnerException {
        ChainedOptionsBuilder options = options(HpackBenchmark.class, task)
                .operationsPerInvocation(workload.fieldCount())
                .param("subject", names(HpackSubject.of(task)));
        for (RunResult result : new Runner(options.build()).run()) {
            HpackSubject subject = HpackSubject.valueOf(result.getParams().getParam("subject"));
            samples.add(Measure.of(task), subject.contender(task), sample(result));
        }
        if (figures != null) {
            Samples.Sample sample = new Samples.Sample(figures.nanos(task), Double.NaN);
            samples.add(Measure.of(task), Contender.of("nghttp2"), sample);
        }
    }

    private void runFrames(Task task, FrameInput... inputs) throws RunnerException {
        ChainedOptionsBuilder options = options(FrameBenchmark.class, task).param("input", names(List.of(inputs)));
        for (RunResult result : new Runner(options.build()).run()) {
            BenchmarkParams params = result.getParams();
            FrameInput input = FrameInput.valueOf(params.getParam("input"));
            FrameSubject subject = FrameSubject.valueOf(params.getParam("subject"));
            samples.add(new Measure(task, input.title()), subject.contender(), sample(result));
        }
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, Task task) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\." + task.argument() + "$")
                .forks(1)
                .jvmArgsAppend(jvmArguments())
                .warmupIterations(settings.iterations())
                .warmupTime(ITERATION)
                .measurementIterations(settings.iterations())
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(jmhLog.toString());
    }

    /** A JVM from 23 on is told that sun.misc.Unsafe may be used: Netty is faster with it, and would do without from 25 on. */
    private String[] jvmArguments() {
        String blocks = "-D" + Blocks.FILE + "=" + (nghttp2 == null ? "" : nghttp2.blocks());
        return Runtime.version().feature() < 23
                ? new String[] {blocks}
                : new String[] {blocks, "--sun-misc-unsafe-memory-access=allow"};
    }

    private static String[] names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toArray(String[]::new);
    }

    /** CPU time for each operation, in each iteration, and what is allocated. */
    private static Samples.Sample sample(RunResult result) {
        List<Double> nanos = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                double cpuNanos = score(iteration.getSecondaryResults(), "cpuNanos");
                nanos.add(cpuNanos / iteration.getMetadata().getAllOps());
            }
        }
        return new Samples.Sample(nanos, score(result.getSecondaryResults(), "gc.alloc.rate.norm"));
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double score(Map<String, Result> results, String name) {
        return Objects.requireNonNull(results.get(name), name).getScore();
    }
}
