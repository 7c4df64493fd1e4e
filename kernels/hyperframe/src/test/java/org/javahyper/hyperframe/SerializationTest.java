package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.javahyper.hyperframe.SettingsFrame.Setting;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {
    private static final byte[] NONE = new byte[0];
    private static final String NOT_ZERO_IN_DATA = "000004 00 08 00000001 02 61 0001";
    private static final String NOT_ZERO_IN_HEADERS = "000004 01 08 00000001 02 61 0100";
    private static final String NOT_ZERO_IN_PUSH_PROMISE = "000008 05 08 00000001 02 00000002 61 0080";

    @Test
    @Spec("FR-SER-01")
    void paddingIsZeroWhateverTheTargetHeld() {
        byte[] target = new byte[14];
        Arrays.fill(target, (byte) 0xff);

        int end = new DataFrame(1, NONE, 3, false).writeTo(target, 1);

        assertEquals(14, end);
        assertEquals("ff00000400080000000103000000", Hex.of(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {NOT_ZERO_IN_DATA, NOT_ZERO_IN_HEADERS, NOT_ZERO_IN_PUSH_PROMISE})
    @Spec({"FR-SER-01", "FR-SER-08"})
    void nonZeroPaddingIsAcceptedReportedAndNormalised(String octets) {
        byte[] wire = Hex.bytes(octets);

        FrameView view = Reading.view(wire);

        assertNull(view.violation());
        assertTrue(view.hasNonZeroPadding());
        assertFalse(Reading.view(Frame.parse(wire).toBytes()).hasNonZeroPadding());
    }

    @ParameterizedTest
    @ValueSource(strings = {NOT_ZERO_IN_DATA, NOT_ZERO_IN_HEADERS, NOT_ZERO_IN_PUSH_PROMISE})
    @Spec({"FR-SER-01", "FR-V-22"})
    void nonZeroPaddingIsAConnectionErrorOnRequest(String octets) {
        FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);
        byte[] wire = Hex.bytes(octets);

        reader.rejectNonZeroPadding(true);
        reader.feed(wire);
        FrameView rejected = reader.next();
        assertEquals(FrameViolation.PADDING_NOT_ZERO, rejected.violation());
        assertEquals(FrameViolation.Scope.CONNECTION, rejected.violation().scope());
        assertEquals(0x1, rejected.violation().errorCode());
        FrameException error = assertThrows(FrameException.class, () -> Frame.parse(rejected));
        assertEquals(FrameException.Kind.INVALID_PADDING, error.kind());
        assertNull(reader.next());

        reader.feed(Frame.parse(wire).toBytes());
        assertNull(reader.next().violation(), "padding of 0 is what it should be");
        assertNull(reader.next());

        reader.rejectNonZeroPadding(false);
        reader.feed(wire);
        assertNull(reader.next().violation());
    }

    @Test
    @Spec("FR-SER-01")
    void rejectionOfPaddingComesAfterTheOtherRules() {
        FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);
        reader.rejectNonZeroPadding(true);

        reader.feed(Hex.bytes("000002 01 08 00000001 05 ff" + "000003 0b 08 00000000 01 61 01"));

        assertEquals(FrameViolation.PADDING_TOO_LONG, reader.next().violation());
        assertNull(reader.next().violation(), "an unknown type has no padding");
    }

    @Test
    @Spec("FR-SER-02")
    void padLengthZeroAddsOneOctetAndIsNotTheSameAsNoPadding() {
        DataFrame padded = new DataFrame(1, new byte[] {7}, 0, false);
        DataFrame plain = new DataFrame(1, new byte[] {7}, false);

        assertEquals("0000020008000000010007", Hex.of(padded.toBytes()));
        assertEquals("00000100000000000107", Hex.of(plain.toBytes()));
        assertNotEquals(plain, padded);
    }

    @Test
    @Spec("FR-SER-03")
    void flowControlledLengthIncludesPadding() {
        assertEquals(3, new DataFrame(1, new byte[3], false).flowControlledLength());
        assertEquals(4, new DataFrame(1, new byte[3], 0, false).flowControlledLength());
        assertEquals(259, new DataFrame(1, new byte[3], 255, false).flowControlledLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    @Spec("FR-SER-04")
    void weightsAreOneTo256(int weight) {
        assertThrows(IllegalArgumentException.class, () -> new PriorityFields(0, false, weight));
        assertEquals("00", Hex.of(new PriorityFrame(1, new PriorityFields(0, false, 1)).toBytes(), 13, 1));
        assertEquals(new PriorityFields(0, false, 16), PriorityFields.DEFAULT);
    }

    @Test
    @Spec("FR-SER-05")
    void settingsKeepOrderAndDuplicates() {
        List<Setting> settings = List.of(new Setting(4, 1), new Setting(0, 0xffff_ffffL), new Setting(4, 2));

        SettingsFrame frame = (SettingsFrame) Frame.parse(new SettingsFrame(settings, false).toBytes());

        assertEquals(settings, frame.settings());
    }

    @Test
    @Spec("FR-SER-05")
    void settingsHaveIdentifiersOf16BitsAndValuesOf32() {
        byte[] wire = Hex.bytes("00000c 04 00 00000000 ff01 80000000 8000 ffffffff");

        FrameView view = Reading.view(wire);

        assertEquals(2, view.settingsCount());
        assertEquals(0xff01, view.settingId(0));
        assertEquals(0x8000_0000L, view.settingValue(0));
        assertEquals(0x8000, view.settingId(1));
        assertEquals(0xffff_ffffL, view.settingValue(1));
        assertArrayEquals(wire, Frame.parse(wire).toBytes());
    }

    static List<Executable> refusedFrames() {
        return List.of(
                () -> new SettingsFrame(List.of(new Setting(1, 1)), true),
                () -> new Setting(-1, 0),
                () -> new Setting(0x10000, 0),
                () -> new Setting(1, -1),
                () -> new Setting(1, 0x1_0000_0000L),
                () -> new PingFrame(new byte[7], false),
                () -> new PingFrame(new byte[9], false),
                () -> new DataFrame(1, NONE, 256, false),
                () -> new DataFrame(1, NONE, -2, false),
                () -> new HeadersFrame(1, NONE, 256, null, false, true),
                () -> new PushPromiseFrame(1, 2, NONE, 256, true),
                () -> new PushPromiseFrame(1, 0, NONE),
                () -> new PushPromiseFrame(1, 3, NONE),
                () -> new PushPromiseFrame(1, -2, NONE),
                () -> new WindowUpdateFrame(1, 0),
                () -> new PriorityFields(-1, false, 16),
                () -> new AltSvcFrame(0, "", "x"),
                () -> new AltSvcFrame(1, "https://example.com", "x"),
                () -> new AltSvcFrame(0, "a".repeat(65_536), "x"),
                () -> new AltSvcFrame(-1, "", "x"),
                () -> new AltSvcFrame(1, "", "\u0100"),
                () -> new OriginFrame(List.of("\u20ac")),
                () -> new PriorityUpdateFrame(0, "u=1"),
                () -> new PriorityUpdateFrame(1, "\u0100"),
                () -> new ExtensionFrame(FrameType.DATA, 0, 1, NONE),
                () -> new ExtensionFrame(256, 0, 1, NONE),
                () -> new ExtensionFrame(0xb, 256, 1, NONE),
                () -> new ExtensionFrame(0xb, 0, -1, NONE));
    }

    @ParameterizedTest
    @MethodSource("refusedFrames")
    @Spec({"FR-SER-05", "FR-SER-06", "FR-V-09", "FR-V-13", "FR-V-16", "FR-V-19"})
    void whatCannotBeSentIsRefusedOnConstruction(Executable construction) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, construction);

        assertTrue(refusal.getMessage().startsWith("Cannot "), refusal.getMessage());
    }

    @Test
    @Spec("FR-SER-06")
    void pingHasEightOctets() {
        byte[] octets = Hex.bytes("fedcba9876543210");

        PingFrame ping = new PingFrame(octets, false);

        assertEquals(0xfedcba9876543210L, ping.opaqueData());
        assertEquals("fedcba9876543210", Hex.of(ping.toBytes(), 9, 8));
    }

    @Test
    @Spec("FR-SER-07")
    void extensionFramesRoundTripOctetExact() {
        Property.forAll(500, draw -> {
            int type = draw.oneOf(0xb, 0xd, 0xe, 0xf, 0x11, 0x80, 0xff);
            Frame frame =
                    new ExtensionFrame(type, draw.integer(0, 255), draw.integer(0, Integer.MAX_VALUE), draw.bytes(300));

            assertEquals(frame, Frame.parse(frame.toBytes()));
        });
    }

    @Test
    @Spec("FR-SER-09")
    void fieldContentsAreOctetsAndNotLookedAt() {
        String anything = "\0\r\n=;\u00ff";

        assertEquals(
                new AltSvcFrame(0, anything, anything), Frame.parse(new AltSvcFrame(0, anything, anything).toBytes()));
        assertEquals(new OriginFrame(List.of(anything)), Frame.parse(new OriginFrame(List.of(anything)).toBytes()));
        assertEquals(new PriorityUpdateFrame(1, anything), Frame.parse(new PriorityUpdateFrame(1, anything).toBytes()));
    }

    @Test
    void frameThatDoesNotFitIsNotWritten() {
        assertThrows(
                IndexOutOfBoundsException.class, () -> new DataFrame(1, new byte[5], false).writeTo(new byte[13], 0));
    }

    @Test
    void framesDoNotShareOctetsWithAnyone() {
        byte[] octets = {1, 2, 3};
        DataFrame data = new DataFrame(1, octets, false);
        HeadersFrame headers = new HeadersFrame(1, octets, false);
        PushPromiseFrame promise = new PushPromiseFrame(1, 2, octets);
        ContinuationFrame continuation = new ContinuationFrame(1, octets, true);
        GoAwayFrame goAway = new GoAwayFrame(1, 0, octets);
        ExtensionFrame extension = new ExtensionFrame(0xb, 0, 1, octets);

        octets[0] = 9;
        data.data()[0] = 9;
        headers.fieldBlockFragment()[0] = 9;
        promise.fieldBlockFragment()[0] = 9;
        continuation.fieldBlockFragment()[0] = 9;
        goAway.debugData()[0] = 9;
        extension.payload()[0] = 9;

        byte[] original = {1, 2, 3};
        assertArrayEquals(original, data.data());
        assertArrayEquals(original, headers.fieldBlockFragment());
        assertArrayEquals(original, promise.fieldBlockFragment());
        assertArrayEquals(original, continuation.fieldBlockFragment());
        assertArrayEquals(original, goAway.debugData());
        assertArrayEquals(original, extension.payload());
    }
}
