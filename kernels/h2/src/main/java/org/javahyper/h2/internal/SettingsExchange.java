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
import java.util.List;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.Limits;
import org.javahyper.h2.Role;
import org.javahyper.h2.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The settings of both sides: frame by frame as they are acknowledged (RFC 9113, 6.5.3).
 *
 * <p>What enlarges a limit of ours is honoured from the moment it is sent, because the peer may use it as soon as it has it; what narrows one
 * only after the acknowledgement.
 */
final class SettingsExchange {
    static final int MAX_PENDING = 4;
    static final int NONE = -1;

    private final Limits limits;
    private final Deque<Settings> pendingLocal = new ArrayDeque<>();
    private final Deque<Settings> pendingRemote = new ArrayDeque<>();
    private Settings local = Settings.empty();
    private Settings remote = Settings.empty();
    private Settings announced = Settings.empty(); // by the peer, acknowledged or not
    private boolean remoteSeen;
    private int acknowledged; // frames of ours

    SettingsExchange(Limits limits) {
        this.limits = limits;
    }

    /**
     * The first SETTINGS, if the configuration does not give it: what differs from the protocol's initial values, in ascending order, the two
     * limits that begin unlimited, and what the configuration adds.
     */
    static Settings first(H2Configuration configuration) {
        if (configuration.exactInitialSettings()) {
            return configuration.initialSettings();
        }
        Limits limits = configuration.limits();
        Settings first = differing(Settings.empty(), HEADER_TABLE_SIZE, limits.decoderTableSize());
        if (configuration.role() == Role.CLIENT) {
            first = differing(first, ENABLE_PUSH, configuration.enablePush() ? 1 : 0);
        }
        first = first.and(MAX_CONCURRENT_STREAMS, limits.maxConcurrentStreams());
        first = differing(first, INITIAL_WINDOW_SIZE, limits.initialStreamWindow());
        first = differing(first, MAX_FRAME_SIZE, limits.maxFrameSize());
        first = first.and(MAX_HEADER_LIST_SIZE, limits.maxHeaderListSize());
        first = differing(first, ENABLE_CONNECT_PROTOCOL, configuration.extendedConnect() ? 1 : 0);
        first = differing(
                first, NO_RFC7540_PRIORITIES, configuration.priorityScheme().includesRfc7540() ? 0 : 1);
        return first.and(configuration.initialSettings());
    }

    private static Settings differing(Settings settings, int id, long value) {
        return value == Settings.empty().value(id) ? settings : settings.and(id, value);
    }

    // Ours

    Settings local() {
        return local;
    }

    List<Settings> pendingLocal() {
        return List.copyOf(pendingLocal);
    }

    /** Our own frame has been sent. */
    void sent(Settings settings) {
        pendingLocal.add(settings);
    }

    boolean hasRoom() {
        return pendingLocal.size() < MAX_PENDING;
    }

    /** The oldest frame that the peer owed an acknowledgement, now in force; null if it owed none. */
    @Nullable
    Settings acknowledged() {
        Settings oldest = pendingLocal.poll();
        if (oldest != null) {
            acknowledged++;
            local = local.merge(oldest);
        }
        return oldest;
    }

    /** Which of our frames, counted from 0, waits longest for its acknowledgement; {@link #NONE} if none does. */
    int oldestPending() {
        return pendingLocal.isEmpty() ? NONE : acknowledged;
    }

    /** What the peer may use at most: the value in force, or a larger one that is under way, even if a later entry takes it back. */
    long largestLocal(int id) {
        long largest = valueOf(local, id);
        for (Settings settings : pendingLocal) {
            for (int i = 0; i < settings.size(); i++) {
                if (settings.id(i) == id) {
                    largest = Math.max(largest, settings.valueAt(i));
                }
            }
        }
        return largest;
    }

    /** How many streams the peer may have open. */
    long maxConcurrentStreams() {
        return largestLocal(MAX_CONCURRENT_STREAMS);
    }

    /** The value that holds when everything has been acknowledged. */
    long latestLocal(int id) {
        Settings latest = local;
        for (Settings settings : pendingLocal) {
            latest = latest.merge(settings);
        }
        return latest.value(id);
    }

    /** Two limits begin unlimited; the peer is held to ours from the first octet, whether it has been told or not. */
    private long valueOf(Settings settings, int id) {
        if (settings.contains(id)) {
            return settings.value(id);
        }
        return switch (id) {
            case MAX_CONCURRENT_STREAMS -> limits.maxConcurrentStreams();
            case MAX_HEADER_LIST_SIZE -> limits.maxHeaderListSize();
            default -> settings.value(id);
        };
    }

    // The peer's

    Settings remote() {
        return remote;
    }

    List<Settings> pendingRemote() {
        return List.copyOf(pendingRemote);
    }

    /**
     * Whether the peer may not give a setting this value, because of the one it has given it before, in an earlier frame or an earlier entry of
     * the same one (RFC 8441, 3; RFC 9218, 2.1).
     */
    boolean takesBack(Settings earlierEntries, int id, long value) {
        return switch (id) {
            case ENABLE_CONNECT_PROTOCOL -> value < Math.max(announced.value(id), earlierEntries.value(id));
            case NO_RFC7540_PRIORITIES -> remoteSeen && value != announced.value(id);
            default -> false;
        };
    }

    /** What will hold when everything that the peer has sent is acknowledged. */
    Settings announced() {
        return announced;
    }

    /** The peer's frame has been received. */
    void received(Settings settings) {
        remoteSeen = true;
        announced = announced.merge(settings);
        pendingRemote.add(settings);
    }

    /** The oldest frame of the peer that is not in force, or null. */
    @Nullable
    Settings oldestRemote() {
        return pendingRemote.peek();
    }

    /** The oldest frame of the peer is in force now. */
    void applied() {
        remote = remote.merge(pendingRemote.remove());
    }

    /** What a client said in its request to upgrade: in force at once, and not its first SETTINGS. */
    void upgraded(Settings settings) {
        announced = announced.merge(settings);
        remote = remote.merge(settings);
    }
}
