package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.internal.Endpoint;
import org.javahyper.h2.internal.Inbound;
import org.javahyper.h2.internal.Outbound;
import org.javahyper.h2.internal.OutboundControl;
import org.javahyper.h2.internal.OutboundHeaders;
import org.javahyper.h2.internal.OutboundSignals;
import org.javahyper.h2.internal.UpgradeHandshake;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, in either role. Bytes go in and events come out; actions go in and bytes come out. It never touches a socket, a thread
 * or a clock.
 *
 * <p>A driver owns the transport and moves bytes:
 *
 * <pre>{@code
 * H2Connection connection = new H2Connection(H2Configuration.server().build());
 * connection.initiate();
 * while (!connection.isClosed() && channel.read(input.clear()) >= 0) {
 *     for (H2Event event : connection.receiveData(input.flip())) {
 *         // answer requests, acknowledge data
 *     }
 *     while (connection.hasDataToSend()) {
 *         connection.dataSent(channel.write(connection.dataToSendAsBuffers()));
 *     }
 * }
 * }</pre>
 *
 * <p>What the peer does wrong is an event: {@code StreamReset} or {@code RequestRejected} where it costs one stream, {@code ConnectionFailed} where
 * it costs the connection. What the program does wrong is an {@link H2Exception}, and has changed nothing. A stream id that is not 1 to 2^31-1 is an
 * {@link IllegalArgumentException} in every method, but for the 0 of a connection where it is mentioned.
 *
 * <p>A connection is not thread-safe and has one owner at a time. It may move between threads if the hand-over is properly published. Different
 * connections share nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
public final class H2Connection {
    private static final byte[] NO_DEBUG_DATA = new byte[0];

    private final Endpoint endpoint;
    private final Inbound inbound;
    private final OutboundHeaders outboundHeaders;
    private final Outbound outbound;
    private final OutboundControl control;
    private final OutboundSignals signals;
    private final UpgradeHandshake upgrade;

    /** A connection on which nothing has been sent or received. */
    public H2Connection(H2Configuration configuration) {
        endpoint = new Endpoint(configuration);
        inbound = new Inbound(endpoint);
        outboundHeaders = new OutboundHeaders(endpoint);
        outbound = new Outbound(endpoint);
        control = new OutboundControl(endpoint);
        signals = new OutboundSignals(endpoint);
        upgrade = new UpgradeHandshake(endpoint);
    }

    // 1. Bytes from the peer

    /**
     * Queues what a connection begins with: the preface of a client, the first SETTINGS, and a WINDOW_UPDATE where the connection window is to be
     * larger than 65,535.
     *
     * @throws IllegalActionException if that has been done
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-3.4">RFC 9113, section 3.4</a>
     */
    public void initiate() {
        control.initiate();
    }

    /**
     * Does what {@link #initiate} does on a connection that was an HTTP/1.1 connection before. The request that asked for the upgrade is stream 1,
     * and has ended; the response comes on it. Send the output when the server has answered 101.
     *
     * @param request the request in the form of HTTP/2, for what its method and authority mean to the response; it is not sent
     * @return the value of the {@code HTTP2-Settings} field that goes with the request
     * @throws IllegalActionException if the connection is a server's, or has been initiated
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7540#section-3.2">RFC 7540, section 3.2</a>, which RFC 9113 has deprecated
     */
    public String initiateUpgradeClient(Headers request) {
        return upgrade.initiateClient(request);
    }

    /**
     * Does what {@link #initiate} does on a connection that was an HTTP/1.1 connection before. The request that asked for the upgrade is stream 1,
     * and has ended; answer on it. Send 101 first and this connection's output behind it; the client's preface and SETTINGS are still to come.
     *
     * @param request the request in the form of HTTP/2, for what its method means to the response; there is no event for it
     * @param http2Settings the value of the {@code HTTP2-Settings} field, or null if there was none
     * @throws InvalidSettingException if that value is malformed; do not upgrade then
     * @throws IllegalActionException if the connection is a client's, or has been initiated
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7540#section-3.2.1">RFC 7540, section 3.2.1</a>, which RFC 9113 has deprecated
     */
    public void initiateUpgradeServer(Headers request, @Nullable String http2Settings) {
        upgrade.initiateServer(request, http2Settings);
    }

