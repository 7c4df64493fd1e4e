package org.javahyper.benchmarks;

import java.util.List;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** The contenders of {@link HpackBenchmark}: libraries, with the settings that matter for speed. */
public enum HpackSubject {
    OURS(Samples.OURS, Samples.OURS),
    NETTY("Netty, validating", "Netty, Huffman always"),
    NETTY_RELAXED("Netty, not validating", "Netty, Huffman from 512 octets"),
    JETTY("Jetty", "Jetty");

    private final String decoder;
    private final String encoder;

    HpackSubject(String decoder, String encoder) {
        this.decoder = decoder;
        this.encoder = encoder;
    }

    /** What it is called in a table. */
    String title(Task task) {
        return task == Task.DECODE ? decoder : encoder;
    }

    HpackLibrary<?, ?> library() {
        return switch (this) {
            case OURS -> new HyperHpack(IndexingPolicy.SELECTIVE, HuffmanMode.SHORTER);
            case NETTY -> new NettyHpack(true, 0);
            case NETTY_RELAXED -> new NettyHpack(false, 512);
            case JETTY -> new JettyHpack();
        };
    }

    HpackPass<?, ?> pass(Workload workload, List<List<byte[]>> blocks) {
        return new HpackPass<>(library(), workload, blocks);
    }
}
