package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;

import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.InvalidHeadersException;
import org.javahyper.h2.NoAvailableStreamIdException;
import org.javahyper.h2.NoSuchStreamException;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.TooManyStreamsException;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameWriter;
import org.jspecify.annotations.Nullable;

/** The program's header lists: requests, which open streams, responses, trailers. */
public final class OutboundHeaders {
    private static final String SEND_HEADERS = "send headers";
    private static final int HEADER = FrameHeader.FRAME_HEADER_LENGTH;

    private final Endpoint endpoint;
    private final HeaderRules rules = new HeaderRules();
    private final HeaderNormalizer normalizer;
    private final @Nullable FrameObserver observer;

    public OutboundHeaders(Endpoint endpoint) {
        this.endpoint = endpoint;
        normalizer = new HeaderNormalizer(endpoint.configuration.splitOutboundCookies());
        observer = endpoint.configuration.observer();
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

    public boolean canOpenStream() {
        return endpoint.role == Role.CLIENT
                && endpoint.allows(ConnectionInput.OPEN_STREAM)
                && endpoint.ids.nextLocal() != StreamIds.NONE
                && endpoint.openOutbound() < endpoint.settings.remote().value(SettingId.MAX_CONCURRENT_STREAMS);
    }

    // A list

    public void sendHeaders(int streamId, Headers headers, boolean endStream) {
        ActionRules.requireStreamId(streamId);
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, SEND_HEADERS);
        Headers list = endpoint.configuration.normalizeOutboundHeaders() ? normalizer.normalize(headers) : headers;
        Stream stream = endpoint.streams.find(streamId);
        if (stream == null) {
            request(streamId, list, endStream);
        } else {
            message(stream, list, endStream);
        }
    }

    private void request(int streamId, Headers list, boolean endStream) {
        requireIdleOwn(streamId);
        requireMayOpen(streamId);
        requireValid(streamId, HeaderRules.Kind.REQUEST, list, endStream);
        int maxBlock = endpoint.encoder.maxEncodedSize(list);

        Stream stream = endpoint.open(streamId);
        String method = list.first(HeaderNames.name(HeaderNames.METHOD));
        stream.isHead = "HEAD".equals(method);
        stream.isConnect = "CONNECT".equals(method);
        stream.step(StreamInput.SEND_HEADERS);
        stream.outbound = MESSAGE.next(stream.outbound, MessageInput.HEADERS);
        write(stream, list, maxBlock, endStream);
    }

    private void message(Stream stream, Headers list, boolean endStream) {
        boolean isTrailers = stream.outbound == MessagePhase.BODY;
        MessageInput input = isTrailers ? MessageInput.TRAILERS : response(list);
        ActionRules.requireAllowed(stream, StreamInput.SEND_HEADERS, input, SEND_HEADERS);
        HeaderRules.Kind kind = isTrailers ? HeaderRules.Kind.TRAILERS : HeaderRules.Kind.RESPONSE;
        requireValid(stream.id, kind, list, endStream);
        int maxBlock = endpoint.encoder.maxEncodedSize(list);

        stream.step(StreamInput.SEND_HEADERS);
        stream.outbound = MESSAGE.next(stream.outbound, input);
        write(stream, list, maxBlock, endStream);
    }

    /** An interim response is told from the final one by its status. */
    private static MessageInput response(Headers list) {
        String status = list.first(HeaderNames.name(HeaderNames.STATUS));
        return status != null && status.length() == 3 && status.charAt(0) == '1'
                ? MessageInput.INFORMATIONAL
                : MessageInput.HEADERS;
    }

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

    private void requireMayOpen(int streamId) {
        if (endpoint.state() == ConnectionState.GOAWAY_RECEIVED || endpoint.state() == ConnectionState.GOAWAY_BOTH) {
            throw new IllegalActionException("Cannot open stream " + streamId
                    + ": the peer is going away (RFC 9113, 6.8). Open a new connection.");
        }
        ActionRules.requireConnection(endpoint, ConnectionInput.OPEN_STREAM, "open stream " + streamId);
        long allowed = endpoint.settings.remote().value(SettingId.MAX_CONCURRENT_STREAMS);
        if (endpoint.openOutbound() >= allowed) {
            throw new TooManyStreamsException("Cannot open stream " + streamId + ": the peer allows " + allowed
                    + " concurrent streams and " + endpoint.openOutbound()
                    + " are open. Wait for StreamEnded or StreamReset, or check openOutboundStreams() first.");
        }
    }

