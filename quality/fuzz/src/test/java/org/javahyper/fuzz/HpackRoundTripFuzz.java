package org.javahyper.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.hpack.IndexingPolicy.Indexing;
import org.javahyper.http.Headers;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any fields arrive as they were sent, whatever the options, with the tables of both sides in step.
 *
 * <p>The script: octets for Huffman mode, policy, size of the table and its cap; then steps, each an octet: ff another SETTINGS_HEADER_TABLE_SIZE,
 * with an octet that says which; anything else a header list with as many fields. A field is an octet whose low bits choose the name, 0 for one
 * that follows, and whose highest bit marks the value as sensitive. Strings are an octet for the length and so many octets.
 */
class HpackRoundTripFuzz {
    private static final int SENSITIVE = 0x80;
    private static final int SIZE_SETTING = 0xff;

    private static final List<String> NAMES = List.of(
            ":path", ":method", ":status", ":authority", "cookie", "accept", "content-length", "x-a", "x-b", "x-c");
    private static final List<IndexingPolicy> POLICIES = List.of(
            IndexingPolicy.SELECTIVE,
            IndexingPolicy.INDEX_EVERYTHING,
            (nameToken, name, value, tableCapacity) -> value.length() % 2 == 0 ? Indexing.INDEX : Indexing.NO_INDEX);

    static Stream<byte[]> seeds() {
        return Seeds.in("hpack-round-trip.txt");
    }

    @MethodSource("seeds")
    @FuzzTest
    void whatIsEncodedIsDecoded(byte[] input) {
        Script script = new Script(input);
        HpackEncoder.Builder encoder = HpackEncoder.builder()
                .huffmanMode(script.oneOf(List.of(HuffmanMode.values())))
                .indexingPolicy(script.oneOf(POLICIES));
        int tableSize = script.tableSize();
        int tableSizeCap = script.tableSize();
        Hop hop =
                new Hop(encoder.tableSize(tableSize).tableSizeCap(tableSizeCap).build(), tableSize);

        while (!script.isEmpty()) {
            int step = script.octet();
            if (step == SIZE_SETTING) {
                hop.tableSize(script.tableSize());
            } else {
                hop.send(headers(script, step));
            }
        }
    }

    private static Headers headers(Script script, int fields) {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < fields && !script.isEmpty(); i++) {
            int choice = script.octet();
            int known = (choice & ~SENSITIVE) % (NAMES.size() + 1);
            String name = known == 0 ? string(script) : NAMES.get(known - 1);
            String value = string(script);
            if ((choice & SENSITIVE) != 0) {
                headers.addSensitive(name, value);
            } else {
                headers.add(name, value);
            }
        }
        return headers.build();
    }

    private static String string(Script script) {
        return Field.text(script.take(script.octet()));
    }
}
