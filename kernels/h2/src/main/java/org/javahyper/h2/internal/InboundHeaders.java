package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;
import static org.javahyper.h2.internal.StreamTransitions.STREAM;

import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackException;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.jspecify.annotations.Nullable;

/**
 * The peer's header blocks: requests, responses, trailers.
 *
 * <p>Every block is decoded, whatever becomes of its stream, because the compression state is shared (RFC 9113, 4.3).
 */
final class InboundHeaders {
    private static final HeaderSink DROP = (name, value, traits) -> {};

    private final Endpoint endpoint;
    private final HeaderBlock block;
    private final HeaderCollector collector;
    private final @Nullable FrameObserver observer;

    InboundHeaders(Endpoint endpoint) {
        this.endpoint = endpoint;
        block = new HeaderBlock(endpoint);
        collector = new HeaderCollector(endpoint.configuration);
        observer = endpoint.configuration.observer();
    }

    boolean isMidBlock() {
        return block.isOpen();
    }

    /** Between a frame without END_HEADERS and the end of its block nothing but CONTINUATION may come (RFC 9113, 6.2). */
    void requireContinuation(FrameView frame) {
        if (!block.isOpen()) {
            return;
        }
        if (frame.type() != FrameType.CONTINUATION || frame.streamId() != block.streamId()) {
            throw ConnectionError.protocolError(FrameType.name(frame.type()) + " on stream " + frame.streamId()
                    + " inside the header block of stream " + block.streamId() + " (RFC 9113, 6.2)");
        }
    }

    void headers(FrameView frame) {
        boolean endStream = frame.has(Flags.END_STREAM);
        String fault = frame.has(Flags.PRIORITY) ? Inbound.priorityFault(frame) : null;
        if (frame.has(Flags.END_HEADERS)) {
            block.requireFits(frame.streamId(), frame.fragmentLength());
            headers(frame.streamId(), endStream, fault, frame.array(), frame.fragmentOffset(), frame.fragmentLength());
        } else {
            block.begin(frame, 0, endStream, fault);
        }
    }

    void pushPromise(FrameView frame) {
        if (endpoint.role == Role.SERVER || endpoint.settings.isPushDisabled()) {
            throw ConnectionError.protocolError("PUSH_PROMISE where push is not enabled (RFC 9113, 8.4)");
        }
        requireMayPromise(frame.streamId());
        if (frame.has(Flags.END_HEADERS)) {
            block.requireFits(frame.streamId(), frame.fragmentLength());
            refusePush(frame.promisedStreamId(), frame.array(), frame.fragmentOffset(), frame.fragmentLength());
        } else {
            block.begin(frame, frame.promisedStreamId(), false, null);
        }
    }

    /** A promise comes on a stream of ours that the peer has not ended; that we have reset it the peer may not know yet (RFC 9113, 6.6). */
    private void requireMayPromise(int streamId) {
        Stream stream = endpoint.streams.find(streamId);
        boolean may = stream == null ? wasResetByUs(streamId) : stream.isReceiving();
        if (!may) {
            throw ConnectionError.protocolError(
                    "PUSH_PROMISE on stream " + streamId + ", which is not open (RFC 9113, 6.6)");
        }
    }

    private boolean wasResetByUs(int streamId) {
        if (!endpoint.ids.isLocal(streamId) || endpoint.ids.isIdle(streamId)) {
            return false;
        }
        ClosedReason reason = endpoint.closed.reasonOf(streamId);
        return reason == ClosedReason.SENT_RST || reason == ClosedReason.UNKNOWN;
    }

    void continuation(FrameView frame) {
        if (!block.isOpen()) {
            throw ConnectionError.protocolError(
                    "CONTINUATION on stream " + frame.streamId() + " outside a header block (RFC 9113, 6.10)");
        }
        block.continueWith(frame);
        if (!frame.has(Flags.END_HEADERS)) {
            return;
        }
        int streamId = block.streamId();
        block.close();
        if (block.promisedStreamId() == 0) {
            headers(streamId, block.endStream(), block.fault(), block.octets(), 0, block.length());
        } else {
            refusePush(block.promisedStreamId(), block.octets(), 0, block.length());
        }
        block.release();
    }

