package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AppendixCTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("org.javahyper.hpack.AppendixC#examples")
    @Spec({"HP-CONF-01", "HP-TAB-02", "HP-TAB-04"})
    void theExamplesDecode(String section, AppendixC example) {
        HpackDecoder decoder =
                HpackDecoder.builder().tableSize(example.tableSize()).build();

        for (int i = 0; i < example.blocks().size(); i++) {
            Headers decoded = decoder.decode(example.blocks().get(i));

            assertEquals(example.lists().get(i), decoded);
            assertEquals(example.sizes().get(i), decoder.tableSize());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.javahyper.hpack.AppendixC#examples")
    @Spec({"HP-CONF-01", "HP-ENC-02", "HP-ENC-05", "HP-HUF-03"})
    void theExamplesEncodeToTheSameOctets(String section, AppendixC example) {
        HpackEncoder encoder = HpackEncoder.builder()
                .tableSize(example.tableSize())
                .huffmanMode(example.huffmanMode())
                .indexingPolicy(IndexingPolicy.INDEX_EVERYTHING)
                .build();

        for (int i = 0; i < example.blocks().size(); i++) {
            byte[] encoded = encoder.encode(example.lists().get(i));

            assertEquals(Hex.of(example.blocks().get(i)), Hex.of(encoded));
            assertEquals(example.sizes().get(i), encoder.tableSize());
        }
    }

    @Test
    @Spec({"HP-CONF-01", "HP-DEC-02"})
    void aLiteralWithIndexingEntersTheTable() { // C.2.1
        String block = "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572";

        assertBothWays(block, "custom-key", "custom-header", HeaderSink.LITERAL_WITH_INDEXING, 55);
    }

    @Test
    @Spec({"HP-CONF-01", "HP-DEC-02", "HP-ENC-01"})
    void aLiteralWithoutIndexingDoesNotEnterTheTable() { // C.2.2
        String block = "040c 2f73 616d 706c 652f 7061 7468";

        assertBothWays(block, ":path", "/sample/path", HeaderSink.LITERAL_WITHOUT_INDEXING, 0);
    }

    @Test
    @Spec({"HP-CONF-01", "HP-DEC-02", "HP-ENC-04"})
    void aNeverIndexedLiteralDoesNotEnterTheTable() { // C.2.3
        String block = "1008 7061 7373 776f 7264 0673 6563 7265 74";

        assertBothWays(block, "password", "secret", HeaderSink.NEVER_INDEXED, 0);
    }

    @Test
    @Spec({"HP-CONF-01", "HP-DEC-02", "HP-TAB-01"})
    void anIndexedFieldComesFromTheStaticTable() { // C.2.4
        assertBothWays("82", ":method", "GET", HeaderSink.INDEXED, 0);
    }

    private static void assertBothWays(String block, String name, String value, int representation, int tableSize) {
        IndexingPolicy.Indexing indexing = switch (representation) {
            case HeaderSink.LITERAL_WITHOUT_INDEXING -> IndexingPolicy.Indexing.NO_INDEX;
            case HeaderSink.NEVER_INDEXED -> IndexingPolicy.Indexing.NEVER_INDEX;
            default -> IndexingPolicy.Indexing.INDEX;
        };
        HpackEncoder encoder = HpackEncoder.builder()
                .huffmanMode(HuffmanMode.NEVER)
                .indexingPolicy((nameToken, fieldName, fieldValue, tableCapacity) -> indexing)
                .build();
        HpackDecoder decoder = HpackDecoder.create();
        FieldRecorder recorder = new FieldRecorder();
        byte[] octets = Hex.bytes(block);

        byte[] encoded = encoder.encode(Headers.of(name, value));
        decoder.decode(octets, 0, octets.length, recorder);

        assertEquals(Hex.of(octets), Hex.of(encoded));
        assertEquals(tableSize, encoder.tableSize());
        assertEquals(new HeaderField(name, value).toString(), String.join("", recorder.lines()));
        assertEquals(representation, recorder.fields.get(0).traits() & HeaderSink.REPRESENTATION_MASK);
        assertEquals(tableSize, decoder.tableSize());
    }
}
