package org.javahyper.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a block.
 *
 * @param fields those delivered
 * @param refusals empty if the block was decoded; else why not, and for the reference each reason that would be right
 * @param totals null if the block was refused
 */
record Outcome(
        List<Field> fields,
        Set<HpackException.Kind> refusals,
        @Nullable Totals totals) {
    /**
     * What a decoder says after a block.
     *
     * @param complete whether all fields were delivered
     */
    record Totals(
            boolean complete,
            long headerListSize,
            int headerFieldCount,
            int evictionCount,
            int tableSize,
            int tableCapacity) {}

    /** What a decoder makes of a complete block. */
    static Outcome ofWhole(HpackDecoder decoder, byte[] block) {
        return of(decoder, sink -> decoder.decode(block, 0, block.length, sink));
    }

    /** What a decoder makes of a block that it is given in fragments of a length, whose arrays are used again. */
    static Outcome ofFragments(HpackDecoder decoder, byte[] block, int length) {
        byte[] fragment = new byte[length];
        return of(decoder, sink -> {
            int at = 0;
            for (; block.length - at > length; at += length) {
                System.arraycopy(block, at, fragment, 0, length);
                decoder.decodeFragment(fragment, 0, length, false, sink);
            }
            System.arraycopy(block, at, fragment, 0, block.length - at);
            return decoder.decodeFragment(fragment, 0, block.length - at, true, sink);
        });
    }

    private static Outcome of(HpackDecoder decoder, Predicate<HeaderSink> decoding) {
        List<Field> fields = new ArrayList<>();
        try {
            boolean complete = decoding.test((name, value, traits) -> fields.add(new Field(name, value, traits)));
            return new Outcome(fields, Set.of(), totals(decoder, complete));
        } catch (HpackException refusal) {
            return new Outcome(fields, Set.of(refusal.kind()), null);
        }
    }

    private static Totals totals(HpackDecoder decoder, boolean complete) {
        return new Totals(
                complete,
                decoder.headerListSize(),
                decoder.headerFieldCount(),
                decoder.evictionCount(),
                decoder.tableSize(),
                decoder.tableCapacity());
    }

    boolean isRefusal() {
        return !refusals.isEmpty();
    }

    /** Checks that what a decoder did is what the reference, which is this, says. */
    void assertAllows(Outcome actual) {
        assertEquals(fields, actual.fields);
        assertEquals(totals, actual.totals);
        assertEquals(isRefusal(), actual.isRefusal(), () -> refusals + " and " + actual.refusals);
        assertTrue(refusals.containsAll(actual.refusals), () -> refusals + " and " + actual.refusals);
    }
}
