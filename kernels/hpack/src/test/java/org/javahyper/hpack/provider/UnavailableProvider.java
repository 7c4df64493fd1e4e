package org.javahyper.hpack.provider;

import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.hpack.HpackProvider;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;

/** Is there, but its native library is not. */
public final class UnavailableProvider implements HpackProvider {
    @Override
    public String name() {
        return "unavailable";
    }

    @Override
    public boolean isAvailable() {
        return false;
    }

    @Override
    public HpackDecoder newDecoder(HpackLimits limits, boolean discardOversized, int tableSize) {
        throw new AssertionError("asked although it is not available");
    }

    @Override
    public HpackEncoder newEncoder(
            HuffmanMode huffmanMode, IndexingPolicy indexingPolicy, int tableSize, int tableSizeCap) {
        throw new AssertionError("asked although it is not available");
    }
}
