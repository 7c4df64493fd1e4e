package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;

import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.NoAvailableStreamIdException;
import org.javahyper.h2.NoSuchStreamException;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.TooManyStreamsException;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.jspecify.annotations.Nullable;

/** The program's header lists: requests, which open streams, responses, trailers, and the requests that a server promises to answer. */
public final class OutboundHeaders {
    private static final String SEND_HEADERS = "send headers";

    private final Endpoint endpoint;
    private final OutboundRules rules;
    private final HeaderNormalizer normalizer;

    public OutboundHeaders(Endpoint endpoint) {
        this.endpoint = endpoint;
        rules = new OutboundRules(endpoint);
        normalizer = new HeaderNormalizer(endpoint.configuration.splitOutboundCookies());
    }

    // Which stream comes next

    public int nextStreamId() {
        int next = endpoint.ids.nextLocal();
        if (next == StreamIds.NONE) {
            throw new NoAvailableStreamIdException("Cannot open another stream: the last id, "
                    + endpoint.ids.highestLocal() + ", is used (RFC 9113, 5.1.1). Open a new connection.");
        }
        return next;
    }

    /** A client opens streams with requests, a server with promises; only requests count at once. */
    public boolean canOpenStream() {
        boolean peerAllows = endpoint.role == Role.CLIENT
                ? endpoint.openOutbound() < endpoint.settings.remote().value(SettingId.MAX_CONCURRENT_STREAMS)
                : endpoint.settings.remote().value(SettingId.ENABLE_PUSH) == 1;
        return peerAllows && endpoint.allows(ConnectionInput.OPEN_STREAM) && endpoint.ids.nextLocal() != StreamIds.NONE;
    }

    // A list

