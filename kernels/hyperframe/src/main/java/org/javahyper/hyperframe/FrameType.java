package org.javahyper.hyperframe;

/**
 * The frame types. They are numbers, not an enum: every octet is a legal type, and most are unknown.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6">RFC 9113, section 6</a>
 */
public final class FrameType {
    public static final int DATA = 0x0;
    public static final int HEADERS = 0x1;
    public static final int PRIORITY = 0x2;
    public static final int RST_STREAM = 0x3;
    public static final int SETTINGS = 0x4;
    public static final int PUSH_PROMISE = 0x5;
    public static final int PING = 0x6;
    public static final int GOAWAY = 0x7;
    public static final int WINDOW_UPDATE = 0x8;
    public static final int CONTINUATION = 0x9;
    /** RFC 7838, section 4. */
    public static final int ALTSVC = 0xa;
    /** RFC 8336, section 2. */
    public static final int ORIGIN = 0xc;
    /** RFC 9218, section 7.1. */
    public static final int PRIORITY_UPDATE = 0x10;

    private FrameType() {}

    /** Whether this library knows the layout of the type. */
    public static boolean isKnown(int type) {
        return type >= DATA && type <= PRIORITY_UPDATE && (type <= ALTSVC || type == ORIGIN || type == PRIORITY_UPDATE);
    }

    /** The RFC's name of the type, or its number as {@code 0x2a} if it is not known. */
    public static String name(int type) {
        return switch (type) {
            case DATA -> "DATA";
            case HEADERS -> "HEADERS";
            case PRIORITY -> "PRIORITY";
            case RST_STREAM -> "RST_STREAM";
            case SETTINGS -> "SETTINGS";
            case PUSH_PROMISE -> "PUSH_PROMISE";
            case PING -> "PING";
            case GOAWAY -> "GOAWAY";
            case WINDOW_UPDATE -> "WINDOW_UPDATE";
            case CONTINUATION -> "CONTINUATION";
            case ALTSVC -> "ALTSVC";
            case ORIGIN -> "ORIGIN";
            case PRIORITY_UPDATE -> "PRIORITY_UPDATE";
            default -> "0x" + Integer.toHexString(type);
        };
    }
}
