package org.javahyper.h2;

import static org.javahyper.h2.SettingId.ENABLE_PUSH;
import static org.javahyper.h2.SettingId.INITIAL_WINDOW_SIZE;
import static org.javahyper.h2.SettingId.MAX_CONCURRENT_STREAMS;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.RstStreamFrame;

/**
 * One side of a connection as docs/spec/behaviours.md 4.5 to 4.7 and 4.13 to 4.16 have it, written to be obviously right rather than fast, and
 * without any code of the kernel but the records that its users see. The peer of a model is a model, too, so whatever comes is legal: what would
 * be a connection error is an {@link AssertionError} here.
 *
 * <p>{@link ModelActions} and {@link ModelControl} do what the program asks, {@link ModelInput} and {@link ModelBlocks} what the peer's frames ask.
 */
final class ReferenceModel {
    static final int ANY = Integer.MAX_VALUE;
    static final long SHUTDOWN_PING = 0x7368_7574_646f_776eL;

    /** What both the kernel and its model are told. */
    record Options(
            Role role,
            Settings firstSettings,
            boolean acknowledgesSettings,
            boolean acknowledgesPings,
            boolean readsRfc7540,
            int maxConcurrentStreams,
            int maxReservedStreams,
            int maxInformational,
            int rememberedClosedStreams,
            int maxOutboundPerStream,
            int maxOutboundTotal) {}

    /** A field block on the wire, in however many frames; {@code promisedStreamId} is 0 for HEADERS. */
    record Block(int streamId, int promisedStreamId, Headers headers, boolean endStream, PriorityFields priority) {}

    /** A DATA frame on the wire. */
    record Data(int streamId, ByteBuffer octets, int padLength, boolean endStream) {
        int flowControlledLength() {
            return octets.remaining() + 1 + padLength;
        }
    }

    private record Closed(int id, ClosedReason reason) {}

    final Options options;
    final boolean isClient;
    ConnectionState state = ConnectionState.NEW;

    final TreeMap<Integer, ModelStream> streams = new TreeMap<>(); // neither idle nor closed
    private final Deque<Closed> ring = new ArrayDeque<>();
    private final int[] highestEvicted = new int[2]; // by parity
    final int[] highest = new int[2]; // id, by parity
    int processed;
    final TreeSet<Integer> prioritizedIdle = new TreeSet<>();

    long sendWindow = 65_535;
    final ModelWindow receiveWindow = new ModelWindow(65_535);
    long owedByClosedStreams;
    long queued; // octets of body in the output

    final TreeMap<Integer, Long> localSettings = new TreeMap<>();
    final Deque<Settings> pendingLocal = new ArrayDeque<>();
    final TreeMap<Integer, Long> remoteSettings = new TreeMap<>();
    final TreeMap<Integer, Long> announced = new TreeMap<>(); // by the peer, in force or not
    final Deque<Settings> pendingRemote = new ArrayDeque<>();

    int goAwaySent = ANY;
    int goAwayReceived = ANY;
    boolean awaitsPing;
    boolean awaitsCapacity;
    private boolean drainedReported;

    /** What was queued, and what was reported, since the test has looked. */
    final List<Object> queuedFrames = new ArrayList<>();

    final List<H2Event> events = new ArrayList<>();

    ReferenceModel(Options options) {
        this.options = options;
        isClient = options.role() == Role.CLIENT;
    }

    // Questions

    int nextStreamId() {
        int last = highest[ownParity()];
        return last == 0 ? (isClient ? 1 : 2) : last + 2;
    }

    StreamState streamState(int id) {
        ModelStream stream = streams.get(id);
        return stream != null ? stream.state : isIdle(id) ? StreamState.IDLE : StreamState.CLOSED;
    }

    /** 4.7: what the ring does not know was skipped, unless something as high has been evicted. */
    ClosedReason closedReason(int id) {
        if (isOver()) {
            return ClosedReason.UNKNOWN;
        }
        for (Closed closed : ring) {
            if (closed.id() == id) {
                return closed.reason();
            }
        }
        return id > highestEvicted[id & 1] ? ClosedReason.IMPLICIT : ClosedReason.UNKNOWN;
    }

