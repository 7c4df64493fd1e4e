package org.javahyper.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was measured: for each task and contender one sample per round. */
final class Samples {
    /** The title of the contender with which all others are compared. */
    static final String OURS = "ours";

    private final Map<Task, Map<String, List<Sample>>> samples = new EnumMap<>(Task.class);

    /**
     * One turn.
     *
     * @param nanos CPU time for each field or frame
     * @param octets allocated for each field or frame; NaN where that is not counted
     */
    record Sample(double nanos, double octets) {}

    void add(Task task, String contender, Sample sample) {
        samples.computeIfAbsent(task, t -> new LinkedHashMap<>())
                .computeIfAbsent(contender, c -> new ArrayList<>())
                .add(sample);
    }

    /** Who took part, in the order of their first turns. */
    Set<String> contenders(Task task) {
        return samples.getOrDefault(task, Map.of()).keySet();
    }

    double medianNanos(Task task, String contender) {
        return median(nanos(task, contender));
    }

    double leastNanos(Task task, String contender) {
        return Arrays.stream(nanos(task, contender)).min().orElseThrow();
    }

    double medianOctets(Task task, String contender) {
        return median(of(task, contender).stream().mapToDouble(Sample::octets).toArray());
    }

    /** How many times as fast as another we are: the ratio in each round, and of these the median. */
    double medianLead(Task task, String other) {
        double[] ratios = nanos(task, other);
        double[] own = nanos(task, OURS);
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = ratios[round] / own[round];
        }
        return median(ratios);
    }

    private double[] nanos(Task task, String contender) {
        return of(task, contender).stream().mapToDouble(Sample::nanos).toArray();
    }

    private List<Sample> of(Task task, String contender) {
        return samples.getOrDefault(task, Map.of()).getOrDefault(contender, List.of());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
