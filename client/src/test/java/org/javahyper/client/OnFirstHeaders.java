package org.javahyper.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.javahyper.h2.FrameObserver;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;

/** Does something at the moment when the first HEADERS frame goes out. */
final class OnFirstHeaders implements FrameObserver {
    interface Action {
        void run() throws IOException;
    }

    private final Action action;
    private boolean done;

    OnFirstHeaders(Action action) {
        this.action = action;
    }

    @Override
    public void received(FrameView frame) {}

    @Override
    public void sent(FrameView frame) {
        if (frame.type() == FrameType.HEADERS && !done) {
            done = true;
            try {
                action.run();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