    int openOutbound() {
        return active(ownParity());
    }

    int openInbound() {
        return active(1 - ownParity());
    }

    private int active(int parity) {
        return (int) streams.values().stream()
                .filter(stream -> (stream.id & 1) == parity && !stream.isReserved())
                .count();
    }

    /** H2-OP-34. */
    boolean canOpenStream() {
        boolean peerAllows = isClient ? openOutbound() < remote(MAX_CONCURRENT_STREAMS) : remote(ENABLE_PUSH) == 1;
        return mayOpen() && peerAllows;
    }

    /** H2-CS-02. */
    boolean mayOpen() {
        return state == ConnectionState.OPEN || state == ConnectionState.GOAWAY_SENT;
    }

    boolean isOver() {
        return state == ConnectionState.FAILED || state == ConnectionState.ENDED;
    }

    /** H2-GO-04. */
    boolean isClosed() {
        return switch (state) {
            case NEW, OPEN -> false;
            case GOAWAY_SENT -> streams.isEmpty() && goAwaySent <= highest[1 - ownParity()];
            case GOAWAY_RECEIVED, GOAWAY_BOTH -> streams.isEmpty();
            case FAILED, ENDED -> true;
        };
    }

    // Ids

    int ownParity() {
        return isClient ? 1 : 0;
    }

    boolean isOwn(int id) {
        return (id & 1) == ownParity();
    }

    boolean isIdle(int id) {
        return id > highest[id & 1];
    }

    // Streams

    ModelStream open(int id) {
        highest[id & 1] = id;
        ModelStream stream = new ModelStream(id, remote(INITIAL_WINDOW_SIZE), largestLocal(INITIAL_WINDOW_SIZE));
        streams.put(id, stream);
        return stream;
    }

    /** H2-CLOSED-08: what was received and not acknowledged stays owed. */
    void close(ModelStream stream, ClosedReason reason) {
        owedByClosedStreams += stream.unacknowledged;
        streams.remove(stream.id);
        remember(stream.id, reason);
    }

    void remember(int id, ClosedReason reason) {
        if (ring.size() == options.rememberedClosedStreams()) {
            int evicted = ring.removeFirst().id();
            highestEvicted[evicted & 1] = Math.max(highestEvicted[evicted & 1], evicted);
        }
        ring.add(new Closed(id, reason));
    }

    void reset(ModelStream stream, ErrorCode errorCode) {
        close(stream, ClosedReason.SENT_RST);
        queuedFrames.add(new RstStreamFrame(stream.id, (int) errorCode.code()));
    }

    /** END_STREAM of the peer. */
    void peerEnded(ModelStream stream) {
        events.add(new StreamEnded(stream.id));
        if (stream.end(false)) {
            close(stream, ClosedReason.ENDED);
        }
    }

    /** 4.7: the stream has closed in a way that the peer may not know of yet, so that its frames are dropped. */
    void requireDropped(int id) {
        require(!isIdle(id), "frame on idle stream " + id);
        ClosedReason reason = closedReason(id);
        require(
                reason == ClosedReason.SENT_RST || reason == ClosedReason.REFUSED || reason == ClosedReason.UNKNOWN,
                "frame on stream " + id + ", which is closed: " + reason);
    }

    /** Without the sentence for people, which is the kernel's. */
    static StreamReset reset(int id, ErrorCode errorCode, boolean remote, ResetReason reason) {
        return new StreamReset(id, errorCode, remote, reason, "");
    }

    // Settings

    long remote(int id) {
        return remoteSettings.getOrDefault(id, initial(id));
    }

