package org.javahyper.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackLimits;

/** A decoder next to the reference: both are given the same and must do the same. */
final class ComparedDecoder {
    private final ReferenceDecoder reference;
    private final HpackDecoder decoder;
    private HpackLimits limits;

    ComparedDecoder(HpackLimits limits, boolean discards, int tableSize) {
        this.limits = limits;
        reference = new ReferenceDecoder(limits, discards, tableSize);
        decoder = HpackDecoder.builder()
                .limits(limits)
                .discardOversized(discards)
                .tableSize(tableSize)
                .build();
    }

    /** Decodes a block; after a refusal there must be no other. */
    Outcome decode(byte[] block) {
        Outcome expected = reference.decode(block);
        Outcome whole = Outcome.ofWhole(decoder, block);

        expected.assertAllows(whole);
        assertTrue(whole.fields().size() <= limits.maxHeaderFields());
        assertTrue(whole.fields().stream().mapToLong(Field::size).sum() <= limits.maxHeaderListSize());
        assertTrue(decoder.tableSize() <= decoder.tableCapacity());
        if (whole.isRefusal()) {
            assertPoisoned();
        }
        return whole;
    }

    private void assertPoisoned() {
        Outcome poisoned = new Outcome(List.of(), Set.of(HpackException.Kind.POISONED), null);

        assertEquals(poisoned, Outcome.ofWhole(decoder, new byte[] {(byte) 0x82}));
        assertEquals(poisoned, Outcome.ofWhole(decoder, new byte[0]));
    }

    void maxAllowedTableSize(int octets) {
        decoder.maxAllowedTableSize(octets);
        reference.maxAllowedTableSize(octets);
    }

    void limits(HpackLimits newLimits) {
        limits = newLimits;
        decoder.limits(newLimits);
        reference.limits(newLimits);
    }
}
