package org.javahyper.hpack.internal;

import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.hpack.HpackProvider;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** Makes the encoders and decoders of this module. */
public final class BuiltinProvider implements HpackProvider {
    @Override
    public String name() {
        return "built-in";
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public HpackDecoder newDecoder(HpackLimits limits, boolean discardOversized, int tableSize) {
        return new FieldBlockDecoder(limits, discardOversized, tableSize);
    }

    @Override
    public HpackEncoder newEncoder(
            HuffmanMode huffmanMode, IndexingPolicy indexingPolicy, int tableSize, int tableSizeCap) {
        return new FieldBlockEncoder(huffmanMode, indexingPolicy, tableSize, tableSizeCap);
    }
}
