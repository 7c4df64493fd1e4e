package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;
import static org.javahyper.h2.internal.StreamTransitions.STREAM;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.javahyper.h2.ClosedReason;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameViolation;
import org.jspecify.annotations.Nullable;

/**
 * The peer's octets: cuts them into frames and does what the frames of streams ask for. Header blocks go on to {@link InboundBlocks}, frames
 * of the connection to {@link InboundControl}.
 */
public final class Inbound {
    private final Endpoint endpoint;
    private final ClientPreface preface = new ClientPreface();
    private final FrameReader reader;
    private final InboundBlocks blocks;
    private final InboundControl control;
    private final InboundSignals signals;
    private final @Nullable FrameObserver observer;
    private boolean settingsSeen;
    private boolean discarding; // the DATA frame at hand: it was given back as a whole with its first piece

    public Inbound(Endpoint endpoint) {
        this.endpoint = endpoint;
        reader = endpoint.reader;
        signals = new InboundSignals(endpoint);
        blocks = new InboundBlocks(endpoint, signals);
        control = new InboundControl(endpoint);
        observer = endpoint.configuration.observer();
    }

    /** Takes octets and returns what they meant; the one place where a broken connection rule ends up. */
    public List<H2Event> receive(byte[] array, int offset, int length) {
        if (!endpoint.allows(ConnectionInput.RECV)) {
            return endpoint.takeEvents();
        }
        try {
            endpoint.reportDrained();
            endpoint.reportCapacity();
            int consumed =
                    endpoint.role == Role.SERVER && !preface.isComplete() ? preface.match(array, offset, length) : 0;
            reader.feed(array, offset + consumed, length - consumed);
            for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
                frame(frame);
                endpoint.reportDrained();
                endpoint.reportCapacity();
            }
        } catch (ConnectionError error) {
            endpoint.fail(error);
        } catch (RuntimeException | Error thrown) {
            giveUp(thrown);
            throw thrown;
        }
        return endpoint.takeEvents();
    }

    /** The program's observer or policy has thrown in the middle of a frame, so that nobody knows any more where the two sides stand. */
    private void giveUp(Throwable thrown) {
        try {
            endpoint.fail(new ConnectionError(ErrorCode.INTERNAL_ERROR, "the observer or a policy threw " + thrown));
        } catch (RuntimeException again) {
            if (again != thrown) {
                thrown.addSuppressed(again);
            }
        }
    }

    /** The peer has closed the transport. */
    public List<H2Event> receiveEndOfInput() {
        if (endpoint.allows(ConnectionInput.END_OF_INPUT)) {
            boolean clean = endpoint.streams.size() == 0
                    && !preface.isPartial()
                    && !reader.isMidFrame()
                    && !blocks.isMidBlock();
            endpoint.step(ConnectionInput.END_OF_INPUT);
            endpoint.streams
                    .inOrder()
                    .forEach(stream -> endpoint.emit(new StreamReset(
                            stream.id,
                            ErrorCode.NO_ERROR,
                            true,
                            ResetReason.END_OF_INPUT,
                            "the transport was closed before the stream ended")));
            endpoint.streams.clear();
            endpoint.emit(new ConnectionEnded(clean));
        }
        return endpoint.takeEvents();
    }

    /** The driver tells the time; any events are those of limits in time. */
    public List<H2Event> tick(long nowNanos) {
        endpoint.clock.tick(nowNanos);
        Duration timeout = endpoint.configuration.settingsTimeout();
        if (!timeout.isZero() && !endpoint.isOver()) {
            if (endpoint.clock.waiting(endpoint.settings.oldestPending()) > timeout.toNanos()) {
                endpoint.fail(new ConnectionError(
                        ErrorCode.SETTINGS_TIMEOUT,
                        "settingsTimeout " + timeout + " exceeded: SETTINGS not acknowledged (RFC 9113, 6.5.3)"));
            }
        }
        return endpoint.takeEvents();
    }

    private void frame(FrameView frame) {
        if (observer != null) {
            observer.received(frame);
        }
        FrameViolation violation = frame.violation();
        if (violation == FrameViolation.FRAME_TOO_LARGE) {
            throw tooLarge(frame);
        }
        if (!settingsSeen && endpoint.configuration.requireSettingsFirst()) {
            requireSettings(frame);
        }
        blocks.requireContinuation(frame);
        if (violation == null) {
            dispatch(frame);
        } else {
            violated(frame, violation);
        }
    }

    private void dispatch(FrameView frame) {
        switch (frame.type()) {
            case FrameType.DATA -> data(frame);
            case FrameType.HEADERS -> blocks.headers(frame);
            case FrameType.PUSH_PROMISE -> blocks.pushPromise(frame);
            case FrameType.CONTINUATION -> blocks.continuation(frame);
            case FrameType.RST_STREAM -> rstStream(frame);
            case FrameType.WINDOW_UPDATE -> windowUpdate(frame);
            case FrameType.SETTINGS -> control.settings(frame);
            case FrameType.PING -> control.ping(frame);
            case FrameType.GOAWAY -> control.goAway(frame);
            case FrameType.PRIORITY -> signals.priority(frame);
            case FrameType.PRIORITY_UPDATE -> signals.priorityUpdate(frame);
            case FrameType.ALTSVC -> signals.altSvc(frame);
            case FrameType.ORIGIN -> signals.origin(frame);
            default -> control.unknown(frame);
        }
    }

    /** The first frame of either side is SETTINGS (RFC 9113, 3.4). */
    private void requireSettings(FrameView frame) {
        if (frame.type() != FrameType.SETTINGS || frame.has(Flags.ACK)) {
            throw ConnectionError.protocolError(
                    "first frame is " + FrameType.name(frame.type()) + ", not SETTINGS (RFC 9113, 3.4)");
        }
        settingsSeen = true;
    }

    // What the frame layer finds

    private void violated(FrameView frame, FrameViolation violation) {
        switch (violation.scope()) {
            case CONNECTION -> throw violated(violation, frame);
            case STREAM -> streamViolated(frame, violation);
            case IGNORE -> {}
        }
    }

    /** On a closed stream only a PRIORITY of the wrong length counts (docs/spec/behaviours.md, H2-CLOSED-05). */
    private void streamViolated(FrameView frame, FrameViolation violation) {
        boolean forgiven = endpoint.life.isClosed(frame.streamId()) && frame.type() != FrameType.PRIORITY;
        if (!forgiven) {
            endpoint.life.streamFault(frame.streamId(), ErrorCode.of(violation.errorCode()), violation.rule());
        }
    }

    private static ConnectionError violated(FrameViolation violation, FrameView frame) {
        return new ConnectionError(
                ErrorCode.of(violation.errorCode()), violation.rule() + ", stream " + frame.streamId());
    }

    private ConnectionError tooLarge(FrameView frame) {
        return new ConnectionError(
                ErrorCode.FRAME_SIZE_ERROR,
                "maxFrameSize " + endpoint.settings.largestLocal(SettingId.MAX_FRAME_SIZE) + " exceeded: "
                        + FrameType.name(frame.type()) + " of " + frame.length() + " octets on stream "
                        + frame.streamId() + " (RFC 9113, 4.2)");
    }

    // DATA

    /**
     * A DATA frame is judged as a whole when its first piece arrives, and given back as a whole if it is not delivered, so that neither depends on
     * how the input was cut; its payload is passed on piece by piece.
     */
    private void data(FrameView frame) {
        Stream stream = endpoint.streams.find(frame.streamId());
        if (frame.startsFrame()) {
            if (stream == null) {
                requireNotIdle(frame);
            }
            receiveOnConnection(frame);
            if (stream == null) {
                endpoint.life.late(frame.streamId(), LateFrame.DATA);
            }
            discarding = stream == null || !accepts(stream, frame);
            if (discarding) {
                endpoint.credit(frame.length());
            }
        }
        if (discarding) {
            return;
        }
        if (stream == null) {
            endpoint.credit(frame.flowControlledLength()); // the program has reset the stream between two pieces
        } else {
            deliver(stream, frame);
        }
    }

    private void receiveOnConnection(FrameView frame) {
        if (!endpoint.receiveWindow.receive(frame.length())) {
            throw new ConnectionError(
                    ErrorCode.FLOW_CONTROL_ERROR,
                    "DATA on stream " + frame.streamId() + " beyond the connection window (RFC 9113, 6.9.1)");
        }
    }

    /** Whether a DATA frame may be delivered; if not, the stream has been reset. */
    private boolean accepts(Stream stream, FrameView frame) {
        endpoint.life.requireAllowed(stream, StreamInput.RECV_DATA);
        if (!STREAM.allows(stream.state, StreamInput.RECV_DATA)) {
            return refuse(stream, ErrorCode.STREAM_CLOSED, "DATA after END_STREAM (RFC 9113, 5.1)");
        }
        if (!MESSAGE.allows(stream.inbound, MessageInput.DATA)) {
            return refuse(stream, ErrorCode.PROTOCOL_ERROR, "DATA before the header section (RFC 9113, 8.1)");
        }
        if (!stream.receiveWindow.receive(frame.length())) {
            return refuse(stream, ErrorCode.FLOW_CONTROL_ERROR, "DATA beyond the stream window (RFC 9113, 6.9.1)");
        }
        if (!stream.inboundLength.allows(frame.frameDataLength(), frame.has(Flags.END_STREAM))) {
            return refuse(
                    stream,
                    ErrorCode.PROTOCOL_ERROR,
                    "content-length is " + stream.inboundLength.declared() + ", but "
                            + (stream.inboundLength.received() + frame.frameDataLength())
                            + " octets came (RFC 9113, 8.1.1)");
        }
        stream.inboundLength.receive(frame.frameDataLength());
        return true;
    }

    private boolean refuse(Stream stream, ErrorCode errorCode, String rule) {
        endpoint.life.reset(stream, errorCode, ResetReason.PROTOCOL_VIOLATION, rule);
        return false;
    }

    private void deliver(Stream stream, FrameView frame) {
        boolean endStream = frame.endsFrame() && frame.has(Flags.END_STREAM);
        stream.unacknowledged += frame.flowControlledLength();
        endpoint.emit(new DataReceived(
                stream.id,
                ByteBuffer.wrap(frame.array(), frame.dataOffset(), frame.dataLength())
                        .slice(),
                frame.flowControlledLength(),
                endStream));
        if (endStream) {
            endpoint.life.receivingEnded(stream);
        }
    }

    private void requireNotIdle(FrameView frame) {
        if (endpoint.ids.isIdle(frame.streamId())) {
            throw ConnectionError.protocolError(
                    FrameType.name(frame.type()) + " on idle stream " + frame.streamId() + " (RFC 9113, 5.1)");
        }
    }

    // RST_STREAM and WINDOW_UPDATE

    private void rstStream(FrameView frame) {
        Stream stream = endpoint.streams.find(frame.streamId());
        if (stream != null) {
            ErrorCode errorCode = ErrorCode.of(frame.errorCode());
            endpoint.life.step(stream, StreamInput.RECV_RST_STREAM, ClosedReason.RECEIVED_RST);
            endpoint.emit(new StreamReset(
                    frame.streamId(),
                    errorCode,
                    true,
                    ResetReason.PEER_RST,
                    "the peer reset the stream: " + errorCode));
            return;
        }
        requireNotIdle(frame);
        endpoint.life.late(frame.streamId(), LateFrame.RST_STREAM);
    }

    private void windowUpdate(FrameView frame) {
        int streamId = frame.streamId();
        int increment = frame.windowSizeIncrement();
        if (streamId == 0) {
            if (!endpoint.sendWindow.adjust(increment)) {
                throw new ConnectionError(
                        ErrorCode.FLOW_CONTROL_ERROR, "connection window above 2^31-1 (RFC 9113, 6.9.1)");
            }
            endpoint.emit(new WindowUpdated(0, increment));
            return;
        }
        Stream stream = endpoint.streams.find(streamId);
        if (stream == null) {
            requireNotIdle(frame);
            endpoint.life.late(streamId, LateFrame.WINDOW_UPDATE);
            return;
        }
        endpoint.life.requireAllowed(stream, StreamInput.RECV_WINDOW_UPDATE);
        if (stream.sendWindow.adjust(increment)) {
            endpoint.emit(new WindowUpdated(streamId, increment));
        } else {
            refuse(stream, ErrorCode.FLOW_CONTROL_ERROR, "stream window above 2^31-1 (RFC 9113, 6.9.1)");
        }
    }
}