    /**
     * Takes octets of the peer, cut anywhere, and returns what they meant, in order. All of them have taken effect when this returns, so that the
     * stream of an event may have ended by a later one of the same list.
     *
     * <p>The array is read during the call, and never written. {@code DataReceived} events hold views of it. After the connection has failed or
     * ended, input is ignored.
     *
     * @return the events; empty if the octets completed nothing
     * @throws IllegalActionException if a client has not called {@link #initiate()}; a server initiates itself
     */
    public List<H2Event> receiveData(byte[] data) {
        return receiveData(data, 0, data.length);
    }

    /**
     * Takes octets from a part of an array; see {@link #receiveData(byte[])}.
     *
     * @param offset index of the first octet
     * @param length number of octets, 0 or more
     * @throws IllegalActionException if a client has not called {@link #initiate()}; a server initiates itself
     */
    public List<H2Event> receiveData(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        if (endpoint.state() == ConnectionState.NEW) {
            control.initiateOnInput();
        }
        return inbound.receive(data, offset, length);
    }

    /**
     * Takes all that remains of a buffer; see {@link #receiveData(byte[])}. The array of a heap buffer is read in place; what a direct or
     * read-only buffer holds is copied once.
     *
     * @throws IllegalActionException if a client has not called {@link #initiate()}; a server initiates itself
     */
    public List<H2Event> receiveData(ByteBuffer data) {
        int length = data.remaining();
        if (data.hasArray()) {
            List<H2Event> events = receiveData(data.array(), data.arrayOffset() + data.position(), length);
            data.position(data.limit());
            return events;
        }
        byte[] copy = new byte[length];
        data.duplicate().get(copy);
        List<H2Event> events = receiveData(copy, 0, length);
        data.position(data.limit());
        return events;
    }

    /**
     * Takes note that the peer has closed the transport: every open stream is reset, then {@code ConnectionEnded} says whether that was clean. What
     * waits to be sent stays.
     *
     * @return the events; none the second time, or when the connection has failed
     */
    public List<H2Event> receiveEndOfInput() {
        return inbound.receiveEndOfInput();
    }

    /**
     * Tells the time, which the connection never looks up. Without it limits in time do not apply and nothing is measured; call it before each
     * {@link #receiveData}, or as often as you like.
     *
     * @param nowNanos of a clock that never goes back, such as {@link System#nanoTime}
     * @return the events of limits in time that have passed, and whatever else would come with the next {@link #receiveData}
     */
    public List<H2Event> tick(long nowNanos) {
        return inbound.tick(nowNanos);
    }

    // 2. Actions

    /**
     * The lowest id that this side may open a stream with. It is not reserved: the next call returns the same one until a stream is opened.
     *
     * @throws NoAvailableStreamIdException if all are used up
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-5.1.1">RFC 9113, section 5.1.1</a>
     */
    public int nextStreamId() {
        return outboundHeaders.nextStreamId();
    }

    /**
     * Sends a header list: as a client a request, which opens the stream, then trailers; as a server interim responses, the final response, then
     * trailers.
     *
     * @param streamId as a client {@link #nextStreamId()} or a higher odd one for a request, as a server the stream of a request or of a promise
     * @param headers pseudo-fields first; brought into the form of HTTP/2 unless the configuration says otherwise
     * @param endStream whether nothing follows on this stream; true for trailers, false for interim responses
     * @throws InvalidHeadersException if the list breaks a rule of RFC 9113, 8.2 or 8.3, or is larger than a server accepts
     * @throws TooManyStreamsException if the peer allows no further stream now; {@code StreamsAvailable} says when it does
     * @throws IllegalActionException if the message is already past this part, the stream was ended by this side, the body is not as long as its
     *     {@code content-length} says, or the peer is going away
     * @throws NoSuchStreamException if the stream is idle and not this side's to open
     * @throws StreamClosedException if the stream has ended, or its id was skipped
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public void sendHeaders(int streamId, Headers headers, boolean endStream) {
        outboundHeaders.sendHeaders(streamId, headers, endStream, null);
    }

    /**
     * Sends a header list like {@link #sendHeaders(int, Headers, boolean)}, with a place in the server's tree of priorities. The place is left out
     * where a side is known to ignore it, as this one does by default; see {@link PriorityScheme}.
     *
     * @param priority dependency, weight and exclusiveness; {@link PriorityFields#DEFAULT} is what holds without them
     * @throws IllegalActionException on a server, if the stream would depend on itself, or as without priority
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7540#section-5.3">RFC 7540, section 5.3</a>, which RFC 9113 has deprecated
     */
    public void sendHeaders(int streamId, Headers headers, boolean endStream, PriorityFields priority) {
        outboundHeaders.sendHeaders(streamId, headers, endStream, Objects.requireNonNull(priority));
    }

