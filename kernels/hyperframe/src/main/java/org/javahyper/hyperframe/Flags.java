package org.javahyper.hyperframe;

import java.util.StringJoiner;

/**
 * The flags, as masks of the flag octet.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6">RFC 9113, section 6</a>
 */
public final class Flags {
    /** Of DATA and HEADERS: the last frame that the sender sends for the stream. */
    public static final int END_STREAM = 0x1;
    /** Of SETTINGS and PING: the answer to one. */
    public static final int ACK = 0x1;
    /** Of HEADERS, PUSH_PROMISE and CONTINUATION: the field block ends with this frame. */
    public static final int END_HEADERS = 0x4;
    /** Of DATA, HEADERS and PUSH_PROMISE: a pad length comes first and padding last. */
    public static final int PADDED = 0x8;
    /** Of HEADERS: the priority fields are present. */
    public static final int PRIORITY = 0x20;

    /** By type. */
    private static final byte[] DEFINED = new byte[256];

    static {
        for (int type = 0; type < DEFINED.length; type++) {
            DEFINED[type] = (byte) (FrameType.isKnown(type) ? 0 : 0xff);
        }
        DEFINED[FrameType.DATA] = END_STREAM | PADDED;
        DEFINED[FrameType.HEADERS] = END_STREAM | END_HEADERS | PADDED | PRIORITY;
        DEFINED[FrameType.SETTINGS] = ACK;
        DEFINED[FrameType.PUSH_PROMISE] = END_HEADERS | PADDED;
        DEFINED[FrameType.PING] = ACK;
        DEFINED[FrameType.CONTINUATION] = END_HEADERS;
    }

    private Flags() {}

    /** The mask of the flags that a type, 0 to 255, defines; of a type that is not known, all of them. */
    public static int defined(int type) {
        return DEFINED[type & 0xff] & 0xff;
    }

    /**
     * The names of the flags in alphabetical order, such as {@code END_HEADERS|END_STREAM}; {@code -} if there are none. Bits without a name
     * come last, as one number: {@code ACK|0x40}.
     */
    public static String describe(int type, int flags) {
        StringJoiner names = new StringJoiner("|").setEmptyValue("-");
        int named = FrameType.isKnown(type) ? flags & defined(type) : 0;
        boolean acknowledges = type == FrameType.SETTINGS || type == FrameType.PING;
        addIf((named & ACK) != 0 && acknowledges, "ACK", names);
        addIf((named & END_HEADERS) != 0, "END_HEADERS", names);
        addIf((named & END_STREAM) != 0 && !acknowledges, "END_STREAM", names);
        addIf((named & PADDED) != 0, "PADDED", names);
        addIf((named & PRIORITY) != 0, "PRIORITY", names);
        addIf(flags != named, "0x" + Integer.toHexString(flags & ~named), names);
        return names.toString();
    }

    private static void addIf(boolean present, String name, StringJoiner names) {
        if (present) {
            names.add(name);
        }
    }
}