    /** Does what a complete block asks for; {@code fault} is a rule that its HEADERS frame has broken, or null. */
    private void headers(
            int streamId, boolean endStream, @Nullable String fault, byte[] array, int offset, int length) {
        Stream stream = endpoint.streams.find(streamId);
        if (stream != null) {
            message(stream, endStream, fault, array, offset, length);
        } else if (!endpoint.ids.isIdle(streamId)) {
            closed(streamId, array, offset, length);
        } else if (endpoint.role == Role.CLIENT || endpoint.ids.isLocal(streamId)) {
            throw ConnectionError.protocolError("HEADERS on idle stream " + streamId + " (RFC 9113, 5.1)");
        } else {
            request(streamId, endStream, fault, array, offset, length);
        }
    }

    // A new stream

    private void request(
            int streamId, boolean endStream, @Nullable String fault, byte[] array, int offset, int length) {
        if (!endpoint.allows(ConnectionInput.RECV_STREAM)) {
            refuse(streamId, array, offset, length);
            return;
        }
        if (endpoint.openInbound() >= endpoint.settings.maxConcurrentStreams()) {
            refuse(streamId, array, offset, length);
            endpoint.output.rstStream(streamId, ErrorCode.REFUSED_STREAM);
            return;
        }
        boolean fits = decode(HeaderRules.Kind.REQUEST, array, offset, length);
        String violation = fault != null ? fault : collector.violation(endStream);
        HeaderRules rules = collector.rules();
        if (violation == null && endStream && rules.contentLength() > 0) {
            violation = "content-length " + rules.contentLength() + " without a body (RFC 9113, 8.1.1)";
        }
        if (!fits || violation != null) {
            endpoint.ids.remoteOpened(streamId);
            endpoint.closed.add(streamId, ClosedReason.SENT_RST);
            endpoint.output.rstStream(streamId, fits ? ErrorCode.PROTOCOL_ERROR : ErrorCode.ENHANCE_YOUR_CALM);
            return;
        }
        Stream stream = endpoint.open(streamId);
        endpoint.ids.processed(streamId);
        stream.step(StreamInput.RECV_HEADERS);
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.HEADERS);
        stream.contentLength.declare(rules.contentLength());
        stream.isHead = rules.isHead();
        stream.isConnect = rules.isConnect();
        endpoint.emit(new RequestReceived(streamId, collector.headers(), endStream));
        if (endStream) {
            endpoint.receivingEnded(stream);
        }
    }

    private void refuse(int streamId, byte[] array, int offset, int length) {
        decode(DROP, array, offset, length);
        endpoint.ids.remoteOpened(streamId);
        endpoint.closed.add(streamId, ClosedReason.REFUSED);
        endpoint.emit(new StreamRefused(streamId));
    }

    /** A promise that the server made before it knew that we want none (RFC 9113, 6.5.2). */
    private void refusePush(int promisedStreamId, byte[] array, int offset, int length) {
        if (!endpoint.ids.isIdle(promisedStreamId)) {
            throw ConnectionError.protocolError(
                    "PUSH_PROMISE of stream " + promisedStreamId + ", which is not idle (RFC 9113, 5.1.1)");
        }
        refuse(promisedStreamId, array, offset, length);
        endpoint.output.rstStream(promisedStreamId, ErrorCode.REFUSED_STREAM);
    }

    // A stream that is open

    private void message(
            Stream stream, boolean endStream, @Nullable String fault, byte[] array, int offset, int length) {
        if (STREAM.verdict(stream.state, StreamInput.RECV_HEADERS) == Verdict.STREAM_ERROR_CLOSED) {
            decode(DROP, array, offset, length);
            reset(stream, ErrorCode.STREAM_CLOSED, "HEADERS after END_STREAM (RFC 9113, 5.1)");
            return;
        }
        boolean isTrailers = stream.inbound == MessagePhase.BODY;
        boolean fits =
                decode(isTrailers ? HeaderRules.Kind.TRAILERS : HeaderRules.Kind.RESPONSE, array, offset, length);
        if (!fits || collector.isTooLarge()) {
            endpoint.reset(
                    stream,
                    ErrorCode.ENHANCE_YOUR_CALM,
                    ResetReason.LIMIT,
                    isTrailers
                            ? "trailers beyond maxTrailerSize " + endpoint.limits.maxTrailerSize()
                                    + " or maxTrailerFields " + endpoint.limits.maxTrailerFields()
                            : "header list beyond maxHeaderListSize " + endpoint.headerLimits.maxHeaderListSize()
                                    + " or maxHeaderFields " + endpoint.headerLimits.maxHeaderFields());
            return;
        }
        String violation = fault != null ? fault : collector.violation(endStream);
        if (violation != null) {
            reset(stream, ErrorCode.PROTOCOL_ERROR, violation);
        } else if (isTrailers) {
            trailers(stream, endStream);
        } else if (collector.rules().isInformational()) {
            informational(stream);
        } else {
            response(stream, endStream);
        }
    }

    private void informational(Stream stream) {
        stream.informational++;
        stream.informationalSize += endpoint.decoder.headerListSize();
        if (stream.informational > endpoint.limits.maxInformational()
                || stream.informationalSize > endpoint.headerLimits.maxHeaderListSize()) {
            endpoint.reset(
                    stream,
                    ErrorCode.ENHANCE_YOUR_CALM,
                    ResetReason.LIMIT,
                    "interim responses beyond maxInformational " + endpoint.limits.maxInformational()
                            + " or, all together, maxHeaderListSize " + endpoint.headerLimits.maxHeaderListSize());
            return;
        }
        endpoint.emit(new InformationalResponseReceived(stream.id, collector.headers()));
    }

    private void response(Stream stream, boolean endStream) {
        declareContentLength(stream, collector.rules());
        if (endStream && !stream.contentLength.allows(0, true)) {
            reset(
                    stream,
                    ErrorCode.PROTOCOL_ERROR,
                    "content-length " + stream.contentLength.declared() + " without a body (RFC 9113, 8.1.1)");
            return;
        }
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.HEADERS);
        endpoint.emit(new ResponseReceived(stream.id, collector.headers(), endStream));
        if (endStream) {
            endpoint.receivingEnded(stream);
        }
    }

    private void trailers(Stream stream, boolean endStream) {
        if (!stream.contentLength.allows(0, true)) {
            reset(
                    stream,
                    ErrorCode.PROTOCOL_ERROR,
                    "content-length is " + stream.contentLength.declared() + ", but " + stream.contentLength.received()
                            + " octets came (RFC 9113, 8.1.1)");
            return;
        }
        stream.inbound = MESSAGE.next(stream.inbound, MessageInput.TRAILERS);
        endpoint.emit(new TrailersReceived(stream.id, collector.headers(), endStream));
        endpoint.receivingEnded(stream);
    }

    /** Some responses have no content, whatever they announce (RFC 9110, 6.4.1 and 8.6). */
    private static void declareContentLength(Stream stream, HeaderRules rules) {
        int status = rules.status();
        if (stream.isHead || status == 204 || status == 304) {
            stream.contentLength.declare(0);
        } else if (!stream.isConnect || status >= 300) {
            stream.contentLength.declare(rules.contentLength());
        }
    }

    private void reset(Stream stream, ErrorCode errorCode, String rule) {
        endpoint.reset(stream, errorCode, ResetReason.PROTOCOL_VIOLATION, rule);
    }

    // A stream that is closed

    private void closed(int streamId, byte[] array, int offset, int length) {
        switch (endpoint.closed.reasonOf(streamId)) {
            case ENDED -> throw Inbound.closedError("HEADERS", streamId);
            case IMPLICIT -> throw Inbound.skippedError("HEADERS", streamId);
            case RECEIVED_RST -> Inbound.answerReset(endpoint, streamId);
            case SENT_RST, REFUSED, UNKNOWN -> {}
        }
        decode(DROP, array, offset, length);
    }

    // Decoding

    private boolean decode(HeaderRules.Kind kind, byte[] array, int offset, int length) {
        collector.begin(kind);
        return decode(collector, array, offset, length);
    }

    /** Decodes a block; false if the list is larger than what is delivered. */
    private boolean decode(HeaderSink sink, byte[] array, int offset, int length) {
        try {
            return endpoint.decoder.decode(array, offset, length, sink);
        } catch (HpackException error) {
            throw Compression.connectionError(error, endpoint.headerLimits);
        } finally {
            if (observer != null) {
                observer.tableSizes(endpoint.decoder.tableSize(), endpoint.encoder.tableSize());
            }
        }
    }
}
