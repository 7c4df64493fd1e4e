package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.internal.Endpoint;
import org.javahyper.h2.internal.Inbound;
import org.javahyper.h2.internal.Outbound;
import org.javahyper.h2.internal.OutboundControl;
import org.javahyper.h2.internal.OutboundHeaders;
import org.javahyper.http.Headers;

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
 * <p>What the peer does wrong is an event: {@code StreamReset} where it costs one stream, {@code ConnectionFailed} where it costs the connection.
 * What the program does wrong is an {@link H2Exception}, and has changed nothing.
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

    /** A connection on which nothing has been sent or received. */
    public H2Connection(H2Configuration configuration) {
        endpoint = new Endpoint(configuration);
        inbound = new Inbound(endpoint);
        outboundHeaders = new OutboundHeaders(endpoint);
        outbound = new Outbound(endpoint);
        control = new OutboundControl(endpoint);
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
     * Takes octets of the peer, cut anywhere, and returns what they meant, in order.
     *
     * <p>The array is read during the call, and never written. {@code DataReceived} events hold views of it. After the connection has failed or
     * ended, input is ignored.
     *
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

    /** Takes note that the peer has closed the transport: every open stream is reset, then {@code ConnectionEnded} says whether that was clean. */
    public List<H2Event> receiveEndOfInput() {
        return inbound.receiveEndOfInput();
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
     * @param streamId as a client of {@link #nextStreamId()} or higher, as a server of a request
     * @param headers pseudo-fields first; brought into the form of HTTP/2 unless the configuration says otherwise
     * @param endStream whether nothing follows on this stream
     * @throws InvalidHeadersException if the list breaks a rule of RFC 9113, 8.2 or 8.3
     * @throws TooManyStreamsException if the peer allows no further stream now
     * @throws IllegalActionException if the message is already past this part, or the peer is going away
     * @throws NoSuchStreamException if the peer has not opened the stream
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public void sendHeaders(int streamId, Headers headers, boolean endStream) {
        outboundHeaders.sendHeaders(streamId, headers, endStream);
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
     * @throws IllegalActionException if the headers were not sent yet, or the stream was ended by this side
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public int sendData(int streamId, ByteBuffer data, boolean endStream) {
        return outbound.sendData(streamId, data, endStream, false);
    }

    /**
     * Like {@link #sendData}, but the octets taken are lent, not copied: they must not change until {@link #dataSent} has passed them.
     *
     * @return the octets taken, 0 or more
     */
    public int sendDataByReference(int streamId, ByteBuffer data, boolean endStream) {
        return outbound.sendData(streamId, data, endStream, true);
    }

    /**
     * Ends this side of a stream with an empty DATA frame.
     *
     * @throws IllegalActionException if the headers were not sent yet, or the stream was ended by this side
     * @throws NoSuchStreamException if the stream was never opened
     * @throws StreamClosedException if the stream has ended
     * @throws ConnectionClosedException if the connection has failed or ended
     */
    public void endStream(int streamId) {
        outbound.sendData(streamId, ByteBuffer.allocate(0), true, false);
    }

    /**
     * Gives a stream up; nothing more comes from it.
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
     * Says that the program has consumed received data, so that the peer may send more. WINDOW_UPDATE follows when enough has come together.
     *
     * @param streamId the stream, which may be closed by now
     * @param flowControlledLength octets, as in {@code DataReceived}; 0 does nothing, and so does any number when the connection has failed or ended
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
     * @throws IllegalActionException if the window would pass 2^31-1
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
     * Announces new settings; they hold when the peer acknowledges them.
     *
     * @throws InvalidSettingException if a value is not allowed
     * @throws IllegalActionException if four frames are not acknowledged yet
     * @throws ConnectionClosedException if the connection has failed or ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.5">RFC 9113, section 6.5</a>
     */
    public void updateSettings(Settings changes) {
        control.updateSettings(changes);
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

    /** Goes away without debug data; see {@link #closeConnection(ErrorCode, byte[])}. */
    public void closeConnection(ErrorCode errorCode) {
        closeConnection(errorCode, NO_DEBUG_DATA);
    }

    /**
     * Goes away: sends GOAWAY with the last stream that was processed. Streams that exist run to their end; new ones of the peer are refused. When
     * none is open, {@link #isClosed()} is true.
     *
     * @param debugData for people, copied; often empty
     * @throws IllegalArgumentException if the debug data does not fit into a frame
     * @throws ConnectionClosedException if the connection has ended
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
     */
    public void closeConnection(ErrorCode errorCode, byte[] debugData) {
        control.goAway(errorCode, debugData);
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
     * Takes as many octets as fit into a buffer, copied.
     *
     * @return the octets written
     */
    public int dataToSend(ByteBuffer target) {
        return endpoint.takeOutput(target);
    }

    /**
     * Views of the octets that wait, for a gathering write; nothing is copied and nothing taken. They are valid until the next call of any method,
     * and are not to be written to. {@link #dataSent} takes what was written.
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

    // 4. Questions

    /**
     * The octets of DATA that may be sent now.
     *
     * @param streamId an open stream: the smaller of its window and the connection's; 0: the connection's alone
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
     * @param streamId an open stream: the smaller of its window and the connection's; 0: the connection's alone
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

    /** Whether a client could open a stream now: the connection, the ids and the peer's concurrency limit allow it. */
    public boolean canOpenStream() {
        return outboundHeaders.canOpenStream();
    }

    /** The state of a stream. */
    public StreamState streamState(int streamId) {
        return outbound.streamState(streamId);
    }

    /** The state of the connection. */
    public ConnectionState connectionState() {
        return endpoint.state();
    }

    /** Our own settings, as far as the peer has acknowledged them. */
    public Settings localSettings() {
        return endpoint.localSettings();
    }

    /** The peer's settings. */
    public Settings remoteSettings() {
        return endpoint.remoteSettings();
    }

    /** Whether nothing is left but to take the output and to close the transport: the connection has failed, drained or ended. */
    public boolean isClosed() {
        return endpoint.isClosed();
    }
}
