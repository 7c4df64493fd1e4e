package org.javahyper.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any octets are fields or one declared refusal, as an obviously correct decoder says; after a refusal there is nothing more. What was decoded
 * can be sent on.
 *
 * <p>The script: an octet that says whether to discard, one for the limits, one for the size of the table; then steps, each an octet: up to fc
 * a block with as many octets, which follow; fd a block with all the octets that are left; fe another size of the table that is allowed, or ff
 * other limits, with an octet that says which.
 */
class HpackDecoderFuzz {
    static final int LONGEST_BLOCK = 0xfc;
    private static final int LAST_BLOCK = 0xfd;
    private static final int SIZE_SETTING = 0xfe;

    private static final List<HpackLimits> LIMITS = List.of(
            HpackLimits.DEFAULT,
            HpackLimits.of(0, 0),
            HpackLimits.of(100, 3),
            new HpackLimits(64, 64, 1, 1),
            new HpackLimits(256, 10_000, 4, 100),
            HpackLimits.of(1_000_000, 10_000));

    static Stream<byte[]> seeds() {
        return Stream.concat(Seeds.in("hpack-decoder.txt"), Stories.seeds());
    }

    @MethodSource("seeds")
    @FuzzTest
    void decodesAsTheReferenceDoes(byte[] input) {
        Script script = new Script(input);
        boolean discards = (script.octet() & 1) == 1;
        HpackLimits limits = script.oneOf(LIMITS);
        ComparedDecoder decoder = new ComparedDecoder(limits, discards, script.tableSize());
        Hop nextHop = new Hop(HpackEncoder.create(), 4_096);

        boolean refused = false;
        while (!refused && !script.isEmpty()) {
            int step = script.octet();
            if (step <= LAST_BLOCK) {
                Outcome outcome = decoder.decode(step <= LONGEST_BLOCK ? script.take(step) : script.rest());
                nextHop.send(outcome.fields());
                refused = outcome.isRefusal();
            } else if (step == SIZE_SETTING) {
                decoder.maxAllowedTableSize(script.tableSize());
            } else {
                decoder.limits(script.oneOf(LIMITS));
            }
        }
    }
}
