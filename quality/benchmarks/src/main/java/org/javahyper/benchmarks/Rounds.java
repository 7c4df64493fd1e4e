package org.javahyper.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<Task> hpack = tasks(Task.DECODE, Task.ENCODE);
        Set<Task> frames = tasks(Task.READ, Task.WRITE);
        for (int round = 1; round <= settings.rounds() && !(hpack.isEmpty() && frames.isEmpty()); round++) {
            System.err.println("Round " + round + " of " + settings.rounds());
            if (!hpack.isEmpty()) {
                runHpack(hpack);
            }
            if (!frames.isEmpty()) {
                runJmh(options(FrameBenchmark.class, frames));
            }
        }
        return samples;
    }

    private Set<Task> tasks(Task one, Task other) {
        Set<Task> tasks = EnumSet.of(one, other);
        tasks.retainAll(settings.tasks());
        return tasks;
    }

    private void runHpack(Set<Task> tasks) throws IOException, InterruptedException, RunnerException {
        Nghttp2.Figures figures = nghttp2 == null ? null : nghttp2.measure(workload, settings.iterations());
        runJmh(options(HpackBenchmark.class, tasks).operationsPerInvocation(workload.fieldCount()));
        if (figures != null) {
            for (Task task : tasks) {
                samples.add(task, "nghttp2", new Samples.Sample(figures.nanos(task), Double.NaN));
            }
        }
    }

    /** With -Xbatch a thread waits for its compiled code, so warming up does not take longer where other processes delay the compiler. */
    private ChainedOptionsBuilder options(Class<?> benchmark, Set<Task> tasks) {
        String methods = tasks.stream().map(Task::argument).collect(Collectors.joining("|"));
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.(" + methods + ")$")
                .forks(1)
                .jvmArgsAppend("-Xbatch", "-D" + Blocks.FILE + "=" + (nghttp2 == null ? "" : nghttp2.blocks()))
                .warmupIterations(settings.iterations())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(settings.iterations())
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(jmhLog.toString());
    }

    private void runJmh(ChainedOptionsBuilder options) throws RunnerException {
        for (RunResult result : new Runner(options.build()).run()) {
            BenchmarkParams params = result.getParams();
            String method =
                    params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
            Task task = Task.valueOf(method.toUpperCase(Locale.ROOT));
            String subject = params.getParam("subject");
            String title = task == Task.DECODE || task == Task.ENCODE
                    ? HpackSubject.valueOf(subject).title(task)
                    : FrameSubject.valueOf(subject).title();
            double octets = score(result.getSecondaryResults(), "gc.alloc.rate.norm");
            samples.add(task, title, new Samples.Sample(cpuNanos(result), octets));
        }
    }

    /** CPU time for each operation, in the best iteration. */
    private static double cpuNanos(RunResult result) {
        double least = Double.POSITIVE_INFINITY;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                double nanos = score(iteration.getSecondaryResults(), "cpuNanos");
                least = Math.min(least, nanos / iteration.getMetadata().getAllOps());
            }
        }
        return least;
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double score(Map<String, Result> results, String name) {
        return Objects.requireNonNull(results.get(name), name).getScore();
    }
}
