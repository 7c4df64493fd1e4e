package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** What an observer is told of the peer's frames. */
class ObservedFramesTest {
    @Test
    @Spec({"H2-CFG-16", "X-IO-06"})
    void everyFrameOfThePeerIsToldAndEveryBlockTheTableSizes() {
        List<String> told = new ArrayList<>();
        FrameObserver observer = new FrameObserver() {
            @Override
            public void received(FrameView frame) {
                told.add(FrameType.name(frame.type()) + " " + frame.streamId());
            }

            @Override
            public void sent(FrameView frame) {}

            @Override
            public void tableSizes(int decoder, int encoder) {
                told.add("tables " + decoder + " " + encoder);
            }
        };
        Kernel kernel = Kernel.of(H2Configuration.server().observer(observer).build());
        told.clear();

        kernel.receive(
                kernel.peer.headers(1, true, FrameFactory.GET),
                FrameFactory.ping(1, false),
                FrameFactory.data(3, 5, false));

        int entry = ":authority".length() + "example.org".length() + 32;
        assertEquals(List.of("HEADERS 1", "tables " + entry + " 0", "PING 0", "DATA 3"), told);
    }
}
