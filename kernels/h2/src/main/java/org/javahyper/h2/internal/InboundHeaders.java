package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;
import static org.javahyper.h2.internal.StreamTransitions.STREAM;

import org.javahyper.h2.ClosedReason;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;

/** What the peer's header blocks mean, once they are complete: requests, responses, trailers. */
final class InboundHeaders {
    private final Endpoint endpoint;
    private final BlockDecoder decoder;

    InboundHeaders(Endpoint endpoint, BlockDecoder decoder) {
        this.endpoint = endpoint;
        this.decoder = decoder;
    }

    /** Does what a block asks for; false if the program hears nothing of it, or only that its stream is no more. */
    boolean headers(FieldBlock block) {
        int streamId = block.streamId();
        Stream stream = endpoint.streams.find(streamId);
        if (stream != null) {
            return message(stream, block);
        }
        if (!endpoint.ids.isIdle(streamId)) {
            endpoint.life.late(streamId, LateFrame.HEADERS);
            decoder.drop(block);
            return false;
        }
        if (endpoint.role == Role.CLIENT || endpoint.ids.isLocal(streamId)) {
            throw ConnectionError.protocolError("HEADERS on idle stream " + streamId + " (RFC 9113, 5.1)");
        }
        return request(streamId, block);
    }

    // A new stream

