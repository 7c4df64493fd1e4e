package org.javahyper.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** The field blocks that every decoder gets: nghttp2's if its program has run, else ours with every field indexed. */
final class Blocks {
    /** Names the file with nghttp2's blocks; the runner sets it for the JVMs that JMH starts. */
    static final String FILE = "hyper.benchmarks.blocks";

    private Blocks() {}

    static List<List<byte[]>> of(Workload workload) {
        String file = System.getProperty(FILE, "");
        if (file.isEmpty()) {
            HyperHpack encoder = new HyperHpack(IndexingPolicy.INDEX_EVERYTHING, HuffmanMode.SHORTER, false);
            return new HpackPass<>(encoder, workload, List.of()).encodedBlocks();
        }
        try {
            return WorkloadFiles.readBlocks(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
