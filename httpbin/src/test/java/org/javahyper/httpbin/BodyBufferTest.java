package org.javahyper.httpbin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.javahyper.testkit.Property;
import org.junit.jupiter.api.Test;

class BodyBufferTest {
    @Test
    void octetsComeOutInTheOrderInWhichTheyWentIn() {
        Property.forAll(500, draw -> {
            BodyBuffer buffer = new BodyBuffer();
            ArrayDeque<Byte> expected = new ArrayDeque<>();
            for (int i = draw.integer(0, 40); i > 0; i--) {
                byte[] added = draw.bytes(100);
                buffer.append(ByteBuffer.wrap(added));
                for (byte octet : added) {
                    expected.add(octet);
                }
                byte[] target = new byte[draw.integer(0, 120)];
                int read = buffer.read(target, 0, target.length);
                assertEquals(Math.min(target.length, expected.size()), read);
                for (int at = 0; at < read; at++) {
                    assertEquals(expected.remove(), target[at]);
                }
                assertEquals(expected.size(), buffer.length());
            }
            assertEquals(expected.size(), buffer.clear());
            assertEquals(0, buffer.length());
        });
    }
}
