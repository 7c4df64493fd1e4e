package org.javahyper.h2.internal;

import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.PriorityFields;

/** The frames of field blocks: puts them together, and hands a block that is complete to those who know what it means. */
final class InboundBlocks {
    private final FieldBlock block;
    private final InboundSignals signals;
    private final InboundHeaders headers;
    private final InboundPushes pushes;

    InboundBlocks(Endpoint endpoint, InboundSignals signals) {
        this.signals = signals;
        block = new FieldBlock(endpoint);
        BlockDecoder decoder = new BlockDecoder(endpoint);
        headers = new InboundHeaders(endpoint, decoder);
        pushes = new InboundPushes(endpoint, decoder, headers);
    }

    boolean isMidBlock() {
        return block.isOpen();
    }

    /** Between a frame without END_HEADERS and the end of its block nothing but CONTINUATION may come (RFC 9113, 6.2). */
    void requireContinuation(FrameView frame) {
        if (!block.isOpen()) {
            return;
        }
        if (frame.type() != FrameType.CONTINUATION || frame.streamId() != block.streamId()) {
            throw ConnectionError.protocolError(FrameType.name(frame.type()) + " on stream " + frame.streamId()
                    + " inside the header block of stream " + block.streamId() + " (RFC 9113, 6.2)");
        }
    }

    void headers(FrameView frame) {
        block.begin(frame);
        finish();
    }

    void pushPromise(FrameView frame) {
        pushes.requireMayPromise(frame.streamId());
        block.begin(frame);
        finish();
    }

    void continuation(FrameView frame) {
        if (!block.isOpen()) {
            throw ConnectionError.protocolError(
                    "CONTINUATION on stream " + frame.streamId() + " outside a header block (RFC 9113, 6.10)");
        }
        block.continueWith(frame);
        finish();
    }

    private void finish() {
        if (block.isOpen()) {
            return;
        }
        PriorityFields priority = block.priority();
        if (block.isPromise()) {
            pushes.promise(block);
        } else if (headers.headers(block) && priority != null) {
            signals.prioritized(block.streamId(), priority);
        }
        block.release();
    }
}
