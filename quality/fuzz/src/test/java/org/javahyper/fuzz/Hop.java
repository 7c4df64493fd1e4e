package org.javahyper.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/** An encoder, and the decoder at the other end: what goes in comes out, and their tables stay in step. */
final class Hop {
    private static final int MARGIN = 3;

    private final HpackEncoder encoder;
    private final ComparedDecoder decoder;

    /**
     * A hop without fields so far.
     *
     * @param tableSize what the encoder begins with
     */
    Hop(HpackEncoder encoder, int tableSize) {
        this.encoder = encoder;
        decoder = new ComparedDecoder(HpackLimits.of(1 << 29, 1 << 29), false, tableSize);
    }

    /** Sends fields on; those that came never indexed stay so. */
    void send(List<Field> fields) {
        Headers.Builder headers = Headers.builder();
        for (Field field : fields) {
            headers.add(new HeaderField(field.name(), field.value(), HeaderSink.isNeverIndexed(field.traits())));
        }
        send(headers.build());
    }

    void send(Headers headers) {
        int room = encoder.maxEncodedSize(headers);
        byte[] target = new byte[MARGIN + room];
        int end = encoder.encode(headers, target, MARGIN);
        assertTrue(end - MARGIN <= room, "the block is not larger than said");
        assertArrayEquals(new byte[MARGIN], Arrays.copyOf(target, MARGIN), "nothing is written before the offset");

        Outcome outcome = decoder.decode(Arrays.copyOfRange(target, MARGIN, end));
        assertEquals(Set.of(), outcome.refusals());
        assertEquals(lines(headers), outcome.fields().stream().map(Hop::line).toList());
        assertEquals(encoder.tableSize(), outcome.totals().tableSize());
        assertEquals(encoder.tableCapacity(), outcome.totals().tableCapacity());
    }

    /** The other end sets SETTINGS_HEADER_TABLE_SIZE. */
    void tableSize(int octets) {
        encoder.maxTableSize(octets);
        decoder.maxAllowedTableSize(octets);
    }

    private static List<String> lines(Headers headers) {
        return IntStream.range(0, headers.size())
                .mapToObj(i -> line(headers.name(i), headers.value(i), headers.isSensitive(i)))
                .toList();
    }

    private static String line(Field field) {
        return line(field.name(), field.value(), HeaderSink.isNeverIndexed(field.traits()));
    }

    private static String line(String name, String value, boolean sensitive) {
        return name + ": " + value + (sensitive ? " (sensitive)" : "");
    }
}
