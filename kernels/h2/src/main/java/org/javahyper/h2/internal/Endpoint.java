package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.Limits;
import org.javahyper.h2.ResetReason;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.http.internal.OutputQueue;
import org.javahyper.hyperframe.FrameReader;

/**
 * What both directions of a connection share: its state, streams, windows, settings, compression tables and output, and the few steps that
 * belong to neither direction, such as closing a stream.
 */
public final class Endpoint {
    private static final byte[] PREFACE = ClientPreface.octets();

    final H2Configuration configuration;
    final Role role;
    final Limits limits;
    final OutputQueue queue = new OutputQueue();
    final FrameOutput output;
    final StreamTable streams = new StreamTable();
    final QueuedBody queuedBody;
    final ClosedStreams closed;
    final StreamIds ids;
    final SendWindow sendWindow = new SendWindow();
    final ReceiveWindow receiveWindow = new ReceiveWindow();
    final SettingsExchange settings = new SettingsExchange();
    final FrameReader reader;
    final HpackDecoder decoder;
    final HpackEncoder encoder;
    HpackLimits headerLimits;

    private ConnectionState state = ConnectionState.NEW;
    private List<H2Event> events = List.of();
    private boolean drainedReported;

    /** Flow-controlled octets of closed streams that the program was given and may still acknowledge. */
    private long owedByClosedStreams;

    public Endpoint(H2Configuration configuration) {
        this.configuration = configuration;
        role = configuration.role();
        limits = configuration.limits();
        output = new FrameOutput(queue, configuration.observer());
        queuedBody = new QueuedBody(queue, streams);
        closed = new ClosedStreams(limits.rememberedClosedStreams());
        ids = new StreamIds(role);
        sendWindow.reset(Settings.empty().value(SettingId.INITIAL_WINDOW_SIZE));
        receiveWindow.reset(Settings.empty().value(SettingId.INITIAL_WINDOW_SIZE));
        reader = new FrameReader(limits.maxFrameSize());
        headerLimits = Compression.limits(limits, limits.maxHeaderListSize());
        decoder = Compression.decoder(headerLimits);
        encoder = Compression.encoder(limits);
    }

    // The connection

    public ConnectionState state() {
        return state;
    }

    boolean allows(ConnectionInput input) {
        return ConnectionTransitions.CONNECTION.allows(state, input);
    }

    void step(ConnectionInput input) {
        state = ConnectionTransitions.CONNECTION.next(state, input);
    }

    /** Preface and SETTINGS; a larger connection window is opened at once. */
    void initiate() {
        step(ConnectionInput.INITIATE);
        if (role == Role.CLIENT) {
            output.raw(PREFACE);
        }
        announce(SettingsExchange.first(role, limits));
        int more = limits.connectionWindow() - (int) receiveWindow.current();
        if (more > 0) {
            receiveWindow.open(more);
            output.windowUpdate(0, more);
        }
    }

    /** Nothing can be sent any more. */
    boolean isOver() {
        return state == ConnectionState.FAILED || state == ConnectionState.ENDED;
    }

    /** Nothing is left to be done but to take the output and to close the transport. */
    public boolean isClosed() {
        return switch (state) {
            case NEW, OPEN -> false;
            case GOAWAY_SENT, GOAWAY_RECEIVED, GOAWAY_BOTH -> streams.size() == 0;
            case FAILED, ENDED -> true;
        };
    }

    /** Sends SETTINGS; what they enlarge holds at once. */
    void announce(Settings changes) {
        long windowBefore = settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE);
        settings.sent(changes);
        decoder.maxAllowedTableSize((int) settings.largestLocal(SettingId.HEADER_TABLE_SIZE));
        localLimitsChanged(windowBefore);
        output.settings(changes);
    }

    /** Our own settings allow the peer more or less than before. */
    void localLimitsChanged(long windowBefore) {
        reader.maxFrameSize((int) settings.largestLocal(SettingId.MAX_FRAME_SIZE));
        headerLimits = Compression.limits(limits, settings.largestLocal(SettingId.MAX_HEADER_LIST_SIZE));
        decoder.limits(headerLimits);
        long difference = settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE) - windowBefore;
        if (difference != 0) {
            streams.forEach(stream -> stream.receiveWindow.adjust(difference));
        }
    }

    // Output and questions

    public long pendingOctets() {
        return queue.length();
    }

    public byte[] takeOutput() {
        byte[] all = queue.take();
        queuedBody.drained(all.length);
        return all;
    }

    public int takeOutput(ByteBuffer target) {
        int taken = queue.take(target);
        queuedBody.drained(taken);
        return taken;
    }

    public ByteBuffer[] outputViews() {
        return queue.views();
    }

    public void outputSent(long octets) {
        queue.consume(octets);
        queuedBody.drained(octets);
    }

    public long connectionSendWindow() {
        return sendWindow.available();
    }

    public long connectionReceiveWindow() {
        return receiveWindow.current();
    }

    public Settings localSettings() {
        return settings.local();
    }

    public Settings remoteSettings() {
        return settings.remote();
    }

    // Events

    void emit(H2Event event) {
        if (events.isEmpty()) {
            events = new ArrayList<>();
        }
        events.add(event);
    }

    /** Says once that a connection which one side is leaving has no stream any more. */
    void reportDrained() {
        if (!drainedReported && isClosed()) {
            drainedReported = true;
            emit(new ConnectionDrained());
        }
    }

    /** What has happened since the last call. */
    List<H2Event> takeEvents() {
        List<H2Event> taken = events;
        events = List.of();
        return taken;
    }

    // Streams

    public int openInbound() {
        return streams.size(1 - ids.localParity());
    }

    public int openOutbound() {
        return streams.size(ids.localParity());
    }

    Stream open(int streamId) {
        if (ids.isLocal(streamId)) {
            ids.localOpened(streamId);
        } else {
            ids.remoteOpened(streamId);
        }
        return streams.open(
                streamId,
                settings.remote().value(SettingId.INITIAL_WINDOW_SIZE),
                settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE));
    }

    /** Takes a step that may close the stream. */
    void step(Stream stream, StreamInput input, ClosedReason reason) {
        stream.step(input);
        if (stream.state == StreamState.CLOSED) {
            forget(stream, reason);
        }
    }

    /** The peer has set END_STREAM. */
    void receivingEnded(Stream stream) {
        emit(new StreamEnded(stream.id));
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
        emit(new StreamReset(streamId, errorCode, false, reason, message));
        output.rstStream(streamId, errorCode);
    }

    private void forget(Stream stream, ClosedReason reason) {
        owedByClosedStreams += stream.unacknowledged;
        closed.add(stream.id, reason);
        streams.remove(stream);
    }

    // Receive windows

    /** Gives octets back to the connection window that the program will never see. */
    void credit(int octets) {
        int increment = receiveWindow.acknowledge(octets);
        if (increment > 0) {
            output.windowUpdate(0, increment);
        }
    }

    long owedByClosedStreams() {
        return owedByClosedStreams;
    }

    void paidForClosedStream(int octets) {
        owedByClosedStreams -= octets;
    }
}
