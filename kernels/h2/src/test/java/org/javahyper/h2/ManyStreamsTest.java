package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Many streams, opened, found and closed in any order. */
class ManyStreamsTest {
    private static final int WARM_UP = 10_000;
    private static final int STREAMS = Boolean.getBoolean("hyper.long") ? 1_000_000 : 100_000;

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

    /** Streams that end in every way there is, one after the other; what each of them left behind would add up. */
    @Test
    @Spec({"H2-CLOSED-10", "H2-OP-26", "INV-12"})
    void manyStreamsInARowLeaveNothingBehind() {
        ConnectionPair pair = new ConnectionPair(
                        H2Configuration.client().enablePush(true).build(),
                        H2Configuration.server().build(),
                        List::of)
                .connected();
        for (int i = 0; i < WARM_UP; i++) {
            oneStream(pair, i);
        }
        long before = usedMemory(0);

        for (int i = 0; i < STREAMS; i++) {
            oneStream(pair, i);
        }

        long limit = before + STREAMS * 4L; // octets
        assertTrue(usedMemory(limit) <= limit, () -> "from " + before + " to " + usedMemory(limit) + " octets");
        assertEquals(2 * (WARM_UP + STREAMS) + 1, pair.client.nextStreamId());
        assertEquals(pair.client.sendWindow(0), pair.server.receiveWindow(0));
        assertEquals(pair.server.sendWindow(0), pair.client.receiveWindow(0));
    }

    private static void oneStream(ConnectionPair pair, int i) {
        int id = pair.client.nextStreamId();
        int way = i % 6;
        pair.client.sendHeaders(id, way < 3 ? GET : POST, way < 3);
        pair.toServer();
        switch (way) {
            case 0 -> pair.server.sendHeaders(id, OK, true);
            case 1 -> {
                pair.server.sendHeaders(id, OK, false);
                pair.server.sendData(id, ascii("hello"), true);
            }
            case 2 -> {
                int promised = pair.server.nextStreamId();
                pair.server.pushStream(id, promised, GET);
                pair.server.sendHeaders(promised, OK, true);
                pair.server.sendHeaders(id, OK, true);
            }
            case 3 -> pair.client.resetStream(id);
            case 4 -> pair.server.resetStream(id, ErrorCode.REFUSED_STREAM);
            default -> {
                pair.client.sendData(id, ascii("hello"), false);
                pair.client.sendHeaders(id, TRAILERS, true);
                pair.server.sendHeaders(id, OK, true);
            }
        }
        pair.exchange();
        assertEquals(0, pair.client.openOutboundStreams() + pair.client.openInboundStreams());
        assertEquals(0, pair.server.openOutboundStreams() + pair.server.openInboundStreams());
        acknowledge(pair.client, pair.clientEvents);
        acknowledge(pair.server, pair.serverEvents);
        pair.exchange();
    }

    private static void acknowledge(H2Connection connection, List<H2Event> events) {
        for (DataReceived data : ConnectionPair.only(events, DataReceived.class)) {
            connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        }
        events.clear();
    }

    /** What is in use when rubbish has been collected, which may take a few attempts to get below a limit. */
    private static long usedMemory(long limit) {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 10 && least > limit; attempt++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
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