    /**
     * Sends as much of a body as can be taken now, copied, and moves the buffer's position past it.
     *
     * <p>How much that is depends on both windows and on how much output waits undrained. When it is less than was offered, drain the output and
     * offer the rest again; if then nothing is taken, wait for {@code WindowUpdated} or {@code RemoteSettingsChanged}.
     *
     * @param data may be empty
     * @param endStream whether this is all; END_STREAM goes out with the last octet, at once if there is none
     * @return the octets taken, 0 or more
     * @throws IllegalActionException if the headers were not sent yet, the stream was ended by this side, or the body would not be as long as its
     *     {@code content-length} says
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public int sendData(int streamId, ByteBuffer data, boolean endStream) {
        return outbound.sendData(streamId, data, endStream, false);
    }

    /**
     * Sends data like {@link #sendData(int, ByteBuffer, boolean)}, with padding in each frame, which counts against the windows. An empty frame with
     * END_STREAM goes out without it if the windows have no room.
     *
     * @param padLength octets of padding in each frame, 0 to 255, beside the octet that holds their number
     * @return the octets taken, 0 or more
     * @throws IllegalArgumentException if the pad length is out of range
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.1">RFC 9113, section 6.1</a>
     */
    public int sendData(int streamId, ByteBuffer data, boolean endStream, int padLength) {
        return outbound.sendPaddedData(streamId, data, endStream, padLength);
    }

    /**
     * Sends data like {@link #sendData(int, ByteBuffer, boolean)}, but the octets taken are lent, not copied: they must not change until they have
     * been drained.
     *
     * @return the octets taken, 0 or more
     */
    public int sendDataByReference(int streamId, ByteBuffer data, boolean endStream) {
        return outbound.sendData(streamId, data, endStream, true);
    }

    /**
     * Ends this side of a stream with an empty DATA frame.
     *
     * @throws IllegalActionException if the headers were not sent yet, the stream was ended by this side, or the body is shorter than its
     *     {@code content-length} says
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public void endStream(int streamId) {
        outbound.sendData(streamId, ByteBuffer.allocate(0), true, false);
    }

    /** Gives a stream up because its result is not wanted any more; see {@link #resetStream(int, ErrorCode)}. */
    public void resetStream(int streamId) {
        resetStream(streamId, ErrorCode.CANCEL);
    }

    /**
     * Gives a stream up with RST_STREAM; nothing more comes from it, and there is no event. What was queued for it before is still sent.
     *
     * @param errorCode {@link ErrorCode#CANCEL} where the result is not wanted any more
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.4">RFC 9113, section 6.4</a>
     */
    public void resetStream(int streamId, ErrorCode errorCode) {
        outbound.resetStream(streamId, errorCode);
    }

