package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ranges of the limits (docs/spec/hardening.md, 3), their defaults, and that any of them makes a working connection. */
class LimitsTest {
    private static final int MAX = Integer.MAX_VALUE;
    private static final int LIST = 1 << 30;

    @Test
    @Spec({"H2-CFG-14", "H2-CFG-22", "H2-LIM-01", "H2-LIM-02", "H2-LIM-05", "H2-LIM-06", "H2-LIM-11", "H2-LIM-14"})
    void defaultsAreThoseOfTheSpecification() {
        assertEquals(
                new Limits(
                        16_384, 32_768, 65_536, 200, 400, 8_192, 64, 8, 16, 4_096, 4_096, 32, 100, 32, 128, 65_535,
                        65_535, 65_536, 1_048_576),
                Limits.defaults());
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                range("maxFrameSize", 16_384, 16_777_215, Limits.Builder::maxFrameSize),
                range("maxHeaderListSize", 0, LIST, Limits.Builder::maxHeaderListSize),
                range("maxHeaderListSizeHard", 32_768, LIST, Limits.Builder::maxHeaderListSizeHard),
                range("maxHeaderFields", 1, LIST, Limits.Builder::maxHeaderFields),
                range("maxHeaderFieldsHard", 200, LIST, Limits.Builder::maxHeaderFieldsHard),
                range("maxTrailerSize", 0, MAX, Limits.Builder::maxTrailerSize),
                range("maxTrailerFields", 1, MAX, Limits.Builder::maxTrailerFields),
                range("maxContinuationFrames", 0, MAX, Limits.Builder::maxContinuationFrames),
                range("maxInformational", 0, MAX, Limits.Builder::maxInformational),
                range("decoderTableSize", 0, MAX, Limits.Builder::decoderTableSize),
                range("encoderTableSizeCap", 0, MAX, Limits.Builder::encoderTableSizeCap),
                range("maxSettingsEntries", 1, MAX, Limits.Builder::maxSettingsEntries),
                range("maxConcurrentStreams", 0, MAX, Limits.Builder::maxConcurrentStreams),
                range("maxReservedStreams", 0, MAX, Limits.Builder::maxReservedStreams),
                range("rememberedClosedStreams", 1, MAX, Limits.Builder::rememberedClosedStreams),
                range("initialStreamWindow", 0, MAX, Limits.Builder::initialStreamWindow),
                range("connectionWindow", 65_535, MAX, Limits.Builder::connectionWindow),
                range("maxOutboundPerStream", 1, MAX, Limits.Builder::maxOutboundPerStream),
                range("maxOutboundTotal", 1, MAX, Limits.Builder::maxOutboundTotal));
    }

    private static Arguments range(
            String name, int least, int most, BiFunction<Limits.Builder, Integer, Limits.Builder> setter) {
        return Arguments.argumentSet(name, name, least, most, setter);
    }

    @ParameterizedTest
    @MethodSource("ranges")
    @Spec({"H2-CFG-14", "H2-CFG-21"})
    void valueOutsideItsRangeIsRefusedWhenBuilt(
            String name, int least, int most, BiFunction<Limits.Builder, Integer, Limits.Builder> setter) {
        Limits.Builder low = setter.apply(Limits.builder(), least - 1);

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, low::build);

        assertEquals(
                "Cannot set " + name + " to " + (least - 1) + ": it is " + least + " to " + most
                        + ". Choose a value in this range.",
                refusal.getMessage());
        if (most < MAX) {
            Limits.Builder high = setter.apply(Limits.builder(), most + 1);
            assertThrows(IllegalArgumentException.class, high::build);
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    @Spec({"H2-CFG-14", "H2-CFG-21"})
    void valueAtTheEdgeMakesAConnection(
            String name, int least, int most, BiFunction<Limits.Builder, Integer, Limits.Builder> setter) {
        for (int value : new int[] {least, most}) {
            Limits limits = setter.apply(Limits.builder(), value).build();

            H2Connection client =
                    new H2Connection(H2Configuration.client().limits(limits).build());
            H2Connection server =
                    new H2Connection(H2Configuration.server().limits(limits).build());

            client.initiate();
            server.initiate();

            assertEquals(ConnectionState.OPEN, client.connectionState(), name + " = " + value);
            assertEquals(ConnectionState.OPEN, server.connectionState(), name + " = " + value);
        }
    }

    @ParameterizedTest(name = "lists of {0}, {1} fields, frames of {2}")
    @CsvSource({
        "0, 1, 16384, 0, 2, 8",
        "100000, 300, 16384, 200000, 600, 17",
        "100000, 300, 200000, 200000, 600, 8",
        "1000000000, 1000000000, 16777215, 1073741824, 1073741824, 82",
        "1073741824, 1, 16384, 1073741824, 2, 81920"
    })
    @Spec({"H2-LIM-02", "H2-LIM-05", "H2-LIM-06"})
    void hardLimitsFollowTheSoftOnes(
            int listSize, int fields, int frameSize, int listSizeHard, int fieldsHard, int continuations) {
        Limits limits = Limits.builder()
                .maxHeaderListSize(listSize)
                .maxHeaderFields(fields)
                .maxFrameSize(frameSize)
                .build();

        assertEquals(listSizeHard, limits.maxHeaderListSizeHard());
        assertEquals(fieldsHard, limits.maxHeaderFieldsHard());
        assertEquals(continuations, limits.maxContinuationFrames());
    }

    @Test
    @Spec("H2-CFG-14")
    void hardLimitsMayBeSet() {
        Limits limits = Limits.builder()
                .maxHeaderListSizeHard(40_000)
                .maxHeaderFieldsHard(210)
                .maxContinuationFrames(0)
                .build();

        assertEquals(40_000, limits.maxHeaderListSizeHard());
        assertEquals(210, limits.maxHeaderFieldsHard());
        assertEquals(0, limits.maxContinuationFrames());
    }
}
