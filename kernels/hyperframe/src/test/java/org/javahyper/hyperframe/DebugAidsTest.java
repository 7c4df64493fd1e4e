package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.javahyper.hyperframe.SettingsFrame.Setting;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DebugAidsTest {
    private static final byte[] TEN = Hex.bytes("00112233445566778899");
    private static final byte[] ELEVEN = Hex.bytes("00112233445566778899aa");
    private static final PriorityFields FIELDS = new PriorityFields(3, true, 16);

    // spotless:off
    static List<Arguments> texts() {
        return List.of(
                arguments(new DataFrame(1, new byte[0], true),               "DATA(streamId=1, flags=END_STREAM, data=none)"),
                arguments(new DataFrame(1, TEN, 0, true),                    "DATA(streamId=1, flags=END_STREAM|PADDED, padLength=0, data=00112233445566778899)"),
                arguments(new DataFrame(1, ELEVEN, false),                   "DATA(streamId=1, flags=-, data=00112233445566778899...)"),
                arguments(new HeadersFrame(1, TEN, 2, FIELDS, true, true),   "HEADERS(streamId=1, flags=END_HEADERS|END_STREAM|PADDED|PRIORITY, padLength=2, streamDependency=3, exclusive=true, weight=16, fieldBlockFragment=00112233445566778899)"),
                arguments(new HeadersFrame(1, new byte[0], false),           "HEADERS(streamId=1, flags=END_HEADERS, fieldBlockFragment=none)"),
                arguments(new PriorityFrame(1, FIELDS),                      "PRIORITY(streamId=1, flags=-, streamDependency=3, exclusive=true, weight=16)"),
                arguments(new RstStreamFrame(1, -1),                         "RST_STREAM(streamId=1, flags=-, errorCode=0xffffffff)"),
                arguments(new SettingsFrame(List.of(new Setting(3, 100), new Setting(0xff, 1)), false), "SETTINGS(streamId=0, flags=-, settings=[0x3=100, 0xff=1])"),
                arguments(SettingsFrame.acknowledgement(),                   "SETTINGS(streamId=0, flags=ACK, settings=[])"),
                arguments(new PushPromiseFrame(1, 2, TEN, 5, false),         "PUSH_PROMISE(streamId=1, flags=PADDED, padLength=5, promisedStreamId=2, fieldBlockFragment=00112233445566778899)"),
                arguments(new PingFrame(0xff, true),                         "PING(streamId=0, flags=ACK, opaqueData=00000000000000ff)"),
                arguments(new GoAwayFrame(7, 2, new byte[] {1}),             "GOAWAY(streamId=0, flags=-, lastStreamId=7, errorCode=0x2, debugData=01)"),
                arguments(new WindowUpdateFrame(0, 5),                       "WINDOW_UPDATE(streamId=0, flags=-, windowSizeIncrement=5)"),
                arguments(new ContinuationFrame(1, ELEVEN, true),            "CONTINUATION(streamId=1, flags=END_HEADERS, fieldBlockFragment=00112233445566778899...)"),
                arguments(new AltSvcFrame(0, "https://a", "h2=\":443\"\n"),  "ALTSVC(streamId=0, flags=-, origin=\"https://a\", fieldValue=\"h2=\\x22:443\\x22\\x0a\")"),
                arguments(new OriginFrame(List.of("https://a", "\\\u00ff")), "ORIGIN(streamId=0, flags=-, origins=[\"https://a\", \"\\x5c\\xff\"])"),
                arguments(new PriorityUpdateFrame(3, " ~\u001f\u007f"),         "PRIORITY_UPDATE(streamId=0, flags=-, prioritizedStreamId=3, fieldValue=\" ~\\x1f\\x7f\")"),
                arguments(new PriorityUpdateFrame(3, "u=1"),                 "PRIORITY_UPDATE(streamId=0, flags=-, prioritizedStreamId=3, fieldValue=\"u=1\")"),
                arguments(new ExtensionFrame(0x2a, 0x21, 5, TEN),            "0x2a(streamId=5, flags=0x21, payload=00112233445566778899)"));
    }
    // spotless:on

    @ParameterizedTest(name = "{1}")
    @MethodSource("texts")
    @Spec("FR-DBG-01")
    void frameShowsTypeStreamFlagsAndFields(Frame frame, String text) {
        assertEquals(text, frame.toString());
    }

    @Test
    @Spec("FR-DBG-02")
    void oneFrameIsExplainedWithTheLengthOfItsPayload() {
        String explanation = Frame.explain(Hex.bytes("000008 06 01 00000000 0001020304050607"));

        assertEquals("PING(streamId=0, flags=ACK, opaqueData=0001020304050607), 8 octets of payload", explanation);
    }

    @Test
    @Spec("FR-DBG-02")
    void frameOfAnyTypeIsExplained() {
        assertEquals(
                "DATA(streamId=1, flags=PADDED, padLength=2, data=616263), 6 octets of payload",
                Frame.explain(Hex.bytes("000006 00 08 00000001 02 616263 0000")));
        assertEquals(
                "0xb(streamId=0, flags=0xff, payload=none), 0 octets of payload",
                Frame.explain(Hex.bytes("000000 0b ff 00000000")));
    }

    @Test
    @Spec("FR-DBG-02")
    void whatIsNotOneFrameIsNotExplained() {
        assertThrows(FrameException.class, () -> Frame.explain(Hex.bytes("000008 06 01 00000000 00")));
        assertThrows(FrameException.class, () -> Frame.explain(Hex.bytes("000001 06 01 00000000 00")));
    }

    @Test
    @Spec("FR-DBG-03")
    void frameLayerNeedsNoOtherModule() {
        assumeTrue(Frame.class.getModule().isNamed(), "on the class path there are no modules");
        Set<String> required = new TreeSet<>();
        Frame.class.getModule().getDescriptor().requires().forEach(module -> required.add(module.name()));

        assertEquals(Set.of("java.base", "org.jspecify"), required);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1, 0x0, -",
        "0x1, 0x2d, END_HEADERS|END_STREAM|PADDED|PRIORITY",
        "0x1, 0xff, END_HEADERS|END_STREAM|PADDED|PRIORITY|0xd2",
        "0x4, 0x1, ACK",
        "0x6, 0x41, ACK|0x40",
        "0x3, 0x1, 0x1",
        "0xb, 0x2a, 0x2a"
    })
    @Spec({"FR-DBG-01", "FR-HDR-03"})
    void flagsAreNamedInAlphabeticalOrder(String type, String flags, String text) {
        assertEquals(text, Flags.describe(Integer.decode(type), Integer.decode(flags)));
    }

    @ParameterizedTest
    @CsvSource({
        "-0x1, 0xffffffff",
        "0x0, DATA",
        "0xa, ALTSVC",
        "0xb, 0xb",
        "0xc, ORIGIN",
        "0xd, 0xd",
        "0x10, PRIORITY_UPDATE",
        "0x11, 0x11",
        "0x2a, 0x2a"
    })
    @Spec("FR-DBG-01")
    void typesAreNamedOrNumbered(String type, String name) {
        assertEquals(name, FrameType.name(Integer.decode(type)));
        assertEquals(!name.startsWith("0x"), FrameType.isKnown(Integer.decode(type)));
    }
}
