package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameLayoutTest {
    private static final byte[] ABC = {'a', 'b', 'c'};
    private static final int NOT_PADDED = FrameWriter.NOT_PADDED;
    private static final PriorityFields FIELDS = new PriorityFields(0x1020304, true, 256);

    // spotless:off
    static List<Arguments> layouts() {
        return List.of(
                arguments("DATA",                 "000003 00 00 00000001 616263",                new DataFrame(1, ABC, false)),
                arguments("DATA, empty, last",    "000000 00 01 00000001",                       new DataFrame(1, new byte[0], true)),
                arguments("DATA, padded",         "000006 00 08 00000001 02 616263 0000",        new DataFrame(1, ABC, 2, false)),
                arguments("DATA, padded with 0",  "000004 00 09 00000001 00 616263",             new DataFrame(1, ABC, 0, true)),
                arguments("HEADERS",              "000003 01 04 7fffffff 616263",                new HeadersFrame(0x7fffffff, ABC, false)),
                arguments("HEADERS, begun",       "000003 01 00 00000001 616263",                new HeadersFrame(1, ABC, NOT_PADDED, null, false, false)),
                arguments("HEADERS, padded",      "000005 01 0d 00000001 01 616263 00",          new HeadersFrame(1, ABC, 1, null, true, true)),
                arguments("HEADERS, priority",    "000008 01 24 00000001 81020304 ff 616263",    new HeadersFrame(1, ABC, NOT_PADDED, FIELDS, false, true)),
                arguments("HEADERS, everything",  "00000a 01 2d 00000001 01 81020304 ff 616263 00", new HeadersFrame(1, ABC, 1, FIELDS, true, true)),
                arguments("PRIORITY",             "000005 02 00 00000003 00000001 0f",           new PriorityFrame(3, new PriorityFields(1, false, 16))),
                arguments("PRIORITY, exclusive",  "000005 02 00 00000003 81020304 ff",           new PriorityFrame(3, FIELDS)),
                arguments("RST_STREAM",           "000004 03 00 00000005 00000008",              new RstStreamFrame(5, 8)),
                arguments("RST_STREAM, highest",  "000004 03 00 00000005 ffffffff",              new RstStreamFrame(5, -1)),
                arguments("SETTINGS, empty",      "000000 04 00 00000000",                       new SettingsFrame(List.of(), false)),
                arguments("SETTINGS, ACK",        "000000 04 01 00000000",                       SettingsFrame.acknowledgement()),
                arguments("SETTINGS",             "00000c 04 00 00000000 0003 00000064 ffff ffffffff", new SettingsFrame(List.of(new SettingsFrame.Setting(3, 100), new SettingsFrame.Setting(0xffff, 0xffff_ffffL)), false)),
                arguments("PUSH_PROMISE",         "000007 05 04 00000001 00000002 616263",       new PushPromiseFrame(1, 2, ABC)),
                arguments("PUSH_PROMISE, padded", "00000a 05 08 00000001 02 7ffffffe 616263 0000", new PushPromiseFrame(1, 0x7ffffffe, ABC, 2, false)),
                arguments("PING",                 "000008 06 00 00000000 0102030405060708",      new PingFrame(0x0102030405060708L, false)),
                arguments("PING, ACK",            "000008 06 01 00000000 fffefdfcfbfaf9f8",      new PingFrame(0xfffefdfcfbfaf9f8L, true)),
                arguments("GOAWAY",               "000008 07 00 00000000 7fffffff 00000000",     new GoAwayFrame(0x7fffffff, 0, new byte[0])),
                arguments("GOAWAY, debug data",   "00000b 07 00 00000000 00000007 0000000b 616263", new GoAwayFrame(7, 0xb, ABC)),
                arguments("WINDOW_UPDATE",        "000004 08 00 00000000 7fffffff",              new WindowUpdateFrame(0, 0x7fffffff)),
                arguments("CONTINUATION",         "000003 09 00 00000001 616263",                new ContinuationFrame(1, ABC, false)),
                arguments("CONTINUATION, last",   "000000 09 04 00000001",                       new ContinuationFrame(1, new byte[0], true)),
                arguments("ALTSVC, origin",       "000006 0a 00 00000000 0003 616263 ff",        new AltSvcFrame(0, "abc", "\u00ff")),
                arguments("ALTSVC, stream",       "000005 0a 00 00000001 0000 616263",           new AltSvcFrame(1, "", "abc")),
                arguments("ORIGIN, empty",        "000000 0c 00 00000000",                       new OriginFrame(List.of())),
                arguments("ORIGIN",               "000007 0c 00 00000000 0003 616263 0000",      new OriginFrame(List.of("abc", ""))),
                arguments("PRIORITY_UPDATE",      "000007 10 00 00000000 00000003 753d31",       new PriorityUpdateFrame(3, "u=1")),
                arguments("extension",            "000003 0b ff 00000000 616263",                new ExtensionFrame(0xb, 0xff, 0, ABC)),
                arguments("extension, empty",     "000000 ff 08 00000007",                       new ExtensionFrame(0xff, 8, 7, new byte[0])));
    }
    // spotless:on

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    @Spec({
        "FR-T-00",
        "FR-T-01",
        "FR-T-02",
        "FR-T-03",
        "FR-T-04",
        "FR-T-05",
        "FR-T-06",
        "FR-T-07",
        "FR-T-08",
        "FR-T-09",
        "FR-T-0A",
        "FR-T-0C",
        "FR-T-10",
        "FR-T-XX",
        "FR-SER-08"
    })
    void octetsAndFrameAreTheSame(String name, String octets, Frame frame) {
        byte[] wire = Hex.bytes(octets);

        assertEquals(frame, Frame.parse(wire), name);
        assertEquals(Hex.of(wire), Hex.of(frame.toBytes()), name);
        assertEquals(wire.length - 9, frame.length(), name);
        assertEquals(wire[3] & 0xff, frame.type(), name);
        assertEquals(wire[4] & 0xff, frame.flags(), name);
    }

    @Test
    @Spec("FR-V-20")
    void everyUnassignedTypeIsAnExtensionFrame() {
        for (int type = 0; type < 256; type++) {
            if (!FrameType.isKnown(type)) {
                byte[] octets = {0, 0, 1, (byte) type, 0x8, 0, 0, 0, 0, 9};

                FrameView view = Reading.view(octets);

                assertNull(view.violation());
                assertFalse(view.hasNonZeroPadding());
                assertEquals(new ExtensionFrame(type, 0x8, 0, new byte[] {9}), Frame.parse(view));
            }
        }
    }

    @Test
    @Spec({"FR-T-00", "FR-SER-03"})
    void unpaddedDataIsWrittenBehindItsHeader() {
        byte[] target = new byte[12];

        int end = FrameWriter.data(target, 0, 1, 3, true);
        System.arraycopy(ABC, 0, target, end, 3);

        assertEquals("000003000100000001616263", Hex.of(target));
    }

    @Test
    @Spec("FR-T-04")
    void settingsAreAcknowledgedInNineOctets() {
        byte[] target = new byte[11];

        int end = FrameWriter.settingsAck(target, 1);

        assertEquals(10, end);
        assertEquals("0000000004010000000000", Hex.of(target));
    }

    @Test
    @Spec({"FR-T-01", "FR-T-02", "FR-SER-04"})
    void priorityFieldsAreReadInPlace() {
        FrameView view = Reading.view(Hex.bytes("00000a 01 2d 00000001 01 81020304 ff 616263 00"));

        assertTrue(view.exclusive());
        assertEquals(0x1020304, view.streamDependency());
        assertEquals(256, view.weight());
        assertEquals(FIELDS, view.priorityFields());
        assertEquals(1, view.padLength());
    }

    @Test
    @Spec("FR-T-0C")
    void originEntriesAreWalkedInPlace() {
        FrameView view = Reading.view(Hex.bytes("000007 0c 00 00000000 0003 616263 0000"));

        int first = view.payloadOffset();
        int second = first + 2 + view.originEntryLength(first);

        assertEquals(3, view.originEntryLength(first));
        assertEquals(0, view.originEntryLength(second));
        assertEquals(view.payloadOffset() + view.payloadLength(), second + 2);
    }
}
