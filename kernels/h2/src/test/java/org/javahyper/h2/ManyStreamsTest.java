package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.POST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Many streams, opened, found and closed in any order. */
class ManyStreamsTest {
    @Test
    @Spec({"H2-OP-26", "H2-OP-32", "H2-FLOW-03", "INV-11", "INV-12"})
    void everyStreamIsFoundAndKeepsItsOwnState() {
        Property.forAll(60, draw -> {
            Kernel client = Kernel.client();
            Map<Integer, Integer> windows = new HashMap<>(); // of the open streams, by id
            int highest = -1;
            for (int step = 0; step < 400; step++) {
                if (windows.isEmpty() || draw.oneIn(2)) {
                    highest += 2 * draw.integer(1, draw.oneIn(10) ? 100_000 : 3);
                    client.connection.sendHeaders(highest, POST, false);
                    windows.put(highest, 65_535);
                } else {
                    int id = draw.oneOf(List.copyOf(new TreeSet<>(windows.keySet())));
                    switch (draw.integer(0, 3)) {
                        case 0 -> {
                            client.connection.resetStream(id, ErrorCode.CANCEL);
                            windows.remove(id);
                        }
                        case 1 -> {
                            client.receive(FrameFactory.rstStream(id, ErrorCode.CANCEL));
                            windows.remove(id);
                        }
                        case 2 -> {
                            client.receive(FrameFactory.windowUpdate(id, step + 1));
                            windows.merge(id, step + 1, Integer::sum);
                        }
                        default -> assertEquals(StreamState.OPEN, client.connection.streamState(id));
                    }
                }
            }

            assertEquals(windows.size(), client.connection.openOutboundStreams());
            client.receive(FrameFactory.windowUpdate(0, 1 << 30));
            for (int id = 1; id <= Math.min(highest, 2_000); id += 2) {
                StreamState expected = windows.containsKey(id) ? StreamState.OPEN : StreamState.CLOSED;
                assertEquals(expected, client.connection.streamState(id));
            }
            windows.forEach((id, window) -> assertEquals(window, client.connection.sendWindow(id)));
        });
    }

    @Test
    @Spec({"H2-CLOSED-10", "H2-OP-26", "INV-12"})
    void tenThousandStreamsInARowLeaveNothingOpen() {
        ConnectionPair pair = new ConnectionPair().connected();

        for (int i = 0; i < 10_000; i++) {
            int id = pair.client.nextStreamId();
            pair.client.sendHeaders(id, GET, true);
            pair.toServer();
            pair.server.sendHeaders(id, Messages.OK, true);
            pair.toClient();
            assertEquals(0, pair.client.openOutboundStreams());
            assertEquals(0, pair.server.openInboundStreams());
        }

        assertEquals(20_001, pair.client.nextStreamId());
        assertEquals(20_000, pair.serverEvents.size());
        assertEquals(20_000, pair.clientEvents.size());
    }

    @Test
    @Spec({"H2-OP-26", "H2-GO-06"})
    void manyConcurrentStreamsEndTogether() {
        Kernel client = Kernel.client();
        for (int i = 0; i < 1_000; i++) {
            client.connection.sendHeaders(2 * i + 1, GET, true);
        }
        assertEquals(1_000, client.connection.openOutboundStreams());

        List<?> events = client.receive(FrameFactory.goAway(999, ErrorCode.NO_ERROR));

        assertEquals(501, events.size());
        assertEquals(500, client.connection.openOutboundStreams());
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(999));
        assertEquals(StreamState.CLOSED, client.connection.streamState(1_001));
    }
}
