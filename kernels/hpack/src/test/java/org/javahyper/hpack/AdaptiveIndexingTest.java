package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.javahyper.hpack.IndexingPolicy.Indexing;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** The indexing policy that learns which names have values that come again. */
class AdaptiveIndexingTest {
    private static final int CAPACITY = 4_096;

    private final IndexingPolicy policy = IndexingPolicy.adaptive();

    @Test
    @Spec("HP-ENC-03")
    void aNameBeginsAsOneWhoseFieldsComeAgain() {
        assertEquals(Indexing.INDEX, ask("x-id", "1"));
    }

    @Test
    @Spec("HP-ENC-03")
    void aNameWithOtherValuesEachTimeIsIndexedNoLonger() {
        for (int i = 0; i < 20; i++) {
            ask("x-id", "value " + i);
        }

        assertEquals(Indexing.NO_INDEX, ask("x-id", "another"));
        assertEquals(Indexing.INDEX, ask("accept", "*/*"), "a name for itself");
    }

    @Test
    @Spec("HP-ENC-03")
    void aFieldThatComesAgainIsIndexedAllTheSame() {
        for (int i = 0; i < 20; i++) {
            ask("x-id", "value " + i);
        }

        assertEquals(Indexing.INDEX, ask("x-id", "value 19"));
    }

    @Test
    @Spec("HP-ENC-03")
    void aNameWhoseFieldsComeAgainIsIndexedAnew() {
        for (int i = 0; i < 20; i++) {
            ask("x-id", "value " + i);
        }
        for (int i = 0; i < 20; i++) {
            ask("x-id", "the same");
        }

        assertEquals(Indexing.INDEX, ask("x-id", "another"));
    }

    @Test
    @Spec("HP-ENC-03")
    void whatWouldFlushTheTableIsNeverIndexed() {
        String fits = "x".repeat(CAPACITY * 3 / 4 - 33);

        assertEquals(Indexing.INDEX, ask("a", fits));
        assertEquals(Indexing.NO_INDEX, ask("a", fits + "x"));
        assertEquals(Indexing.NO_INDEX, ask("a", fits + "x"), "the second time, too");
    }

    @Test
    @Spec("HP-ENC-03")
    void encodersLearnEachForItself() {
        HpackEncoder taught =
                HpackEncoder.builder().indexingPolicy(IndexingPolicy.adaptive()).build();
        HpackEncoder fresh =
                HpackEncoder.builder().indexingPolicy(IndexingPolicy.adaptive()).build();
        for (int i = 0; i < 20; i++) {
            taught.encode(Headers.of("x-id", "value " + i));
        }
        int before = taught.tableSize();

        taught.encode(Headers.of("x-id", "another"));
        fresh.encode(Headers.of("x-id", "another"));

        assertEquals(before, taught.tableSize());
        assertEquals(32 + 4 + 7, fresh.tableSize());
    }

    @Test
    @Spec("HP-CONF-02")
    void whateverItDecidesComesBack() {
        Property.forAll(300, draw -> {
            HpackEncoder encoder = HpackEncoder.builder()
                    .indexingPolicy(IndexingPolicy.adaptive())
                    .build();
            HpackDecoder decoder = HpackDecoder.create();
            for (int block = draw.integer(1, 20); block > 0; block--) {
                Headers.Builder fields = Headers.builder();
                for (int field = draw.integer(0, 6); field > 0; field--) {
                    fields.add("name-" + draw.integer(0, 3), "value-" + draw.integer(0, 9));
                }
                Headers sent = fields.build();

                assertEquals(sent, decoder.decode(encoder.encode(sent)));
                assertEquals(encoder.tableSize(), decoder.tableSize(), "in step");
            }
        });
    }

    private Indexing ask(String name, String value) {
        return policy.indexing(HeaderNames.token(name), name, value, CAPACITY);
    }
}
