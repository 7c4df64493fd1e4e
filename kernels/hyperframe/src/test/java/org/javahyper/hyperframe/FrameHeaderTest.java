package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {
    @Test
    @Spec("FR-HDR-01")
    void nineOctetsAreLengthTypeFlagsAndStreamId() {
        FrameHeader header = FrameHeader.parse(Hex.bytes("abcdef 01 25 01020304"));

        assertEquals(new FrameHeader(0xabcdef, FrameType.HEADERS, 0x25, 0x01020304), header);
        assertEquals(
                "HEADERS(streamId=16909060, flags=END_HEADERS|END_STREAM|PRIORITY, length=11259375)",
                header.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 10})
    @Spec({"FR-HDR-01", "FR-V-22"})
    void headerOfAnotherLengthIsAnInvalidFrame(int octets) {
        FrameException error = assertThrows(FrameException.class, () -> FrameHeader.parse(new byte[octets]));

        assertEquals(FrameException.Kind.INVALID_FRAME, error.kind());
        assertEquals(FrameViolation.Scope.CONNECTION, error.scope());
        assertEquals(0x6, error.errorCode());
        assertEquals(-1, error.frameType());
        assertEquals(-1, error.streamId());
        assertEquals(-1, error.length());
        assertTrue(error.getMessage().startsWith("Cannot decode a frame header of " + octets + " octets"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000406000000", "00000806000000000001020304050607", "0000000401000000 0000"})
    @Spec({"FR-HDR-01", "FR-V-22"})
    void octetsThatAreNotExactlyOneFrameAreAnInvalidFrame(String octets) {
        FrameException error = assertThrows(FrameException.class, () -> Frame.parse(Hex.bytes(octets)));

        assertEquals(FrameException.Kind.INVALID_FRAME, error.kind());
        assertEquals(0x6, error.errorCode());
        assertEquals(-1, error.frameType());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "stream id, 000000 00 00 80000001, 000000 00 00 00000001",
        "promised stream id, 000004 05 04 00000001 80000002, 000004 05 04 00000001 00000002",
        "last stream id, 000008 07 00 00000000 80000003 00000000, 000008 07 00 00000000 00000003 00000000",
        "increment, 000004 08 00 00000000 80000001, 000004 08 00 00000000 00000001",
        "prioritized stream id, 000004 10 00 00000000 80000001, 000004 10 00 00000000 00000001"
    })
    @Spec({"FR-HDR-02", "FR-SER-08"})
    void reservedBitsAreIgnoredAndSentAsZero(String field, String received, String sent) {
        Frame frame = Frame.parse(Hex.bytes(received));

        assertArrayEquals(Hex.bytes(sent), frame.toBytes(), field);
    }

    @Test
    @Spec("FR-HDR-02")
    void writerClearsReservedBitsOfTheFieldsItWrites() {
        byte[] target = new byte[17];

        FrameWriter.goAway(target, 0, 0x8000_0005, 0, new byte[0]);
        assertEquals("0000080700000000000000000500000000", Hex.of(target));
        FrameWriter.pushPromise(target, 0, 1, 0x8000_0006, 0, FrameWriter.NOT_PADDED, true);
        assertEquals("00000405040000000100000006", Hex.of(target, 0, 13));
        FrameWriter.windowUpdate(target, 0, 1, 0x8000_0007);
        assertEquals("00000408000000000100000007", Hex.of(target, 0, 13));
        FrameWriter.priorityUpdate(target, 0, 0x8000_0008, "");
        assertEquals("00000410000000000000000008", Hex.of(target, 0, 13));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xc, 0x10})
    @Spec({"FR-HDR-03", "FR-SER-08"})
    void undefinedFlagsAreIgnoredButStayReadable(int type) {
        byte[] octets = new byte[9];
        octets[3] = (byte) type;
        octets[4] = (byte) ~Flags.defined(type);

        FrameView view = Reading.view(octets);

        assertFalse(view.has(0xff));
        assertEquals(0xff & ~Flags.defined(type), view.flags());
    }

    @Test
    @Spec({"FR-HDR-03", "FR-SER-08"})
    void undefinedFlagsAreNotSentAgain() {
        Frame frame = Frame.parse(Hex.bytes("000008 06 ff 00000000 0102030405060708"));

        assertEquals(Flags.ACK, frame.flags());
        assertEquals("0000080601000000000102030405060708", Hex.of(frame.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xc, 0x10})
    @Spec("FR-HDR-04")
    void flagThatTheTypeDoesNotDefineIsRefusedWithNothingWritten(int type) {
        byte[] target = new byte[9];

        for (int flag = 0x1; flag <= 0x80; flag <<= 1) {
            int undefined = flag;
            if ((Flags.defined(type) & undefined) == 0) {
                IllegalArgumentException refusal = assertThrows(
                        IllegalArgumentException.class,
                        () -> FrameWriter.frameHeader(target, 0, 1, type, undefined, 1));
                assertTrue(refusal.getMessage().contains("Cannot write a frame of type " + FrameType.name(type)));
            }
        }

        assertArrayEquals(new byte[9], target);
    }

    @Test
    @Spec({"FR-LEN-01", "FR-LEN-03"})
    void longestPayloadIsWrittenAndOneOctetMoreIsRefused() {
        byte[] longest = new byte[FrameHeader.MAX_LENGTH];

        byte[] octets = new DataFrame(1, longest, false).toBytes();

        assertEquals("ffffff000000000001", Hex.of(octets, 0, 9));
        assertEquals(9 + 16_777_215, octets.length);
        DataFrame padded = new DataFrame(1, longest, 0, false);
        assertThrows(IllegalArgumentException.class, padded::toBytes);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 0",
        "16777216, 0, 0, 0",
        "0, -1, 0, 0",
        "0, 256, 0, 0",
        "0, 0, -1, 0",
        "0, 0, 256, 0",
        "0, 0, 0, -1"
    })
    @Spec({"FR-HDR-01", "FR-LEN-01"})
    void headerOutsideItsRangesIsRefused(int length, int type, int flags, int streamId) {
        assertThrows(IllegalArgumentException.class, () -> new FrameHeader(length, type, flags, streamId));
        assertThrows(
                IllegalArgumentException.class,
                () -> FrameWriter.frameHeader(new byte[9], 0, length, type, flags, streamId));
    }

    @Test
    @Spec("FR-LEN-04")
    void lengthIsThatOfThePayloadPaddingIncluded() {
        Frame frame = Frame.parse(Hex.bytes("000006 00 08 00000001 02 616263 0000"));

        assertEquals(6, frame.length());
        assertEquals(6, Reading.view(frame.toBytes()).length());
    }
}
