package org.javahyper.h2.internal;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.javahyper.h2.ClosedReason;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.WindowPolicy;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameWriter;

/**
 * The program's actions on open streams: data, resets, credit. The order is always: look up, ask the tables, check the content, and only then
 * commit and write; what is refused has changed nothing.
 */
public final class Outbound {
    private static final String SEND_DATA = "send data";
    private static final String LOOK = "look into the window";

    private static final int HEADER = FrameHeader.FRAME_HEADER_LENGTH;

    private final Endpoint endpoint;

    public Outbound(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    // Data

    public int sendData(int streamId, ByteBuffer data, boolean endStream, boolean lent) {
        return sendData(streamId, data, endStream, lent, FrameWriter.NOT_PADDED);
    }

    public int sendPaddedData(int streamId, ByteBuffer data, boolean endStream, int padLength) {
        if (padLength < 0 || padLength > 255) {
            throw new IllegalArgumentException(
                    "Cannot pad by " + padLength + " octets: padding has 0 to 255 (RFC 9113, 6.1). Pass one of them.");
        }
        return sendData(streamId, data, endStream, false, padLength);
    }

    private int sendData(int streamId, ByteBuffer data, boolean endStream, boolean lent, int padLength) {
        Stream stream = ActionRules.requireStream(endpoint, streamId, SEND_DATA);
        ActionRules.requireAllowed(stream, StreamInput.SEND_DATA, MessageInput.DATA, SEND_DATA);
        if (!stream.outboundLength.allows(data.remaining(), endStream)) {
            throw OutboundRules.wrongLength(
                    streamId, stream.outboundLength.declared(), stream.outboundLength.received() + data.remaining());
        }

        int padding = padLength + 1; // with the octet that holds the length; 0 if there is none
        int offered = data.remaining();
        int left = (int) Math.min(offered, room(stream));
        int maxData = endpoint.maxOutboundFrameSize() - padding;
        endpoint.output.begin();
        while (left > 0 && window(stream) > padding) {
            int length = (int) Math.min(Math.min(left, maxData), window(stream) - padding);
            left -= length;
            frame(stream, data, length, endStream && length == data.remaining(), lent, padLength);
        }
        if (endStream && offered == 0) {
            frame(stream, data, 0, true, lent, window(stream) >= padding ? padLength : FrameWriter.NOT_PADDED);
        }
        endpoint.output.end();
        return offered - data.remaining();
    }

    /** What both windows leave, in octets with padding. */
    private long window(Stream stream) {
        return Math.min(endpoint.sendWindow.available(), stream.sendWindow.available());
    }

    /** How many octets of body may be taken before output is drained. */
    private long room(Stream stream) {
        return Math.min(
                endpoint.limits.maxOutboundPerStream() - stream.queuedBody,
                endpoint.limits.maxOutboundTotal() - endpoint.queuedBody.total());
    }

    /** The frame is written into place first, then all accounts are made up, and it is appended last. */
    private void frame(Stream stream, ByteBuffer data, int length, boolean endStream, boolean lent, int padLength) {
        int padding = padLength + 1;
        int start = endpoint.output.reserve(HEADER + padding + (lent ? 0 : length));
        byte[] array = endpoint.output.array();
        int at = FrameWriter.data(array, start, stream.id, length, padLength, endStream);
        ByteBuffer payload = data.slice().limit(length);
        data.position(data.position() + length);
        if (!lent) {
            payload.get(array, at, length);
            at = FrameWriter.padding(array, at + length, padLength);
        }

        endpoint.sendWindow.consume(length + padding);
        stream.sendWindow.consume(length + padding);
        stream.outboundLength.receive(length);
        endpoint.queuedBody.add(stream, length, HEADER + length + padding);
        if (endStream) {
            endpoint.life.sendingEnded(stream);
        }
        endpoint.output.commit(start, at);
        if (lent) {
            endpoint.output.lend(payload);
        }
    }

    // Reset and credit

    public void resetStream(int streamId, ErrorCode errorCode) {
        Stream stream = ActionRules.requireStream(endpoint, streamId, "send RST_STREAM");
        Objects.requireNonNull(errorCode);

        endpoint.life.step(stream, StreamInput.SEND_RST_STREAM, ClosedReason.SENT_RST);
        endpoint.output.rstStream(streamId, errorCode);
    }

    public void acknowledgeReceivedData(int streamId, int flowControlledLength) {
        ActionRules.requireStreamId(streamId);
        if (flowControlledLength < 0) {
            throw new IllegalArgumentException("Cannot acknowledge " + flowControlledLength
                    + " octets: the number is 0 or more. Pass the flowControlledLength of a DataReceived.");
        }
        if (endpoint.isOver()) {
            return; // the data may stand before the event that ended the connection, in the same list
        }
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "acknowledge data");
        Stream stream = endpoint.streams.find(streamId);
        if (stream == null && endpoint.ids.isIdle(streamId)) {
            throw ActionRules.idle(streamId, "acknowledge data");
        }
        long owed = stream == null ? endpoint.life.owedByClosedStreams() : stream.unacknowledged;
        if (flowControlledLength > owed) {
            throw new IllegalActionException("Cannot acknowledge " + flowControlledLength + " octets on stream "
                    + streamId + ": " + owed + " are not acknowledged yet. Acknowledge each DataReceived once.");
        }

        if (flowControlledLength == 0) {
            return; // not even an update that has become due meanwhile
        }
        if (stream == null) {
            endpoint.life.paidForClosedStream(flowControlledLength);
        } else {
            stream.unacknowledged -= flowControlledLength;
        }
        WindowPolicy policy = endpoint.configuration.windowPolicy();
        if (policy == WindowPolicy.MANUAL) {
            return; // what the program gives back by hand is not given back twice
        }
        endpoint.output.begin();
        endpoint.acknowledge(flowControlledLength, policy);
        if (stream != null && stream.isReceiving()) {
            int increment = stream.receiveWindow.acknowledge(flowControlledLength, policy);
            if (increment > 0) {
                endpoint.output.windowUpdate(streamId, increment);
            }
        }
        endpoint.output.end();
    }

