package org.javahyper.hyperframe;

import org.jspecify.annotations.Nullable;

/** Finds the first rule that a frame breaks: first about its stream id, then its length and padding, then its content. */
final class FrameRules {
    private static final int ORIGIN_RESERVED_FLAGS = 0x0f;

    /** A bit beyond the flags that counts as set in every frame. */
    private static final int ALWAYS = 0x100;

    /** By type: the flags with which a frame has rules that it could break. */
    private static final int[] FLAGS_WITH_RULES = new int[256];

    static {
        for (int type = 0; type < FLAGS_WITH_RULES.length; type++) {
            FLAGS_WITH_RULES[type] = FrameType.isKnown(type) ? ALWAYS : 0;
        }
        FLAGS_WITH_RULES[FrameType.DATA] = Flags.PADDED;
        FLAGS_WITH_RULES[FrameType.HEADERS] = Flags.PADDED | Flags.PRIORITY;
        FLAGS_WITH_RULES[FrameType.CONTINUATION] = 0;
    }

    private FrameRules() {}

    /** Whether a frame is on a stream and of nothing but content, so that there is no rule that it could break. */
    static boolean isPlain(int type, int flags, int streamId) {
        return (FLAGS_WITH_RULES[type] & (flags | ALWAYS)) == 0 && streamId != 0;
    }

    static @Nullable FrameViolation firstBroken(FrameView frame) {
        FrameViolation misplaced = frame.streamId() == 0 ? withoutStream(frame.type()) : onStream(frame.type());
        return misplaced != null ? misplaced : inPayload(frame);
    }

    private static @Nullable FrameViolation withoutStream(int type) {
        return switch (type) {
            case FrameType.DATA,
                    FrameType.HEADERS,
                    FrameType.PRIORITY,
                    FrameType.RST_STREAM,
                    FrameType.PUSH_PROMISE,
                    FrameType.CONTINUATION -> FrameViolation.STREAM_ID_MISSING;
            default -> null;
        };
    }

    private static @Nullable FrameViolation onStream(int type) {
        return switch (type) {
            case FrameType.SETTINGS, FrameType.PING, FrameType.GOAWAY, FrameType.PRIORITY_UPDATE ->
                FrameViolation.STREAM_ID_NOT_ZERO;
            case FrameType.ORIGIN -> FrameViolation.ORIGIN_ON_STREAM;
            default -> null;
        };
    }

    private static @Nullable FrameViolation inPayload(FrameView frame) {
        int length = frame.length();
        // spotless:off
        return switch (frame.type()) {
            case FrameType.DATA            -> padding(frame, 0, FrameViolation.PAD_LENGTH_MISSING);
            case FrameType.HEADERS         -> padding(frame, frame.has(Flags.PRIORITY) ? 5 : 0, FrameViolation.PRIORITY_FIELDS_MISSING);
            case FrameType.PRIORITY        -> length != 5 ? FrameViolation.PRIORITY_LENGTH : null;
            case FrameType.RST_STREAM      -> length != 4 ? FrameViolation.RST_STREAM_LENGTH : null;
            case FrameType.SETTINGS        -> settings(frame);
            case FrameType.PUSH_PROMISE    -> pushPromise(frame);
            case FrameType.PING            -> length != 8 ? FrameViolation.PING_LENGTH : null;
            case FrameType.GOAWAY          -> length < 8  ? FrameViolation.GOAWAY_LENGTH : null;
            case FrameType.WINDOW_UPDATE   -> windowUpdate(frame);
            case FrameType.ALTSVC          -> altSvc(frame);
            case FrameType.ORIGIN          -> origin(frame);
            case FrameType.PRIORITY_UPDATE -> priorityUpdate(frame);
            default                        -> null;
        };
        // spotless:on
    }

    /**
     * Checks a frame that may be padded.
     *
     * @param fields octets of the fields that stand between the pad length and the rest of the payload
     * @param missing what it means if they do not fit
     */
    private static @Nullable FrameViolation padding(FrameView frame, int fields, FrameViolation missing) {
        int length = frame.length();
        if (!frame.has(Flags.PADDED)) {
            return length < fields ? missing : null;
        }
        if (length == 0) {
            return FrameViolation.PAD_LENGTH_MISSING;
        }
        int room = length - 1 - fields;
        return room < 0 ? missing : frame.padLength() > room ? FrameViolation.PADDING_TOO_LONG : null;
    }

    private static @Nullable FrameViolation settings(FrameView frame) {
        if (frame.has(Flags.ACK) && frame.length() > 0) {
            return FrameViolation.SETTINGS_ACK_NOT_EMPTY;
        }
        return frame.length() % 6 != 0 ? FrameViolation.SETTINGS_LENGTH : null;
    }

    private static @Nullable FrameViolation pushPromise(FrameView frame) {
        FrameViolation broken = padding(frame, 4, FrameViolation.PROMISED_ID_MISSING);
        if (broken != null) {
            return broken;
        }
        int promised = frame.promisedStreamId();
        return promised == 0 || promised % 2 != 0 ? FrameViolation.PROMISED_ID_ILLEGAL : null;
    }

    private static @Nullable FrameViolation windowUpdate(FrameView frame) {
        if (frame.length() != 4) {
            return FrameViolation.WINDOW_UPDATE_LENGTH;
        }
        if (frame.windowSizeIncrement() != 0) {
            return null;
        }
        return frame.streamId() == 0 ? FrameViolation.CONNECTION_INCREMENT_ZERO : FrameViolation.STREAM_INCREMENT_ZERO;
    }

    private static @Nullable FrameViolation altSvc(FrameView frame) {
        if (frame.length() < 2 || frame.length() < 2 + frame.originLength()) {
            return FrameViolation.ALTSVC_LENGTH;
        }
        boolean namesOrigin = frame.originLength() > 0;
        return namesOrigin == (frame.streamId() == 0) ? null : FrameViolation.ALTSVC_ORIGIN;
    }

    private static @Nullable FrameViolation origin(FrameView frame) {
        if ((frame.flags() & ORIGIN_RESERVED_FLAGS) != 0) {
            return FrameViolation.ORIGIN_FLAGS;
        }
        int end = frame.payloadOffset() + frame.length();
        int entry = frame.payloadOffset();
        while (end - entry >= 2) {
            entry += 2 + frame.originEntryLength(entry);
        }
        return entry != end ? FrameViolation.ORIGIN_ENTRY_LENGTH : null;
    }

    private static @Nullable FrameViolation priorityUpdate(FrameView frame) {
        if (frame.length() < 4) {
            return FrameViolation.PRIORITY_UPDATE_LENGTH;
        }
        return frame.prioritizedStreamId() == 0 ? FrameViolation.PRIORITIZED_ID_ZERO : null;
    }
}
