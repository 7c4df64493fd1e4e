package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** What the JVM counts as allocated by this thread, which is exact. */
class AllocationTest {
    private static final int PARTS = 10;
    private static final int ROUNDS = 300; // in each part

    private static final Headers REQUEST = Headers.builder()
            .addAll(Messages.GET)
            .add("accept", "text/html,application/xhtml+xml")
            .add("x-request-kind", "interactive")
            .add("content-length", "0")
            .addSensitive("authorization", "Bearer 0123456789abcdef")
            .build();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @Spec("H2-HDR-42")
    void validationOfReceivedFieldsAllocatesNothing() {
        assertSameAllocation(receiving(true, REQUEST), receiving(false, REQUEST));
    }

    /** Two references, compressed or not; it comes from the table, so there is no text to be made. */
    @Test
    @Spec("H2-HDR-42")
    void receivedFieldAllocatesItsPlaceInTheListAndNoMore() {
        Headers.Builder more = REQUEST.toBuilder();
        for (int i = 0; i < 40; i++) {
            more.add("x-" + i, "value");
        }

        long few = leastOf(receiving(true, REQUEST));
        long many = leastOf(receiving(true, more.build()));

        long perField = (many - few) / (40 * ROUNDS);
        assertTrue(perField <= 16, perField + " octets for each field");
    }

    @Test
    @Spec("H2-HDR-42")
    void validationOfFieldsToBeSentAllocatesNothing() {
        assertSameAllocation(sending(true), sending(false));
    }

    /** A server that receives a request in each round. */
    private static IntConsumer receiving(boolean validating, Headers request) {
        H2Configuration configuration =
                H2Configuration.server().validateInboundHeaders(validating).build();
        Kernel server = Kernel.of(configuration);
        byte[][] input = new byte[PARTS * ROUNDS][];
        for (int i = 0; i < input.length; i++) {
            int streamId = 2 * i + 1;
            input[i] = FrameFactory.concat(
                    FrameFactory.headersOf(streamId, server.peer.block(request), true, true),
                    FrameFactory.rstStream(streamId, ErrorCode.CANCEL));
        }
        return round -> server.connection.receiveData(input[round]);
    }

    /** A client that sends a request in each round. */
    private static IntConsumer sending(boolean validating) {
        H2Configuration configuration = H2Configuration.client()
                .validateOutboundHeaders(validating)
                .normalizeOutboundHeaders(false)
                .build();
        H2Connection client = Kernel.of(configuration).connection;
        return round -> {
            int streamId = 2 * round + 1;
            client.sendHeaders(streamId, REQUEST, true);
            client.resetStream(streamId);
            client.dataSent(client.pendingOctets());
        };
    }

    /** Part by part in turns, so that both are compiled alike; the JVM itself needs some octets now and then, so the least of a part counts. */
    private void assertSameAllocation(IntConsumer one, IntConsumer other) {
        long leastOfOne = Long.MAX_VALUE;
        long leastOfOther = Long.MAX_VALUE;
        for (int part = 0; part < PARTS; part++) {
            leastOfOne = Math.min(leastOfOne, allocatedBy(one, part * ROUNDS));
            leastOfOther = Math.min(leastOfOther, allocatedBy(other, part * ROUNDS));
        }
        assertEquals(leastOfOther, leastOfOne);
    }

    private long leastOf(IntConsumer rounds) {
        long least = Long.MAX_VALUE;
        for (int part = 0; part < PARTS; part++) {
            least = Math.min(least, allocatedBy(rounds, part * ROUNDS));
        }
        return least;
    }

    private long allocatedBy(IntConsumer rounds, int first) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = first; round < first + ROUNDS; round++) {
            rounds.accept(round);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
