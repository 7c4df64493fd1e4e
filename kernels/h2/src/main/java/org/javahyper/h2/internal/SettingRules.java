package org.javahyper.h2.internal;

import static org.javahyper.h2.SettingId.ENABLE_CONNECT_PROTOCOL;
import static org.javahyper.h2.SettingId.ENABLE_PUSH;
import static org.javahyper.h2.SettingId.HEADER_TABLE_SIZE;
import static org.javahyper.h2.SettingId.INITIAL_WINDOW_SIZE;
import static org.javahyper.h2.SettingId.MAX_FRAME_SIZE;
import static org.javahyper.h2.SettingId.NO_RFC7540_PRIORITIES;

import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.Role;
import org.jspecify.annotations.Nullable;

/** The values that a setting may have (RFC 9113, 6.5.2), whatever has been announced before. */
public final class SettingRules {
    /** Octets of an entry in SETTINGS (RFC 9113, 6.5.1). */
    public static final int ENTRY = 6;

    private SettingRules() {}

    /** The code of the rule that a value breaks, or null; {@code sender} is the side that sends it. */
    static @Nullable ErrorCode violation(Role sender, int id, long value) {
        return switch (id) {
            case ENABLE_PUSH -> value > 1 || (value == 1 && sender == Role.SERVER) ? ErrorCode.PROTOCOL_ERROR : null;
            case ENABLE_CONNECT_PROTOCOL, NO_RFC7540_PRIORITIES -> value > 1 ? ErrorCode.PROTOCOL_ERROR : null;
            case INITIAL_WINDOW_SIZE -> value > SendWindow.MAX ? ErrorCode.FLOW_CONTROL_ERROR : null;
            case MAX_FRAME_SIZE -> isMaxFrameSize(value) ? null : ErrorCode.PROTOCOL_ERROR;
            default -> null;
        };
    }

    /** The rule that a value of ours would break, as a sentence for people, or null. */
    static @Nullable String rule(Role role, int id, long value) {
        return switch (id) {
            case ENABLE_PUSH ->
                role == Role.CLIENT && value <= 1
                        ? null
                        : "a client announces 0 or 1, a server nothing (RFC 9113, 6.5.2)";
            case ENABLE_CONNECT_PROTOCOL ->
                value == 0 || (value == 1 && role == Role.SERVER)
                        ? null
                        : "a server announces 0 or 1, a client nothing (RFC 8441, 3)";
            case NO_RFC7540_PRIORITIES -> value <= 1 ? null : "it is 0 or 1 (RFC 9218, 2.1)";
            case HEADER_TABLE_SIZE -> value <= Integer.MAX_VALUE ? null : "our table has 0 to 2^31-1 octets";
            case INITIAL_WINDOW_SIZE -> value <= SendWindow.MAX ? null : "it is 0 to 2^31-1 (RFC 9113, 6.5.2)";
            case MAX_FRAME_SIZE -> isMaxFrameSize(value) ? null : "it is 16,384 to 16,777,215 (RFC 9113, 6.5.2)";
            default -> null;
        };
    }

    /** The rule that an entry of the first SETTINGS would break, or null; an entry that is added may not repeat what is announced anyway. */
    public static @Nullable String initialRule(Role role, int id, long value, boolean exact) {
        boolean announced = id >= HEADER_TABLE_SIZE && id <= NO_RFC7540_PRIORITIES && id != 7;
        return announced && !exact ? "it comes from the limits and options" : rule(role, id, value);
    }

    private static boolean isMaxFrameSize(long value) {
        return value >= 16_384 && value <= 16_777_215;
    }
}
