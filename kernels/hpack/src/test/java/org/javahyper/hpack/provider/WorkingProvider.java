package org.javahyper.hpack.provider;

import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.hpack.HpackProvider;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** Works, by way of the built-in one, but knows no indexing policy. */
public final class WorkingProvider implements HpackProvider {
    @Override
    public String name() {
        return "working";
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public HpackDecoder newDecoder(HpackLimits limits, boolean discardOversized, int tableSize) {
        return BUILTIN.newDecoder(limits, discardOversized, tableSize);
    }

    @Override
    public HpackEncoder newEncoder(
            HuffmanMode huffmanMode, IndexingPolicy indexingPolicy, int tableSize, int tableSizeCap) {
        if (indexingPolicy != IndexingPolicy.SELECTIVE) {
            throw new IllegalArgumentException("Cannot use the indexing policy " + indexingPolicy
                    + ": this provider has one of its own. Leave the option out, or take the built-in provider.");
        }
        return BUILTIN.newEncoder(huffmanMode, indexingPolicy, tableSize, tableSizeCap);
    }
}
