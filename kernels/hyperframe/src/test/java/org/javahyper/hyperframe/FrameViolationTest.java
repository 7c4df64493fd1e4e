package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameViolationTest {
    // spotless:off
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "FR-V-01, 000000 00 08 00000001,                     PAD_LENGTH_MISSING,        CONNECTION, 6, INVALID_FRAME",
        "FR-V-01, 000000 01 08 00000001,                     PAD_LENGTH_MISSING,        CONNECTION, 6, INVALID_FRAME",
        "FR-V-01, 000000 05 08 00000001,                     PAD_LENGTH_MISSING,        CONNECTION, 6, INVALID_FRAME",
        "FR-V-02, 000002 00 08 00000001 02 00,               PADDING_TOO_LONG,          CONNECTION, 1, INVALID_PADDING",
        "FR-V-02, 000001 00 08 00000001 ff,                  PADDING_TOO_LONG,          CONNECTION, 1, INVALID_PADDING",
        "FR-V-02, 000002 01 08 00000001 02 00,               PADDING_TOO_LONG,          CONNECTION, 1, INVALID_PADDING",
        "FR-V-02, 000007 01 28 00000001 02 0000000000 00,    PADDING_TOO_LONG,          CONNECTION, 1, INVALID_PADDING",
        "FR-V-02, 000006 05 08 00000001 02 00000002 00,      PADDING_TOO_LONG,          CONNECTION, 1, INVALID_PADDING",
        "FR-V-03, 000004 01 20 00000001 00000000,            PRIORITY_FIELDS_MISSING,   CONNECTION, 6, INVALID_FRAME",
        "FR-V-03, 000005 01 28 00000001 00 00000000,         PRIORITY_FIELDS_MISSING,   CONNECTION, 6, INVALID_FRAME",
        "FR-V-04, 000004 02 00 00000001 00000000,            PRIORITY_LENGTH,           STREAM,     6, INVALID_FRAME",
        "FR-V-04, 000006 02 00 00000001 000000000000,        PRIORITY_LENGTH,           STREAM,     6, INVALID_FRAME",
        "FR-V-05, 000003 03 00 00000001 000000,              RST_STREAM_LENGTH,         CONNECTION, 6, INVALID_FRAME",
        "FR-V-05, 000005 03 00 00000001 0000000000,          RST_STREAM_LENGTH,         CONNECTION, 6, INVALID_FRAME",
        "FR-V-06, 000005 04 00 00000000 0000000000,          SETTINGS_LENGTH,           CONNECTION, 6, INVALID_FRAME",
        "FR-V-06, 000007 04 00 00000000 00000000000000,      SETTINGS_LENGTH,           CONNECTION, 6, INVALID_FRAME",
        "FR-V-07, 000006 04 01 00000000 000300000064,        SETTINGS_ACK_NOT_EMPTY,    CONNECTION, 6, INVALID_FRAME",
        "FR-V-08, 000003 05 00 00000001 000000,              PROMISED_ID_MISSING,       CONNECTION, 6, INVALID_FRAME",
        "FR-V-08, 000004 05 08 00000001 00 000000,           PROMISED_ID_MISSING,       CONNECTION, 6, INVALID_FRAME",
        "FR-V-09, 000004 05 00 00000001 00000000,            PROMISED_ID_ILLEGAL,       CONNECTION, 1, INVALID_DATA",
        "FR-V-09, 000004 05 00 00000001 80000000,            PROMISED_ID_ILLEGAL,       CONNECTION, 1, INVALID_DATA",
        "FR-V-09, 000004 05 00 00000001 00000003,            PROMISED_ID_ILLEGAL,       CONNECTION, 1, INVALID_DATA",
        "FR-V-10, 000007 06 00 00000000 00000000000000,      PING_LENGTH,               CONNECTION, 6, INVALID_FRAME",
        "FR-V-10, 000009 06 01 00000000 000000000000000000,  PING_LENGTH,               CONNECTION, 6, INVALID_FRAME",
        "FR-V-11, 000007 07 00 00000000 00000000000000,      GOAWAY_LENGTH,             CONNECTION, 6, INVALID_FRAME",
        "FR-V-12, 000003 08 00 00000001 000000,              WINDOW_UPDATE_LENGTH,      CONNECTION, 6, INVALID_FRAME",
        "FR-V-12, 000005 08 00 00000000 0000000000,          WINDOW_UPDATE_LENGTH,      CONNECTION, 6, INVALID_FRAME",
        "FR-V-13, 000004 08 00 00000001 00000000,            STREAM_INCREMENT_ZERO,     STREAM,     1, INVALID_DATA",
        "FR-V-13, 000004 08 00 00000001 80000000,            STREAM_INCREMENT_ZERO,     STREAM,     1, INVALID_DATA",
        "FR-V-14, 000004 08 00 00000000 00000000,            CONNECTION_INCREMENT_ZERO, CONNECTION, 1, INVALID_DATA",
        "FR-V-15, 000000 0a 00 00000001,                     ALTSVC_LENGTH,             CONNECTION, 6, INVALID_FRAME",
        "FR-V-15, 000001 0a 00 00000000 00,                  ALTSVC_LENGTH,             CONNECTION, 6, INVALID_FRAME",
        "FR-V-15, 000004 0a 00 00000000 0003 6162,           ALTSVC_LENGTH,             CONNECTION, 6, INVALID_FRAME",
        "FR-V-16, 000003 0a 00 00000000 0000 61,             ALTSVC_ORIGIN,             IGNORE,     0, INVALID_DATA",
        "FR-V-16, 000003 0a 00 00000001 0001 61,             ALTSVC_ORIGIN,             IGNORE,     0, INVALID_DATA",
        "FR-V-17, 000001 0c 00 00000000 00,                  ORIGIN_ENTRY_LENGTH,       IGNORE,     0, INVALID_FRAME",
        "FR-V-17, 000005 0c 00 00000000 0001 61 0001,        ORIGIN_ENTRY_LENGTH,       IGNORE,     0, INVALID_FRAME",
        "FR-V-17, 000000 0c 01 00000000,                     ORIGIN_FLAGS,              IGNORE,     0, INVALID_DATA",
        "FR-V-17, 000000 0c 02 00000000,                     ORIGIN_FLAGS,              IGNORE,     0, INVALID_DATA",
        "FR-V-17, 000000 0c 04 00000000,                     ORIGIN_FLAGS,              IGNORE,     0, INVALID_DATA",
        "FR-V-17, 000000 0c 08 00000000,                     ORIGIN_FLAGS,              IGNORE,     0, INVALID_DATA",
        "FR-V-17, 000003 0c 0f 00000000 0001 61,             ORIGIN_FLAGS,              IGNORE,     0, INVALID_DATA",
        "FR-V-18, 000003 10 00 00000000 000000,              PRIORITY_UPDATE_LENGTH,    CONNECTION, 6, INVALID_FRAME",
        "FR-V-19, 000004 10 00 00000000 00000000,            PRIORITIZED_ID_ZERO,       CONNECTION, 1, INVALID_DATA",
        "FR-SID-01, 000000 00 00 00000000,                   STREAM_ID_MISSING,         CONNECTION, 1, INVALID_DATA",
        "FR-SID-02, 000000 04 00 00000001,                   STREAM_ID_NOT_ZERO,        CONNECTION, 1, INVALID_DATA",
        "FR-SID-03, 000000 0c 00 00000001,                   ORIGIN_ON_STREAM,          IGNORE,     0, INVALID_DATA"
    })
    // spotless:on
    @Spec({
        "FR-V-01", "FR-V-02", "FR-V-03", "FR-V-04", "FR-V-05", "FR-V-06", "FR-V-07", "FR-V-08", "FR-V-09", "FR-V-10",
        "FR-V-11", "FR-V-12", "FR-V-13", "FR-V-14", "FR-V-15", "FR-V-16", "FR-V-17", "FR-V-18", "FR-V-19", "FR-V-22"
    })
    void brokenRuleIsNamedWithItsScopeAndCode(
            String id,
            String octets,
            FrameViolation violation,
            FrameViolation.Scope scope,
            int errorCode,
            FrameException.Kind kind) {
        byte[] wire = Hex.bytes(octets);

        FrameView view = Reading.view(wire);
        FrameException error = assertThrows(FrameException.class, () -> Frame.parse(wire), id);

        assertEquals(violation, view.violation());
        assertEquals(scope, violation.scope());
        assertEquals(errorCode, violation.errorCode());
        assertEquals(scope, error.scope());
        assertEquals(errorCode, error.errorCode());
        assertEquals(kind, error.kind());
        assertEquals(view.type(), error.frameType());
        assertEquals(view.streamId(), error.streamId());
        assertEquals(view.length(), error.length());
        assertTrue(error.getMessage().endsWith(violation.rule() + "."), error.getMessage());
        List<Object> seen = Reading.of(List.of(wire));
        assertEquals(1, seen.size());
        Splits.forEach(wire, parts -> assertEquals(seen, Reading.of(parts)));
    }

    @ParameterizedTest
    @EnumSource(FrameViolation.class)
    @Spec("FR-V-22")
    void everyRuleNamesItsSection(FrameViolation violation) {
        assertTrue(violation.rule().matches("[A-Z].*\\(RFC \\d{4}, \\d.*\\)"), violation.rule());
    }

    @Test
    @Spec("FR-V-22")
    void messageHasTheFrameAndTheRuleButNoPayload() {
        byte[] wire = Hex.bytes("000007 06 00 00000000 73656372657421");

        FrameException error = assertThrows(FrameException.class, () -> Frame.parse(wire));

        assertEquals(
                "PING on stream 0 with 7 octets of payload: PING payload must be 8 octets (RFC 9113, 6.7).",
                error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000001 00 08 00000001 00",
                "000003 00 08 00000001 02 0000",
                "000001 01 08 00000001 00",
                "000008 01 28 00000001 02 0000000000 0000",
                "000007 05 08 00000001 02 00000002 0000",
                "000000 01 00 00000001",
                "000005 01 20 00000001 0000000000",
                "000002 0c f0 00000000 0000"
            })
    @Spec({"FR-V-02", "FR-V-03", "FR-V-17"})
    void frameThatIsJustLongEnoughIsValid(String octets) {
        assertNull(Reading.view(Hex.bytes(octets)).violation());
    }

    /** A receiver that credits windows asks broken DATA for its lengths. */
    @ParameterizedTest
    @CsvSource({
        "000000 00 08 00000001,          PAD_LENGTH_MISSING, 0",
        "000001 00 08 00000001 01,       PADDING_TOO_LONG,   1",
        "000003 00 08 00000001 ff 00 00, PADDING_TOO_LONG,   255",
    })
    @Spec({"FR-V-01", "FR-V-02", "FR-SER-03"})
    void brokenPaddingLeavesNoData(String octets, FrameViolation violation, int padLength) {
        byte[] wire = Hex.bytes(octets);

        FrameView view = Reading.view(wire);

        assertEquals(violation, view.violation());
        assertEquals(padLength, view.padLength());
        assertEquals(0, view.dataLength());
        assertEquals(0, view.frameDataLength());
        assertEquals(view.length(), view.flowControlledLength());
        assertTrue(view.dataOffset() <= wire.length, "within the array");
        assertFalse(view.hasNonZeroPadding());
        assertTrue(view.startsFrame());
        assertTrue(view.endsFrame());
    }

    @Test
    @Spec("FR-V-20")
    void unknownTypeIsNoErrorByDefault() {
        Frame frame = Frame.parse(Hex.bytes("000001 0b ff 00000000 61"));

        assertEquals(new ExtensionFrame(0xb, 0xff, 0, new byte[] {'a'}), frame);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xb, 0xd, 0xe, 0xf, 0x11, 0xff})
    @Spec({"FR-V-21", "FR-V-22"})
    void unknownTypeIsAnErrorInStrictMode(int type) {
        byte[] wire = Hex.bytes("000001 00 ff 00000007 61");
        wire[3] = (byte) type;

        FrameException error = assertThrows(FrameException.class, () -> Frame.parseStrictly(wire));

        assertEquals(FrameException.Kind.UNKNOWN_FRAME, error.kind());
        assertEquals(FrameViolation.Scope.IGNORE, error.scope());
        assertEquals(0, error.errorCode());
        assertEquals(type, error.frameType());
        assertEquals(7, error.streamId());
        assertEquals(1, error.length());
        assertEquals(
                FrameType.name(type)
                        + " on stream 7 with 1 octets of payload: the type is not known. Receivers drop such frames (RFC 9113, 4.1).",
                error.getMessage());
    }

    @Test
    @Spec("FR-V-21")
    void knownTypeIsParsedInStrictModeAsElsewhere() {
        assertInstanceOf(SettingsFrame.class, Frame.parseStrictly(Hex.bytes("000000 04 01 00000000")));
        assertThrows(FrameException.class, () -> Frame.parseStrictly(Hex.bytes("000000 06 01 00000000")));
    }

    @Test
    @Spec("FR-V-02")
    void readerStaysInStepBehindABrokenFrame() {
        byte[] input = Hex.bytes("000003 00 08 00000001 ff 0000" + "000000 04 01 00000000");

        List<Object> seen = Reading.of(List.of(input));

        assertEquals(List.of("PADDING_TOO_LONG DATA 1 3", SettingsFrame.acknowledgement()), seen);
    }
}