    private boolean request(int streamId, FieldBlock block) {
        if (streamId > endpoint.goAways.sent) {
            decoder.drop(block);
            return refused(streamId);
        }
        if (endpoint.openInbound() >= endpoint.settings.maxConcurrentStreams()) {
            decoder.drop(block);
            endpoint.output.rstStream(streamId, ErrorCode.REFUSED_STREAM);
            return refused(streamId);
        }
        if (!decoder.decode(HeaderRules.Kind.REQUEST, block)) {
            return reject(streamId, Rejection.TOO_LARGE, block.endStream(), decoder.tooLarge(HeaderRules.Kind.REQUEST));
        }
        String violation = decoder.violation(block);
        HeaderRules rules = decoder.rules();
        if (violation == null && block.endStream() && rules.contentLength() > 0) {
            violation = "content-length " + rules.contentLength() + " without a body (RFC 9113, 8.1.1)";
        }
        if (violation != null) {
            return reject(streamId, Rejection.MALFORMED, block.endStream(), violation);
        }
        Stream stream = endpoint.life.open(streamId);
        endpoint.ids.processed(streamId);
        endpoint.life.step(stream, StreamInput.RECV_HEADERS);
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.HEADERS);
        stream.inboundLength.declare(rules.contentLength());
        stream.requested(rules.method());
        endpoint.emit(new RequestReceived(streamId, decoder.headers(), block.endStream()));
        if (block.endStream()) {
            endpoint.life.receivingEnded(stream);
        }
        return true;
    }

    /** The stream is not taken, and nobody has looked at it. */
    boolean refused(int streamId) {
        endpoint.life.closeUnopened(streamId, ClosedReason.REFUSED);
        endpoint.emit(new StreamRefused(streamId));
        return false;
    }

    /**
     * Answers a request that the program does not see, and resets it. After 400 the stream is left open, because on a closed one RST_STREAM could
     * not follow (RFC 9113, 8.1.1 and 5.1); 431 is a whole response, and the reset only spares the peer the rest of its request (RFC 9113, 8.1).
     */
    private boolean reject(int streamId, Rejection rejection, boolean requestEnded, String rule) {
        boolean answered = endpoint.configuration.answerMalformedRequests();
        boolean ended = answered && rejection.endsStream && requestEnded;
        endpoint.life.closeUnopened(streamId, ended ? ClosedReason.ENDED : ClosedReason.SENT_RST);
        if (answered) {
            endpoint.ids.processed(streamId);
            Headers answer = Headers.of(":status", Integer.toString(rejection.status));
            int room = endpoint.headerOutput.room(answer);
            endpoint.headerOutput.headers(streamId, answer, room, rejection.endsStream, null);
        }
        if (!ended) {
            endpoint.output.rstStream(streamId, answered ? rejection.codeAfterAnswer : rejection.codeAlone);
        }
        endpoint.emit(new RequestRejected(streamId, answered ? rejection.status : 0, rule));
        return false;
    }

    /** How a request is turned down that the program does not see. */
    private record Rejection(int status, boolean endsStream, ErrorCode codeAfterAnswer, ErrorCode codeAlone) {
        static final Rejection MALFORMED =
                new Rejection(400, false, ErrorCode.PROTOCOL_ERROR, ErrorCode.PROTOCOL_ERROR);
        static final Rejection TOO_LARGE = new Rejection(431, true, ErrorCode.NO_ERROR, ErrorCode.ENHANCE_YOUR_CALM);
    }

    // A stream that is open

    private boolean message(Stream stream, FieldBlock block) {
        endpoint.life.requireAllowed(stream, StreamInput.RECV_HEADERS);
        if (!STREAM.allows(stream.state, StreamInput.RECV_HEADERS)) {
            decoder.drop(block);
            return reset(stream, ErrorCode.STREAM_CLOSED, "HEADERS after END_STREAM (RFC 9113, 5.1)");
        }
        if (stream.inbound == MessagePhase.TUNNEL) {
            decoder.drop(block);
            return reset(stream, ErrorCode.PROTOCOL_ERROR, "HEADERS in a tunnel (RFC 9113, 8.5)");
        }
        if (stream.isReserved() && endpoint.openInbound() >= endpoint.settings.maxConcurrentStreams()) {
            decoder.drop(block);
            return reset(
                    stream,
                    ErrorCode.REFUSED_STREAM,
                    ResetReason.REFUSED,
                    "pushed response beyond maxConcurrentStreams " + endpoint.settings.maxConcurrentStreams());
        }
        boolean isTrailers = stream.inbound == MessagePhase.BODY;
        HeaderRules.Kind kind = isTrailers ? HeaderRules.Kind.TRAILERS : HeaderRules.Kind.RESPONSE;
        if (!decoder.decode(kind, block)) {
            return limited(stream, decoder.tooLarge(kind));
        }
        String violation = decoder.violation(block);
        if (violation != null) {
            return reset(stream, ErrorCode.PROTOCOL_ERROR, violation);
        }
        endpoint.life.step(stream, StreamInput.RECV_HEADERS);
        if (isTrailers) {
            return trailers(stream, block.endStream());
        }
        return decoder.rules().isInformational() ? informational(stream) : response(stream, block.endStream());
    }

    private boolean informational(Stream stream) {
        stream.informational++;
        stream.informationalSize += endpoint.decoder.headerListSize();
        if (stream.informational > endpoint.limits.maxInformational()
                || stream.informationalSize > endpoint.headerLimits.maxHeaderListSize()) {
            return limited(
                    stream,
                    "interim responses beyond maxInformational " + endpoint.limits.maxInformational()
                            + " or, all together, maxHeaderListSize " + endpoint.headerLimits.maxHeaderListSize());
        }
        endpoint.emit(new InformationalResponseReceived(stream.id, decoder.headers()));
        return true;
    }

    private boolean response(Stream stream, boolean endStream) {
        HeaderRules rules = decoder.rules();
        stream.inboundLength.declare(stream.bodyLength(rules.status(), rules.contentLength()));
        if (endStream && !stream.inboundLength.allows(0, true)) {
            return reset(
                    stream,
                    ErrorCode.PROTOCOL_ERROR,
                    "content-length " + stream.inboundLength.declared() + " without a body (RFC 9113, 8.1.1)");
        }
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.HEADERS);
        if (stream.isTunnel(rules.status())) {
            endpoint.life.tunnel(stream);
        }
        endpoint.emit(new ResponseReceived(stream.id, decoder.headers(), endStream));
        if (endStream) {
            endpoint.life.receivingEnded(stream);
        }
        return true;
    }

    private boolean trailers(Stream stream, boolean endStream) {
        if (!stream.inboundLength.allows(0, true)) {
            return reset(
                    stream,
                    ErrorCode.PROTOCOL_ERROR,
                    "content-length is " + stream.inboundLength.declared() + ", but " + stream.inboundLength.received()
                            + " octets came (RFC 9113, 8.1.1)");
        }
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.TRAILERS);
        endpoint.emit(new TrailersReceived(stream.id, decoder.headers(), endStream));
        endpoint.life.receivingEnded(stream);
        return true;
    }

    private boolean reset(Stream stream, ErrorCode errorCode, String rule) {
        return reset(stream, errorCode, ResetReason.PROTOCOL_VIOLATION, rule);
    }

    private boolean limited(Stream stream, String limit) {
        return reset(stream, ErrorCode.ENHANCE_YOUR_CALM, ResetReason.LIMIT, limit);
    }

    private boolean reset(Stream stream, ErrorCode errorCode, ResetReason reason, String message) {
        endpoint.life.reset(stream, errorCode, reason, message);
        return false;
    }
}
