package org.javahyper.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was measured, as text. */
final class Report {
    private static final String NO_NGHTTP2 =
            "nghttp2 took no part: that needs a C compiler and libnghttp2 (Debian: gcc and libnghttp2-dev).\n";

    private final Settings settings;
    private final Workload complete;
    private final Workload workload;
    private final Samples samples;
    private final @Nullable Nghttp2 nghttp2;

    /**
     * A report.
     *
     * @param complete the header lists, forbidden fields included
     * @param nghttp2 null if it took no part
     */
    Report(Settings settings, Workload complete, Samples samples, @Nullable Nghttp2 nghttp2) {
        this.settings = settings;
        this.complete = complete;
        this.samples = samples;
        this.nghttp2 = nghttp2;
        workload = complete.acceptable();
    }

    void printTo(PrintStream out) throws IOException, InterruptedException {
        out.print(head());
        for (Task task : settings.tasks()) {
            for (Measure measure : samples.measures(task)) {
                out.println();
                out.print(speed(measure));
            }
        }
        if (settings.tasks().contains(Task.SIZES)) {
            out.println();
            out.println(Compression.table(complete, nghttp2));
            out.print(allocation());
        }
    }

    private String head() throws IOException, InterruptedException {
        return String.format(
                Locale.ROOT,
                """
                Java %s, rounds: %d, tenths of a second of measuring in each: %d
                Header lists: %s, %,d fields, %,d octets
                Blocks to decode: made by %s
                %s""",
                Runtime.version(),
                settings.rounds(),
                settings.iterations(),
                workload.name(),
                workload.fieldCount(),
                workload.octets(),
                nghttp2 == null
                        ? "our encoder with every field indexed"
                        : "nghttp2 " + nghttp2.measure(workload, 0).version(),
                nghttp2 == null ? NO_NGHTTP2 : "");
    }

    private Table speed(Measure measure) {
        String unit = measure.task().unit();
        Table table = new Table(measure.title(), "ns/" + unit, "median", "octets allocated/" + unit, "time / ours");
        for (String contender : samples.contenders(measure)) {
            table.row(
                    contender,
                    Table.number("%.1f", samples.bestNanos(measure, contender)),
                    Table.number("%.1f", samples.medianNanos(measure, contender)),
                    Table.number("%.1f", samples.medianOctets(measure, contender)),
                    Table.number("%.2f", samples.medianLead(measure, contender)));
        }
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
                Table.number(format, figure.applyAsDouble(HpackSubject.OURS)),
                Table.number(format, figure.applyAsDouble(HpackSubject.NETTY)),
                Table.number(format, figure.applyAsDouble(HpackSubject.JETTY)));
    }
}
