package org.javahyper.client;

import org.javahyper.h2.FrameObserver;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;

/** Throws when HEADERS arrive. */
final class FaultyObserver implements FrameObserver {
    @Override
    public void received(FrameView frame) {
        if (frame.type() == FrameType.HEADERS) {
            throw new IllegalStateException("the observer is faulty");
        }
    }

    @Override
    public void sent(FrameView frame) {}
}
