package org.javahyper.h2;

/**
 * The identifiers of settings.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2">RFC 9113, section 6.5.2</a>
 */
public final class SettingId {
    /** Octets of the HPACK table that the sender's decoder allows; initially 4,096. */
    public static final int HEADER_TABLE_SIZE = 0x1;

    /** 1 if the sender accepts pushed streams, 0 if not; initially 1. */
    public static final int ENABLE_PUSH = 0x2;

    /** Streams that the peer may have open at once; initially unlimited. */
    public static final int MAX_CONCURRENT_STREAMS = 0x3;

    /** Octets of the window with which the peer may begin each stream; initially 65,535. */
    public static final int INITIAL_WINDOW_SIZE = 0x4;

    /** Octets of the largest frame payload the sender accepts, 16,384 to 16,777,215; initially 16,384. */
    public static final int MAX_FRAME_SIZE = 0x5;

    /** Octets of the largest header list the sender accepts, uncompressed, with 32 for each field; initially unlimited. */
    public static final int MAX_HEADER_LIST_SIZE = 0x6;

    /** 1 if the server accepts extended CONNECT (RFC 8441, 3); initially 0. */
    public static final int ENABLE_CONNECT_PROTOCOL = 0x8;

    /** 1 if the sender ignores the priority signals of RFC 7540 (RFC 9218, 2.1); initially 0. */
    public static final int NO_RFC7540_PRIORITIES = 0x9;

    private static final String[] NAMES = {
        "",
        "HEADER_TABLE_SIZE",
        "ENABLE_PUSH",
        "MAX_CONCURRENT_STREAMS",
        "INITIAL_WINDOW_SIZE",
        "MAX_FRAME_SIZE",
        "MAX_HEADER_LIST_SIZE",
        "",
        "ENABLE_CONNECT_PROTOCOL",
        "NO_RFC7540_PRIORITIES"
    };

    private SettingId() {}

    /** The name of an identifier, or its number in hexadecimal digits. */
    public static String name(int id) {
        return id > 0 && id < NAMES.length && !NAMES[id].isEmpty() ? NAMES[id] : "0x" + Integer.toHexString(id);
    }

    /** The value that holds before any SETTINGS frame; 2^32-1 for what is unlimited, 0 for unknown identifiers. */
    static long initialValue(int id) {
        return switch (id) {
            case HEADER_TABLE_SIZE -> 4_096;
            case ENABLE_PUSH -> 1;
            case INITIAL_WINDOW_SIZE -> 65_535;
            case MAX_FRAME_SIZE -> 16_384;
            case MAX_CONCURRENT_STREAMS, MAX_HEADER_LIST_SIZE -> Settings.UNLIMITED;
            default -> 0;
        };
    }
}
