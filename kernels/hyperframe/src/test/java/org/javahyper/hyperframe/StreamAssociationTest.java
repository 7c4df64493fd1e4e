package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAssociationTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 9})
    @Spec("FR-SID-01")
    void framesOfStreamsNeedAStreamEvenWhenEmpty(int type) {
        byte[] octets = new byte[9];
        octets[3] = (byte) type;

        assertEquals(FrameViolation.STREAM_ID_MISSING, Reading.view(octets).violation());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 7, 0x10})
    @Spec("FR-SID-02")
    void framesOfTheConnectionHaveNoStreamEvenWhenEmpty(int type) {
        byte[] octets = new byte[9];
        octets[3] = (byte) type;
        octets[8] = 1;

        assertEquals(FrameViolation.STREAM_ID_NOT_ZERO, Reading.view(octets).violation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000004 08 00 00000000 00000001",
                "000004 08 00 00000001 00000001",
                "000003 0a 00 00000000 000161",
                "000002 0a 00 00000001 0000",
                "000000 0b 00 00000000",
                "000000 0b 00 00000001",
                "000000 0c 00 00000000"
            })
    @Spec("FR-SID-03")
    void someFramesMayBelongToEither(String octets) {
        assertNull(Reading.view(Hex.bytes(octets)).violation());
    }

    @Test
    @Spec("FR-SID-03")
    void originOnAStreamIsIgnored() {
        FrameViolation violation =
                Reading.view(Hex.bytes("000000 0c 00 00000001")).violation();

        assertEquals(FrameViolation.ORIGIN_ON_STREAM, violation);
        assertEquals(FrameViolation.Scope.IGNORE, violation.scope());
    }

    static List<Executable> framesWithoutStream() {
        byte[] none = new byte[0];
        return List.of(
                () -> new DataFrame(0, none, false),
                () -> new HeadersFrame(0, none, false),
                () -> new PriorityFrame(0, PriorityFields.DEFAULT),
                () -> new RstStreamFrame(0, 0),
                () -> new PushPromiseFrame(0, 2, none),
                () -> new ContinuationFrame(0, none, true),
                () -> new DataFrame(-1, none, false),
                () -> new WindowUpdateFrame(-1, 1),
                () -> new GoAwayFrame(-1, 0, none));
    }

    @ParameterizedTest
    @MethodSource("framesWithoutStream")
    @Spec("FR-SID-01")
    void recordsOfStreamsAreRefusedWithoutOne(Executable construction) {
        assertThrows(IllegalArgumentException.class, construction);
    }

    @Test
    @Spec("FR-SID-02")
    void recordsOfTheConnectionHaveStreamIdZero() {
        assertEquals(0, SettingsFrame.acknowledgement().streamId());
        assertEquals(0, new PingFrame(1, false).streamId());
        assertEquals(0, new GoAwayFrame(7, 0, new byte[0]).streamId());
        assertEquals(0, new OriginFrame(List.of()).streamId());
        assertEquals(0, new PriorityUpdateFrame(7, "").streamId());
    }
}
