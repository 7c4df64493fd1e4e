package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.javahyper.http.Headers;
import org.javahyper.testkit.Draw;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final String OCTETS = "abcdefghijklmnopqrstuvwxyz-:/?=0123456789 \u0000\u007f\u0080\u00ff";

    @Test
    @Spec({"HP-ENC-05", "HP-ENC-08", "HP-DEC-06", "HP-TAB-04", "HP-TAB-07"})
    void bothSidesStayInStepOverAnyBlocksAndTableSizes() {
        Property.forAll(1_500, draw -> {
            HpackEncoder encoder = HpackEncoder.builder()
                    .huffmanMode(draw.oneOf(HuffmanMode.values()))
                    .indexingPolicy(draw.oneOf(IndexingPolicy.INDEX_EVERYTHING, IndexingPolicy.SELECTIVE))
                    .tableSizeCap(draw.oneOf(4_096, 0, 50, 100, 10_000))
                    .build();
            HpackDecoder decoder = HpackDecoder.create();

            for (int blocks = draw.integer(1, 12); blocks > 0; blocks--) {
                for (int changes = draw.integer(0, 2); changes > 0; changes--) {
                    int size = draw.oneOf(4_096, 0, 34, 80, 1_000, 20_000);
                    encoder.maxTableSize(size);
                    decoder.maxAllowedTableSize(size);
                }
                Headers headers = headers(draw);

                Headers decoded = decoder.decode(encoder.encode(headers));

                assertEquals(headers, decoded);
                assertEquals(sensitivity(headers), sensitivity(decoded));
                assertEquals(encoder.tableSize(), decoder.tableSize());
                assertEquals(encoder.tableCapacity(), decoder.tableCapacity());
            }
        });
    }

    @Test
    @Spec({"HP-LIM-02", "INV-5"})
    void theTableStaysInStepWhileBlocksAreDiscarded() {
        Property.forAll(1_000, draw -> {
            HpackLimits tight = new HpackLimits(draw.integer(0, 300), 100_000, draw.integer(0, 5), 1_000);
            HpackEncoder encoder = HpackEncoder.builder()
                    .indexingPolicy(IndexingPolicy.INDEX_EVERYTHING)
                    .build();
            HpackDecoder skipping =
                    HpackDecoder.builder().discardOversized(true).limits(tight).build();
            HpackDecoder complete = HpackDecoder.create();
            FieldRecorder delivered = new FieldRecorder();
            FieldRecorder all = new FieldRecorder();

            for (int blocks = draw.integer(1, 6); blocks > 0; blocks--) {
                byte[] block = encoder.encode(headers(draw));
                delivered.fields.clear();
                all.fields.clear();

                boolean whole = skipping.decode(block, 0, block.length, delivered);
                complete.decode(block, 0, block.length, all);

                assertEquals(all.fields.subList(0, delivered.fields.size()), delivered.fields);
                assertEquals(whole, all.fields.size() == delivered.fields.size());
                assertEquals(complete.headerListSize(), skipping.headerListSize());
                assertEquals(complete.tableSize(), skipping.tableSize());
            }
        });
    }

    private static Headers headers(Draw draw) {
        Headers.Builder headers = Headers.builder();
        for (int fields = draw.integer(0, 15); fields > 0; fields--) {
            String name = draw.oneOf(
                    ":path", "cookie", "x-a", "x-b", "accept", "n" + draw.integer(0, 30), draw.string(OCTETS, 0, 12));
            String value = draw.oneIn(20)
                    ? draw.string(OCTETS, 0, 400)
                    : draw.oneOf("", "/", "v" + draw.integer(0, 9), draw.string(OCTETS, 0, 40));
            if (draw.oneIn(8)) {
                headers.addSensitive(name, value);
            } else {
                headers.add(name, value);
            }
        }
        return headers.build();
    }

    private static String sensitivity(Headers headers) {
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < headers.size(); i++) {
            marks.append(headers.isSensitive(i) ? 's' : '.');
        }
        return marks.toString();
    }
}
