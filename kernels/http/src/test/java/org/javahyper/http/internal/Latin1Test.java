package org.javahyper.http.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.javahyper.testkit.Property;
import org.junit.jupiter.api.Test;

class Latin1Test {
    @Test
    void everyOctetIsOneCharacterAndBack() {
        Property.forAll(200, draw -> {
            byte[] octets = draw.bytes(300);
            int offset = draw.integer(0, octets.length);
            byte[] target = new byte[octets.length + 2];

            String text = Latin1.string(octets, offset, octets.length - offset);
            int end = Latin1.copy(text, target, 1);

            assertEquals(octets.length - offset, text.length());
            assertEquals(1 + text.length(), end);
            assertArrayEquals(Arrays.copyOfRange(octets, offset, octets.length), Arrays.copyOfRange(target, 1, end));
            assertEquals(0, target[0]);
            assertEquals(0, target[end]);
        });
    }
}
