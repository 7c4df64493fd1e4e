package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;

import java.util.Base64;
import java.util.Objects;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.InvalidSettingException;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.FrameWriter;
import org.jspecify.annotations.Nullable;

/** Begins a connection that was an HTTP/1.1 connection before (RFC 7540, 3.2): the request that asked for the upgrade is stream 1. */
public final class UpgradeHandshake {
    private static final int STREAM = 1;

    private final Endpoint endpoint;

    public UpgradeHandshake(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The client has sent its request in HTTP/1.1; returns what it says in HTTP2-Settings. */
    public String initiateClient(Headers request) {
        requireRole(Role.CLIENT);
        Objects.requireNonNull(request);

        endpoint.output.begin();
        endpoint.initiate();
        Stream stream = open(request, StreamInput.SEND_HEADERS, StreamInput.SEND_END_STREAM);
        stream.outbound = whole(stream.outbound);
        endpoint.output.end();
        return encode(SettingsExchange.first(endpoint.configuration));
    }

    /** The server has read the request in HTTP/1.1, and answers 101 itself. */
    public void initiateServer(Headers request, @Nullable String http2Settings) {
        requireRole(Role.SERVER);
        Objects.requireNonNull(request);
        Settings entries = http2Settings == null ? Settings.empty() : decode(http2Settings);

        endpoint.output.begin();
        endpoint.initiate();
        endpoint.ids.processed(STREAM);
        if (http2Settings != null) {
            Settings before = endpoint.settings.remote();
            endpoint.upgraded(entries);
            endpoint.emit(new RemoteSettingsChanged(before, endpoint.settings.remote(), entries));
        }
        Stream stream = open(request, StreamInput.RECV_HEADERS, StreamInput.RECV_END_STREAM);
        stream.inbound = whole(stream.inbound);
        endpoint.output.end();
    }

    private void requireRole(Role role) {
        ActionRules.requireConnection(endpoint, ConnectionInput.INITIATE, "upgrade");
        if (endpoint.role != role) {
            throw new IllegalActionException("Cannot upgrade as a " + role + ": the connection is a " + endpoint.role
                    + "'s. Call the method of that side.");
        }
    }

    private Stream open(Headers request, StreamInput headers, StreamInput end) {
        Stream stream = endpoint.life.open(STREAM);
        endpoint.life.requested(stream, request);
        endpoint.life.step(stream, headers);
        endpoint.life.step(stream, end);
        return stream;
    }

    /** The phase of a message that has been sent or received whole. */
    private static MessagePhase whole(MessagePhase phase) {
        return MESSAGE.next(MESSAGE.next(phase, MessageInput.HEADERS), MessageInput.END);
    }

    // HTTP2-Settings: the payload of a SETTINGS frame in base64url without padding (RFC 7540, 3.2.1)

    private static String encode(Settings settings) {
        byte[] payload = new byte[SettingRules.ENTRY * settings.size()];
        for (int i = 0; i < settings.size(); i++) {
            FrameWriter.setting(payload, SettingRules.ENTRY * i, settings.id(i), settings.valueAt(i));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
    }

    private Settings decode(String http2Settings) {
        byte[] payload = octets(http2Settings);
        int count = payload.length / SettingRules.ENTRY;
        if (payload.length % SettingRules.ENTRY != 0 || count > endpoint.limits.maxSettingsEntries()) {
            throw invalid(
                    http2Settings,
                    "it has " + payload.length + " octets, not up to " + endpoint.limits.maxSettingsEntries()
                            + " entries of 6 (RFC 9113, 6.5)");
        }
        Settings entries = Settings.empty();
        for (int i = 0; i < count; i++) {
            int id = (int) number(payload, SettingRules.ENTRY * i, 2);
            long value = number(payload, SettingRules.ENTRY * i + 2, 4);
            ErrorCode violation = SettingRules.violation(Role.CLIENT, id, value);
            if (violation != null) {
                throw invalid(http2Settings, SettingId.name(id) + " = " + value + " is not allowed (RFC 9113, 6.5.2)");
            }
            entries = entries.and(id, value);
        }
        return entries;
    }

    private static byte[] octets(String http2Settings) {
        try {
            return Base64.getUrlDecoder().decode(http2Settings);
        } catch (IllegalArgumentException malformed) {
            throw invalid(http2Settings, "it is not base64url (RFC 7540, 3.2.1)");
        }
    }

    private static InvalidSettingException invalid(String http2Settings, String rule) {
        return new InvalidSettingException(
                "Cannot upgrade with the HTTP2-Settings \"" + http2Settings + "\": " + rule + ". Answer in HTTP/1.1.");
    }

    /** An unsigned number, big-endian. */
    private static long number(byte[] octets, int offset, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = (number << 8) | (octets[offset + i] & 0xff);
        }
        return number;
    }
}