    /**
     * Promises, as a server, to answer a request that the client has not made. Send the response on the promised stream afterwards; until it begins,
     * the stream does not count against the client's limit.
     *
     * @param streamId a request that is not yet answered in full; say it before the client can read what refers to the promised resource
     * @param promisedStreamId {@link #nextStreamId()} or a higher even one
     * @param requestHeaders a complete request, GET or HEAD, without content
     * @throws InvalidHeadersException if the request breaks a rule of RFC 9113, 8.2, 8.3 or 8.4
     * @throws IllegalActionException on a client, if the client takes no pushed streams or is going away, if the request is itself a promise or
     *     has been answered, or if the promised id is taken
     * @throws NoSuchStreamException if the request's stream was never opened
     * @throws StreamClosedException if the request's stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.4">RFC 9113, section 8.4</a>
     */
    public void pushStream(int streamId, int promisedStreamId, Headers requestHeaders) {
        outboundHeaders.pushStream(streamId, promisedStreamId, requestHeaders);
    }

    /**
     * Says that the program has consumed received data, so that the peer may send more. WINDOW_UPDATE follows when enough has come together.
     *
     * @param streamId the stream, which may be closed by now
     * @param flowControlledLength octets, as in {@code DataReceived}; 0 does nothing, and so does any number when the connection has failed or ended
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalActionException if that is more than was received and not acknowledged
     * @throws NoSuchStreamException if the stream was never opened
     */
    public void acknowledgeReceivedData(int streamId, int flowControlledLength) {
        outbound.acknowledgeReceivedData(streamId, flowControlledLength);
    }

    /**
     * Enlarges a receive window beyond what acknowledging gives back. On a stream that the peer has ended it does nothing.
     *
     * @param streamId the stream, or 0 for the connection
     * @param increment flow-control octets, 1 to 2^31-1
     * @throws IllegalArgumentException if the increment is out of range
     * @throws IllegalActionException if the window would pass 2^31-1, or the stream is promised by this side
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.9">RFC 9113, section 6.9</a>
     */
    public void incrementFlowControlWindow(int streamId, int increment) {
        if (increment <= 0) {
            throw new IllegalArgumentException("Cannot open a window by " + increment
                    + ": increments are 1 to 2^31-1 (RFC 9113, 6.9). Pass one of them.");
        }
        if (streamId == 0) {
            control.incrementConnectionWindow(increment);
        } else {
            outbound.incrementStreamWindow(streamId, increment);
        }
    }

    /**
     * Announces new settings in one frame. What they widen is granted at once; what they narrow holds when the peer acknowledges the frame, which
     * {@code SettingsAcknowledged} says.
     *
     * @param changes entries in the order of the wire; values that are not named stay as they are
     * @throws InvalidSettingException if a value is not allowed, or there are more entries than fit into a frame
     * @throws IllegalActionException if four frames are not acknowledged yet
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.5">RFC 9113, section 6.5</a>
     */
    public void updateSettings(Settings changes) {
        control.updateSettings(changes);
    }

    /**
     * Acknowledges the oldest SETTINGS of the peer that waits for it, and applies it; only where the configuration leaves that to the program.
     *
     * @throws IllegalActionException if none waits
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.5.3">RFC 9113, section 6.5.3</a>
     */
    public void acknowledgeSettings() {
        control.acknowledgeSettings();
    }

    /**
     * Asks the peer for a sign of life; {@code PingAckReceived} brings the same octets back.
     *
     * @param opaqueData eight octets, big-endian
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public void ping(long opaqueData) {
        control.ping(opaqueData);
    }

    /**
     * Answers a PING; only where the configuration leaves that to the program.
     *
     * @param opaqueData the eight octets of the {@code PingReceived}
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.7">RFC 9113, section 6.7</a>
     */
    public void acknowledgePing(long opaqueData) {
        control.acknowledgePing(opaqueData);
    }

    /**
     * Gives a stream, as a client, a place in the server's tree of priorities. Nothing is sent where a side is known to ignore it, as this one does
     * by default; see {@link PriorityScheme}. A {@link FrameObserver} is told then.
     *
     * @param streamId in any state; this changes none
     * @throws IllegalActionException on a server, or if the stream would depend on itself
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7540#section-6.3">RFC 7540, section 6.3</a>, which RFC 9113 has deprecated
     */
    public void prioritize(int streamId, PriorityFields priority) {
        signals.prioritize(streamId, priority);
    }

