package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Where signals of priority end. */
class SignalRulesTest {
    @Test
    @Spec({"H2-EV-30", "H2-EV-14"})
    void priorityOfARequestThatIsRefusedIsNotReported() {
        Kernel server = Kernel.of(H2Configuration.server()
                .priorityScheme(PriorityScheme.BOTH)
                .limits(Limits.builder().maxConcurrentStreams(0).build())
                .build());
        byte[] block = server.peer.block(FrameFactory.GET);
        HeadersFrame request =
                new HeadersFrame(1, block, FrameWriter.NOT_PADDED, new PriorityFields(0, true, 7), true, true);

        assertEquals(List.of(new StreamRefused(1)), server.receive(request.toBytes()));
    }

    @Test
    @Spec({"H2-EXT-01", "H2-EXT-04", "X-ATOM-01"})
    void clientNamesNoMoreIdleStreamsThanItMayOpen() {
        ConnectionPair pair = new ConnectionPair(
                        H2Configuration.client().build(),
                        H2Configuration.server()
                                .limits(Limits.builder().maxConcurrentStreams(2).build())
                                .build(),
                        List::of)
                .connected();

        pair.client.sendPriorityUpdate(1, "u=1");
        pair.client.sendPriorityUpdate(3, "u=2");
        pair.client.sendPriorityUpdate(3, "u=3");
        assertThrows(TooManyStreamsException.class, () -> pair.client.sendPriorityUpdate(5, "u=4"));
        pair.client.sendHeaders(1, Messages.GET, true);
        pair.exchange();

        assertEquals(
                3,
                ConnectionPair.only(pair.serverEvents, ExtensiblePriorityUpdated.class)
                        .size());
        assertEquals(ConnectionState.OPEN, pair.server.connectionState());
        assertThrows(TooManyStreamsException.class, () -> pair.client.sendPriorityUpdate(5, "u=4"));
    }
}
