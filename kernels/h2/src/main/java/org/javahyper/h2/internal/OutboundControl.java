package org.javahyper.h2.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.InvalidSettingException;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.jspecify.annotations.Nullable;

/** The program's actions on the connection as a whole. */
public final class OutboundControl {
    private static final int MAX_REASON = 512;
    private static final int SETTING = 6; // octets of an entry

    private final Endpoint endpoint;

    public OutboundControl(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    public void initiate() {
        ActionRules.requireConnection(endpoint, ConnectionInput.INITIATE, "initiate");
        endpoint.initiate();
    }

    /** The first octets of a client let a server begin; a client begins itself. */
    public void initiateOnInput() {
        if (endpoint.role == Role.CLIENT) {
            throw new IllegalActionException("Cannot receive: a client speaks first (RFC 9113, 3.4). Call initiate().");
        }
        endpoint.initiate();
    }

    public void updateSettings(Settings changes) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send SETTINGS");
        if (!endpoint.settings.hasRoom()) {
            throw new IllegalActionException("Cannot send SETTINGS: " + SettingsExchange.MAX_PENDING
                    + " are not acknowledged yet. Wait for SettingsAcknowledged.");
        }
        long room = endpoint.settings.remote().value(SettingId.MAX_FRAME_SIZE) / SETTING;
        if (changes.size() > room) {
            throw new InvalidSettingException("Cannot send " + changes.size()
                    + " settings: the peer's frames have room for " + room + ". Send fewer at once.");
        }
        for (int i = 0; i < changes.size(); i++) {
            requireValid(changes.id(i), changes.valueAt(i));
        }

        endpoint.announce(changes);
    }

    private void requireValid(int id, long value) {
        String rule = rule(id, value);
        if (rule != null) {
            throw new InvalidSettingException(
                    "Cannot set " + SettingId.name(id) + " to " + value + ": " + rule + ". Choose another value.");
        }
    }

    /** The rule that a value of ours would break, or null. What this version does not do, it does not announce. */
    private @Nullable String rule(int id, long value) {
        return switch (id) {
            case SettingId.ENABLE_PUSH ->
                value == 0 && endpoint.role == Role.CLIENT
                        ? null
                        : "a client announces 0, a server nothing (RFC 9113, 6.5.2)";
            case SettingId.ENABLE_CONNECT_PROTOCOL ->
                value == 0 ? null : "extended CONNECT is not supported (RFC 8441, 3)";
            case SettingId.NO_RFC7540_PRIORITIES ->
                value == 0 ? null : "it may not change after the first SETTINGS (RFC 9218, 2.1)";
            case SettingId.HEADER_TABLE_SIZE -> value <= Integer.MAX_VALUE ? null : "our table has 0 to 2^31-1 octets";
            case SettingId.INITIAL_WINDOW_SIZE -> initialWindowRule(value);
            case SettingId.MAX_FRAME_SIZE ->
                SettingsExchange.isMaxFrameSize(value) ? null : "it is 16,384 to 16,777,215 (RFC 9113, 6.5.2)";
            default -> null;
        };
    }

    private @Nullable String initialWindowRule(long value) {
        if (value > SendWindow.MAX) {
            return "it is 0 to 2^31-1 (RFC 9113, 6.5.2)";
        }
        long difference = value - endpoint.settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE);
        return difference > endpoint.streams.leastReceiveHeadroom()
                ? "a stream's window would pass 2^31-1 (RFC 9113, 6.9.2)"
                : null;
    }

    public void ping(long opaqueData) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send PING");
        endpoint.output.ping(opaqueData, false);
    }

    public void incrementConnectionWindow(int increment) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send WINDOW_UPDATE");
        if (!endpoint.receiveWindow.open(increment)) {
            throw ActionRules.windowTooLarge(endpoint.receiveWindow, increment);
        }
        endpoint.output.windowUpdate(0, increment);
    }

    public void goAway(ErrorCode errorCode, byte[] debugData) {
        boolean isNew = endpoint.state() == ConnectionState.NEW;
        if (!isNew) {
            ActionRules.requireConnection(endpoint, ConnectionInput.SEND_GOAWAY, "send GOAWAY");
        }
        long maxFrameSize = endpoint.settings.remote().value(SettingId.MAX_FRAME_SIZE);
        if (debugData.length > maxFrameSize - 8) {
            throw new IllegalArgumentException("Cannot send " + debugData.length
                    + " octets of debug data: GOAWAY has room for " + (maxFrameSize - 8) + ". Send less.");
        }

        Objects.requireNonNull(errorCode);

        if (isNew) {
            endpoint.initiate(); // GOAWAY is not the first frame of a connection
        }
        endpoint.step(ConnectionInput.SEND_GOAWAY);
        endpoint.output.goAway(endpoint.ids.highestProcessed(), errorCode, debugData);
    }

    /** A reason as debug data: ASCII, and short enough for any peer. */
    static byte[] debugData(String reason) {
        byte[] octets = reason.getBytes(StandardCharsets.US_ASCII);
        return octets.length <= MAX_REASON ? octets : Arrays.copyOf(octets, MAX_REASON);
    }
}
