package org.javahyper.h2.internal;

import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.SettingId;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackException;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the peer's header blocks, and judges them on the way.
 *
 * <p>Every block is decoded, whatever becomes of its stream, because the compression state is shared (RFC 9113, 4.3).
 */
final class BlockDecoder {
    private static final HeaderSink DROP = (name, value, traits) -> {};

    private final Endpoint endpoint;
    private final HeaderCollector collector;
    private final @Nullable FrameObserver observer;

    BlockDecoder(Endpoint endpoint) {
        this.endpoint = endpoint;
        collector = new HeaderCollector(endpoint.configuration);
        observer = endpoint.configuration.observer();
    }

    /** Decodes a block of which nothing is wanted. */
    void drop(FieldBlock block) {
        decode(DROP, block);
    }

    /** Decodes a block; false if the list is larger than what is delivered of its kind. */
    boolean decode(HeaderRules.Kind kind, FieldBlock block) {
        collector.begin(kind, endpoint.settings.largestLocal(SettingId.ENABLE_CONNECT_PROTOCOL) == 1);
        return decode(collector, block) && !collector.isTooLarge();
    }

    /** The first rule that the block or its frame breaks, or null. */
    @Nullable
    String violation(FieldBlock block) {
        return block.fault() != null ? block.fault() : collector.violation(block.endStream());
    }

    /** What the list said of itself. */
    HeaderRules rules() {
        return collector.rules();
    }

    Headers headers() {
        return collector.headers();
    }

    /** The limits that a list of a kind has passed. */
    String tooLarge(HeaderRules.Kind kind) {
        return kind == HeaderRules.Kind.TRAILERS
                ? "trailers beyond maxTrailerSize " + endpoint.limits.maxTrailerSize() + " or maxTrailerFields "
                        + endpoint.limits.maxTrailerFields()
                : "header list beyond maxHeaderListSize " + endpoint.headerLimits.maxHeaderListSize()
                        + " or maxHeaderFields " + endpoint.headerLimits.maxHeaderFields();
    }

    private boolean decode(HeaderSink sink, FieldBlock block) {
        boolean fits;
        try {
            fits = endpoint.decoder.decode(block.array(), block.offset(), block.length(), sink);
        } catch (HpackException error) {
            throw Compression.connectionError(error, endpoint.headerLimits);
        }
        if (observer != null) {
            observer.tableSizes(endpoint.decoder.tableSize(), endpoint.encoder.tableSize());
        }
        return fits;
    }
}