    /** H2-SET-09: what enlarges a limit holds from the moment it is sent, what narrows it from the acknowledgement. */
    long largestLocal(int id) {
        long largest = localSettings.getOrDefault(id, limitOf(id));
        for (Settings settings : pendingLocal) {
            for (int i = 0; i < settings.size(); i++) {
                largest = Math.max(largest, settings.id(i) == id ? settings.valueAt(i) : 0);
            }
        }
        return largest;
    }

    long latestLocal(int id) {
        TreeMap<Integer, Long> latest = new TreeMap<>(localSettings);
        pendingLocal.forEach(settings -> put(latest, settings));
        return latest.getOrDefault(id, initial(id));
    }

    private long limitOf(int id) {
        return id == MAX_CONCURRENT_STREAMS ? options.maxConcurrentStreams() : initial(id);
    }

    /** H2-SET-02. */
    private static long initial(int id) {
        return switch (id) {
            case SettingId.HEADER_TABLE_SIZE -> 4_096;
            case ENABLE_PUSH -> 1;
            case INITIAL_WINDOW_SIZE -> 65_535;
            case SettingId.MAX_FRAME_SIZE -> 16_384;
            case MAX_CONCURRENT_STREAMS, SettingId.MAX_HEADER_LIST_SIZE -> Settings.UNLIMITED;
            default -> 0;
        };
    }

    static void put(Map<Integer, Long> values, Settings entries) {
        for (int i = 0; i < entries.size(); i++) {
            values.put(entries.id(i), entries.valueAt(i));
        }
    }

    static Settings asSettings(SortedMap<Integer, Long> values) {
        Settings settings = Settings.empty();
        for (int id : values.keySet()) {
            settings = settings.and(id, values.get(id));
        }
        return settings;
    }

    /** Our windows follow a change of {@link #largestLocal}, the peer's acknowledgement or ours. */
    void moveReceiveWindows(long before) {
        long difference = largestLocal(INITIAL_WINDOW_SIZE) - before;
        streams.values().forEach(stream -> stream.receiveWindow.move(difference));
    }

    /** H2-SET-08. */
    void apply(Settings entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.id(i) == INITIAL_WINDOW_SIZE) {
                long difference = entries.valueAt(i) - remote(INITIAL_WINDOW_SIZE);
                streams.values().forEach(stream -> {
                    stream.sendWindow += difference;
                    require(stream.sendWindow <= ModelWindow.LARGEST, "window above 2^31-1");
                });
            }
            remoteSettings.put(entries.id(i), entries.valueAt(i));
        }
    }

    boolean ignoresRfc7540() {
        return !options.readsRfc7540() || remote(SettingId.NO_RFC7540_PRIORITIES) == 1;
    }

    // What belongs to neither direction

    void goAway(int lastStreamId, ErrorCode errorCode, byte[] debugData) {
        awaitsPing = false;
        goAwaySent = lastStreamId;
        state = switch (state) {
            case OPEN -> ConnectionState.GOAWAY_SENT;
            case GOAWAY_RECEIVED -> ConnectionState.GOAWAY_BOTH;
            default -> state;
        };
        queuedFrames.add(new GoAwayFrame(lastStreamId, (int) errorCode.code(), debugData));
    }

    /** H2-GO-02: the highest stream that the program was given, but never more than was named before. */
    int lastProcessed() {
        return Math.min(goAwaySent, processed);
    }

    /** H2-EV-23, -24. */
    void reportProgress() {
        if (!drainedReported && isClosed()) {
            drainedReported = true;
            events.add(new ConnectionDrained());
        }
        boolean mayBegin =
                isClient ? mayOpen() : state != ConnectionState.NEW && !isOver(); // at a server: a promised response
        long room = remote(MAX_CONCURRENT_STREAMS) - openOutbound();
        if (awaitsCapacity && mayBegin && room > 0) {
            awaitsCapacity = false;
            events.add(new StreamsAvailable((int) Math.min(room, Integer.MAX_VALUE)));
        }
    }

    /** Whether what has come is what a legal peer may send. */
    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("The model's peer is not legal: " + rule);
        }
    }
}
