package org.javahyper.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** The contenders of {@link HpackBenchmark}: libraries, with the settings that matter for speed. */
public enum HpackSubject {
    OURS(Samples.OURS, Samples.OURS),
    OURS_CHECKED("ours, checked", Samples.OURS),
    NETTY("Netty, validating", "Netty, Huffman always"),
    NETTY_RELAXED("Netty, not validating", "Netty, Huffman from 512 octets"),
    JETTY("Jetty", "Jetty");

    private final String decoder;
    private final String encoder;

    HpackSubject(String decoder, String encoder) {
        this.decoder = decoder;
        this.encoder = encoder;
    }

    /** Those that take part in a task. To check is only something else for a decoder. */
    static Set<HpackSubject> of(Task task) {
        return task == Task.DECODE ? EnumSet.allOf(HpackSubject.class) : EnumSet.complementOf(EnumSet.of(OURS_CHECKED));
    }

    /** How it takes part in a task. */
    Contender contender(Task task) {
        if (task != Task.DECODE) {
            return Contender.of(encoder);
        }
        boolean checks = this == NETTY || this == OURS_CHECKED;
        return new Contender(decoder, checks ? OURS_CHECKED.decoder : OURS.decoder);
    }

    HpackLibrary<?, ?> coders() {
        return switch (this) {
            case OURS -> new HyperHpack(IndexingPolicy.SELECTIVE, HuffmanMode.SHORTER, false);
            case OURS_CHECKED -> new HyperHpack(IndexingPolicy.SELECTIVE, HuffmanMode.SHORTER, true);
            case NETTY -> new NettyHpack(true, 0);
            case NETTY_RELAXED -> new NettyHpack(false, 512);
            case JETTY -> new JettyHpack();
        };
    }

    HpackPass<?, ?> pass(Workload workload, List<List<byte[]>> blocks) {
        return new HpackPass<>(coders(), workload, blocks);
    }
}
