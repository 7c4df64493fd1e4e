package org.javahyper.h2;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.hyperframe.FrameView;

/** An observer that keeps what the program is told beside events and exceptions. */
final class Notices implements FrameObserver {
    final List<String> messages = new ArrayList<>();

    @Override
    public void received(FrameView frame) {}

    @Override
    public void sent(FrameView frame) {}

    @Override
    public void notice(String message) {
        messages.add(message);
    }
}
