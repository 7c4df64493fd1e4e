package org.javahyper.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.javahyper.fuzz.Reading.Shown;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameException;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameViolation;
import org.javahyper.testkit.Hex;

/**
 * Octets cut into frames the simple way: all of them are there, and each frame says how long it is.
 *
 * @param frames header and payload of each
 * @param tail what is left, less than a frame
 * @param tooLong whether the tail is one whose header announces more than is allowed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawFrames(List<byte[]> frames, byte[] tail, boolean tooLong) {
    private static final int HEADER = 9;
    private static final int PADDED = 0x8;

    static RawFrames cut(byte[] octets, int maxFrameSize) {
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        while (octets.length - at >= HEADER) {
            int length = Integer.parseInt(Hex.of(octets, at, 3), 16);
            if (length > maxFrameSize) {
                return new RawFrames(frames, Arrays.copyOfRange(octets, at, at + HEADER), true);
            }
            if (length > octets.length - at - HEADER) {
                break;
            }
            frames.add(Arrays.copyOfRange(octets, at, at + HEADER + length));
            at += HEADER + length;
        }
        return new RawFrames(frames, Arrays.copyOfRange(octets, at, octets.length), false);
    }

    /** What a reader must show. */
    Reading reading() {
        List<Shown> shown = new ArrayList<>();
        for (byte[] frame : frames) {
            String violation = violation(frame);
            boolean nonZeroPadding =
                    violation.isEmpty() && padding(frame).chars().anyMatch(digit -> digit != '0');
            shown.add(show(frame, violation, content(frame), nonZeroPadding));
        }
        if (tooLong) {
            String violation =
                    Reading.describe(FrameViolation.Scope.CONNECTION, 0x6, FrameException.Kind.INVALID_FRAME);
            shown.add(show(tail, violation, "", false));
            return new Reading(shown, "", false);
        }
        boolean dataHasCome = tail.length > HEADER && tail[3] == FrameType.DATA;
        return new Reading(shown, dataHasCome ? content(tail) : "", tail.length > 0);
    }

    private static Shown show(byte[] frame, String violation, String payload, boolean nonZeroPadding) {
        return new Shown(
                Integer.parseInt(Hex.of(frame, 0, 3), 16),
                frame[3] & 0xff,
                frame[4] & 0xff,
                (int) (Long.parseLong(Hex.of(frame, 5, 4), 16) & 0x7fff_ffff),
                violation,
                payload,
                nonZeroPadding);
    }

    private static String violation(byte[] frame) {
        try {
            Frame.parse(frame);
            return "";
        } catch (FrameException refusal) {
            return Reading.describe(refusal.scope(), refusal.errorCode(), refusal.kind());
        }
    }

    /** In hex the payload; of DATA the data, as much as is there. */
    private static String content(byte[] frame) {
        int announced = Integer.parseInt(Hex.of(frame, 0, 3), 16);
        int from = HEADER;
        int to = HEADER + announced;
        if (frame[3] == FrameType.DATA && (frame[4] & PADDED) != 0 && announced > 0) {
            from = HEADER + 1;
            to = Math.max(from, to - (frame[HEADER] & 0xff));
        }
        return Hex.of(frame, from, Math.min(to, frame.length) - from);
    }

    /** In hex the padding of a frame that breaks no rule. */
    private static String padding(byte[] frame) {
        int padLength = isPadded(frame) ? frame[HEADER] & 0xff : 0;
        return Hex.of(frame, frame.length - padLength, padLength);
    }

    private static boolean isPadded(byte[] frame) {
        return Reading.mayBePadded(frame[3]) && (frame[4] & PADDED) != 0;
    }

    /** The frame, which breaks no rule, as it is sent: undefined flags, reserved bits and padding are 0. */
    static byte[] normalized(byte[] frame) {
        byte[] octets = frame.clone();
        octets[4] &= (byte) definedFlags(frame[3] & 0xff);
        octets[5] &= 0x7f;
        switch (frame[3] & 0xff) {
            case FrameType.PUSH_PROMISE -> octets[isPadded(frame) ? HEADER + 1 : HEADER] &= 0x7f;
            case FrameType.GOAWAY, FrameType.WINDOW_UPDATE, FrameType.PRIORITY_UPDATE -> octets[HEADER] &= 0x7f;
            default -> {}
        }
        Arrays.fill(octets, octets.length - padding(frame).length() / 2, octets.length, (byte) 0);
        return octets;
    }

    private static int definedFlags(int type) {
        return switch (type) {
            case FrameType.DATA -> 0x09;
            case FrameType.HEADERS -> 0x2d;
            case FrameType.SETTINGS, FrameType.PING -> 0x01;
            case FrameType.PUSH_PROMISE -> 0x0c;
            case FrameType.CONTINUATION -> 0x04;
            default -> isKnown(type) ? 0x00 : 0xff;
        };
    }

    static boolean isKnown(int type) {
        return type <= FrameType.ALTSVC || type == FrameType.ORIGIN || type == FrameType.PRIORITY_UPDATE;
    }
}
