package org.javahyper.benchmarks;

import java.util.List;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** The libraries, with the settings that matter for speed. */
public enum HpackSubject {
    OURS("ours", "ours"),
    NETTY("Netty, validating", "Netty, Huffman always"),
    NETTY_RELAXED("Netty, not validating", "Netty, Huffman from 512 octets"),
    JETTY("Jetty", "Jetty");

    final String decoderTitle;
    final String encoderTitle;

    HpackSubject(String decoderTitle, String encoderTitle) {
        this.decoderTitle = decoderTitle;
        this.encoderTitle = encoderTitle;
    }

    HpackPass<?, ?> pass(Workload workload, List<List<byte[]>> blocks) {
        return new HpackPass<>(library(), workload, blocks);
    }

    private HpackLibrary<?, ?> library() {
        return switch (this) {
            case OURS -> new HyperHpack(IndexingPolicy.SELECTIVE, HuffmanMode.SHORTER);
            case NETTY -> new NettyHpack(true, 0);
            case NETTY_RELAXED -> new NettyHpack(false, 512);
            case JETTY -> new JettyHpack();
        };
    }
}
