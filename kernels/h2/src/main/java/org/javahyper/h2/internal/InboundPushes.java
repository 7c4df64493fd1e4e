package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;
import static org.javahyper.h2.internal.StreamTransitions.STREAM;

import org.javahyper.h2.ClosedReason;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.event.PushedStreamReceived;

/** The promises of a server (RFC 9113, 8.4). */
final class InboundPushes {
    private final Endpoint endpoint;
    private final BlockDecoder decoder;
    private final InboundHeaders headers;

    InboundPushes(Endpoint endpoint, BlockDecoder decoder, InboundHeaders headers) {
        this.endpoint = endpoint;
        this.decoder = decoder;
        this.headers = headers;
    }

    /** A promise comes to a client that has not switched push off, on a stream that the client has opened and the server has not ended. */
    void requireMayPromise(int streamId) {
        if (endpoint.role == Role.SERVER || endpoint.settings.largestLocal(SettingId.ENABLE_PUSH) == 0) {
            throw ConnectionError.protocolError("PUSH_PROMISE where push is not enabled (RFC 9113, 8.4)");
        }
        Stream stream = endpoint.streams.find(streamId);
        boolean opened = endpoint.ids.isLocal(streamId) && !endpoint.ids.isIdle(streamId);
        if (!opened || (stream != null && !STREAM.allows(stream.state, StreamInput.RECV_PUSH_PROMISE))) {
            throw ConnectionError.protocolError(
                    "PUSH_PROMISE on stream " + streamId + ", which is not open (RFC 9113, 6.6)");
        }
        if (stream == null) {
            endpoint.life.late(streamId, LateFrame.PUSH_PROMISE);
        }
    }

    void promise(FieldBlock block) {
        int promisedStreamId = block.promisedStreamId();
        if (!endpoint.ids.isIdle(promisedStreamId)) {
            throw ConnectionError.protocolError(
                    "PUSH_PROMISE of stream " + promisedStreamId + ", which is not idle (RFC 9113, 5.1.1)");
        }
        Stream parent = endpoint.streams.find(block.streamId());
        if (promisedStreamId > endpoint.goAways.sent) {
            decoder.drop(block);
            headers.refused(promisedStreamId);
        } else if (parent == null) {
            decoder.drop(block);
            reset(promisedStreamId, ErrorCode.CANCEL); // the server did not know yet that we have reset the request
        } else if (parent.inbound == MessagePhase.TUNNEL) {
            decoder.drop(block);
            reset(promisedStreamId, ErrorCode.CANCEL);
            endpoint.life.reset(
                    parent,
                    ErrorCode.PROTOCOL_ERROR,
                    ResetReason.PROTOCOL_VIOLATION,
                    "PUSH_PROMISE in a tunnel (RFC 9113, 8.5)");
        } else if (endpoint.settings.latestLocal(SettingId.ENABLE_PUSH) == 0
                || endpoint.streams.reserved() >= endpoint.limits.maxReservedStreams()) {
            decoder.drop(block);
            headers.refused(promisedStreamId);
            endpoint.output.rstStream(promisedStreamId, ErrorCode.REFUSED_STREAM);
        } else if (!decoder.decode(HeaderRules.Kind.PUSH, block)) {
            reset(promisedStreamId, ErrorCode.ENHANCE_YOUR_CALM);
        } else if (!isAcceptable(parent, block)) {
            reset(promisedStreamId, ErrorCode.PROTOCOL_ERROR);
        } else {
            reserve(parent, promisedStreamId);
        }
    }

    private boolean isAcceptable(Stream parent, FieldBlock block) {
        HeaderRules rules = decoder.rules();
        return decoder.violation(block) == null
                && endpoint.configuration
                        .pushAuthority()
                        .allows(parent.origin(), Origin.of(rules.scheme(), rules.authority()));
    }

    /** The promise is not kept; the program has not heard of it. */
    private void reset(int promisedStreamId, ErrorCode errorCode) {
        endpoint.life.closeUnopened(promisedStreamId, ClosedReason.SENT_RST);
        endpoint.output.rstStream(promisedStreamId, errorCode);
    }

    private void reserve(Stream parent, int promisedStreamId) {
        HeaderRules rules = decoder.rules();
        int streamId = parent.id;
        Stream promised = endpoint.life.open(promisedStreamId);
        endpoint.ids.processed(promisedStreamId);
        endpoint.life.step(promised, StreamInput.RESERVE_REMOTE);
        promised.outbound = MESSAGE.next(MESSAGE.next(promised.outbound, MessageInput.HEADERS), MessageInput.END);
        promised.requested(rules.method());
        promised.scheme = rules.scheme();
        promised.authority = rules.authority();
        endpoint.emit(new PushedStreamReceived(streamId, promisedStreamId, decoder.headers()));
    }
}
