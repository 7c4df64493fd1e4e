package org.javahyper.h2.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.javahyper.h2.ClosedReason;
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

    // SETTINGS

    public void updateSettings(Settings changes) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send SETTINGS");
        if (!endpoint.settings.hasRoom()) {
            throw new IllegalActionException("Cannot send SETTINGS: " + SettingsExchange.MAX_PENDING
                    + " are not acknowledged yet. Wait for SettingsAcknowledged.");
        }
        int room = endpoint.maxOutboundFrameSize() / SettingRules.ENTRY;
        if (changes.size() > room) {
            throw new InvalidSettingException("Cannot send " + changes.size()
                    + " settings: the peer's frames have room for " + room + ". Send fewer at once.");
        }
        Settings earlierEntries = Settings.empty();
        for (int i = 0; i < changes.size(); i++) {
            requireValid(earlierEntries, changes.id(i), changes.valueAt(i));
            earlierEntries = earlierEntries.and(changes.id(i), changes.valueAt(i));
        }

        endpoint.announce(changes);
    }

    private void requireValid(Settings earlierEntries, int id, long value) {
        String rule = SettingRules.rule(endpoint.role, id, value);
        if (rule == null) {
            rule = changeRule(earlierEntries, id, value);
        }
        if (rule != null) {
            throw new InvalidSettingException(
                    "Cannot set " + SettingId.name(id) + " to " + value + ": " + rule + ". Choose another value.");
        }
    }

    /** The rule that a change to a value would break, because of what was announced or happened before, or null. */
    private @Nullable String changeRule(Settings earlierEntries, int id, long value) {
        return switch (id) {
            case SettingId.ENABLE_CONNECT_PROTOCOL ->
                value >= Math.max(endpoint.settings.latestLocal(id), earlierEntries.value(id))
                        ? null
                        : "it may not go back to 0 (RFC 8441, 3)";
            case SettingId.NO_RFC7540_PRIORITIES ->
                value == endpoint.settings.latestLocal(id)
                        ? null
                        : "it may not change after the first SETTINGS (RFC 9218, 2.1)";
            case SettingId.INITIAL_WINDOW_SIZE ->
                value - endpoint.settings.largestLocal(id) <= endpoint.streams.leastReceiveHeadroom()
                        ? null
                        : "a stream's window would pass 2^31-1 (RFC 9113, 6.9.2)";
            default -> null;
        };
    }

    public void acknowledgeSettings() {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "acknowledge SETTINGS");
        Settings oldest = endpoint.settings.oldestRemote();
        if (oldest == null) {
            throw new IllegalActionException(
                    "Cannot acknowledge SETTINGS: none waits. Acknowledge each RemoteSettingsChanged once, if the configuration leaves it to you.");
        }

        try {
            endpoint.acknowledgeSettings(oldest);
        } catch (ConnectionError error) {
            endpoint.fail(error); // the peer's fault, which shows only now
        }
    }

    // PING, WINDOW_UPDATE

    public void ping(long opaqueData) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send PING");

        endpoint.goAways.pinged(opaqueData);
        endpoint.clock.pingSent(opaqueData);
        endpoint.output.ping(opaqueData, false);
    }

    public void acknowledgePing(long opaqueData) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "answer PING");
        if (endpoint.configuration.acknowledgePings()) {
            throw new IllegalActionException(
                    "Cannot answer PING: the connection has done so, as its configuration says. "
                            + "Leave this call out, or build the configuration with acknowledgePings(false).");
        }

        endpoint.acknowledgePing(opaqueData);
    }

    public void incrementConnectionWindow(int increment) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send WINDOW_UPDATE");
        if (!endpoint.receiveWindow.open(increment)) {
            throw ActionRules.windowTooLarge(endpoint.receiveWindow, increment);
        }
        endpoint.output.windowUpdate(0, increment);
    }

    // GOAWAY

    public void shutdown() {
        boolean isNew = endpoint.state() == ConnectionState.NEW;
        if (!isNew) {
            ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "shut down");
        }
        if (endpoint.goAways.awaitsPing || endpoint.goAways.sent != GoAways.ANY) {
            throw new IllegalActionException("Cannot shut down: GOAWAY has been sent already (RFC 9113, 6.8). "
                    + "Wait for ConnectionDrained, or call closeConnection() to name the last stream at once.");
        }

        endpoint.output.begin();
        if (isNew) {
            endpoint.initiate();
        }
        endpoint.goAway(GoAways.ANY, ErrorCode.NO_ERROR, new byte[0]);
        endpoint.goAways.awaitsPing = true;
        endpoint.output.ping(GoAways.PING, false);
        endpoint.output.end();
    }

    /** Goes away with the last stream that was processed. */
    public void goAway(ErrorCode errorCode, byte[] debugData) {
        goAway(errorCode, debugData, endpoint.lastProcessed());
    }

    public void goAway(ErrorCode errorCode, byte[] debugData, int lastStreamId) {
        boolean isNew = requireMayGoAway();
        if (lastStreamId < 0) {
            throw new IllegalArgumentException(
                    "There is no stream " + lastStreamId + ": ids are 0 to 2^31-1. Name the last one of the peer.");
        }
        int room = endpoint.maxOutboundFrameSize() - 8;
        if (debugData.length > room) {
            throw new IllegalArgumentException("Cannot send " + debugData.length
                    + " octets of debug data: GOAWAY has room for " + room + ". Send less.");
        }
        if (lastStreamId > endpoint.goAways.sent) {
            throw new IllegalActionException("Cannot name " + lastStreamId
                    + " as the last stream: an earlier GOAWAY named " + endpoint.goAways.sent
                    + ", and it may not rise (RFC 9113, 6.8). Name that or a lower one.");
        }
        Objects.requireNonNull(errorCode);

        endpoint.output.begin();
        if (isNew) {
            endpoint.initiate(); // GOAWAY is not the first frame of a connection
        }
        endpoint.goAway(lastStreamId, errorCode, debugData);
        endpoint.streams.inOrder().forEach(stream -> {
            if (!endpoint.ids.isLocal(stream.id) && stream.id > lastStreamId) {
                abandon(stream);
            }
        });
        endpoint.output.end();
    }

    /** A stream of the peer that the program says it will not process. */
    private void abandon(Stream stream) {
        int streamId = stream.id;
        endpoint.life.step(stream, StreamInput.SEND_RST_STREAM, ClosedReason.SENT_RST);
        endpoint.output.rstStream(streamId, ErrorCode.REFUSED_STREAM);
    }

    /** GOAWAY may be said at any time before the end; true if it would be the first thing said. */
    private boolean requireMayGoAway() {
        boolean isNew = endpoint.state() == ConnectionState.NEW;
        if (!isNew) {
            ActionRules.requireConnection(endpoint, ConnectionInput.SEND_GOAWAY, "send GOAWAY");
        }
        return isNew;
    }

    /** A reason as debug data: ASCII, and short enough for any peer. */
    static byte[] debugData(String reason) {
        byte[] octets = reason.getBytes(StandardCharsets.US_ASCII);
        return octets.length <= MAX_REASON ? octets : Arrays.copyOf(octets, MAX_REASON);
    }
}
