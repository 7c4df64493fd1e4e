package org.javahyper.testkit;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Checks a claim on many random examples and shows the simplest one that refutes it.
 *
 * <pre>{@code
 * Property.forAll(1_000, draw -> {
 *     byte[] octets = draw.bytes(100);
 *     assertArrayEquals(octets, decode(encode(octets)));
 * });
 * }</pre>
 *
 * <p>Runs are reproducible: the seed is fixed. {@code -Dhyper.property.seed=N} gives other examples, {@code -Dhyper.property.scale=N} gives N
 * times as many.
 */
public final class Property {
    private static final int SHRINKING_ATTEMPTS = 2_000;

    private Property() {}

    /** The claim: asserts about what it draws, and may throw anything. */
    @FunctionalInterface
    public interface Claim {
        void check(Draw draw) throws Exception;
    }

    /**
     * Checks a claim on as many examples.
     *
     * @throws AssertionError if an example refutes it; the message has the seed, the cause is what the simplest example threw
     */
    public static void forAll(int examples, Claim claim) {
        long seed = Long.getLong("hyper.property.seed", 1L);
        long count = examples * Long.getLong("hyper.property.scale", 1L);
        Random random = new Random(seed);
        for (long example = 0; example < count; example++) {
            Draw draw = new Draw(new Random(random.nextLong()));
            Throwable failure = failureOf(claim, draw);
            if (failure != null) {
                throw refutation(claim, draw.choices(), failure, seed, example);
            }
        }
    }

    private static AssertionError refutation(Claim claim, long[] choices, Throwable failure, long seed, long example) {
        long[] simplest = shrink(claim, choices);
        Throwable cause = failureOf(claim, Draw.replaying(simplest));
        return new AssertionError(
                "Refuted by example " + example + "; run again with -Dhyper.property.seed=" + seed
                        + ". The simplest choices that refute it: " + Arrays.toString(simplest) + ": "
                        + (cause == null ? failure : cause),
                cause == null ? failure : cause);
    }

    /** Takes choices away and makes them smaller for as long as the claim still fails. */
    private static long[] shrink(Claim claim, long[] failing) {
        long[] best = failing;
        int attempts = 0;
        boolean improved = true;
        while (improved && attempts < SHRINKING_ATTEMPTS) {
            improved = false;
            for (int width = Math.max(1, best.length / 2); width >= 1; width /= 2) {
                for (int at = best.length - width; at >= 0 && attempts < SHRINKING_ATTEMPTS; at--) {
                    attempts++;
                    long[] shorter = without(best, at, width);
                    if (fails(claim, shorter)) {
                        best = shorter;
                        at = Math.min(at, best.length - width + 1);
                        improved = true;
                    }
                }
            }
            for (int at = 0; at < best.length; at++) {
                for (long smaller : new long[] {0, best[at] / 2, best[at] - 1}) {
                    if (smaller >= 0 && smaller < best[at] && attempts++ < SHRINKING_ATTEMPTS) {
                        long[] simpler = best.clone();
                        simpler[at] = smaller;
                        if (fails(claim, simpler)) {
                            best = simpler;
                            improved = true;
                        }
                    }
                }
            }
        }
        return best;
    }

    private static boolean fails(Claim claim, long[] choices) {
        return failureOf(claim, Draw.replaying(choices)) != null;
    }

    private static long[] without(long[] choices, int at, int width) {
        long[] shorter = new long[choices.length - width];
        System.arraycopy(choices, 0, shorter, 0, at);
        System.arraycopy(choices, at + width, shorter, at, choices.length - at - width);
        return shorter;
    }

    /** An {@code OutOfMemoryError} or a {@code StackOverflowError} refutes a claim like any other throwable. */
    @SuppressWarnings("CatchingUnchecked")
    private static @Nullable Throwable failureOf(Claim claim, Draw draw) {
        try {
            claim.check(draw);
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
