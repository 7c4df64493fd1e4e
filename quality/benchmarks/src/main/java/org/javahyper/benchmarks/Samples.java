package org.javahyper.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What was measured: for each measure and contender one sample per round. */
final class Samples {
    /** The title of the contender with which others are compared unless they say otherwise. */
    static final String OURS = "ours";

    private final Map<Measure, Map<String, Row>> tables = new LinkedHashMap<>();

    /**
     * One turn.
     *
     * @param nanos CPU time for each field or frame, in each iteration
     * @param octets allocated for each field or frame; NaN where that is not counted
     */
    record Sample(List<Double> nanos, double octets) {
        double best() {
            return nanos.stream().min(Double::compare).orElseThrow();
        }
    }

    private record Row(Contender contender, List<Sample> samples) {}

    void add(Measure measure, Contender contender, Sample sample) {
        tables.computeIfAbsent(measure, m -> new LinkedHashMap<>())
                .computeIfAbsent(contender.title(), title -> new Row(contender, new ArrayList<>()))
                .samples()
                .add(sample);
    }

    /** What has been measured of a task, in the order of the first turns. */
    List<Measure> measures(Task task) {
        return tables.keySet().stream()
                .filter(measure -> measure.task() == task)
                .toList();
    }

    /** The titles of those who took part, in the order of their first turns. */
    Set<String> contenders(Measure measure) {
        return tables.getOrDefault(measure, Map.of()).keySet();
    }

    /** The best iteration of all rounds. */
    double bestNanos(Measure measure, String contender) {
        return row(measure, contender).samples().stream()
                .mapToDouble(Sample::best)
                .min()
                .orElseThrow();
    }

    /** The median of the iterations of all rounds. */
    double medianNanos(Measure measure, String contender) {
        return median(row(measure, contender).samples().stream()
                .flatMap(sample -> sample.nanos().stream())
                .toList());
    }

    double medianOctets(Measure measure, String contender) {
        return median(each(row(measure, contender), Sample::octets));
    }

    /** How many times as fast as another the comparable one of ours is: the ratio of the bests in each round, and of these the median. */
    double medianLead(Measure measure, String contender) {
        Row other = row(measure, contender);
        List<Double> theirs = each(other, Sample::best);
        List<Double> ours = each(row(measure, other.contender().ours()), Sample::best);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < theirs.size(); round++) {
            ratios.add(theirs.get(round) / ours.get(round));
        }
        return median(ratios);
    }

    private Row row(Measure measure, String contender) {
        Row row = tables.getOrDefault(measure, Map.of()).get(contender);
        if (row == null) {
            throw new IllegalArgumentException("There is no sample of " + contender + " at " + measure.title()
                    + ": only contenders with a turn have figures. Ask contenders() who had one.");
        }
        return row;
    }

    private static List<Double> each(Row row, ToDoubleFunction<Sample> figure) {
        return row.samples().stream().mapToDouble(figure).boxed().toList();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