    /**
     * Changes, as a client, the priority of a response.
     *
     * @param streamId in any state, also before the request is sent; not a stream that the server may promise later
     * @param fieldValue as of the {@code priority} field, such as {@code u=3, i}; one character for each octet
     * @throws IllegalArgumentException if the value does not fit into a frame
     * @throws IllegalActionException on a server
     * @throws TooManyStreamsException if with this one more streams would be open or about to be than the server allows at once
     * @throws NoSuchStreamException if the stream is the server's and was not promised
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9218#section-7.1">RFC 9218, section 7.1</a>
     */
    public void sendPriorityUpdate(int streamId, String fieldValue) {
        signals.sendPriorityUpdate(streamId, fieldValue);
    }

    /**
     * Names, as a server, another place at which an origin can be reached. It changes nothing here.
     *
     * @throws IllegalArgumentException if the value does not fit into a frame
     * @throws IllegalActionException on a client, or if the final response of the stream has been sent
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7838#section-4">RFC 7838, section 4</a>
     */
    public void advertiseAlternativeService(AlternativeService service) {
        signals.advertise(service);
    }

    /**
     * Names, as a server, origins for which the client may use this connection. It changes nothing here.
     *
     * @param origins such as {@code https://example.org}, in the order of the wire
     * @throws IllegalArgumentException if one is not an origin, or if they do not fit into a frame
     * @throws IllegalActionException on a client
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8336#section-2">RFC 8336, section 2</a>
     */
    public void advertiseOrigins(List<String> origins) {
        signals.advertiseOrigins(origins);
    }

    /**
     * Goes away without losing a request: announces it with a GOAWAY that still takes every stream, and when a PING has come back, and with it
     * whatever the peer had sent before it knew, names the last stream with a second one. {@code ConnectionDrained} says when all streams have ended.
     * A connection that has not begun does what {@link #initiate} does first.
     *
     * @throws IllegalActionException if a GOAWAY has been sent; {@link #closeConnection(ErrorCode)} does the second step at once
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
     */
    public void shutdown() {
        control.shutdown();
    }

    /** Goes away without debug data; see {@link #closeConnection(ErrorCode, byte[])}. */
    public void closeConnection(ErrorCode errorCode) {
        closeConnection(errorCode, NO_DEBUG_DATA);
    }

    /**
     * Goes away: sends GOAWAY with the last stream that was processed, or the lower one that an earlier GOAWAY named. Streams that exist run to their
     * end; new ones of the peer are refused. When none is open, {@link #isClosed()} is true. A connection that has not begun does what
     * {@link #initiate} does first.
     *
     * @param debugData for people, copied; often empty
     * @throws IllegalArgumentException if the debug data does not fit into a frame
     * @throws ConnectionClosedException if the connection has ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
     */
    public void closeConnection(ErrorCode errorCode, byte[] debugData) {
        control.goAway(errorCode, debugData);
    }

    /**
     * Goes away like {@link #closeConnection(ErrorCode, byte[])}, and says itself which streams of the peer it processes. Those above the last one
     * that are open are refused.
     *
     * @param lastStreamId 0 to 2^31-1, not above that of an earlier GOAWAY
     * @throws IllegalArgumentException if the id is negative, or the debug data does not fit into a frame
     * @throws IllegalActionException if an earlier GOAWAY named a lower stream
     * @throws ConnectionClosedException if the connection has ended
     */
    public void closeConnection(ErrorCode errorCode, byte[] debugData, int lastStreamId) {
        control.goAway(errorCode, debugData, lastStreamId);
    }

    // 3. Bytes for the peer

    /** Whether octets wait to be sent. */
    public boolean hasDataToSend() {
        return endpoint.pendingOctets() > 0;
    }

    /** The number of octets that wait to be sent. */
    public long pendingOctets() {
        return endpoint.pendingOctets();
    }

    /** Takes all octets that wait, copied: the simple way. */
    public byte[] dataToSend() {
        return endpoint.takeOutput();
    }

    /**
     * Takes as many of the octets that wait as fit into a buffer, copied, and moves its position past them.
     *
     * @return the octets taken, 0 or more
     */
    public int dataToSend(ByteBuffer target) {
        return endpoint.takeOutput(target);
    }

