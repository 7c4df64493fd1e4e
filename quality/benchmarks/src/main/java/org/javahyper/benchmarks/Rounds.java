package org.javahyper.benchmarks;

import java.io.IOException;
import java.util.Collection;
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
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every contender once in each round, one after the other and each in a JVM of its own, so that what else the machine does hits all of them
 * alike.
 */
final class Rounds {
    static final String NGHTTP2 = "nghttp2";

    private static final Set<Task> HPACK = EnumSet.of(Task.DECODE, Task.ENCODE);

    private final Settings settings;
    private final Workload workload;
    private final @Nullable Nghttp2 nghttp2;
    private final Samples samples = new Samples();

    Rounds(Settings settings, Workload workload, @Nullable Nghttp2 nghttp2) {
        this.settings = settings;
        this.workload = workload;
        this.nghttp2 = nghttp2;
    }

    Samples run() throws IOException, InterruptedException, RunnerException {
        if (nghttp2 != null) {
            nghttp2.run(0); // writes the blocks
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            System.err.println("round " + round + " of " + settings.rounds());
            runHpack();
        }
        return samples;
    }

    private void runHpack() throws IOException, InterruptedException, RunnerException {
        Set<Task> tasks = EnumSet.copyOf(settings.subjects());
        tasks.retainAll(HPACK);
        if (tasks.isEmpty()) {
            return;
        }
        ChainedOptionsBuilder options =
                options(HpackBenchmark.class, tasks).operationsPerInvocation(workload.fieldCount());
        if (nghttp2 != null) {
            options.jvmArgsAppend("-D" + Blocks.FILE + "=" + nghttp2.blocks());
        }
        runJmh(options);
        if (nghttp2 != null) {
            Nghttp2.Figures figures = nghttp2.run(settings.iterations());
            samples.add(Task.DECODE, NGHTTP2, new Samples.Sample(figures.decodeNanos(), Double.NaN));
            samples.add(Task.ENCODE, NGHTTP2, new Samples.Sample(figures.encodeNanos(), Double.NaN));
        }
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, Set<Task> tasks) {
        String methods = tasks.stream().map(Task::argument).collect(Collectors.joining("|"));
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.(" + methods + ")$")
                .forks(1)
                .warmupIterations(settings.iterations())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(settings.iterations())
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private void runJmh(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            String method =
                    params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
            Task task = Task.valueOf(method.toUpperCase(Locale.ROOT));
            double octets = score(result.getSecondaryResults(), "gc.alloc.rate.norm");
            samples.add(task, params.getParam("subject"), new Samples.Sample(cpuNanos(result), octets));
        }
    }

    /** CPU time for each operation, over all iterations. */
    private static double cpuNanos(RunResult result) {
        double nanos = 0;
        long operations = 0;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                nanos += score(iteration.getSecondaryResults(), "cpuNanos");
                operations += iteration.getMetadata().getAllOps();
            }
        }
        return nanos / operations;
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double score(Map<String, Result> results, String name) {
        return Objects.requireNonNull(results.get(name), name).getScore();
    }
}
