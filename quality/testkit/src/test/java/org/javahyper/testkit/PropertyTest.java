package org.javahyper.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PropertyTest {
    @Test
    void trueClaimIsCheckedOnEveryExample() {
        AtomicInteger checked = new AtomicInteger();

        Property.forAll(50, draw -> checked.incrementAndGet());

        assertEquals(50, checked.get());
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
        assertTrue(refutation.getMessage().contains("-Dhyper.property.seed=1"), refutation.getMessage());
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
    void cutsJoinToTheInput() {
        Property.forAll(200, draw -> {
            byte[] input = draw.bytes(40);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();

            draw.cuts(input).forEach(joined::writeBytes);

            assertArrayEquals(input, joined.toByteArray());
        });
    }

    @Test
    void everySplitJoinsToTheInput() {
        byte[] input = Hex.bytes("01 02 03 04");
        AtomicInteger ways = new AtomicInteger();

        Splits.forEach(input, parts -> {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            parts.forEach(joined::writeBytes);
            assertEquals("01020304", Hex.of(joined.toByteArray()));
            ways.incrementAndGet();
        });

        assertEquals(5, ways.get());
    }
}
