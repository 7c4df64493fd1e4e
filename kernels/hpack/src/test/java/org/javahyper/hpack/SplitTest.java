package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.NEVER_INDEXED;
import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Draw;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a block is cut makes no difference: the same fields, the same refusal, the same table. */
class SplitTest {
    private static final String OCTETS = "aeio st-:/=0129<{ \u0000\u007f\u0080\u00ff";

    /** Ends of a block that have one fault each, whatever stands before them. */
    private static final List<String> FAULTS = List.of(
            "80", // index 0
            "ffff07", // an index beyond the tables
            "7fff0700", // the same for the name of a literal
            "ff", // integers cut short
            "0f8080",
            "ff808080808000", // too long
            "ff80feffff08", // 2^31
            "20 20 20", // a third update, or one behind a field
            "00", // strings cut short
            "0001",
            "400161",
            "1002 61",
            "000161 0231",
            "0482 18",
            "048118", // wrong padding
            "0084fffffffc00" // EOS
            );

    // spotless:off
    static Stream<Arguments> blocks() {
        return Stream.of(
            Arguments.of("every representation", everyRepresentation().octets()),
            Arguments.of("size updates alone", block().sizeUpdate(0).sizeUpdate(4_000).octets()),
            Arguments.of("long strings", block()
                    .literal(WITH_INDEXING, "n".repeat(300), "v".repeat(200))
                    .raw((byte) NEVER_INDEXED).huffman(ReferenceHuffman.encode(new byte[70])).huffman(ReferenceHuffman.encode(new byte[60])).octets()),
            Arguments.of("superfluous zeros in integers", Hex.bytes("ff8080808000 0f80808000 7f80808000 0161 7f8000 ff808000")),
            Arguments.of("an index outside the table", everyRepresentation().indexed(70).octets()),
            Arguments.of("a string cut short", everyRepresentation().raw((byte) 4).stringOfLength(10, false).octets()),
            Arguments.of("a misplaced update", everyRepresentation().sizeUpdate(0).indexed(2).octets()),
            Arguments.of("an entry larger than the table", everyRepresentation().literal(WITH_INDEXING, "x", "y".repeat(300)).octets()));
    }
    // spotless:on

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    @Spec({"HP-DEC-01", "HP-DEC-02", "HP-DEC-08", "INV-2"})
    void everySplitOfABlockGivesTheSame(String what, byte[] block) {
        Outcome expected = Outcome.ofWhole(HpackDecoder.create(), block);

        Splits.forEach(
                block, fragments -> assertEquals(expected, Outcome.ofFragments(HpackDecoder.create(), fragments)));
    }

    @Test
    @Spec({"HP-DEC-01", "HP-INT-03", "HP-INT-04", "HP-CONF-03", "INV-2"})
    void everyFaultIsRefusedForTheSameReasonWhereverTheBlockIsCut() {
        for (String fault : FAULTS) {
            byte[] block = everyRepresentation().raw(Hex.bytes(fault)).octets();
            Outcome expected = Outcome.ofWhole(HpackDecoder.create(), block);

            assertTrue(expected.isRefusal(), fault);
            Splits.forEach(
                    block,
                    fragments -> assertEquals(expected, Outcome.ofFragments(HpackDecoder.create(), fragments), fault));
        }
    }

    @Test
    @Spec({"HP-DEC-01", "HP-LIM-01", "HP-LIM-02", "HP-LIM-03", "INV-2"})
    void everySplitPassesALimitAtTheSamePlace() {
        byte[] block = everyRepresentation().octets();
        for (boolean discards : new boolean[] {false, true}) {
            for (int limit = 0; limit <= 400; limit += 7) {
                HpackDecoder.Builder size =
                        HpackDecoder.builder().discardOversized(discards).limits(HpackLimits.of(limit, 200));
                HpackDecoder.Builder number =
                        HpackDecoder.builder().discardOversized(discards).limits(HpackLimits.of(10_000, limit / 40));
                for (HpackDecoder.Builder limited : List.of(size, number)) {
                    Outcome expected = Outcome.ofWhole(limited.build(), block);

                    Splits.forEach(
                            block,
                            fragments -> assertEquals(expected, Outcome.ofFragments(limited.build(), fragments)));
                }
            }
        }
    }

