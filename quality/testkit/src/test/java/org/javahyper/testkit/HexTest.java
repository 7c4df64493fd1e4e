package org.javahyper.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexTest {
    @Test
    void whiteSpaceBetweenDigitsIsSkipped() {
        assertArrayEquals(new byte[] {0x00, (byte) 0xff, 0x7a}, Hex.bytes(" 00 FF\n\t7\r\na "));
        assertArrayEquals(new byte[0], Hex.bytes(""));
    }

    @Test
    void octetsAreTwoLowerCaseDigitsEach() {
        byte[] octets = {0x00, (byte) 0xff, 0x7a};

        assertEquals("00ff7a", Hex.of(octets));
        assertEquals("ff", Hex.of(octets, 1, 1));
        assertEquals("", Hex.of(octets, 3, 0));
    }

    @Test
    void digitsAndOctetsAreInverse() {
        Property.forAll(100, draw -> {
            byte[] octets = draw.bytes(50);

            assertArrayEquals(octets, Hex.bytes(Hex.of(octets)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0g", "0x00", "00,01"})
    void anythingElseIsRefused(String digits) {
        assertThrows(IllegalArgumentException.class, () -> Hex.bytes(digits));
    }
}
