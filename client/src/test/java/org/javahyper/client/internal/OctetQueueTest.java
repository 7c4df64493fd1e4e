package org.javahyper.client.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.javahyper.testkit.Property;
import org.junit.jupiter.api.Test;

class OctetQueueTest {
    @Test
    void octetsComeOutAsTheyWentIn() {
        Property.forAll(300, draw -> {
            OctetQueue queue = new OctetQueue();
            byte[] model = new byte[0];
            for (int step = 0; step < 30; step++) {
                byte[] added = draw.bytes(1_500);
                queue.add(ByteBuffer.wrap(added));
                model = Arrays.copyOf(model, model.length + added.length);
                System.arraycopy(added, 0, model, model.length - added.length, added.length);

                byte[] target = new byte[draw.integer(0, 2_000)];
                int taken = queue.take(target, 0, target.length);

                assertEquals(Math.min(target.length, model.length), taken);
                assertArrayEquals(Arrays.copyOf(model, taken), Arrays.copyOf(target, taken));
                model = Arrays.copyOfRange(model, taken, model.length);
                assertEquals(model.length, queue.length());
            }
        });
    }

    @Test
    void clearedQueueIsEmptyAndUsable() {
        OctetQueue queue = new OctetQueue();
        queue.add(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        queue.clear();

        assertEquals(0, queue.length());
        assertEquals(0, queue.take(new byte[4], 0, 4));
        queue.add(ByteBuffer.wrap(new byte[] {4}));
        byte[] target = new byte[2];
        assertEquals(1, queue.take(target, 1, 1));
        assertArrayEquals(new byte[] {0, 4}, target);
    }
}