    private void requireValid(int streamId, HeaderRules.Kind kind, Headers list, boolean endStream) {
        String violation = endpoint.configuration.validateOutboundHeaders() ? violation(kind, list, endStream) : null;
        if (violation != null) {
            throw new InvalidHeadersException("Cannot send headers on stream " + streamId + ": " + violation
                    + ". Nothing was sent; mend the list.");
        }
        if (endpoint.role == Role.CLIENT) {
            requireSize(streamId, list);
        }
    }

    private @Nullable String violation(HeaderRules.Kind kind, Headers list, boolean endStream) {
        rules.begin(kind, true);
        for (int i = 0; i < list.size(); i++) {
            String name = list.name(i);
            String value = list.value(i);
            int token = HeaderNames.token(name);
            String violation = rules.field(
                    token,
                    name,
                    value,
                    token != HeaderNames.UNKNOWN || FieldGrammar.isLowerCaseToken(name),
                    FieldGrammar.isFieldValue(value));
            if (violation != null) {
                return violation + ", field " + i;
            }
        }
        return rules.end(endStream);
    }

    /** The peer's limit is advice (RFC 9113, 6.5.2): a client takes it, a server has done the work and answers all the same. */
    private void requireSize(int streamId, Headers list) {
        long allowed = endpoint.settings.remote().value(SettingId.MAX_HEADER_LIST_SIZE);
        long size = 32L * list.size();
        for (int i = 0; i < list.size(); i++) {
            size += list.name(i).length() + list.value(i).length();
        }
        if (size > allowed) {
            throw new InvalidHeadersException("Cannot send headers on stream " + streamId + ": the list has " + size
                    + " octets and the peer accepts " + allowed + " (RFC 9113, 6.5.2). Send less.");
        }
    }

    private void write(Stream stream, Headers headers, int maxBlock, boolean endStream) {
        int maxFrameSize = (int) endpoint.settings.remote().value(SettingId.MAX_FRAME_SIZE);
        int start = endpoint.output.reserve(HEADER + maxBlock + HEADER * (maxBlock / maxFrameSize));
        byte[] array = endpoint.output.array();
        int end = endpoint.encoder.encode(headers, array, start + HEADER);
        int length = end - start - HEADER;
        int flags = endStream ? Flags.END_STREAM : 0;
        if (length <= maxFrameSize) {
            FrameWriter.frameHeader(array, start, length, FrameType.HEADERS, flags | Flags.END_HEADERS, stream.id);
        } else {
            end = split(array, start, length, maxFrameSize, flags, stream.id);
        }
        if (endStream) {
            endpoint.sendingEnded(stream);
        }
        endpoint.output.commit(start, end);
        if (observer != null) {
            observer.tableSizes(endpoint.decoder.tableSize(), endpoint.encoder.tableSize());
        }
    }

    /**
     * Makes room for the frame headers of CONTINUATION in a block that is longer than one frame; the last part moves first.
     *
     * @return the offset behind the last frame
     */
    private static int split(byte[] array, int start, int length, int maxFrameSize, int flags, int streamId) {
        int last = (length - 1) / maxFrameSize;
        for (int i = last; i > 0; i--) {
            int from = start + HEADER + i * maxFrameSize;
            int part = i == last ? length - last * maxFrameSize : maxFrameSize;
            System.arraycopy(array, from, array, from + i * HEADER, part);
            int partFlags = i == last ? Flags.END_HEADERS : 0;
            FrameWriter.frameHeader(array, from + (i - 1) * HEADER, part, FrameType.CONTINUATION, partFlags, streamId);
        }
        FrameWriter.frameHeader(array, start, maxFrameSize, FrameType.HEADERS, flags, streamId);
        return start + HEADER + length + last * HEADER;
    }
}
