package org.javahyper.http.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.javahyper.testkit.Draw;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputQueueTest {
    private static final int CHUNK = 16_384;

    private final OutputQueue queue = new OutputQueue();

    @Test
    void newQueueIsEmpty() {
        assertEquals(0, queue.length());
        assertEquals(0, queue.take().length);
        assertEquals(0, queue.take(ByteBuffer.allocate(1)));
        assertEquals(0, queue.views().length);
    }

    @Test
    void reservedOctetsCountOnlyWhenCommitted() {
        int at = queue.reserve(100);
        queue.array()[at] = 'a';
        assertEquals(0, queue.length());

        queue.commit(at + 1);

        assertEquals(1, queue.length());
        assertEquals("a", text(queue.take()));
    }

    @Test
    @Spec("X-BUF-04")
    void takingAllEmptiesTheQueue() {
        write("ab");
        write("cd");

        assertEquals("abcd", text(queue.take()));
        assertEquals(0, queue.length());
        assertEquals("", text(queue.take()));
    }

    @Test
    @Spec("X-BUF-04")
    void takingIntoABufferTakesWhatFits() {
        ByteBuffer target = ByteBuffer.allocate(3);
        write("abcd");

        assertEquals(3, queue.take(target));
        assertEquals(0, queue.take(target));

        assertEquals("abc", text(target.array()));
        assertEquals(1, queue.length());
        assertEquals(1, queue.take(target.clear()));
        assertEquals("d", text(Arrays.copyOf(target.array(), 1)));
    }

    @Test
    @Spec("X-BUF-04")
    void viewsShowEverythingAndTakeNothing() {
        write("ab");
        queue.lend(buffer("cd"));
        write("ef");

        ByteBuffer[] views = queue.views();
        String seen = text(joined(views));

        assertEquals(3, views.length);
        assertEquals("abcdef", seen);
        assertEquals(6, queue.length());
        assertEquals("abcdef", text(joined(queue.views())), "reading a view does not move the queue");
    }

    @Test
    @Spec("X-BUF-04")
    void consumedOctetsAreGone() {
        write("ab");
        queue.lend(buffer("cd"));
        write("ef");

        queue.consume(3);

        assertEquals("def", text(joined(queue.views())));
        queue.consume(0);
        assertEquals("def", text(queue.take()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE})
    void consumingMoreThanWaitsIsRefusedAndChangesNothing(long octets) {
        write("ab");

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> queue.consume(octets));

        assertEquals(
                "Cannot consume " + octets + " octets: 2 wait. Pass the number that the transport has taken.",
                refusal.getMessage());
        assertEquals("ab", text(queue.take()));
    }

    @Test
    void clearingDropsEverything() {
        write("ab");
        queue.lend(buffer("cd"));

        queue.clear();

        assertEquals(0, queue.length());
        assertEquals(0, queue.views().length);
        write("ef");
        assertEquals("ef", text(queue.take()));
    }

    @Test
    void lentBufferIsNotCopiedAndItsPositionStays() {
        byte[] lent = "xabcx".getBytes(ISO_8859_1);
        ByteBuffer octets = ByteBuffer.wrap(lent, 1, 3);
        write("<");

        queue.lend(octets);
        write(">");
        lent[2] = 'B';

        assertEquals(1, octets.position());
        assertEquals("<aBc>", text(queue.take()));
        assertEquals(1, octets.position());
    }

    @Test
    void lentBufferCanBeTakenInParts() {
        queue.lend(buffer("abcdef"));
        ByteBuffer target = ByteBuffer.allocate(6);

        queue.take(target.limit(2));
        queue.take(target.limit(4));
        queue.take(target.limit(6));

        assertEquals("abcdef", text(target.array()));
    }

    @Test
    void chunkGoesOnBehindALentBuffer() {
        write("ab");
        byte[] chunk = queue.array();
        queue.lend(buffer("cd"));

        assertEquals(2, queue.reserve(1));
        assertSame(chunk, queue.array());
    }

    @Test
    void insertedOctetsGoOutBetweenThoseThatWait() {
        write("ab");
        queue.lend(buffer("cdef"));
        write("gh");

        queue.insert(8, "4".getBytes(ISO_8859_1));
        queue.insert(4, "3".getBytes(ISO_8859_1));
        queue.insert(1, "2".getBytes(ISO_8859_1));
        queue.insert(0, "1".getBytes(ISO_8859_1));
        write("ij");

        assertEquals(14, queue.length());
        assertEquals("1a2bcd3efgh4ij", text(queue.take()));
    }

    @Test
    void lendingNothingChangesNothing() {
        write("a");
        queue.lend(ByteBuffer.allocate(0));
        write("b");

        assertEquals(1, queue.views().length);
        assertEquals("ab", text(queue.take()));
    }

    @Test
    void chunkIsUsedAgainFromItsBeginning() {
        write("ab");
        queue.lend(buffer("cd"));
        write("ef");
        byte[] chunk = queue.array();

        queue.consume(6);

        assertEquals(0, queue.reserve(CHUNK));
        assertSame(chunk, queue.array());
    }

    @Test
    void chunkIsSharedUntilItIsFull() {
        int first = queue.reserve(CHUNK - 1);
        byte[] chunk = queue.array();
        queue.commit(first + CHUNK - 1);

        assertEquals(CHUNK - 1, queue.reserve(1));
        assertSame(chunk, queue.array());
        assertEquals(0, queue.reserve(2));
        assertNotSame(chunk, queue.array());
        assertEquals(CHUNK - 1, queue.length());
    }

    @Test
    void chunkMadeForSomethingLargeIsNotKept() {
        int at = queue.reserve(CHUNK + 1);
        byte[] large = queue.array();
        queue.commit(at + CHUNK + 1);

        queue.clear();
        queue.reserve(1);

        assertEquals(CHUNK + 1, large.length);
        assertNotSame(large, queue.array());
        assertEquals(CHUNK, queue.array().length);
    }

    @Test
    @Spec("X-BUF-04")
    void queueAgreesWithAStreamWhateverIsDone() {
        Property.forAll(300, draw -> {
            Model model = new Model();
            for (int steps = draw.integer(0, 60); steps > 0; steps--) {
                model.step(draw);
            }
        });
    }

    /** A queue beside a stream that has every octet written, and how many of them were taken. */
    private static final class Model {
        private final OutputQueue queue = new OutputQueue();
        private ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int taken;

        void step(Draw draw) {
            switch (draw.integer(0, 8)) {
                case 0 -> write(octets(draw.integer(0, 40)), draw.integer(0, 100));
                case 1 -> write(octets(draw.integer(0, 40_000)), 0);
                case 8 -> insert(draw.integer(0, waiting()), octets(draw.integer(1, 20)));
                case 2, 3 -> lend(octets(draw.integer(0, 40)), draw.oneOf("heap", "direct", "read-only"));
                case 4 -> consume(draw.integer(0, waiting()));
                case 5 -> take(draw.integer(0, 50_000));
                case 6 -> expect(joined(queue.views()), waiting());
                default -> takeAll();
            }
            assertEquals(waiting(), queue.length());
        }

        private void write(byte[] octets, int superfluous) {
            int at = queue.reserve(octets.length + superfluous);
            System.arraycopy(octets, 0, queue.array(), at, octets.length);
            queue.commit(at + octets.length);
            written.writeBytes(octets);
        }

        private void lend(byte[] octets, String kind) {
            ByteBuffer heap = ByteBuffer.wrap(octets);
            switch (kind) {
                case "direct" ->
                    queue.lend(
                            ByteBuffer.allocateDirect(octets.length).put(heap).flip());
                case "read-only" -> queue.lend(heap.asReadOnlyBuffer());
                default -> queue.lend(heap);
            }
            written.writeBytes(octets);
        }

        private void insert(int ahead, byte[] octets) {
            queue.insert(ahead, octets.clone());
            byte[] before = written.toByteArray();
            written = new ByteArrayOutputStream();
            written.write(before, 0, taken + ahead);
            written.writeBytes(octets);
            written.write(before, taken + ahead, before.length - taken - ahead);
        }

        private void consume(int octets) {
            queue.consume(octets);
            taken += octets;
        }

        private void take(int room) {
            ByteBuffer target = ByteBuffer.allocate(room);
            int expected = Math.min(room, waiting());
            assertEquals(expected, queue.take(target));
            expect(Arrays.copyOf(target.array(), target.position()), expected);
            taken += expected;
        }

        private void takeAll() {
            expect(queue.take(), waiting());
            taken += waiting();
        }

        private void expect(byte[] actual, int length) {
            assertEquals(Hex.of(written.toByteArray(), taken, length), Hex.of(actual));
        }

        private int waiting() {
            return written.size() - taken;
        }

        /** Octets that show their place in the stream. */
        private byte[] octets(int length) {
            byte[] octets = new byte[length];
            for (int i = 0; i < length; i++) {
                octets[i] = (byte) ((written.size() + i) % 251);
            }
            return octets;
        }
    }

    private void write(String text) {
        byte[] octets = text.getBytes(ISO_8859_1);
        int at = queue.reserve(octets.length);
        System.arraycopy(octets, 0, queue.array(), at, octets.length);
        queue.commit(at + octets.length);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    private static byte[] joined(ByteBuffer[] views) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (ByteBuffer view : views) {
            byte[] part = new byte[view.remaining()];
            view.get(part);
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
