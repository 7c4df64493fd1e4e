package org.javahyper.h2.internal;

import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.Limits;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackLimits;

/** How HPACK is set up for a connection, and what its errors mean there. */
final class Compression {
    private static final int LARGEST_LIST = 1 << 30; // for HPACK; see HpackLimits

    private Compression() {}

    /** A decoder that keeps its table in step when a list is too large to be delivered. */
    static HpackDecoder decoder(HpackLimits limits) {
        return HpackDecoder.builder().limits(limits).discardOversized(true).build();
    }

    /** The limits of lists when we have announced a size of our own choice; the hard one rises with it. */
    static HpackLimits limits(Limits limits, long maxHeaderListSize) {
        int size = (int) Math.min(maxHeaderListSize, LARGEST_LIST);
        return new HpackLimits(
                size,
                Math.max(size, limits.maxHeaderListSizeHard()),
                limits.maxHeaderFields(),
                limits.maxHeaderFieldsHard());
    }

    static HpackEncoder encoder(Limits limits) {
        return HpackEncoder.builder().tableSizeCap(limits.encoderTableSizeCap()).build();
    }

    static ConnectionError connectionError(HpackException error, HpackLimits limits) {
        return switch (error.kind()) {
            case OVERSIZED_HEADER_LIST ->
                ConnectionError.calm("maxHeaderListSizeHard", limits.maxHeaderListSizeHard(), "header list");
            case TOO_MANY_FIELDS ->
                ConnectionError.calm("maxHeaderFieldsHard", limits.maxHeaderFieldsHard(), "header list");
            default -> new ConnectionError(ErrorCode.COMPRESSION_ERROR, error.getMessage() + " (RFC 9113, 4.3)");
        };
    }
}
