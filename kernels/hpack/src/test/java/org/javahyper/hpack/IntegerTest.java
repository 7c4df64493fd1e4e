package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.hpack.internal.PrefixedInteger;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerTest {
    @ParameterizedTest(name = "{0} with a prefix of {1} bits: {2}")
    @CsvSource({
        "10, 5, 0a", // C.1.1
        "1337, 5, 1f9a0a", // C.1.2
        "42, 8, 2a", // C.1.3
        "0, 1, 00",
        "1, 1, 0100",
        "30, 5, 1e",
        "31, 5, 1f00",
        "158, 5, 1f7f",
        "159, 5, 1f8001",
        "254, 8, fe",
        "255, 8, ff00",
        "2147483647, 8, ff80feffff07",
        "2147483647, 1, 01feffffff07",
    })
    @Spec({"HP-INT-01", "HP-INT-02", "HP-INT-03", "HP-CONF-01"})
    void integersAreWrittenAndRead(int value, int prefixBits, String hex) {
        byte[] octets = new byte[PrefixedInteger.MAX_ENCODED_SIZE];

        int end = PrefixedInteger.write(value, prefixBits, 0, octets, 0);
        long read = PrefixedInteger.read(octets, 0, end, prefixBits);

        assertEquals(hex, Hex.of(octets, 0, end));
        assertEquals(value, PrefixedInteger.value(read));
        assertEquals(end, PrefixedInteger.end(read));
    }

    @Test
    @Spec({"HP-INT-02", "HP-INT-03"})
    void everyIntegerComesBackWithAnyPrefix() {
        Property.forAll(2_000, draw -> {
            int prefixBits = draw.integer(1, 8);
            int value = draw.integer(0, Integer.MAX_VALUE >>> draw.integer(0, 30));
            byte[] octets = new byte[PrefixedInteger.MAX_ENCODED_SIZE];

            int end = PrefixedInteger.write(value, prefixBits, 0, octets, 0);
            long read = PrefixedInteger.read(octets, 0, end, prefixBits);

            assertEquals(value, PrefixedInteger.value(read));
            assertEquals(end, PrefixedInteger.end(read));
        });
    }

    @Test
    @Spec("HP-INT-02")
    void thePatternStandsAboveThePrefix() {
        byte[] octets = new byte[3];

        PrefixedInteger.write(2, 6, 0x40, octets, 0);
        PrefixedInteger.write(63, 6, 0x40, octets, 1);

        assertArrayEquals(Hex.bytes("42 7f 00"), octets);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 9})
    @Spec("HP-INT-01")
    void aPrefixOutsideOneToEightBitsIsRefused(int prefixBits) {
        byte[] octets = new byte[6];

        assertThrows(IllegalArgumentException.class, () -> PrefixedInteger.write(1, prefixBits, 0, octets, 0));
        assertThrows(IllegalArgumentException.class, () -> PrefixedInteger.read(octets, 0, 6, prefixBits));
        assertArrayEquals(new byte[6], octets);
    }

    @Test
    @Spec("HP-INT-01")
    void aNegativeIntegerIsRefused() {
        byte[] octets = new byte[6];

        assertThrows(IllegalArgumentException.class, () -> PrefixedInteger.write(-1, 5, 0, octets, 0));
        assertArrayEquals(new byte[6], octets);
    }

    @Test
    @Spec("HP-INT-03")
    void superfluousZerosAreAcceptedUpToFiveOctets() {
        byte[] octets = Hex.bytes("1f 80 80 80 80 00");

        long read = PrefixedInteger.read(octets, 0, octets.length, 5);

        assertEquals(31, PrefixedInteger.value(read));
        assertEquals(octets.length, PrefixedInteger.end(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f 80 80 80 80 80 00", // six octets, though the value is 31
                "1f ff ff ff ff ff",
            })
    @Spec("HP-INT-03")
    void moreThanFiveOctetsBehindThePrefixAreRefused(String hex) {
        assertEquals(Kind.OVERSIZED_INTEGER, refusal(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f e1 ff ff ff 07", "1f ff ff ff ff 7f"})
    @Spec("HP-INT-03")
    void valuesAboveTheLargestIntAreRefused(String hex) {
        assertEquals(Kind.OVERSIZED_INTEGER, refusal(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1f", "1f 80", "1f 9a 8a"})
    @Spec("HP-INT-04")
    void truncatedIntegersAreRefused(String hex) {
        assertEquals(Kind.TRUNCATED, refusal(hex));
    }

    private static Kind refusal(String hex) {
        byte[] octets = Hex.bytes(hex);
        byte[] longer = Arrays.copyOf(octets, octets.length + 2); // what stands behind the end takes no part
        return assertThrows(HpackException.class, () -> PrefixedInteger.read(longer, 0, octets.length, 5))
                .kind();
    }
}
