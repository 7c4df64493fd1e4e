package org.javahyper.benchmarks;

import java.util.Locale;

/** The figures as tables. */
final class Report {
    private final Settings settings;
    private final Workload workload;
    private final Samples samples;
    private final boolean nghttp2;

    Report(Settings settings, Workload workload, Samples samples, boolean nghttp2) {
        this.settings = settings;
        this.workload = workload;
        this.samples = samples;
        this.nghttp2 = nghttp2;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "JDK %s; %s, %,d fields; blocks to decode by %s; %d rounds%n%n",
                Runtime.version(),
                workload.name(),
                workload.fieldCount(),
                nghttp2 ? "nghttp2" : "ours, with every field indexed",
                settings.rounds()));
        for (Task task : settings.subjects()) {
            if (task != Task.SIZES) {
                text.append(table(task)).append('\n');
            }
        }
        return text.toString();
    }

    private Table table(Task task) {
        Table table = new Table(task.argument(), "ns/field", "least", "octets/field", "ours is faster by");
        for (String contender : samples.contenders(task)) {
            table.row(
                    title(task, contender),
                    number(samples.medianNanos(task, contender)),
                    number(samples.leastNanos(task, contender)),
                    number(samples.medianOctets(task, contender)),
                    contender.equals(HpackSubject.OURS.name())
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    samples.medianSpeed(task, HpackSubject.OURS.name(), contender)));
        }
        return table;
    }

    private static String title(Task task, String contender) {
        if (contender.equals(Rounds.NGHTTP2)) {
            return contender;
        }
        HpackSubject subject = HpackSubject.valueOf(contender);
        return task == Task.DECODE ? subject.decoderTitle : subject.encoderTitle;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
    }
}
