package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** PING of the peer (RFC 9113, 6.7). */
class PingTest {
    @Test
    @Spec({"H2-PING-01", "H2-EV-11"})
    void pingIsAnsweredAtOnceAndInOrder() {
        Kernel kernel = Kernel.server();

        List<H2Event> events =
                kernel.receive(FrameFactory.ping(-1, false), FrameFactory.ping(0x0102_0304_0506_0708L, false));

        assertEquals(List.of(new PingReceived(-1), new PingReceived(0x0102_0304_0506_0708L)), events);
        assertEquals(List.of(new PingFrame(-1, true), new PingFrame(0x0102_0304_0506_0708L, true)), kernel.sent());
    }

    @Test
    @Spec({"H2-PING-02", "H2-EV-12"})
    void anyAcknowledgementIsReportedAndNotAnswered() {
        Kernel kernel = Kernel.client();

        List<H2Event> events = kernel.receive(FrameFactory.ping(42, true));

        assertEquals(List.of(new PingAckReceived(42)), events);
        assertEquals(List.of(), kernel.sent());
    }
}
