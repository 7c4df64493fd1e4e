package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.javahyper.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JVM counts as allocated by this thread, which is exact. */
class AllocationTest {
    private static final int ROUNDS = 100;
    private static final int PAIRS = 1_000;
    private static final int LONG = 10_000;

    private static final HeaderSink NOWHERE = (name, value, traits) -> {};

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

        assertEquals(0, octets);
    }

    /** Each of these fields is a literal that is inserted and evicts others, for they do not fit into the table together. */
    @ParameterizedTest
    @EnumSource
    void encodingAllocatesNothingWhileTheTableTurnsOver(HuffmanMode huffmanMode) {
        HpackEncoder turning = HpackEncoder.builder().huffmanMode(huffmanMode).build();
        Headers.Builder all = Headers.builder();
        for (int i = 0; i < 200; i++) {
            all.add("x-name-" + i % 20, "a value that has not been sent for a while: " + i);
        }
        Headers headers = all.build();
        byte[] target = new byte[turning.maxEncodedSize(headers)];
        int length = turning.encode(headers, target, 0);

        long octets = allocatedBy(() -> turning.encode(headers, target, 0));

        assertEquals(0, octets);
        assertTrue(turning.encode(headers, target, 0) > length * 3 / 4, "the fields are literals");
        assertTrue(turning.tableSize() > turning.tableCapacity() - 100, "the table is full");
    }

    @Test
    void decodingFieldsOfATableAllocatesNothing() {
        Headers repeated = Headers.of(":method", "GET", ":scheme", "https", "x-request-kind", "interactive");
        decoder.decode(encoder.encode(repeated));
        byte[] block = encoder.encode(repeated);

        long octets = allocatedBy(() -> decoder.decode(block, 0, block.length, NOWHERE));

        assertEquals(0, octets);
    }

    @Test
    void decodingALiteralAllocatesItsValueOnly() {
        byte[] block = block().literal(WITHOUT_INDEXING, 4, "/12345678").octets();

        long octets = allocatedBy(() -> decoder.decode(block, 0, block.length, NOWHERE));

        assertTrue(octets / ROUNDS <= 64, octets / ROUNDS + " octets for a String of 9");
    }

    @Test
    void skippingFieldsAllocatesNothing() {
        HpackDecoder skipping = HpackDecoder.builder()
                .limits(new HpackLimits(0, 1_000, 0, 10))
                .discardOversized(true)
                .build();
        byte[] block = block().indexed(2)
                .literal(WITHOUT_INDEXING, "name", "value")
                .raw((byte) WITHOUT_INDEXING)
                .huffman(ReferenceHuffman.encode(new byte[] {'a', 'b'}))
                .huffman(ReferenceHuffman.encode(new byte[] {'0', '1'}))
                .octets();

        long octets = allocatedBy(() -> skipping.decode(block, 0, block.length, NOWHERE));

        assertEquals(0, octets);
    }

    @Test
    void aLongLiteralInSingleOctetsAllocatesInProportionToItsLength() {
        byte[] block = block().literal(WITHOUT_INDEXING, 4, "v".repeat(LONG)).octets();

        long octets = allocatedBy(() -> decodeOctetByOctet(block)) / ROUNDS;

        assertTrue(octets <= 5 * LONG, octets + " octets for a String of " + LONG);
    }

    /** A String, and the octets of which it was made: if those were kept, the next block would do without. */
    @Test
    void theOctetsOfAFieldThatCameInFragmentsAreNotKeptBehindItsBlock() {
        byte[] block = block().literal(WITHOUT_INDEXING, 4, "v".repeat(LONG)).octets();

        long octets = allocatedBy(() -> {
            decoder.decodeFragment(block, 0, LONG / 2, false, NOWHERE);
            decoder.decodeFragment(block, LONG / 2, block.length - LONG / 2, true, NOWHERE);
        });

        assertTrue(octets / ROUNDS >= 2 * LONG, octets / ROUNDS + " octets for a String of " + LONG);
    }

    /** A longer string is decoded into an array of its own, one of up to 4,096 octets into an array that is kept. */
    @ParameterizedTest
    @ValueSource(ints = {2_000, LONG})
    void theOctetsOfALongStringAreNotKept(int length) {
        byte[] zeros = new byte[length];
        Arrays.fill(zeros, (byte) '0');
        byte[] block =
                block().raw((byte) 4).huffman(ReferenceHuffman.encode(zeros)).octets();

        long octets = allocatedBy(() -> decoder.decode(block, 0, block.length, NOWHERE)) / ROUNDS;

        assertEquals(length == LONG, octets >= 2L * length, octets + " octets for a String of " + length);
        assertTrue(octets < 2L * length + 200, octets + " octets for a String of " + length);
    }

    @Test
    void aNewPairIsSmall() {
        HpackDecoder[] decoders = new HpackDecoder[PAIRS];
        HpackEncoder[] encoders = new HpackEncoder[PAIRS];
        HpackDecoder.create();
        HpackEncoder.create();
        int[] next = {0};

        long octets = allocatedBy(PAIRS, () -> {
            int pair = next[0]++;
            decoders[pair] = HpackDecoder.create();
            encoders[pair] = HpackEncoder.create();
        });

        assertTrue(octets / PAIRS < 1_024, octets / PAIRS + " octets for a pair");
    }

    @Test
    void tablesGrowWithUseOnly() {
        byte[] block = block().literal(WITH_INDEXING, "a", "1").octets();

        long octets = allocatedBy(() -> HpackDecoder.create().decode(block, 0, block.length, NOWHERE)) / ROUNDS;

        assertTrue(octets < 1_024, octets + " octets for a decoder with one entry");
    }

    private void decodeOctetByOctet(byte[] block) {
        for (int at = 0; at < block.length; at++) {
            decoder.decodeFragment(block, at, 1, at == block.length - 1, NOWHERE);
        }
    }

    /** The least octets that as many runs allocate, of several times as many: the JVM itself needs some now and then. */
    private long allocatedBy(Runnable action) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            least = Math.min(least, allocatedBy(ROUNDS, action));
        }
        return least;
    }

    private long allocatedBy(int times, Runnable action) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            action.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
