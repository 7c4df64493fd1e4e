package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.javahyper.http.Headers;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 1_000;

    private static final Headers REQUEST = Headers.builder()
            .add(":method", "GET")
            .add(":scheme", "https")
            .add(":authority", "www.example.com")
            .add(":path", "/search?q=hpack&page=2")
            .add("accept", "text/html,application/xhtml+xml")
            .add("x-request-kind", "interactive")
            .addSensitive("authorization", "Bearer 0123456789abcdef")
            .build();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final HpackEncoder encoder = HpackEncoder.create();
    private final HpackDecoder decoder = HpackDecoder.create();

    @Test
    void encodingAllocatesNothing() {
        byte[] target = new byte[encoder.maxEncodedSize(REQUEST)];

        long octets = allocatedBy(() -> encoder.encode(REQUEST, target, 0));

        assertEquals(0, octets / ROUNDS);
    }

    @Test
    void decodingFieldsOfATableAllocatesNothing() {
        Headers repeated = Headers.of(":method", "GET", ":scheme", "https", "x-request-kind", "interactive");
        decoder.decode(encoder.encode(repeated));
        byte[] block = encoder.encode(repeated);
        HeaderSink nowhere = (name, value, traits) -> {};

        long octets = allocatedBy(() -> decoder.decode(block, 0, block.length, nowhere));

        assertEquals(0, octets / ROUNDS);
    }

    @Test
    void decodingALiteralAllocatesItsValueOnly() {
        byte[] block =
                Blocks.block().literal(Blocks.WITHOUT_INDEXING, 4, "/12345678").octets();
        HeaderSink nowhere = (name, value, traits) -> {};

        long octets = allocatedBy(() -> decoder.decode(block, 0, block.length, nowhere));

        assertTrue(octets / ROUNDS <= 64, octets / ROUNDS + " octets for a String of 9");
    }

    @Test
    void aNewPairIsSmall() {
        HpackDecoder[] decoders = new HpackDecoder[ROUNDS];
        HpackEncoder[] encoders = new HpackEncoder[ROUNDS];
        int[] next = {0};

        long octets = allocatedBy(() -> {
            int pair = next[0]++ % ROUNDS;
            decoders[pair] = HpackDecoder.create();
            encoders[pair] = HpackEncoder.create();
        });

        assertTrue(octets / ROUNDS < 1_024, octets / ROUNDS + " octets for a pair");
    }

    /** Octets that as many runs allocate, after as many to warm up. */
    private long allocatedBy(Runnable action) {
        for (int i = 0; i < ROUNDS; i++) {
            action.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            action.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
