package org.javahyper.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {
    @Test
    void everyNumberOfARangeIsDrawnAndNoOther() {
        assertEquals(Set.of(-2, -1, 0, 1), drawn(draw -> draw.integer(-2, 1)));
        assertEquals(Set.of(7), drawn(draw -> draw.integer(7, 7)));
        assertEquals(Set.of(0L, 1L, 2L), drawn(draw -> draw.upTo(2)));
        assertEquals(Set.of(false, true), drawn(Draw::bool));
        assertEquals(Set.of(true), drawn(draw -> draw.oneIn(1)));
        assertEquals(Set.of("a", "b"), drawn(draw -> draw.oneOf("a", "b")));
        assertEquals(Set.of("a", "b"), drawn(draw -> draw.oneOf(List.of("a", "b"))));
        assertEquals(Set.of("", "x", "y", "xx", "xy", "yx", "yy"), drawn(draw -> draw.string("xy", 0, 2)));
        assertEquals(
                Set.of(List.of(), List.of(true), List.of(false)), drawn(draw -> draw.list(1, each -> each.bool())));
    }

    @Test
    void widestRangesStayInBounds() {
        Property.forAll(1_000, draw -> {
            assertTrue(draw.upTo(Long.MAX_VALUE) >= 0);
            draw.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        });
    }

    @Test
    void oneInManyIsTrueAboutThatOften() {
        Draw draw = new Draw(new Random(1));

        long times = IntStream.range(0, 10_000).filter(i -> draw.oneIn(10)).count();

        assertTrue(times > 800 && times < 1_200, times + " of 10,000");
    }

    @Test
    void everyOctetIsDrawn() {
        Set<Byte> octets = new HashSet<>();

        Property.forAll(100, draw -> {
            byte[] drawn = draw.bytes(100);
            assertTrue(drawn.length <= 100);
            for (byte octet : drawn) {
                octets.add(octet);
            }
        });

        assertEquals(256, octets.size());
    }

    @Test
    void whenTheChoicesRunOutEverythingIsSimplest() {
        Draw draw = Draw.replaying(new long[0]);

        assertEquals(-5, draw.integer(-5, 5));
        assertFalse(draw.bool());
        assertFalse(draw.oneIn(2));
        assertEquals(TimeUnit.NANOSECONDS, draw.oneOf(List.copyOf(EnumSet.allOf(TimeUnit.class))));
        assertEquals("a", draw.string("ab", 1, 9));
        assertEquals(0, draw.bytes(9).length);
        assertEquals(List.of(), draw.list(9, Draw::bool));
        assertEquals(List.of("010203"), text(draw.cuts(Hex.bytes("010203"))));
    }

    @Test
    void replayedChoicesGiveTheSameValuesAndAreCutToTheirBound() {
        Draw recorded = new Draw(new Random(7));
        byte[] octets = recorded.bytes(20);
        String text = recorded.string("abc", 2, 8);

        Draw replayed = Draw.replaying(recorded.choices());
        Draw cut = Draw.replaying(new long[] {1_000});

        assertArrayEquals(octets, replayed.bytes(20));
        assertEquals(text, replayed.string("abc", 2, 8));
        assertArrayEquals(recorded.choices(), replayed.choices());
        assertEquals(6, cut.integer(0, 6));
    }

    @Test
    void cutsAreNeverEmptyAndJoinToTheInput() {
        Set<List<String>> ways = new HashSet<>(drawn(draw -> text(draw.cuts(Hex.bytes("010203")))));
        Property.forAll(200, draw -> {
            byte[] input = draw.bytes(40);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();

            draw.cuts(input).forEach(joined::writeBytes);

            assertArrayEquals(input, joined.toByteArray());
        });

        assertEquals(
                Set.of(List.of("010203"), List.of("01", "0203"), List.of("0102", "03"), List.of("01", "02", "03")),
                ways);
    }

    private static List<String> text(List<byte[]> parts) {
        return parts.stream().map(Hex::of).toList();
    }

    private static <T> Set<T> drawn(Function<Draw, T> value) {
        Set<T> drawn = new HashSet<>();
        Property.forAll(200, draw -> drawn.add(value.apply(draw)));
        return drawn;
    }
}
