package org.javahyper.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameViolation;
import org.javahyper.testkit.Hex;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an input.
 *
 * @param frames in their order; the last one may be one that is too long
 * @param unfinishedData in hex what has come of the data of a DATA frame whose end has not
 * @param midFrame whether the input ends within a frame
 */
record Reading(List<Shown> frames, String unfinishedData, boolean midFrame) {
    /**
     * A frame.
     *
     * @param violation scope, code and family of the rule it breaks, empty if it breaks none
     * @param payload in hex; of DATA the data, of all pieces
     * @param nonZeroPadding false if a rule is broken
     */
    record Shown(
            int length, int type, int flags, int streamId, String violation, String payload, boolean nonZeroPadding) {}

    /** Feeds a reader, part by part. */
    static Reading of(List<byte[]> parts, int maxFrameSize) {
        FrameReader reader = new FrameReader(maxFrameSize);
        List<Shown> frames = new ArrayList<>();
        Data data = new Data();
        for (byte[] part : parts) {
            reader.feed(part);
            for (FrameView view = reader.next(); view != null; view = reader.next()) {
                if (view.type() == FrameType.DATA) {
                    data.add(view);
                }
                if (view.endsFrame()) {
                    frames.add(show(view, data));
                }
            }
        }
        return new Reading(frames, Hex.of(data.octets.toByteArray()), reader.isMidFrame());
    }

    private static Shown show(FrameView view, Data data) {
        FrameViolation violation = view.violation();
        String payload = view.type() == FrameType.DATA
                ? data.end()
                : Hex.of(view.array(), view.payloadOffset(), view.payloadLength());
        return new Shown(
                view.length(),
                view.type(),
                view.flags(),
                view.streamId(),
                violation == null ? "" : describe(violation.scope(), violation.errorCode(), violation.kind()),
                payload,
                violation == null && mayBePadded(view.type()) && view.hasNonZeroPadding());
    }

    static String describe(FrameViolation.Scope scope, int errorCode, Object kind) {
        return scope + " " + errorCode + " " + kind;
    }

    static boolean mayBePadded(int type) {
        return type == FrameType.DATA || type == FrameType.HEADERS || type == FrameType.PUSH_PROMISE;
    }

    /** Joins the pieces of a DATA frame, and checks that they add up. */
    private static final class Data {
        final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private int pieces;
        private int flowControlledLength;
        private @Nullable FrameViolation violation;

        void add(FrameView piece) {
            if (piece.violation() != FrameViolation.FRAME_TOO_LARGE) {
                assertEquals(pieces == 0, piece.startsFrame());
                assertEquals(pieces == 0 ? piece.violation() : violation, piece.violation());
                assertTrue(piece.dataLength() > 0 || piece.endsFrame(), "no empty piece in the middle");
                octets.write(piece.array(), piece.dataOffset(), piece.dataLength());
                violation = piece.violation();
                flowControlledLength += piece.flowControlledLength();
                pieces++;
                if (piece.endsFrame()) {
                    assertEquals(piece.frameDataLength(), octets.size());
                    assertEquals(piece.length(), flowControlledLength);
                }
            }
        }

        String end() {
            String data = Hex.of(octets.toByteArray());
            octets.reset();
            pieces = 0;
            flowControlledLength = 0;
            return data;
        }
    }
}
