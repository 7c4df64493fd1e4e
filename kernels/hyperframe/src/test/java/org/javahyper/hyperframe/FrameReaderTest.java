package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final byte[] PING = new PingFrame(0x0102030405060708L, false).toBytes();

    private final FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);

    @Test
    void frameInsideTheInputIsViewedInPlace() {
        byte[] input = Hex.bytes("ff" + Hex.of(PING) + Hex.of(PING) + "ff");
        reader.feed(input, 1, 34);

        FrameView first = reader.next();
        assertSame(input, first.array());
        assertEquals(10, first.payloadOffset());
        assertEquals(8, first.payloadLength());
        FrameView second = reader.next();
        assertEquals(27, second.payloadOffset());
        assertNull(reader.next());
        assertFalse(reader.isMidFrame());
    }

    @Test
    @Spec({"X-BUF-02", "X-BUF-03"})
    void incompleteTailIsCarriedOverAndTheInputMayBeReused() {
        byte[] input = PING.clone();

        reader.feed(input, 0, 16);
        assertNull(reader.next());
        Arrays.fill(input, (byte) 0);
        assertTrue(reader.isMidFrame());
        reader.feed(PING, 16, 1);
        FrameView view = reader.next();

        assertEquals(0x0102030405060708L, view.opaqueData());
        assertNotSame(input, view.array());
        assertFalse(reader.isMidFrame());
        assertNull(reader.next());
    }

    @Test
    void readerIsMidFrameFromTheFirstOctetToTheLast() {
        for (int octet = 0; octet < PING.length; octet++) {
            assertEquals(octet > 0, reader.isMidFrame());
            reader.feed(PING, octet, 1);
            assertEquals(octet == PING.length - 1, reader.next() != null);
        }
        assertFalse(reader.isMidFrame());
    }

    @Test
    @Spec({"X-BUF-02", "X-BUF-05"})
    void everySplitOfEveryLayoutGivesTheSameFrames() {
        for (Arguments layout : FrameLayoutTest.layouts()) {
            byte[] input = Hex.bytes(layout.get()[1] + Hex.of(PING));
            List<Object> expected = List.of(layout.get()[2], new PingFrame(0x0102030405060708L, false));

            Splits.forEach(input, parts -> assertEquals(expected, Reading.of(parts)));
        }
    }

    @Test
    void dataArrivesInPiecesThatAddUp() {
        byte[] wire = new DataFrame(1, Hex.bytes("0102030405"), 3, true).toBytes();

        reader.feed(wire, 0, 12);
        FrameView piece = reader.next();
        assertNull(piece.violation());
        assertTrue(piece.startsFrame());
        assertFalse(piece.endsFrame());
        assertEquals("0102", Hex.of(piece.array(), piece.dataOffset(), piece.dataLength()));
        assertEquals(9, piece.length());
        assertEquals(5, piece.frameDataLength());
        assertEquals(3, piece.padLength());
        assertEquals(3, piece.payloadLength());
        assertEquals(2, piece.flowControlledLength());
        assertNull(reader.next());

        reader.feed(wire, 12, 3);
        piece = reader.next();
        assertFalse(piece.startsFrame());
        assertFalse(piece.endsFrame());
        assertEquals("030405", Hex.of(piece.array(), piece.dataOffset(), piece.dataLength()));
        assertEquals(3, piece.flowControlledLength());
        assertNull(reader.next());

        reader.feed(wire, 15, 2);
        assertNull(reader.next(), "padding alone is no piece");
        assertTrue(reader.isMidFrame());

        reader.feed(wire, 17, 1);
        piece = reader.next();
        assertTrue(piece.endsFrame());
        assertTrue(piece.has(Flags.END_STREAM));
        assertEquals(0, piece.dataLength());
        assertEquals(4, piece.flowControlledLength());
        assertNull(reader.next());
        assertFalse(reader.isMidFrame());
    }

    @Test
    void wholeDataFrameIsOnePieceInPlace() {
        byte[] wire = new DataFrame(1, Hex.bytes("0102"), 1, false).toBytes();
        reader.feed(wire);

        FrameView piece = reader.next();

        assertTrue(piece.startsFrame() && piece.endsFrame());
        assertSame(wire, piece.array());
        assertEquals(9, piece.payloadOffset());
        assertEquals(4, piece.payloadLength());
        assertEquals(10, piece.dataOffset());
        assertEquals(2, piece.dataLength());
        assertEquals(4, piece.flowControlledLength());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000 00 01 00000001", "000001 00 09 00000001 00", "000003 00 09 00000001 02 0000"})
    void emptyDataFrameIsExactlyOnePieceHoweverItArrives(String octets) {
        for (byte[] part : Splits.octets(Hex.bytes(octets))) {
            assertNull(reader.next());
            reader.feed(part);
        }

        FrameView piece = reader.next();
        assertTrue(piece.startsFrame() && piece.endsFrame());
        assertEquals(0, piece.dataLength());
        assertEquals(piece.length(), piece.flowControlledLength());
        assertNull(reader.next());
    }

    @Test
    void firstPieceWaitsForThePadLengthAndAnOctetOfData() {
        byte[] wire = Hex.bytes("000003 00 08 00000001 01 61 00");

        reader.feed(wire, 0, 9);
        assertNull(reader.next());
        assertTrue(reader.isMidFrame());
        reader.feed(wire, 9, 1);
        assertNull(reader.next());
        assertTrue(reader.isMidFrame());
        reader.feed(wire, 10, 1);

        assertTrue(reader.next().startsFrame());
    }

    @Test
    @Spec("FR-SER-01")
    void nonZeroPaddingIsNoticedThoughItCameBeforeTheLastPiece() {
        byte[] wire = Hex.bytes("000004 00 08 00000001 02 61 0100");

        reader.feed(wire, 0, 11);
        assertFalse(reader.next().hasNonZeroPadding());
        assertNull(reader.next());
        reader.feed(wire, 11, 1);
        assertNull(reader.next());
        reader.feed(wire, 12, 1);

        FrameView last = reader.next();
        assertTrue(last.endsFrame());
        assertTrue(last.hasNonZeroPadding());
    }

    @Test
    @Spec("FR-SER-01")
    void rejectedPaddingIsReportedByThePieceWithWhichItCame() {
        byte[] wire = Hex.bytes("000005 00 09 00000001 03 61 000001");
        reader.rejectNonZeroPadding(true);

        reader.feed(wire, 0, 12);
        FrameView first = reader.next();
        assertNull(first.violation(), "the padding that has come is 0");
        assertFalse(first.endsFrame());
        assertNull(reader.next());
        reader.feed(wire, 12, 2);

        FrameView last = reader.next();
        assertTrue(last.endsFrame());
        assertEquals(FrameViolation.PADDING_NOT_ZERO, last.violation());
        assertEquals(0, last.dataLength());
        assertNull(reader.next());
        assertFalse(reader.isMidFrame(), "the reader is in step");
    }

    @Test
    @Spec("FR-SER-01")
    void rejectedPaddingIsReportedEarlyIfItComesEarly() {
        byte[] wire = Hex.bytes("000004 00 08 00000001 02 61 0100");
        reader.rejectNonZeroPadding(true);

        reader.feed(wire, 0, 12);
        FrameView first = reader.next();
        assertFalse(first.endsFrame());
        assertEquals(FrameViolation.PADDING_NOT_ZERO, first.violation());
        assertNull(reader.next());
        reader.feed(wire, 12, 1);

        FrameView last = reader.next();
        assertTrue(last.endsFrame());
        assertEquals(FrameViolation.PADDING_NOT_ZERO, last.violation());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"FR-SER-01", "FR-HDR-03"})
    void whatLooksLikePaddingInAnUnknownTypeIsNone(int streamId) {
        byte[] wire = Hex.bytes("000004 0b 08 00000000 02 61 0101");
        wire[8] = (byte) streamId;
        reader.rejectNonZeroPadding(true);

        reader.feed(wire);

        FrameView frame = reader.next();
        assertNull(frame.violation());
        assertEquals(4, frame.payloadLength());
        assertEquals(0, frame.padLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 0xb})
    @Spec("FR-LEN-02")
    void frameThatIsTooLongIsReportedWithItsHeaderAndIsTheLast(int type) {
        byte[] header = Hex.bytes("004001 00 00 00000001");
        header[3] = (byte) type;
        reader.feed(header);

        FrameView view = reader.next();

        assertEquals(FrameViolation.FRAME_TOO_LARGE, view.violation());
        assertEquals(FrameViolation.Scope.CONNECTION, view.violation().scope());
        assertEquals(0x6, view.violation().errorCode());
        assertThrows(FrameException.class, () -> Frame.parse(view));
        assertEquals(16_385, view.length());
        assertEquals(type, view.type());
        assertEquals(1, view.streamId());
        assertEquals(0, view.payloadLength());
        assertNull(reader.next());
        assertFalse(reader.isMidFrame());
        reader.feed(PING);
        assertNull(reader.next());
        reader.feed(PING);
        assertNull(reader.next());
    }

    @Test
    @Spec("FR-LEN-02")
    void octetsBehindATooLongFrameAreSwallowed() {
        byte[] input = Hex.bytes("004001 06 00 00000001" + Hex.of(PING));

        Splits.forEach(input, parts -> assertEquals(List.of("FRAME_TOO_LARGE PING 1 16385"), Reading.of(parts)));
    }

    @Test
    @Spec({"FR-LEN-01", "FR-LEN-02"})
    void frameOfTheMaximumIsAccepted() {
        byte[] wire = new ContinuationFrame(1, new byte[16_384], true).toBytes();

        assertEquals(1, Reading.of(List.of(wire)).size());
        assertEquals(1, Reading.of(Splits.octets(wire)).size());
    }

    @Test
    @Spec("FR-LEN-02")
    void newMaximumHoldsForTheNextHeader() {
        byte[] wire = new ContinuationFrame(1, new byte[100], true).toBytes();
        reader.feed(wire, 0, 9);
        assertNull(reader.next());

        reader.maxFrameSize(99);
        reader.feed(wire, 9, 100);
        assertNull(reader.next().violation());
        assertNull(reader.next());
        reader.feed(wire);

        assertEquals(FrameViolation.FRAME_TOO_LARGE, reader.next().violation());
    }

    @Test
    @Spec("X-BUF-06")
    void announcedLengthAllocatesNothing() {
        byte[] beginning = Hex.bytes("ffffff 0b 00 00000000 61");
        List<FrameReader> readers = new ArrayList<>();

        for (int i = 0; i < 5_000; i++) { // 80 GiB have been announced in the end
            FrameReader patient = new FrameReader(FrameHeader.MAX_LENGTH);
            patient.feed(beginning);
            assertNull(patient.next());
            readers.add(patient);
        }

        assertTrue(readers.stream().allMatch(FrameReader::isMidFrame));
    }

    @Test
    @Spec("X-BUF-05")
    void longFrameInSingleOctetsTakesLinearTime() {
        byte[] wire = new ExtensionFrame(0xb, 0, 0, new byte[2_000_000]).toBytes();
        FrameReader patient = new FrameReader(FrameHeader.MAX_LENGTH);

        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int octet = 0; octet < wire.length - 1; octet++) {
                patient.feed(wire, octet, 1);
                assertNull(patient.next());
            }
        });

        patient.feed(wire, wire.length - 1, 1);
        assertEquals(2_000_000, patient.next().payloadLength());
    }

    @Test
    void inputIsLetGoOfWhenItIsUsedUp() {
        WeakReference<byte[]> input = feedCopyOf(PING);

        assertEquals(0x0102030405060708L, reader.next().opaqueData());
        assertNull(reader.next());

        assertCollected(input);
        assertFalse(reader.isMidFrame());
    }

    @Test
    void largeCarryBufferIsGivenUp() {
        byte[] wire = new ExtensionFrame(0xb, 0, 0, new byte[1_000]).toBytes();
        reader.feed(wire, 0, 500);
        assertNull(reader.next());
        reader.feed(wire, 500, wire.length - 500);

        WeakReference<byte[]> carry = new WeakReference<>(reader.next().array());
        assertNull(reader.next());

        assertCollected(carry);
    }

    private WeakReference<byte[]> feedCopyOf(byte[] octets) {
        byte[] copy = octets.clone();
        reader.feed(copy);
        return new WeakReference<>(copy);
    }

    private static void assertCollected(WeakReference<byte[]> octets) {
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int attempt = 0; attempt < 20 && octets.get() != null; attempt++) {
                System.gc();
                Thread.sleep(attempt);
            }
        });
        assertNull(octets.get(), "nobody holds the array any more");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 16_777_216})
    void maximumOutsideItsRangeIsRefused(int octets) {
        assertThrows(IllegalArgumentException.class, () -> new FrameReader(octets));
        assertThrows(IllegalArgumentException.class, () -> reader.maxFrameSize(octets));
    }

    @Test
    void inputIsRefusedWhilePreviousInputIsUnread() {
        reader.feed(Hex.bytes("ff" + Hex.of(PING)), 1, 17);

        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> reader.feed(PING));

        assertTrue(refusal.getMessage().contains("17 of the previous input are unread"), refusal.getMessage());
        assertNotNull(reader.next());
        assertNull(reader.next());
        reader.feed(PING);
        assertNotNull(reader.next());
    }

    @Test
    void rangeOutsideTheArrayIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> reader.feed(PING, 1, 17));
    }

    @Test
    @Spec("X-BUF-01")
    void buffersOfEveryKindAreConsumedToTheirLimit() {
        byte[] later = Hex.bytes("ffffff" + Hex.of(PING));
        ByteBuffer heap = ByteBuffer.wrap(later).position(1).slice().position(2);
        ByteBuffer direct = ByteBuffer.allocateDirect(20).put(3, PING).position(3);
        ByteBuffer readOnly = ByteBuffer.wrap(PING).asReadOnlyBuffer();

        for (ByteBuffer buffer : List.of(heap, direct, readOnly)) {
            reader.feed(buffer);

            assertEquals(0, buffer.remaining());
            assertEquals(new PingFrame(0x0102030405060708L, false), Frame.parse(reader.next()));
            assertNull(reader.next());
        }
    }

    @Test
    void oneViewServesAllFramesWithAssertionsOff() {
        assumeFalse(FrameView.class.desiredAssertionStatus(), "with assertions two views take turns");
        reader.feed(PING);
        FrameView first = reader.next();
        assertNull(reader.next());
        reader.feed(new RstStreamFrame(3, 8).toBytes());

        assertSame(first, reader.next());
        assertEquals(FrameType.RST_STREAM, first.type());
        assertEquals(3, first.streamId());
    }

    @Test
    void expiredViewFailsWithAssertionsOn() {
        reader.feed(PING);
        FrameView view = reader.next();
        assertNull(reader.next());
        assumeTrue(
                FrameView.class.desiredAssertionStatus(),
                "without assertions a view does not expire but is used again");

        AssertionError failure = assertThrows(AssertionError.class, view::type);

        assertTrue(failure.getMessage().startsWith("This view has expired"), failure.getMessage());
        assertThrows(AssertionError.class, view::opaqueData);
        assertThrows(AssertionError.class, view::violation);
        assertThrows(AssertionError.class, view::flags);
        assertThrows(AssertionError.class, () -> view.has(Flags.ACK));
        assertThrows(AssertionError.class, view::streamId);
        assertThrows(AssertionError.class, view::length);
        assertThrows(AssertionError.class, view::array);
        assertThrows(AssertionError.class, view::payloadOffset);
        assertThrows(AssertionError.class, view::payloadLength);
        assertThrows(AssertionError.class, view::padLength);
        assertThrows(AssertionError.class, view::hasNonZeroPadding);
        assertThrows(AssertionError.class, view::dataOffset);
        assertThrows(AssertionError.class, view::dataLength);
        assertThrows(AssertionError.class, view::frameDataLength);
        assertThrows(AssertionError.class, view::flowControlledLength);
        assertThrows(AssertionError.class, view::startsFrame);
        assertThrows(AssertionError.class, view::endsFrame);
    }

    @Test
    void pieceOfDataIsNoFrame() {
        byte[] wire = new DataFrame(1, Hex.bytes("0102"), false).toBytes();
        reader.feed(wire, 0, 10);
        FrameView first = reader.next();

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Frame.parse(first));

        assertTrue(refusal.getMessage().startsWith("Cannot make a frame of 1 octets out of 2"), refusal.getMessage());
        assertNull(reader.next());
        reader.feed(wire, 10, 1);
        FrameView last = reader.next();
        assertThrows(IllegalArgumentException.class, () -> Frame.parse(last));
    }
}