    public void sendHeaders(int streamId, Headers headers, boolean endStream, @Nullable PriorityFields priority) {
        ActionRules.requireStreamId(streamId);
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, SEND_HEADERS);
        if (priority != null) {
            OutboundSignals.requireMayPrioritize(endpoint, streamId, priority);
        }
        Headers list = normalized(headers);
        Stream stream = endpoint.streams.find(streamId);
        if (stream == null) {
            request(streamId, list, endStream, priority);
        } else {
            message(stream, list, endStream, priority);
        }
    }

    private Headers normalized(Headers headers) {
        return endpoint.configuration.normalizeOutboundHeaders() ? normalizer.normalize(headers) : headers;
    }

    private void request(int streamId, Headers list, boolean endStream, @Nullable PriorityFields priority) {
        requireIdleOwn(streamId);
        requireMayOpen(streamId);
        requireRoomFor(streamId);
        rules.requireValid(streamId, HeaderRules.Kind.REQUEST, list, endStream);
        long contentLength = rules.contentLength();
        rules.requireEnd(streamId, contentLength, 0, endStream);
        int room = endpoint.headerOutput.room(list);

        Stream stream = endpoint.life.open(streamId);
        endpoint.life.requested(stream, list);
        stream.outboundLength.declare(contentLength);
        endpoint.life.step(stream, StreamInput.SEND_HEADERS);
        stream.outbound = MESSAGE.next(stream.outbound, MessageInput.HEADERS);
        write(stream, list, room, endStream, priority);
    }

    private void message(Stream stream, Headers list, boolean endStream, @Nullable PriorityFields priority) {
        if (stream.outbound == MessagePhase.BODY || stream.outbound == MessagePhase.TUNNEL) {
            trailers(stream, list, endStream, priority);
        } else {
            response(stream, list, endStream, priority);
        }
    }

    private void response(Stream stream, Headers list, boolean endStream, @Nullable PriorityFields priority) {
        int status = OutboundRules.status(list);
        boolean isInterim = HeaderRules.isInformational(status);
        MessageInput input = isInterim ? MessageInput.INFORMATIONAL : MessageInput.HEADERS;
        ActionRules.requireAllowed(stream, StreamInput.SEND_HEADERS, input, SEND_HEADERS);
        if (stream.isReserved()) {
            requireRoomFor(stream.id);
        }
        rules.requireValid(stream.id, HeaderRules.Kind.RESPONSE, list, endStream);
        long contentLength = isInterim ? ContentLength.UNKNOWN : rules.bodyLength(stream, status);
        rules.requireEnd(stream.id, contentLength, 0, endStream);
        int room = endpoint.headerOutput.room(list);

        endpoint.life.step(stream, StreamInput.SEND_HEADERS);
        stream.outbound = MESSAGE.next(stream.outbound, input);
        stream.outboundLength.declare(contentLength);
        if (stream.isTunnel(status)) {
            endpoint.life.tunnel(stream);
        }
        write(stream, list, room, endStream, priority);
    }

    private void trailers(Stream stream, Headers list, boolean endStream, @Nullable PriorityFields priority) {
        ActionRules.requireAllowed(stream, StreamInput.SEND_HEADERS, MessageInput.TRAILERS, SEND_HEADERS);
        rules.requireValid(stream.id, HeaderRules.Kind.TRAILERS, list, endStream);
        rules.requireEnd(stream.id, stream.outboundLength.declared(), stream.outboundLength.received(), true);
        int room = endpoint.headerOutput.room(list);

        endpoint.life.step(stream, StreamInput.SEND_HEADERS);
        stream.outbound = MESSAGE.next(stream.outbound, MessageInput.TRAILERS);
        write(stream, list, room, endStream, priority);
    }

    private void write(Stream stream, Headers list, int room, boolean endStream, @Nullable PriorityFields priority) {
        int streamId = stream.id;
        if (endStream) {
            endpoint.life.sendingEnded(stream);
        }
        PriorityFields fields = priority == null || endpoint.ignoresRfc7540() ? null : priority;
        endpoint.headerOutput.headers(streamId, list, room, endStream, fields);
    }

    // A promise

    public void pushStream(int streamId, int promisedStreamId, Headers requestHeaders) {
        String action = "promise stream " + promisedStreamId;
        if (endpoint.role == Role.CLIENT) {
            throw new IllegalActionException(
                    "Cannot " + action + ": only a server pushes (RFC 9113, 8.4). Send a request.");
        }
        Stream parent = ActionRules.requireStream(endpoint, streamId, action);
        ActionRules.requireStreamId(promisedStreamId);
        requireMayOpen(promisedStreamId);
        if (!StreamTransitions.STREAM.allows(parent.state, StreamInput.SEND_PUSH_PROMISE)
                || endpoint.ids.isLocal(streamId)
                || parent.outbound == MessagePhase.TUNNEL) {
            throw new IllegalActionException(
                    "Cannot " + action + " on stream " + streamId
                            + ": a promise goes out on a request that is not yet answered in full (RFC 9113, 8.4). Push earlier.");
        }
        if (endpoint.settings.remote().value(SettingId.ENABLE_PUSH) == 0) {
            throw new IllegalActionException(
                    "Cannot " + action
                            + ": the client takes no pushed streams, ENABLE_PUSH is 0 (RFC 9113, 8.4). Check remoteSettings() first.");
        }
        if (!endpoint.ids.isLocal(promisedStreamId) || !endpoint.ids.isIdle(promisedStreamId)) {
            throw new IllegalActionException(
                    "Cannot " + action + ": ids of a server are even and rise, and the highest is "
                            + endpoint.ids.highestLocal() + " (RFC 9113, 5.1.1). Use nextStreamId().");
        }
        Headers list = normalized(requestHeaders);
        rules.requireValid(promisedStreamId, HeaderRules.Kind.PUSH, list, false);
        int room = endpoint.headerOutput.room(list);

        Stream promised = endpoint.life.open(promisedStreamId);
        endpoint.life.requested(promised, list);
        endpoint.life.step(promised, StreamInput.RESERVE_LOCAL);
        promised.inbound = MESSAGE.next(MESSAGE.next(promised.inbound, MessageInput.HEADERS), MessageInput.END);
        endpoint.headerOutput.pushPromise(streamId, promisedStreamId, list, room);
    }

    // What a new stream needs

    private void requireIdleOwn(int streamId) {
        if (!endpoint.ids.isIdle(streamId)) {
            throw ActionRules.closed(streamId, SEND_HEADERS);
        }
        if (endpoint.role == Role.SERVER || !endpoint.ids.isLocal(streamId)) {
            throw new NoSuchStreamException("Cannot send headers on stream " + streamId
                    + ": only a client opens streams, and with odd ids (RFC 9113, 5.1.1). "
                    + "Use the id of a RequestReceived, or of nextStreamId() as a client.");
        }
    }

    /** A connection that still sends opens no stream only when the peer is going away. */
    private void requireMayOpen(int streamId) {
        if (!endpoint.allows(ConnectionInput.OPEN_STREAM)) {
            throw new IllegalActionException("Cannot open stream " + streamId
                    + ": the peer is going away (RFC 9113, 6.8). Open a new connection.");
        }
    }

    /** Reserved streams do not count until their response begins (RFC 9113, 5.1.2). */
    private void requireRoomFor(int streamId) {
        long allowed = endpoint.settings.remote().value(SettingId.MAX_CONCURRENT_STREAMS);
        if (endpoint.openOutbound() >= allowed) {
            endpoint.awaitCapacity();
            throw new TooManyStreamsException("Cannot open stream " + streamId + ": the peer allows " + allowed
                    + " concurrent streams and " + endpoint.openOutbound()
                    + " are open (RFC 9113, 5.1.2). Wait for StreamsAvailable, or check canOpenStream() first.");
        }
    }
}
