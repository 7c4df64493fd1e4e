package org.javahyper.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was measured, as text. */
final class Report {
    private static final String NO_NGHTTP2 =
            "nghttp2 took no part: that needs a C compiler and libnghttp2 (Debian: gcc and libnghttp2-dev).\n";

    private final Settings settings;
    private final Workload workload;
    private final Samples samples;
    private final @Nullable Nghttp2 nghttp2;

    Report(Settings settings, Workload workload, Samples samples, @Nullable Nghttp2 nghttp2) {
        this.settings = settings;
        this.workload = workload;
        this.samples = samples;
        this.nghttp2 = nghttp2;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(head());
        for (Task task : settings.tasks()) {
            if (task == Task.SIZES) {
                text.append('\n').append(compression()).append('\n').append(allocation());
            } else {
                text.append('\n').append(speed(task));
            }
        }
        return text.toString();
    }

    private String head() {
        return String.format(
                Locale.ROOT,
                """
                Java %s, rounds: %d, seconds of measuring in each: %d
                Header lists: %s, %,d fields, %,d octets
                Blocks to decode: made by %s
                %s""",
                Runtime.version(),
                settings.rounds(),
                settings.iterations(),
                workload.name(),
                workload.fieldCount(),
                workload.octets(),
                nghttp2 == null ? "our encoder with every field indexed" : "nghttp2 " + nghttp2.version(),
                nghttp2 == null ? NO_NGHTTP2 : "");
    }

    private Table speed(Task task) {
        String unit = task.unit();
        Table table = new Table(task.argument(), "ns/" + unit, "least", "octets allocated/" + unit, "time / ours");
        for (String contender : samples.contenders(task)) {
            table.row(
                    contender,
                    number("%.1f", samples.medianNanos(task, contender)),
                    number("%.1f", samples.leastNanos(task, contender)),
                    number("%.1f", samples.medianOctets(task, contender)),
                    number("%.2f", samples.medianLead(task, contender)));
        }
        return table;
    }

    private Table compression() {
        Table table = new Table("compression", "octets", "of names and values");
        Map<String, Long> sizes = Compression.wireOctets(workload);
        if (nghttp2 != null) {
            sizes.put("nghttp2", nghttp2.wireOctets());
        }
        sizes.forEach((encoder, octets) ->
                table.row(encoder, number("%,.0f", octets), number("%.4f", (double) octets / workload.octets())));
        return table;
    }

    private Table allocation() {
        Table table = new Table("octets allocated", "ours", "Netty", "Jetty");
        row(table, "new encoder and decoder", "%.0f", Allocation::newPair);
        row(table, "decoded field that is in a table", "%.1f", Allocation::tableField);
        row(table, "encoded field, encoders in use", "%.1f", subject -> Allocation.steadyField(subject, workload));
        return table;
    }

    private static void row(Table table, String title, String format, ToDoubleFunction<HpackSubject> figure) {
        table.row(
                title,
                number(format, figure.applyAsDouble(HpackSubject.OURS)),
                number(format, figure.applyAsDouble(HpackSubject.NETTY)),
                number(format, figure.applyAsDouble(HpackSubject.JETTY)));
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