    /**
     * Views of the octets that wait, for a gathering write; nothing is copied and nothing taken. They are valid until the next call of any method,
     * and are not to be written to. {@link #dataSent} takes what was written.
     *
     * @return views in the order of the wire; none if nothing waits
     */
    public ByteBuffer[] dataToSendAsBuffers() {
        return endpoint.outputViews();
    }

    /**
     * Takes octets that a gathering write has passed to the transport.
     *
     * @param octets 0 to {@link #pendingOctets()}
     * @throws IllegalArgumentException if more than wait
     */
    public void dataSent(long octets) {
        endpoint.outputSent(octets);
    }

    /** Drops the octets that wait; only for a connection whose transport is gone, since the peer would miss part of a frame. */
    public void clearOutput() {
        endpoint.clearOutput();
    }

    // 4. Questions

    /**
     * The octets of DATA that the peer's windows allow now; how much is already queued does not matter here.
     *
     * @param streamId an open or promised stream: the smaller of its window and the connection's; 0: the connection's alone
     * @return octets, negative after the peer has lowered its initial window
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     */
    public int sendWindow(int streamId) {
        return (int) (streamId == 0 ? endpoint.connectionSendWindow() : outbound.sendWindow(streamId));
    }

    /**
     * The octets of DATA that the peer may send now.
     *
     * @param streamId an open or promised stream: the smaller of its window and the connection's; 0: the connection's alone
     * @return octets, negative after this side has lowered its initial window
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     */
    public int receiveWindow(int streamId) {
        return (int) (streamId == 0 ? endpoint.connectionReceiveWindow() : outbound.receiveWindow(streamId));
    }

    /** The number of the peer's streams that are open or half-closed. */
    public int openInboundStreams() {
        return endpoint.openInbound();
    }

    /** The number of our own streams that are open or half-closed. */
    public int openOutboundStreams() {
        return endpoint.openOutbound();
    }

    /** Whether a stream could be opened now, by a request or by a promise: the connection, the ids and the peer allow it. */
    public boolean canOpenStream() {
        return outboundHeaders.canOpenStream();
    }

    /** The state of a stream, whatever its id, 1 to 2^31-1; one that was skipped by a higher id is closed. */
    public StreamState streamState(int streamId) {
        return outbound.streamState(streamId);
    }

    /** Why a stream is closed, as far as that is remembered; empty if it is not closed. */
    public Optional<ClosedReason> closedReason(int streamId) {
        return outbound.closedReason(streamId);
    }

    /** The state of the connection. */
    public ConnectionState connectionState() {
        return endpoint.state();
    }

    /** Our own settings, as far as the peer has acknowledged them. */
    public Settings localSettings() {
        return endpoint.localSettings();
    }

    /** Our own settings that the peer has not acknowledged, frame by frame, the oldest first. */
    public List<Settings> pendingLocalSettings() {
        return endpoint.pendingLocalSettings();
    }

    /** The peer's settings that are in force, which is to say acknowledged. */
    public Settings remoteSettings() {
        return endpoint.remoteSettings();
    }

    /** The peer's settings that the program has not acknowledged, frame by frame, the oldest first; none unless that is left to the program. */
    public List<Settings> pendingRemoteSettings() {
        return endpoint.pendingRemoteSettings();
    }

    /** Octets of the largest frame payload that the peer may send, 16,384 to 16,777,215. */
    public int maxInboundFrameSize() {
        return endpoint.maxInboundFrameSize();
    }

    /** Octets of the largest frame payload that may be sent, 16,384 to 16,777,215. */
    public int maxOutboundFrameSize() {
        return endpoint.maxOutboundFrameSize();
    }

    /** Nanoseconds from {@link #ping} to its answer, of the last one that came back while {@link #tick} told the time; -1 if there was none. */
    public long roundTripNanos() {
        return endpoint.roundTripNanos();
    }

    /** Whether nothing is left but to take the output and to close the transport: the connection has failed, drained or ended. */
    public boolean isClosed() {
        return endpoint.isClosed();
    }
}
