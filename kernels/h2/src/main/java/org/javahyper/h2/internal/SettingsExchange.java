package org.javahyper.h2.internal;

import static org.javahyper.h2.SettingId.ENABLE_CONNECT_PROTOCOL;
import static org.javahyper.h2.SettingId.ENABLE_PUSH;
import static org.javahyper.h2.SettingId.HEADER_TABLE_SIZE;
import static org.javahyper.h2.SettingId.INITIAL_WINDOW_SIZE;
import static org.javahyper.h2.SettingId.MAX_CONCURRENT_STREAMS;
import static org.javahyper.h2.SettingId.MAX_FRAME_SIZE;
import static org.javahyper.h2.SettingId.MAX_HEADER_LIST_SIZE;
import static org.javahyper.h2.SettingId.NO_RFC7540_PRIORITIES;

import java.util.ArrayDeque;
import java.util.Deque;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.Limits;
import org.javahyper.h2.Role;
import org.javahyper.h2.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The settings of both sides: the peer's, which hold from their receipt, and our own, which hold frame by frame as the peer acknowledges them
 * (RFC 9113, 6.5.3).
 *
 * <p>What enlarges a limit of ours is honoured from the moment it is sent, because the peer may use it as soon as it has it; what narrows one
 * only after the acknowledgement.
 */
final class SettingsExchange {
    static final int MAX_PENDING = 4;

    private final Deque<Settings> pending = new ArrayDeque<>();
    private Settings local = Settings.empty();
    private Settings remote = Settings.empty();
    private boolean remoteSeen;

    /** The first SETTINGS: what differs from the protocol's initial values, in ascending order, and the two limits that begin unlimited. */
    static Settings first(Role role, Limits limits) {
        Settings first = Settings.empty();
        first = differing(first, HEADER_TABLE_SIZE, limits.decoderTableSize());
        if (role == Role.CLIENT) {
            first = first.and(ENABLE_PUSH, 0);
        }
        first = first.and(MAX_CONCURRENT_STREAMS, limits.maxConcurrentStreams());
        first = differing(first, INITIAL_WINDOW_SIZE, limits.initialStreamWindow());
        first = differing(first, MAX_FRAME_SIZE, limits.maxFrameSize());
        return first.and(MAX_HEADER_LIST_SIZE, limits.maxHeaderListSize());
    }

    private static Settings differing(Settings settings, int id, long value) {
        return value == Settings.empty().value(id) ? settings : settings.and(id, value);
    }

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

    static boolean isMaxFrameSize(long value) {
        return value >= 16_384 && value <= 16_777_215;
    }

    Settings local() {
        return local;
    }

    Settings remote() {
        return remote;
    }

    /** Our own frame has been sent. */
    void sent(Settings settings) {
        pending.add(settings);
    }

    boolean hasRoom() {
        return pending.size() < MAX_PENDING;
    }

    /** The oldest frame that the peer owed an acknowledgement, now in force; null if it owed none. */
    @Nullable
    Settings acknowledged() {
        Settings oldest = pending.poll();
        if (oldest != null) {
            local = local.merge(oldest);
        }
        return oldest;
    }

    /** Whether the peer may not give a setting this value, because of the one it has given it before (RFC 8441, 3; RFC 9218, 2.1). */
    boolean takesBack(int id, long value) {
        return switch (id) {
            case ENABLE_CONNECT_PROTOCOL -> value < remote.value(id);
            case NO_RFC7540_PRIORITIES -> remoteSeen && value != remote.value(id);
            default -> false;
        };
    }

    /** The peer's frame has been received. */
    void received(Settings settings) {
        remoteSeen = true;
        remote = remote.merge(settings);
    }

    /**
     * What the peer may use at most: the value in force, or a larger one that is under way. That a limit begins unlimited does not count: what we
     * announce first holds at once, and a peer that has not been told yet is refused all the same.
     */
    long largestLocal(int id) {
        Settings inForce = local;
        long largest = local.contains(id) || local.value(id) != Settings.UNLIMITED ? local.value(id) : 0;
        for (Settings settings : pending) {
            inForce = inForce.merge(settings);
            largest = Math.max(largest, inForce.value(id));
        }
        return largest;
    }

    /** How many streams the peer may have open. */
    long maxConcurrentStreams() {
        return largestLocal(MAX_CONCURRENT_STREAMS);
    }

    /** Whether the peer knows that we take no pushed streams. */
    boolean isPushDisabled() {
        return local.contains(ENABLE_PUSH);
    }
}
