package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.javahyper.conformance.HpackStory.Case;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The HPACK stories: field blocks of other encoders are decoded, and raw header lists go through both our sides.
 *
 * @see <a href="https://github.com/http2jp/hpack-test-case">hpack-test-case</a>
 */
class HpackStoriesTest {
    private static final String CORPUS = "hpack-test-case";
    private static final String RAW = "raw-data";

    private static final int DEFAULT_TABLE_SIZE = 4_096;

    /** Settings that follow each other: up, down, to nothing, and back. */
    private static final int[] TABLE_SIZES = {4_096, 1_365, 2_730, 0, 64, 4_096, 16_384, 100};

    @Spec("HP-CONF-02")
    @Test
    void corpusIsComplete() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);

        List<String> encoders = encoders(corpus);

        assertEquals(32, corpus.files(RAW).size(), "raw stories");
        assertFalse(encoders.isEmpty(), "a folder for each encoder");
        for (String encoder : encoders) {
            assertTrue(corpus.files(encoder).size() >= 31, "stories of " + encoder);
        }
    }

    @Spec("HP-CONF-02")
    @TestFactory
    Stream<DynamicTest> blocksOfOtherEncodersAreDecoded() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);
        List<Path> files = new ArrayList<>();
        for (String encoder : encoders(corpus)) {
            files.addAll(corpus.files(encoder));
        }

        return files.stream().map(file -> corpus.test(file, HpackStory.class, HpackStoriesTest::decode));
    }

    @Spec("HP-CONF-02")
    @TestFactory
    Stream<DynamicTest> rawStoriesComeBackAsTheyWere() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);

        return corpus.files(RAW).stream()
                .map(file -> corpus.test(file, HpackStory.class, story -> {
                    for (HuffmanMode huffman : HuffmanMode.values()) {
                        encodeAndDecode(story, huffman, DEFAULT_TABLE_SIZE);
                    }
                }));
    }

    @Spec("HP-CONF-02")
    @TestFactory
    Stream<DynamicTest> rawStoriesComeBackWhileTheTableSizeChanges() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);

        return corpus.files(RAW).stream()
                .map(file -> corpus.test(
                        file, HpackStory.class, story -> encodeAndDecode(story, HuffmanMode.SHORTER, TABLE_SIZES)));
    }

    @Spec("HP-ENC-03")
    @Test
    void rawStoriesTakeFewerOctetsThanWithNghttp2() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);
        long nghttp2 = 0;
        for (Path file : corpus.files("nghttp2")) {
            nghttp2 += octetsOnTheWire(corpus.read(file, HpackStory.class));
        }

        long selective = encodedOctets(corpus, () -> IndexingPolicy.SELECTIVE);
        long adaptive = encodedOctets(corpus, IndexingPolicy::adaptive);

        assertTrue(selective < nghttp2, selective + " octets, nghttp2 takes " + nghttp2);
        assertTrue(adaptive < selective, adaptive + " octets, without learning " + selective);
    }

    private static long octetsOnTheWire(HpackStory story) {
        return story.cases().stream()
                .mapToLong(each -> each.wire().length() / 2)
                .sum();
    }

    private static long encodedOctets(Corpus corpus, Supplier<IndexingPolicy> policy) throws IOException {
        long octets = 0;
        for (Path file : corpus.files(RAW)) {
            HpackEncoder encoder =
                    HpackEncoder.builder().indexingPolicy(policy.get()).build();
            for (Case each : corpus.read(file, HpackStory.class).cases()) {
                octets += encoder.encode(each.fields()).length;
            }
        }
        return octets;
    }

    private static List<String> encoders(Corpus corpus) throws IOException {
        return corpus.folders().stream()
                .filter(folder -> !folder.equals(RAW) && !folder.startsWith("."))
                .toList();
    }

    private static void decode(HpackStory story) {
        HpackDecoder decoder = HpackDecoder.create();
        int number = 0;
        for (Case each : story.cases()) {
            if (each.headerTableSize() != null) {
                decoder.maxAllowedTableSize(each.headerTableSize());
            }
            assertNotNull(each.wire(), "wire of case " + number);
            byte[] block = Hex.bytes(each.wire());

            assertEquals(each.fields(), HpackStory.unmarked(decoder.decode(block)), "case " + number);
            number++;
        }
    }

    /** Changes the table size of both sides before each case, going round the given sizes. */
    private static void encodeAndDecode(HpackStory story, HuffmanMode huffman, int... tableSizes) {
        HpackEncoder encoder = HpackEncoder.builder()
                .huffmanMode(huffman)
                .tableSizeCap(Integer.MAX_VALUE)
                .build();
        HpackDecoder decoder = HpackDecoder.create();
        int number = 0;
        for (Case each : story.cases()) {
            int tableSize = tableSizes[number % tableSizes.length];
            encoder.maxTableSize(tableSize);
            decoder.maxAllowedTableSize(tableSize);
            byte[] block = encoder.encode(each.fields());

            assertEquals(each.fields(), HpackStory.unmarked(decoder.decode(block)), "case " + number);
            assertEquals(encoder.tableSize(), decoder.tableSize(), "table size after case " + number);
            assertEquals(tableSize, decoder.tableCapacity(), "table capacity after case " + number);
            number++;
        }
    }
}