    /** Over the life of a decoder, with at most one fault: in the field, in the limits, or a size update that is missing. */
    @Test
    @Spec({"HP-DEC-01", "HP-DEC-02", "HP-DEC-04", "HP-DEC-06", "HP-DEC-08", "HP-LIM-02", "INV-2"})
    void anyBlocksGiveTheSameInAnyFragments() {
        Property.forAll(3_000, draw -> {
            HpackEncoder encoder = HpackEncoder.builder()
                    .huffmanMode(draw.oneOf(HuffmanMode.values()))
                    .indexingPolicy(SplitTest::anyIndexing)
                    .build();
            HpackDecoder.Builder decoder = HpackDecoder.builder().discardOversized(draw.bool());
            boolean limited = draw.bool();
            if (limited) {
                decoder.limits(HpackLimits.of(draw.integer(0, 600), draw.integer(0, 12)));
            }
            HpackDecoder whole = decoder.build();
            HpackDecoder fragmented = decoder.build();

            boolean refused = false;
            for (int blocks = draw.integer(1, 6); blocks > 0 && !refused; blocks--) {
                for (int changes = draw.integer(0, 2); changes > 0; changes--) {
                    int size = draw.oneOf(4_096, 0, 34, 100, 1_000);
                    whole.maxAllowedTableSize(size);
                    fragmented.maxAllowedTableSize(size);
                    encoder.maxTableSize(size);
                }
                byte[] block = encoder.encode(headers(draw));
                if (!limited && draw.oneIn(6)) {
                    block = block().raw(block)
                            .raw(Hex.bytes(draw.oneOf(FAULTS)))
                            .octets();
                } else if (!limited && draw.oneIn(8)) {
                    whole.maxAllowedTableSize(33);
                    fragmented.maxAllowedTableSize(33);
                }

                Outcome expected = Outcome.ofWhole(whole, block);

                assertEquals(expected, Outcome.ofFragments(fragmented, fragments(draw, block)));
                refused = expected.isRefusal();
            }
        });
    }

    /** A field can have several faults, and one that shows early may be noticed before the rest of the field has come. */
    @Test
    @Spec({"HP-DEC-01", "X-ATOM-04", "INV-2"})
    void anyOctetsAreFieldsOrRefusedInAnyFragments() {
        Property.forAll(10_000, draw -> {
            byte[] block = octets(draw);
            HpackDecoder.Builder decoder = HpackDecoder.builder()
                    .discardOversized(draw.bool())
                    .limits(HpackLimits.of(draw.integer(0, 300), draw.integer(0, 10)));
            Outcome whole = Outcome.ofWhole(decoder.build(), block);

            Outcome fragmented = Outcome.ofFragments(decoder.build(), fragments(draw, block));

            if (fragmented.refusal() == Kind.OVERSIZED_INTEGER || fragmented.refusal() == Kind.OVERSIZED_HEADER_LIST) {
                assertTrue(whole.isRefusal());
                assertEquals(whole.fields(), fragmented.fields());
            } else {
                assertEquals(whole, fragmented);
            }
        });
    }

    private static Blocks everyRepresentation() {
        return block().sizeUpdate(0)
                .sizeUpdate(200)
                .indexed(2)
                .literal(WITH_INDEXING, "name", "value")
                .literal(WITH_INDEXING, 62, "other")
                .literal(WITHOUT_INDEXING, "", "")
                .literal(WITHOUT_INDEXING, 32, "a=1 ")
                .literal(NEVER_INDEXED, 62, "secret")
                .literal(NEVER_INDEXED, "Name", "v\u0000")
                .raw((byte) WITH_INDEXING)
                .huffman(ReferenceHuffman.encode(new byte[] {'h', 'o', 's', 't'}))
                .huffman(ReferenceHuffman.encode(new byte[] {'a', 0, '<', (byte) 0xff}))
                .indexed(62)
                .indexed(64);
    }

    private static List<byte[]> fragments(Draw draw, byte[] block) {
        return draw.oneIn(4) ? Splits.octets(block) : draw.cuts(block);
    }

    private static IndexingPolicy.Indexing anyIndexing(int nameToken, String name, String value, int tableCapacity) {
        IndexingPolicy.Indexing[] all = IndexingPolicy.Indexing.values();
        return all[(name.length() + value.length()) % all.length];
    }

    private static Headers headers(Draw draw) {
        Headers.Builder headers = Headers.builder();
        for (int fields = draw.integer(0, 8); fields > 0; fields--) {
            headers.add(
                    draw.oneOf(":path", "cookie", "x-a", "x-b", "accept", draw.string(OCTETS, 0, 12)),
                    draw.oneOf("", "/", "v" + draw.integer(0, 9), draw.string(OCTETS, 0, draw.oneIn(10) ? 300 : 20)));
        }
        return headers.build();
    }

    /** Octets of which many are a field, or the start of one. */
    private static byte[] octets(Draw draw) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int parts = draw.integer(0, 8); parts > 0; parts--) {
            octets.writeBytes(
                    draw.bool()
                            ? draw.bytes(6)
                            : Hex.bytes(
                                    draw.oneOf("82", "be", "3f45", "20", "0161", "4001610131", "7e82", "0481", "ff")));
        }
        return octets.toByteArray();
    }
}
