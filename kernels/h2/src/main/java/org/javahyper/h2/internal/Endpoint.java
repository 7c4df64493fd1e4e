package org.javahyper.h2.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.Limits;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.javahyper.h2.WindowPolicy;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.http.internal.OutputQueue;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.PingFrame;

/**
 * What both directions of a connection share: its state, streams, windows, settings, compression tables and output, and the few steps that
 * belong to neither direction, such as failing. Those of streams are in {@link StreamLife}.
 */
public final class Endpoint {
    private static final byte[] PREFACE = ClientPreface.octets();

    final H2Configuration configuration;
    final Role role;
    final Limits limits;
    final OutputQueue queue = new OutputQueue();
    final FrameOutput output;
    final HeaderOutput headerOutput;
    final StreamTable streams = new StreamTable();
    final StreamLife life = new StreamLife(this);
    final QueuedBody queuedBody;
    final ClosedStreams closed;
    final StreamIds ids;
    final SendWindow sendWindow = new SendWindow();
    final ReceiveWindow receiveWindow = new ReceiveWindow();
    final SettingsExchange settings;
    final GoAways goAways = new GoAways();
    final Clock clock = new Clock();
    final FrameReader reader;
    final HpackDecoder decoder;
    final HpackEncoder encoder;
    HpackLimits headerLimits;

    private ConnectionState state = ConnectionState.NEW;
    private List<H2Event> events = List.of();
    private boolean drainedReported;

