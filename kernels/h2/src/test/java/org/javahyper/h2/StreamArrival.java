package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.javahyper.hyperframe.AltSvcFrame;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;

/** The rows of docs/spec/behaviours.md, 4.6, Receiving: the frame that each speaks of, and what the program hears of it. */
enum StreamArrival implements StreamVisit.Input {
    FIRST_BLOCK("H2-ST-R01", "HEADERS"),
    INTERIM_RESPONSE("H2-ST-R02", "HEADERS"),
    TRAILERS("H2-ST-R03", "HEADERS"),
    /** Without END_STREAM, or after the peer's last one. */
    FURTHER_BLOCK("H2-ST-R04", "HEADERS"),
    DATA("H2-ST-R05", "DATA"),
    EARLY_DATA("H2-ST-R06", "DATA"),
    RST_STREAM("H2-ST-R07", "RST_STREAM"),
    WINDOW_UPDATE("H2-ST-R08", "WINDOW_UPDATE"),
    PROMISE_ON("H2-ST-R09", "PUSH_PROMISE"),
    PROMISE_OF("H2-ST-R10", "-"),
    PRIORITY("H2-ST-R11", "PRIORITY"),
    CONTINUATION("H2-ST-R12", "-"),
    ALTSVC("H2-ST-R13", "ALTSVC"),
    EXTENSION("H2-ST-R14", "extension"),
    /** Section 4.7 alone has a word for it. */
    MISSHAPEN_PRIORITY("", "PRIORITY");

    /** The stream that is promised on the one in question; it is idle in every situation. */
    static final int PROMISED = 20;

    static final int DATA_LENGTH = 10;

    /** With a field that goes into the compression table. */
    private static final String[] REQUEST = {
        ":method", "GET", ":scheme", "https", ":authority", "example.org", ":path", "/", "late", "trailer"
    };

    /** The row of section 4.6. */
    final String row;

    /** The word for the frame in the rows of section 4.7, if it has one. */
    final String frame;

    StreamArrival(String row, String frame) {
        this.row = row;
        this.frame = frame;
    }

    @Override
    public boolean isOf(SpecTable.Row of) {
        return of.id().startsWith("H2-CLOSED")
                ? Arrays.asList(of.input().split("\\W+", -1)).contains(frame)
                : of.id().equals(row);
    }

    @Override
    public Set<String> words() {
        return this == MISSHAPEN_PRIORITY ? Set.of("misshapen", frame) : Set.of(frame);
    }

    @Override
    public boolean canEndStream() {
        return frame.equals("HEADERS") || frame.equals("DATA");
    }

    @Override
    public boolean occurs(StreamSituation situation, boolean endStream) {
        return switch (this) {
            case FIRST_BLOCK -> !isBegun(situation);
            case INTERIM_RESPONSE -> situation.role == Role.CLIENT || !(isOpen(situation) || isNewRequest(situation));
            case TRAILERS -> endStream && isBegunOrOver(situation);
            case FURTHER_BLOCK -> isBegunOrOver(situation) && !(endStream && isOpen(situation));
            case DATA -> !EARLY_DATA.occurs(situation, endStream);
            case EARLY_DATA -> isOpen(situation) && !isBegun(situation);
            default -> true;
        };
    }

    byte[] octets(Kernel kernel, StreamSituation situation, boolean endStream) {
        int streamId = situation.streamId;
        String[] first = situation.role == Role.SERVER ? REQUEST : new String[] {":status", "200", "late", "trailer"};
        return switch (this) {
            case FIRST_BLOCK -> kernel.peer.headers(streamId, endStream, first);
            case INTERIM_RESPONSE -> kernel.peer.headers(streamId, endStream, ":status", "103", "late", "trailer");
            case TRAILERS, FURTHER_BLOCK -> kernel.peer.headers(streamId, endStream, "late", "trailer");
            case DATA, EARLY_DATA -> FrameFactory.data(streamId, DATA_LENGTH, endStream);
            case RST_STREAM -> FrameFactory.rstStream(streamId, ErrorCode.CANCEL);
            case WINDOW_UPDATE -> FrameFactory.windowUpdate(streamId, 1);
            case PROMISE_ON -> kernel.peer.pushPromise(streamId, PROMISED, REQUEST);
            case PROMISE_OF -> promiseOf(kernel, streamId);
            case PRIORITY -> FrameFactory.priority(streamId);
            case CONTINUATION -> FrameFactory.continuation(streamId, kernel.peer.block("late", "field"), true);
            case ALTSVC -> new AltSvcFrame(streamId, "", "h2=\":8443\"").toBytes();
            case EXTENSION -> FrameFactory.raw(0xbb, 0, streamId);
            case MISSHAPEN_PRIORITY -> FrameFactory.raw(FrameType.PRIORITY, 0, streamId, new byte[4]);
        };
    }

    /** The events of the frame if it has its effect. */
    List<String> events(Role role, boolean endStream) {
        List<String> events = new ArrayList<>();
        events.add(
                switch (this) {
                    case FIRST_BLOCK -> role == Role.SERVER ? "RequestReceived" : "ResponseReceived";
                    case INTERIM_RESPONSE -> "InformationalResponseReceived";
                    case TRAILERS, FURTHER_BLOCK -> "TrailersReceived";
                    case DATA, EARLY_DATA -> "DataReceived";
                    case RST_STREAM -> "StreamReset";
                    case WINDOW_UPDATE -> "WindowUpdated";
                    case PROMISE_ON, PROMISE_OF -> "PushedStreamReceived";
                    case PRIORITY, MISSHAPEN_PRIORITY -> "PriorityUpdated";
                    case CONTINUATION -> "none, ever";
                    case ALTSVC -> "AlternativeServiceAvailable";
                    case EXTENSION -> "UnknownFrameReceived";
                });
        if (endStream) {
            events.add("StreamEnded");
        }
        return events;
    }

    /** A promise of any stream, also of one that may not be promised. */
    private static byte[] promiseOf(Kernel kernel, int streamId) {
        byte[] block = kernel.peer.block(REQUEST);
        byte[] payload = ByteBuffer.allocate(4 + block.length)
                .putInt(streamId)
                .put(block)
                .array();
        return FrameFactory.raw(FrameType.PUSH_PROMISE, Flags.END_HEADERS, 1, payload);
    }

    /** Whether the frame matters to the connection where it does not matter to its stream (H2-CLOSED-07). */
    boolean concernsConnection() {
        return canEndStream() || this == PROMISE_ON;
    }

    /** Whether the peer may still send a message. */
    private static boolean isOpen(StreamSituation situation) {
        return situation.state == StreamState.OPEN || situation.state == StreamState.HALF_CLOSED_LOCAL;
    }

    /** Whether the peer is past the first block of its message, and not yet at the end. */
    private static boolean isBegun(StreamSituation situation) {
        return isOpen(situation) && (situation.role == Role.SERVER || situation.is("final"));
    }

    private static boolean isBegunOrOver(StreamSituation situation) {
        return isBegun(situation)
                || situation.state == StreamState.HALF_CLOSED_REMOTE
                || situation.state == StreamState.CLOSED;
    }

    private static boolean isNewRequest(StreamSituation situation) {
        return situation.state == StreamState.IDLE && situation.is("peer");
    }
}
