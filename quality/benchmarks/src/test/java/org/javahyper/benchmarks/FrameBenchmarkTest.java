package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every contender once: does it do the work? */
class FrameBenchmarkTest {
    private static final int STREAM_IDS = 496 / 8 * (1 + 3 + 5 + 7 + 9 + 11 + 13 + 15);

    @ParameterizedTest
    @EnumSource
    void readersSeeTheSame(FrameInput input) {
        long expected = benchmark(FrameSubject.OURS, input).read(new CpuTime());

        for (FrameSubject subject : FrameSubject.values()) {
            FrameBenchmark benchmark = benchmark(subject, input);
            for (int time = 0; time < 3; time++) {
                assertEquals(expected, benchmark.read(new CpuTime()), () -> "read by " + subject);
            }
        }
    }

    @Test
    void readersSeeEveryFrame() {
        assertEquals(496 * (24 + 't') + STREAM_IDS, read(FrameInput.DATA));
        assertEquals(496 * (24 - 8 + 't') + STREAM_IDS, read(FrameInput.PADDED_DATA));
        assertEquals(496 * 24 + STREAM_IDS, read(FrameInput.HEADERS));
        assertEquals(496 * (4_096 + 100 + 65_535 + 16_384), read(FrameInput.SETTINGS));
        assertEquals(496 * (16 + 0xbb + 8) + STREAM_IDS, read(FrameInput.EXTENSION));
    }

    @ParameterizedTest
    @EnumSource(names = {"MIX", "CUT_MIX"})
    void theMixHasFramesOfManyTypes(FrameInput input) {
        Map<String, Integer> types = new TreeMap<>();
        FrameReader reader = new FrameReader(16_384);
        reader.feed(input.octets());
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            types.merge(FrameType.name(frame.type()), 1, Integer::sum);
        }

        assertEquals("{0xbb=31, DATA=217, HEADERS=124, PING=31, WINDOW_UPDATE=93}", types.toString());
    }

    @ParameterizedTest
    @EnumSource
    void writersWriteEveryFrame(FrameSubject subject) {
        FrameBenchmark benchmark = benchmark(subject, FrameInput.DATA);

        long first = benchmark.write(new CpuTime());
        long second = benchmark.write(new CpuTime());

        assertEquals(496 * 33, first);
        assertEquals(496 * 33, second, "the data is written again");
    }

    @Test
    void anInputThatIsCutBeginsAndEndsWithinAFrame() {
        byte[] frames = FrameInput.CUT_MIX.octets();
        byte[] rotated = FrameLibrary.rotated(frames);

        FrameReader reader = new FrameReader(16_384);
        reader.feed(frames, 0, FrameLibrary.CUT);
        while (reader.next() != null) {}
        assertTrue(reader.isMidFrame());
        reader.feed(rotated);
        while (reader.next() != null) {}
        assertTrue(reader.isMidFrame());
    }

    private static long read(FrameInput input) {
        return benchmark(FrameSubject.NETTY, input).read(new CpuTime());
    }

    private static FrameBenchmark benchmark(FrameSubject subject, FrameInput input) {
        FrameBenchmark benchmark = new FrameBenchmark();
        benchmark.input = input;
        benchmark.subject = subject;
        benchmark.prepare();
        return benchmark;
    }
}