    /** Whether the program was told that the peer allows no further stream, and not yet that it does again. */
    private boolean awaitsCapacity;

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
        settings = new SettingsExchange(limits);
        reader = new FrameReader(limits.maxFrameSize());
        reader.rejectNonZeroPadding(configuration.rejectNonZeroPadding());
        headerLimits = Compression.limits(limits, limits.maxHeaderListSize());
        decoder = Compression.decoder(headerLimits);
        encoder = Compression.encoder(limits);
        headerOutput = new HeaderOutput(this);
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
        output.begin();
        if (role == Role.CLIENT) {
            output.raw(PREFACE);
        }
        announce(SettingsExchange.first(configuration));
        int more = limits.connectionWindow() - (int) receiveWindow.current();
        if (more > 0) {
            receiveWindow.open(more);
            output.windowUpdate(0, more);
        }
        output.end();
    }

    /** Nothing can be sent any more. */
    boolean isOver() {
        return state == ConnectionState.FAILED || state == ConnectionState.ENDED;
    }

    /** Nothing is left to be done but to take the output and to close the transport. */
    public boolean isClosed() {
        return switch (state) {
            case NEW, OPEN -> false;
            case GOAWAY_SENT -> streams.size() == 0 && goAways.sent <= ids.highestRemote();
            case GOAWAY_RECEIVED, GOAWAY_BOTH -> streams.size() == 0;
            case FAILED, ENDED -> true;
        };
    }

    /** The peer broke a rule that costs the connection: says so to both sides. */
    void fail(ConnectionError error) {
        goAways.sent = lastProcessed();
        step(ConnectionInput.FAIL);
        streams.clear();
        emit(new ConnectionFailed(error.errorCode(), error.reason()));
        output.goAway(goAways.sent, error.errorCode(), OutboundControl.debugData(error.reason()));
    }

    /** The last stream of the peer that was processed, as far as an earlier GOAWAY has not given it up. */
    int lastProcessed() {
        return Math.min(ids.highestProcessed(), goAways.sent);
    }

    /** Goes away for good: no stream of the peer above the last one is taken. */
    void goAway(int lastStreamId, ErrorCode errorCode, byte[] debugData) {
        goAways.awaitsPing = false;
        goAways.sent = lastStreamId;
        step(ConnectionInput.SEND_GOAWAY);
        output.goAway(lastStreamId, errorCode, debugData);
    }

    /** Sends SETTINGS; what they enlarge holds at once. */
    void announce(Settings changes) {
        long windowBefore = settings.largestLocal(SettingId.INITIAL_WINDOW_SIZE);
        settings.sent(changes);
        decoder.maxAllowedTableSize((int) settings.largestLocal(SettingId.HEADER_TABLE_SIZE));
        localLimitsChanged(windowBefore);
        output.settings(changes);
    }

    /** Applies the oldest SETTINGS of the peer that is not in force, and acknowledges it. */
    void acknowledgeSettings(Settings entries) {
        apply(entries);
        settings.applied();
        output.settingsAck();
    }

    /** Applies what a client said in its request to upgrade; the 101 is acknowledgement enough (RFC 7540, 3.2.1). */
    void upgraded(Settings entries) {
        apply(entries);
        settings.upgraded(entries);
    }

    /** Entry by entry, in order (RFC 9113, 6.5.3). */
    private void apply(Settings entries) {
        long windowBefore = settings.remote().value(SettingId.INITIAL_WINDOW_SIZE);
        for (int i = 0; i < entries.size(); i++) {
            long value = entries.valueAt(i);
            switch (entries.id(i)) {
                case SettingId.HEADER_TABLE_SIZE -> encoder.maxTableSize(value);
                case SettingId.INITIAL_WINDOW_SIZE -> {
                    moveSendWindows(value - windowBefore);
                    windowBefore = value;
                }
                default -> {}
            }
        }
    }

    private void moveSendWindows(long difference) {
        streams.forEach(stream -> {
            if (!stream.sendWindow.adjust(difference)) {
                throw new ConnectionError(
                        ErrorCode.FLOW_CONTROL_ERROR,
                        "INITIAL_WINDOW_SIZE moves the window of stream " + stream.id
                                + " above 2^31-1 (RFC 9113, 6.9.2)");
            }
        });
    }

    void acknowledgePing(long opaqueData) {
        long ahead = configuration.pingsFirst() ? queuedBody.aheadOfData() : -1;
        if (ahead < 0) {
            output.ping(opaqueData, true);
        } else {
            byte[] answer = new PingFrame(opaqueData, true).toBytes();
            queuedBody.inserted(ahead, answer.length);
            output.insert(ahead, answer);
        }
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

    // Output

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

    public void clearOutput() {
        outputSent(queue.length());
    }

    // Questions

    public long connectionSendWindow() {
        return sendWindow.available();
    }

    public long connectionReceiveWindow() {
        return receiveWindow.current();
    }

    public Settings localSettings() {
        return settings.local();
    }

    public List<Settings> pendingLocalSettings() {
        return settings.pendingLocal();
    }

    public Settings remoteSettings() {
        return settings.remote();
    }

    public List<Settings> pendingRemoteSettings() {
        return settings.pendingRemote();
    }

    public int maxInboundFrameSize() {
        return (int) settings.largestLocal(SettingId.MAX_FRAME_SIZE);
    }

    public int maxOutboundFrameSize() {
        return (int) settings.remote().value(SettingId.MAX_FRAME_SIZE);
    }

    public long roundTripNanos() {
        return clock.roundTrip();
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

    /**
     * Says once that a stream can be opened again, after the program was refused one for lack of concurrency. At a server it is a promised stream,
     * which may begin even if the client is going away.
     */
    void reportCapacity() {
        if (awaitsCapacity && allows(role == Role.CLIENT ? ConnectionInput.OPEN_STREAM : ConnectionInput.SEND)) {
            long room = settings.remote().value(SettingId.MAX_CONCURRENT_STREAMS) - openOutbound();
            if (room > 0) {
                awaitsCapacity = false;
                emit(new StreamsAvailable((int) Math.min(room, Integer.MAX_VALUE)));
            }
        }
    }

    void awaitCapacity() {
        awaitsCapacity = true;
    }

    /** What has happened since the last call. */
    List<H2Event> takeEvents() {
        List<H2Event> taken = events;
        events = List.of();
        return taken;
    }

    // Streams

    public int openInbound() {
        return streams.active(1 - ids.localParity());
    }

    public int openOutbound() {
        return streams.active(ids.localParity());
    }

    /** Whether the signals of RFC 7540 are known to have no effect between the two sides (RFC 9218, 2.1). */
    boolean ignoresRfc7540() {
        return !configuration.priorityScheme().includesRfc7540()
                || settings.remote().value(SettingId.NO_RFC7540_PRIORITIES) == 1;
    }

    // Receive windows

    /** Gives octets back to the connection window that the program will never see, and so cannot give back by hand. */
    void credit(int octets) {
        WindowPolicy policy = configuration.windowPolicy();
        acknowledge(octets, policy == WindowPolicy.MANUAL ? WindowPolicy.AUTOMATIC : policy);
    }

    void acknowledge(int octets, WindowPolicy policy) {
        int increment = receiveWindow.acknowledge(octets, policy);
        if (increment > 0) {
            output.windowUpdate(0, increment);
        }
    }
}
