package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;
import static org.javahyper.h2.internal.StreamTransitions.STREAM;

import org.javahyper.h2.ClosedReason;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;

/** How streams begin, go on and end, whichever side it comes from, and what is left of them when they are closed. */
final class StreamLife {
    private final Endpoint endpoint;

    /** Flow-controlled octets of closed streams that the program was given and may still acknowledge. */
    private long owedByClosedStreams;

    StreamLife(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    // Beginning and going on

    Stream open(int streamId) {
        if (endpoint.ids.isLocal(streamId)) {
            endpoint.ids.localOpened(streamId);
        } else {
            endpoint.ids.remoteOpened(streamId);
        }
        return endpoint.streams.open(
                streamId,
                endpoint.settings.remote().value(SettingId.INITIAL_WINDOW_SIZE),
                endpoint.settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE));
    }

    /** Remembers of a request of ours, or one that we promise, what the other direction needs. */
    void requested(Stream stream, Headers request) {
        stream.requested(text(request, HeaderNames.METHOD));
        if (endpoint.role == Role.CLIENT) {
            String authority = text(request, HeaderNames.AUTHORITY);
            stream.scheme = text(request, HeaderNames.SCHEME);
            stream.authority = authority.isEmpty() ? text(request, HeaderNames.HOST) : authority;
        }
    }

    private static String text(Headers headers, int token) {
        String value = headers.first(HeaderNames.name(token));
        return value == null ? "" : value;
    }

    /** Takes a step that does not close the stream. */
    void step(Stream stream, StreamInput input) {
        endpoint.streams.step(stream, input);
    }

    /** Takes a step that may close the stream. */
    void step(Stream stream, StreamInput input, ClosedReason reason) {
        endpoint.streams.step(stream, input);
        if (stream.state == StreamState.CLOSED) {
            forget(stream, reason);
        }
    }

    /** The answer to CONNECT is 2xx: from here on the stream carries octets in both directions (RFC 9113, 8.5). */
    void tunnel(Stream stream) {
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.TUNNEL);
        stream.outbound = MESSAGE.next(stream.outbound, MessageInput.TUNNEL);
    }

    /** The peer has set END_STREAM. */
    void receivingEnded(Stream stream) {
        endpoint.emit(new StreamEnded(stream.id));
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.END);
        step(stream, StreamInput.RECV_END_STREAM, ClosedReason.ENDED);
    }

    /** We have set END_STREAM. */
    void sendingEnded(Stream stream) {
        stream.outbound = MESSAGE.next(stream.outbound, MessageInput.END);
        step(stream, StreamInput.SEND_END_STREAM, ClosedReason.ENDED);
    }

    /** Resets an open stream because of the peer's fault, and says so. */
    void reset(Stream stream, ErrorCode errorCode, ResetReason reason, String message) {
        int streamId = stream.id;
        step(stream, StreamInput.SEND_RST_STREAM, ClosedReason.SENT_RST);
        endpoint.emit(new StreamReset(streamId, errorCode, false, reason, message));
        endpoint.output.rstStream(streamId, errorCode);
    }

    /**
     * A stream error of the peer. Where the stream is not open it costs the connection, since RST_STREAM may not be sent there (RFC 9113, 6.4).
     */
    void streamFault(int streamId, ErrorCode errorCode, String rule) {
        Stream stream = endpoint.streams.find(streamId);
        if (stream == null) {
            throw new ConnectionError(errorCode, rule + ", stream " + streamId);
        }
        reset(stream, errorCode, ResetReason.PROTOCOL_VIOLATION, rule);
    }

    /** Requires that what the peer sent does not cost the connection in this state of the stream; it may still cost the stream. */
    void requireAllowed(Stream stream, StreamInput input) {
        if (STREAM.verdict(stream.state, input) == Verdict.CONNECTION_ERROR_PROTOCOL) {
            throw ConnectionError.protocolError(
                    input + " on stream " + stream.id + ", which is " + stream.state + " (RFC 9113, 5.1)");
        }
    }

    /** Whether a stream has been open, reserved or skipped, and is no more. */
    boolean isClosed(int streamId) {
        return endpoint.streams.find(streamId) == null && !endpoint.ids.isIdle(streamId);
    }

    /** A frame has come for a closed stream: fails the connection, or answers once, or does nothing, and then the frame is to be dropped. */
    void late(int streamId, LateFrame frame) {
        switch (endpoint.closed.verdict(streamId, frame)) {
            case CONNECTION_ERROR_CLOSED ->
                throw new ConnectionError(
                        ErrorCode.STREAM_CLOSED,
                        frame + " on stream " + streamId + ", which has ended (RFC 9113, 5.1)");
            case CONNECTION_ERROR_PROTOCOL ->
                throw ConnectionError.protocolError(frame + " on stream " + streamId
                        + ", which is closed or was skipped (RFC 9113, 5.1 and 5.1.1)");
            case STREAM_ERROR_CLOSED -> endpoint.output.rstStream(streamId, ErrorCode.STREAM_CLOSED);
            default -> {}
        }
    }

    /** A stream of the peer that never opens: it is closed at once. */
    void closeUnopened(int streamId, ClosedReason reason) {
        endpoint.ids.remoteOpened(streamId);
        endpoint.closed.add(streamId, reason);
    }

    private void forget(Stream stream, ClosedReason reason) {
        owedByClosedStreams += stream.unacknowledged;
        endpoint.closed.add(stream.id, reason);
        endpoint.streams.remove(stream);
    }

    long owedByClosedStreams() {
        return owedByClosedStreams;
    }

    void paidForClosedStream(int octets) {
        owedByClosedStreams -= octets;
    }
}
