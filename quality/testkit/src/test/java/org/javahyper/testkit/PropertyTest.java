package org.javahyper.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PropertyTest {
    @Test
    void trueClaimIsCheckedOnEveryExample() {
        AtomicInteger checked = new AtomicInteger();

        Property.forAll(50, draw -> checked.incrementAndGet());

        assertEquals(50 * Long.getLong("hyper.property.scale", 1), checked.get());
    }

    @Test
    void falseClaimIsRefutedByItsSimplestExample() {
        List<Integer> seen = new ArrayList<>();

        AssertionError refutation = assertThrows(
                AssertionError.class,
                () -> Property.forAll(1_000, draw -> {
                    int drawn = draw.integer(0, 1_000_000);
                    seen.add(drawn);
                    assertTrue(drawn < 1_234);
                }));

        assertEquals(1_234, seen.get(seen.size() - 1), "the last example tried is the simplest");
        String seed = "-Dhyper.property.seed=" + Long.getLong("hyper.property.seed", 1);
        assertTrue(refutation.getMessage().contains(seed), refutation.getMessage());
    }

    @Test
    void superfluousChoicesAreTakenAway() {
        AssertionError refutation = assertThrows(
                AssertionError.class,
                () -> Property.forAll(100, draw -> {
                    byte[] octets = draw.bytes(50);
                    assertTrue(octets.length < 3);
                }));

        assertTrue(refutation.getMessage().contains("[3]"), refutation.getMessage());
    }

    @Test
    void runsAreReproducible() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();

        Property.forAll(20, draw -> first.add(draw.integer(-5, 5)));
        Property.forAll(20, draw -> second.add(draw.integer(-5, 5)));

        assertEquals(first, second);
    }

    @Test
    void errorsAndCheckedExceptionsRefuteToo() {
        AssertionError overflow = assertThrows(
                AssertionError.class,
                () -> Property.forAll(1, draw -> {
                    throw new StackOverflowError();
                }));
        AssertionError checked = assertThrows(
                AssertionError.class,
                () -> Property.forAll(1, draw -> {
                    throw new IOException("broken");
                }));

        assertEquals(StackOverflowError.class, overflow.getCause().getClass());
        assertEquals("broken", checked.getCause().getMessage());
    }

    /** The claim fails once and never again: what is left to show is the first failure. */
    @Test
    void failureThatDoesNotComeBackIsShownAsItWas() {
        AtomicInteger runs = new AtomicInteger();

        AssertionError refutation = assertThrows(
                AssertionError.class,
                () -> Property.forAll(10, draw -> {
                    draw.bool();
                    assertNotEquals(1, runs.incrementAndGet());
                }));

        assertTrue(refutation.getCause().getMessage().contains("not equal"), refutation.getMessage());
    }
}
