package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        assertSameAllocation(receiving(true), receiving(false));
    }

    @Test
    @Spec("H2-HDR-42")
    void validationOfFieldsToBeSentAllocatesNothing() {
        assertSameAllocation(sending(true), sending(false));
    }

    /** A server that receives a request in each round. */
    private static IntConsumer receiving(boolean validating) {
        H2Configuration configuration =
                H2Configuration.server().validateInboundHeaders(validating).build();
        Kernel server = Kernel.of(configuration);
        byte[][] input = new byte[PARTS * ROUNDS][];
        for (int i = 0; i < input.length; i++) {
            int streamId = 2 * i + 1;
            input[i] = FrameFactory.concat(
                    FrameFactory.headersOf(streamId, server.peer.block(REQUEST), true, true),
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

    private long allocatedBy(IntConsumer rounds, int first) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = first; round < first + ROUNDS; round++) {
            rounds.accept(round);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
