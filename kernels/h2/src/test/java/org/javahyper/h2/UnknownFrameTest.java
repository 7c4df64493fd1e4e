package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of types that are not interpreted (RFC 9113, 5.5). */
class UnknownFrameTest {
    @ParameterizedTest
    @ValueSource(ints = {0x0b, 0x0d, 0x0e, 0x0f, 0x11, 0x7f, 0xff})
    @Spec({"FR-V-20", "H2-EV-21", "H2-CONN-07", "H2-ST-R14"})
    void everyUnassignedTypeIsAnEventAndNothingElse(int type) {
        Kernel kernel = Kernel.server();
        byte[] frame = FrameFactory.raw(type, 0xff, 7, (byte) 1, (byte) 2);

        List<H2Event> events = kernel.connection.receiveData(frame);
        Arrays.fill(frame, (byte) 0);

        ByteBuffer payload = ByteBuffer.wrap(new byte[] {1, 2});
        assertEquals(List.of(new UnknownFrameReceived(type, 0xff, 7, payload)), events);
        assertEquals(List.of(), kernel.sent());
        assertEquals(StreamState.IDLE, kernel.connection.streamState(7));
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    @Test
    @Spec({"H2-EV-21", "X-BUF-02"})
    void cutsDoNotMatter() {
        UnknownFrameReceived expected = new UnknownFrameReceived(0xbb, 0, 0, ByteBuffer.allocate(30));

        Splits.forEach(FrameFactory.raw(0xbb, 0, 0, new byte[30]), parts -> {
            Kernel kernel = Kernel.client();
            for (byte[] part : parts.subList(0, parts.size() - 1)) {
                assertEquals(List.of(), kernel.connection.receiveData(part));
            }

            assertEquals(List.of(expected), kernel.connection.receiveData(parts.get(parts.size() - 1)));
        });
    }
}