    public void incrementStreamWindow(int streamId, int increment) {
        Stream stream = ActionRules.requireStream(endpoint, streamId, "send WINDOW_UPDATE");
        ActionRules.requireAllowed(stream, StreamInput.SEND_WINDOW_UPDATE, "send WINDOW_UPDATE");
        if (!stream.isReceiving()) {
            return; // the peer has ended the stream and needs no window
        }
        if (!stream.receiveWindow.open(increment)) {
            throw ActionRules.windowTooLarge(stream.receiveWindow, increment);
        }
        endpoint.output.windowUpdate(streamId, increment);
    }

    // Questions

    public long sendWindow(int streamId) {
        return Math.min(
                endpoint.sendWindow.available(),
                ActionRules.lookUp(endpoint, streamId, LOOK).sendWindow.available());
    }

    public long receiveWindow(int streamId) {
        return Math.min(
                endpoint.receiveWindow.current(),
                ActionRules.lookUp(endpoint, streamId, LOOK).receiveWindow.current());
    }

    public StreamState streamState(int streamId) {
        ActionRules.requireStreamId(streamId);
        Stream stream = endpoint.streams.find(streamId);
        if (stream != null) {
            return stream.state;
        }
        return endpoint.ids.isIdle(streamId) ? StreamState.IDLE : StreamState.CLOSED;
    }

    public Optional<ClosedReason> closedReason(int streamId) {
        if (streamState(streamId) != StreamState.CLOSED) {
            return Optional.empty();
        }
        return Optional.of(endpoint.isOver() ? ClosedReason.UNKNOWN : endpoint.closed.reasonOf(streamId));
    }
}
