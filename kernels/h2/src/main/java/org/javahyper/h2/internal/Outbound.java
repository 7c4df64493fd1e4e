package org.javahyper.h2.internal;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.StreamState;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameType;
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
        Stream stream = ActionRules.requireStream(endpoint, streamId, SEND_DATA);
        ActionRules.requireAllowed(stream, StreamInput.SEND_DATA, MessageInput.DATA, SEND_DATA);

        int taken = (int) Math.min(data.remaining(), allowance(stream));
        boolean all = taken == data.remaining();
        int maxFrameSize = (int) endpoint.settings.remote().value(SettingId.MAX_FRAME_SIZE);
        int left = taken;
        while (left > 0) {
            int length = Math.min(left, maxFrameSize);
            left -= length;
            frame(stream, data, length, endStream && all && left == 0, lent);
        }
        if (endStream && all && taken == 0) {
            frame(stream, data, 0, true, lent);
        }
        return taken;
    }

    /** How many octets of body may be taken: what both windows and the bounds on undrained output leave. */
    private long allowance(Stream stream) {
        long windows = Math.min(endpoint.sendWindow.available(), stream.sendWindow.available());
        long room = Math.min(
                endpoint.limits.maxOutboundPerStream() - stream.queuedBody,
                endpoint.limits.maxOutboundTotal() - endpoint.queuedBody.total());
        return Math.max(0, Math.min(windows, room));
    }

    /** The frame is written into place first, then all accounts are made up, and it is appended last. */
    private void frame(Stream stream, ByteBuffer data, int length, boolean endStream, boolean lent) {
        int start = endpoint.output.reserve(HEADER + (lent ? 0 : length));
        byte[] array = endpoint.output.array();
        int flags = endStream ? Flags.END_STREAM : 0;
        int at = FrameWriter.frameHeader(array, start, length, FrameType.DATA, flags, stream.id);
        ByteBuffer payload = data.slice().limit(length);
        data.position(data.position() + length);
        if (!lent) {
            payload.get(array, at, length);
            at += length;
        }

        endpoint.sendWindow.consume(length);
        stream.sendWindow.consume(length);
        endpoint.queuedBody.add(stream, length, HEADER + length);
        if (endStream) {
            endpoint.sendingEnded(stream);
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

        endpoint.step(stream, StreamInput.SEND_RST_STREAM, ClosedReason.SENT_RST);
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
        long owed = stream == null ? endpoint.owedByClosedStreams() : stream.unacknowledged;
        if (flowControlledLength > owed) {
            throw new IllegalActionException("Cannot acknowledge " + flowControlledLength + " octets on stream "
                    + streamId + ": " + owed + " are not acknowledged yet. Acknowledge each DataReceived once.");
        }

        if (flowControlledLength == 0) {
            return; // not even an update that has become due meanwhile
        }
        if (stream == null) {
            endpoint.paidForClosedStream(flowControlledLength);
        } else {
            stream.unacknowledged -= flowControlledLength;
        }
        endpoint.credit(flowControlledLength);
        if (stream != null && stream.isReceiving()) {
            int increment = stream.receiveWindow.acknowledge(flowControlledLength);
            if (increment > 0) {
                endpoint.output.windowUpdate(streamId, increment);
            }
        }
    }

    public void incrementStreamWindow(int streamId, int increment) {
        Stream stream = ActionRules.requireStream(endpoint, streamId, "send WINDOW_UPDATE");
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
}
