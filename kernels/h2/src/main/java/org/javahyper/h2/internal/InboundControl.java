package org.javahyper.h2.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.javahyper.h2.ClosedReason;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameView;

/** The peer's frames that concern the connection as a whole: SETTINGS, PING, GOAWAY, and what we do not know. */
final class InboundControl {
    /** Frames of settings that the program has not acknowledged, where it does so itself. */
    private static final int MAX_UNACKNOWLEDGED = 32;

    private final Endpoint endpoint;

    InboundControl(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    // SETTINGS

    void settings(FrameView frame) {
        if (frame.has(Flags.ACK)) {
            settingsAck();
            return;
        }
        Settings entries = entries(frame);
        Settings before = endpoint.settings.announced();
        if (endpoint.settings.pendingRemote().size() == MAX_UNACKNOWLEDGED) {
            throw ConnectionError.calm("maxUnacknowledgedSettings", MAX_UNACKNOWLEDGED, "SETTINGS");
        }
        endpoint.settings.received(entries);
        if (endpoint.configuration.acknowledgeSettings()) {
            endpoint.acknowledgeSettings(entries);
        }
        endpoint.emit(new RemoteSettingsChanged(before, endpoint.settings.announced(), entries));
    }

    /** Reads and checks all entries before any takes effect. */
    private Settings entries(FrameView frame) {
        int count = frame.settingsCount();
        if (count > endpoint.limits.maxSettingsEntries()) {
            throw ConnectionError.calm("maxSettingsEntries", endpoint.limits.maxSettingsEntries(), "SETTINGS");
        }
        Role sender = endpoint.role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
        Settings entries = Settings.empty();
        for (int i = 0; i < count; i++) {
            int id = frame.settingId(i);
            long value = frame.settingValue(i);
            ErrorCode violation = SettingRules.violation(sender, id, value);
            if (violation != null) {
                throw new ConnectionError(
                        violation, "SETTINGS with " + SettingId.name(id) + " = " + value + " (RFC 9113, 6.5.2)");
            }
            if (endpoint.settings.takesBack(entries, id, value)) {
                throw ConnectionError.protocolError(
                        "SETTINGS takes back an earlier " + SettingId.name(id) + " (RFC 8441, 3; RFC 9218, 2.1)");
            }
            entries = entries.and(id, value);
        }
        return entries;
    }

    private void settingsAck() {
        Settings before = endpoint.settings.local();
        long windowBefore = endpoint.settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE);
        Settings entries = endpoint.settings.acknowledged();
        if (entries == null) {
            return; // owed by nobody
        }
        endpoint.decoder.maxAllowedTableSize((int) endpoint.settings.largestLocal(SettingId.HEADER_TABLE_SIZE));
        endpoint.localLimitsChanged(windowBefore);
        endpoint.emit(new SettingsAcknowledged(before, endpoint.settings.local(), entries));
    }

    // PING, GOAWAY

    void ping(FrameView frame) {
        long opaqueData = frame.opaqueData();
        if (frame.has(Flags.ACK)) {
            pingAck(opaqueData);
            return;
        }
        if (endpoint.configuration.acknowledgePings()) {
            endpoint.acknowledgePing(opaqueData);
        }
        endpoint.emit(new PingReceived(opaqueData));
    }

    /** The PING of a shutdown has measured the round trip: whatever the peer has sent before it knew, is here (RFC 9113, 6.8). */
    private void pingAck(long opaqueData) {
        endpoint.clock.pingAcknowledged(opaqueData);
        endpoint.emit(new PingAckReceived(opaqueData));
        if (endpoint.goAways.pingReturned(opaqueData)) {
            endpoint.goAway(endpoint.lastProcessed(), ErrorCode.NO_ERROR, new byte[0]);
        }
    }

    void goAway(FrameView frame) {
        int lastStreamId = frame.lastStreamId();
        if (lastStreamId > endpoint.goAways.received) {
            throw ConnectionError.protocolError("GOAWAY raises the last stream from " + endpoint.goAways.received
                    + " to " + lastStreamId + " (RFC 9113, 6.8)");
        }
        endpoint.goAways.received = lastStreamId;
        endpoint.step(ConnectionInput.RECV_GOAWAY);
        byte[] debugData = Arrays.copyOfRange(
                frame.array(), frame.debugDataOffset(), frame.debugDataOffset() + frame.debugDataLength());
        endpoint.emit(new GoAwayReceived(ErrorCode.of(frame.errorCode()), lastStreamId, ByteBuffer.wrap(debugData)));
        endpoint.streams.inOrder().forEach(stream -> {
            if (endpoint.ids.isLocal(stream.id) && stream.id > lastStreamId) {
                unprocessed(stream);
            }
        });
    }

    /** The peer will not process the stream: it is closed at once and may be tried again elsewhere (RFC 9113, 8.7). */
    private void unprocessed(Stream stream) {
        int streamId = stream.id;
        endpoint.life.step(stream, StreamInput.RECV_RST_STREAM, ClosedReason.RECEIVED_RST);
        endpoint.emit(new StreamReset(
                streamId,
                ErrorCode.REFUSED_STREAM,
                true,
                ResetReason.GOAWAY_UNPROCESSED,
                "the peer is going away and has not processed the stream"));
    }

    void unknown(FrameView frame) {
        byte[] payload =
                Arrays.copyOfRange(frame.array(), frame.payloadOffset(), frame.payloadOffset() + frame.payloadLength());
        endpoint.emit(
                new UnknownFrameReceived(frame.type(), frame.flags(), frame.streamId(), ByteBuffer.wrap(payload)));
    }
}
