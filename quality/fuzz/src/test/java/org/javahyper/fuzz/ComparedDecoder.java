package org.javahyper.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackLimits;

/**
 * Decoders next to the reference: all are given the same and must do the same, whether they get whole blocks, halves, or one octet after the
 * other.
 */
final class ComparedDecoder {
    private final ReferenceDecoder reference;
    private final HpackDecoder decoder;
    private final HpackDecoder halves;
    private final HpackDecoder octets;
    private HpackLimits limits;

    ComparedDecoder(HpackLimits limits, boolean discards, int tableSize) {
        this.limits = limits;
        reference = new ReferenceDecoder(limits, discards, tableSize);
        HpackDecoder.Builder builder =
                HpackDecoder.builder().limits(limits).discardOversized(discards).tableSize(tableSize);
        decoder = builder.build();
        halves = builder.build();
        octets = builder.build();
    }

    /** Decodes a block; after a refusal there must be no other. */
    Outcome decode(byte[] block) {
        Outcome expected = reference.decode(block);
        Outcome whole = Outcome.ofWhole(decoder, block);

        expected.assertAllows(whole);
        expected.assertAllows(Outcome.ofFragments(halves, block, block.length / 2 + 1));
        expected.assertAllows(Outcome.ofFragments(octets, block, 1));
        assertTrue(whole.fields().size() <= limits.maxHeaderFields());
        assertTrue(whole.fields().stream().mapToLong(Field::size).sum() <= limits.maxHeaderListSize());
        assertTrue(decoder.tableSize() <= decoder.tableCapacity());
        if (whole.isRefusal()) {
            List.of(decoder, halves, octets).forEach(ComparedDecoder::assertPoisoned);
        }
        return whole;
    }

    private static void assertPoisoned(HpackDecoder decoder) {
        Outcome poisoned = new Outcome(List.of(), Set.of(HpackException.Kind.POISONED), null);

        assertEquals(poisoned, Outcome.ofWhole(decoder, new byte[] {(byte) 0x82}));
        assertEquals(poisoned, Outcome.ofWhole(decoder, new byte[0]));
    }

    void maxAllowedTableSize(int size) {
        List.of(decoder, halves, octets).forEach(each -> each.maxAllowedTableSize(size));
        reference.maxAllowedTableSize(size);
    }

    void limits(HpackLimits newLimits) {
        limits = newLimits;
        List.of(decoder, halves, octets).forEach(each -> each.limits(newLimits));
        reference.limits(newLimits);
    }
}
