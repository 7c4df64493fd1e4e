package org.javahyper.benchmarks;

import java.io.IOException;
import java.util.List;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How small the encoders make the header lists: the octets of all blocks, and their ratio to the octets of all names and values. Twice: of the
 * fields that HTTP/2 allows, as everywhere else, and of all fields, as the stories have them.
 */
final class Compression {
    private final Workload allowed;
    private final Workload complete;
    private final Table table = new Table("compression", "octets", "ratio", "all fields: octets", "ratio");

    private Compression(Workload complete) {
        this.complete = complete;
        allowed = complete.acceptable();
    }

    static Table table(Workload complete, @Nullable Nghttp2 nghttp2) throws IOException, InterruptedException {
        Compression compression = new Compression(complete);
        for (IndexingPolicy policy : List.of(IndexingPolicy.SELECTIVE, IndexingPolicy.INDEX_EVERYTHING)) {
            for (HuffmanMode huffman : HuffmanMode.values()) {
                String title = "ours, " + (policy == IndexingPolicy.SELECTIVE ? "SELECTIVE" : "INDEX_EVERYTHING");
                compression.row(title + ", Huffman " + huffman, new HyperHpack(policy, huffman, false));
            }
        }
        for (HpackSubject subject : List.of(HpackSubject.NETTY, HpackSubject.NETTY_RELAXED)) {
            compression.row(subject.contender(Task.ENCODE).title(), subject.coders());
        }
        // What HTTP/2 forbids, Jetty leaves out by itself.
        compression.row("Jetty", wireOctets(new JettyHpack(), compression.allowed), Double.NaN);
        if (nghttp2 != null) {
            compression.row(
                    "nghttp2",
                    nghttp2.measure(compression.allowed, 0).wireOctets(),
                    nghttp2.measure(compression.complete, 0).wireOctets());
        }
        return compression.table;
    }

    private void row(String title, HpackLibrary<?, ?> library) {
        row(title, wireOctets(library, allowed), wireOctets(library, complete));
    }

    private void row(String title, double allowedOctets, double allOctets) {
        table.row(
                title,
                Table.number("%,.0f", allowedOctets),
                Table.number("%.4f", allowedOctets / allowed.octets()),
                Table.number("%,.0f", allOctets),
                Table.number("%.4f", allOctets / complete.octets()));
    }

    private static <B, L> double wireOctets(HpackLibrary<B, L> library, Workload workload) {
        return (double) new HpackPass<>(library, workload, List.of()).encode();
    }
}
