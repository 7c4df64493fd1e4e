package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.javahyper.testkit.Draw;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;

class FramePropertiesTest {
    @Test
    @Spec({"FR-SER-08", "INV-14"})
    void parsingWhatWasWrittenGivesTheSameFrame() {
        Property.forAll(3_000, draw -> {
            Frame frame = RandomFrames.frame(draw);

            byte[] octets = frame.toBytes();

            assertEquals(9 + frame.length(), octets.length);
            assertEquals(frame, Frame.parse(octets));
            assertEquals(frame.hashCode(), Frame.parse(octets).hashCode());
            assertEquals(frame.toString(), Frame.parse(octets).toString());
        });
    }

    @Test
    void framesAreEqualExactlyWhenTheirOctetsAre() {
        Property.forAll(3_000, draw -> {
            Frame one = RandomFrames.frame(draw);
            Frame other = RandomFrames.frame(draw);

            assertEquals(Arrays.equals(one.toBytes(), other.toBytes()), one.equals(other));
            assertNotEquals(one, one.toString());
        });
    }

    @Test
    void hashCodesTellFramesApart() {
        Set<Integer> hashCodes = new HashSet<>();

        FrameLayoutTest.layouts().forEach(layout -> hashCodes.add(layout.get()[2].hashCode()));

        assertEquals(FrameLayoutTest.layouts().size(), hashCodes.size());
    }

    @Test
    void frameIsWrittenAtTheOffsetAndNowhereElse() {
        Property.forAll(1_000, draw -> {
            Frame frame = RandomFrames.frame(draw);
            byte[] target = new byte[9 + frame.length() + 5];
            Arrays.fill(target, (byte) 0x5a);

            int end = frame.writeTo(target, 3);

            assertEquals(target.length - 2, end);
            assertArrayEquals(frame.toBytes(), Arrays.copyOfRange(target, 3, end));
            assertEquals(0x5a5a5a, (target[0] << 16) + (target[1] << 8) + target[2]);
            assertEquals(0x5a5a, (target[end] << 8) + target[end + 1]);
        });
    }

    @Test
    @Spec({"X-BUF-02", "INV-2"})
    void anySplitGivesTheSameFrames() {
        Property.forAll(1_000, draw -> {
            List<Frame> frames = draw.list(6, RandomFrames::frame);
            byte[] input = join(frames);

            assertEquals(new ArrayList<Object>(frames), Reading.of(draw.cuts(input)));
            assertEquals(new ArrayList<Object>(frames), Reading.of(Splits.octets(input)));
        });
    }

    @Test
    @Spec({"X-ATOM-04", "INV-1", "INV-2"})
    void arbitraryOctetsNeverThrowHoweverTheyAreSplit() {
        Property.forAll(3_000, draw -> {
            byte[] input = damaged(draw);

            List<Object> whole = Reading.of(List.of(input), 300);

            assertEquals(whole, Reading.of(draw.cuts(input), 300));
            assertEquals(whole, Reading.of(Splits.octets(input), 300));
        });
    }

    @Test
    @Spec("FR-SER-08")
    void whatIsAcceptedIsWrittenAsReceivedButForNormalisation() {
        Property.forAll(3_000, draw -> {
            for (Object seen : Reading.of(List.of(damaged(draw)), 300)) {
                if (seen instanceof Frame frame) {
                    assertEquals(frame, Frame.parse(frame.toBytes()));
                    assertEquals(frame + ", " + frame.length() + " octets of payload", Frame.explain(frame.toBytes()));
                }
            }
        });
    }

    /** Frames with a few octets changed, followed by anything. */
    private static byte[] damaged(Draw draw) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (Frame frame : draw.list(4, RandomFrames::frame)) {
            byte[] wire = frame.toBytes();
            for (int damages = draw.integer(0, 3); damages > 0; damages--) {
                wire[draw.integer(2, Math.min(14, wire.length - 1))] = (byte) draw.upTo(255);
            }
            octets.writeBytes(wire);
        }
        octets.writeBytes(draw.bytes(30));
        return octets.toByteArray();
    }

    private static byte[] join(List<Frame> frames) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        frames.forEach(frame -> octets.writeBytes(frame.toBytes()));
        return octets.toByteArray();
    }
}
