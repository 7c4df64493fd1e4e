package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/**
 * Random programs on both sides of a connection, which ask for what is allowed and for what is not, with octets that arrive when and in what
 * pieces they like. After every step each side is what the {@link ReferenceModel} says, and at the end nothing is lost.
 *
 * <p>The build takes some ten thousand steps, {@code -Dhyper.long=true} more than a million.
 */
class ModelTest {
    private static final boolean LONG = Boolean.getBoolean("hyper.long");
    private static final int EXAMPLES = LONG ? 12_000 : 160;
    private static final int STEPS = 120; // of an example, unless both sides go away before

    @Test
    @Spec({"H2-CONF-03", "X-ATOM-01", "X-BUF-02", "X-BUF-04", "H2-CLOSED-08", "H2-WIN-07", "INV-5", "INV-6", "INV-7"})
    void kernelsDoWhatTheModelSays() {
        int[] steps = new int[1];

        Property.forAll(EXAMPLES, draw -> {
            ModelPair pair = new ModelPair(draw);
            try {
                ModelProgram program = new ModelProgram(draw, pair);
                for (int i = 0; i < STEPS && !program.isOver(); i++) {
                    program.step();
                    steps[0]++;
                }
                pair.settle();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(pair.story() + "\n" + failure.getMessage(), failure);
            }
        });

        assertTrue(steps[0] >= (LONG ? 1_000_000 : 10_000), () -> steps[0] + " steps");
    }
}
