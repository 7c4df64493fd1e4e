package org.javahyper.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** How small the encoders make the workload. */
final class Compression {
    private Compression() {}

    /** The octets of all blocks of an encoder, by the encoder's title. */
    static Map<String, Long> wireOctets(Workload workload) {
        Map<String, Long> octets = new LinkedHashMap<>();
        IndexingPolicy selective = IndexingPolicy.SELECTIVE;
        IndexingPolicy everything = IndexingPolicy.INDEX_EVERYTHING;
        octets.put("ours", encode(new HyperHpack(selective, HuffmanMode.SHORTER), workload));
        octets.put("ours, INDEX_EVERYTHING", encode(new HyperHpack(everything, HuffmanMode.SHORTER), workload));
        octets.put("ours, Huffman ALWAYS", encode(new HyperHpack(selective, HuffmanMode.ALWAYS), workload));
        octets.put("ours, Huffman NEVER", encode(new HyperHpack(selective, HuffmanMode.NEVER), workload));
        for (HpackSubject subject : HpackSubject.values()) {
            if (subject != HpackSubject.OURS) {
                octets.put(subject.title(Task.ENCODE), encode(subject.library(), workload));
            }
        }
        return octets;
    }

    private static <B, L> long encode(HpackLibrary<B, L> library, Workload workload) {
        return new HpackPass<>(library, workload, List.of()).encode();
    }
}
