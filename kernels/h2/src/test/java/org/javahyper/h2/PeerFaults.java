package org.javahyper.h2;

import static org.javahyper.h2.ErrorCode.COMPRESSION_ERROR;
import static org.javahyper.h2.ErrorCode.ENHANCE_YOUR_CALM;
import static org.javahyper.h2.ErrorCode.FLOW_CONTROL_ERROR;
import static org.javahyper.h2.ErrorCode.FRAME_SIZE_ERROR;
import static org.javahyper.h2.ErrorCode.PROTOCOL_ERROR;
import static org.javahyper.h2.ErrorCode.STREAM_CLOSED;
import static org.javahyper.h2.FrameFactory.continuation;
import static org.javahyper.h2.FrameFactory.data;
import static org.javahyper.h2.FrameFactory.goAway;
import static org.javahyper.h2.FrameFactory.headersOf;
import static org.javahyper.h2.FrameFactory.raw;
import static org.javahyper.h2.FrameFactory.rstStream;
import static org.javahyper.h2.FrameFactory.settings;
import static org.javahyper.h2.FrameFactory.windowUpdate;
import static org.javahyper.h2.History.BUSY;
import static org.javahyper.h2.History.NEW;
import static org.javahyper.h2.History.STRICT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;

/** What a peer can do wrong, as a table; {@link PeerFaultTest} says what holds for all of it. */
final class PeerFaults {
    /** How far the consequences reach. */
    enum Reach {
        /** {@code ConnectionFailed}, and nothing after it. */
        CONNECTION,
        /** {@code StreamReset} of the stream. */
        STREAM,
        /** {@code RequestRejected} of the stream. */
        REQUEST,
        /** {@code StreamRefused} of a stream that was promised. */
        REFUSAL,
        /** RST_STREAM goes out, without an event. */
        ANSWER,
        /** None. */
        NOTHING
    }

    /**
     * Frames of which the last is at fault.
     *
     * @param before legal frames that make the fault possible
     * @param errorCode what is sent to the peer, if anything is
     */
    record Fault(
            String name,
            Role role,
            History history,
            Reach reach,
            int streamId,
            ErrorCode errorCode,
            Function<FrameFactory, byte[]> before,
            Function<FrameFactory, byte[]> frames) {
        @Override
        public String toString() {
            return "at a " + role + ", " + history + ": " + name;
        }
    }

    private static final String[] UPPER_CASE = {":method", "GET", ":scheme", "https", ":path", "/", "X-Y", "z"};
    private static final String[] MANY_FIELDS = many(10);
    private static final String[] TOO_MANY_FIELDS = many(13);

    private final List<Fault> rows = new ArrayList<>();
    private Role role = Role.CLIENT;
    private History history = BUSY;

    private PeerFaults() {}

    static List<Fault> all() {
        PeerFaults table = new PeerFaults();
        for (Role role : Role.values()) {
            table.role = role;
            table.history = BUSY;
            table.frames();
            table.streams();
            table.compression();
            table.settingsAndWindows();
        }
        table.atServer();
        table.atClient();
        table.limits();
        table.beginning();
        return table.rows;
    }

    // spotless:off
    /** Of a frame alone, one for each violation that the frame layer knows. */
    private void frames() {
        connection("frame too large", FRAME_SIZE_ERROR, oversized());
        connection("stream id missing", PROTOCOL_ERROR, raw(0, 0, 0, (byte) 1));
        connection("stream id not 0", PROTOCOL_ERROR, raw(6, 0, 1, new byte[8]));
        connection("pad length missing", FRAME_SIZE_ERROR, raw(0, 8, 1));
        connection("padding too long", PROTOCOL_ERROR, raw(0, 8, 1, (byte) 2, (byte) 0));
        connection("priority fields missing", FRAME_SIZE_ERROR, raw(1, 0x24, 1, new byte[4]));
        connection("RST_STREAM of 3 octets", FRAME_SIZE_ERROR, raw(3, 0, 1, new byte[3]));
        connection("SETTINGS of 5 octets", FRAME_SIZE_ERROR, raw(4, 0, 0, new byte[5]));
        connection("SETTINGS with ACK and entries", FRAME_SIZE_ERROR, raw(4, 1, 0, new byte[6]));
        connection("promised id missing", FRAME_SIZE_ERROR, raw(5, 4, 1, new byte[3]));
        connection("promised id odd", PROTOCOL_ERROR, raw(5, 4, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 3));
        connection("PING of 7 octets", FRAME_SIZE_ERROR, raw(6, 0, 0, new byte[7]));
        connection("GOAWAY of 7 octets", FRAME_SIZE_ERROR, raw(7, 0, 0, new byte[7]));
        connection("WINDOW_UPDATE of 3 octets", FRAME_SIZE_ERROR, raw(8, 0, 0, new byte[3]));
        connection("increment of 0", PROTOCOL_ERROR, raw(8, 0, 0, new byte[4]));
        connection("ALTSVC of 1 octet", FRAME_SIZE_ERROR, raw(0xa, 0, 0, (byte) 0));
        connection("PRIORITY_UPDATE of 3 octets", FRAME_SIZE_ERROR, raw(0x10, 0, 0, new byte[3]));
        connection("prioritized id 0", PROTOCOL_ERROR, raw(0x10, 0, 0, new byte[4]));
        connection("PRIORITY of 4 octets on an idle stream", FRAME_SIZE_ERROR, raw(2, 0, 101, new byte[4]));
        connection("PRIORITY of 4 octets on a closed stream", FRAME_SIZE_ERROR, raw(2, 0, 13, new byte[4]));
        connection("increment of 0 on an idle stream", PROTOCOL_ERROR, raw(8, 0, 101, new byte[4]));
        stream("PRIORITY of 4 octets", 1, FRAME_SIZE_ERROR, raw(2, 0, 1, new byte[4]));
        stream("increment of 0", 1, PROTOCOL_ERROR, raw(8, 0, 1, new byte[4]));
        nothing("increment of 0 on a closed stream", raw(8, 0, 13, new byte[4]));
        nothing("ORIGIN on a stream", raw(0xc, 0, 1));
        nothing("ORIGIN with flags", raw(0xc, 1, 0));
        nothing("ORIGIN with half an entry", raw(0xc, 0, 0, (byte) 0));
        nothing("ALTSVC without origin", raw(0xa, 0, 0, (byte) 0, (byte) 0));
        history = STRICT;
        connection("padding not zero", PROTOCOL_ERROR, raw(0, 8, 1, (byte) 2, (byte) 0, (byte) 7)); // data before it could be delivered
        history = BUSY;
    }

    /** Of the state of a stream, in both roles. */
    private void streams() {
        for (int idle : new int[] {100, 101}) {
            connection("DATA on idle stream " + idle, PROTOCOL_ERROR, data(idle, 1, false));
            connection("RST_STREAM on idle stream " + idle, PROTOCOL_ERROR, rstStream(idle, ErrorCode.CANCEL));
            connection("WINDOW_UPDATE on idle stream " + idle, PROTOCOL_ERROR, windowUpdate(idle, 1));
            connection("dependency on itself of idle stream " + idle, PROTOCOL_ERROR, selfDependent(idle));
        }
        stream("dependency on itself", 1, PROTOCOL_ERROR, selfDependent(1));
        nothing("dependency on itself of a closed stream", selfDependent(13));
        connection("DATA after the end", STREAM_CLOSED, data(13, 1, false));
        connection("HEADERS after the end", STREAM_CLOSED, peer -> peer.headers(13, true, "a", "b"));
        connection("HEADERS on a skipped stream", PROTOCOL_ERROR, peer -> peer.headers(11, true, FrameFactory.GET));
        connection("DATA on a skipped stream", PROTOCOL_ERROR, data(11, 1, false));
        connection("RST_STREAM on a skipped stream", PROTOCOL_ERROR, rstStream(11, ErrorCode.CANCEL));
        add("DATA after the peer's reset", Reach.ANSWER, 9, STREAM_CLOSED, peer -> rstStream(9, ErrorCode.CANCEL), peer -> data(9, 1, false));
        add("HEADERS after the peer's reset", Reach.ANSWER, 9, STREAM_CLOSED, peer -> rstStream(9, ErrorCode.CANCEL), peer -> peer.headers(9, true, "a", "b"));
        nothing("DATA after our reset", data(5, 1, true));
        nothing("HEADERS after our reset", peer -> peer.headers(5, true, "a", "b"));
        connection("CONTINUATION outside a block", PROTOCOL_ERROR, continuation(1, new byte[0], true));
        connection("PING within a block", PROTOCOL_ERROR, peer -> FrameFactory.concat(headersOf(1, new byte[0], true, false), FrameFactory.ping(1, false)));
        connection("another stream's CONTINUATION", PROTOCOL_ERROR, peer -> FrameFactory.concat(headersOf(1, new byte[0], true, false), continuation(3, new byte[0], true)));
        connection("unknown frame within a block", PROTOCOL_ERROR, peer -> FrameFactory.concat(headersOf(1, new byte[0], true, false), raw(0xbb, 0, 1)));
        stream("HEADERS in a tunnel", 9, PROTOCOL_ERROR, peer -> peer.headers(9, true, "a", "b"));
    }

    private void compression() {
        connection("index 0", COMPRESSION_ERROR, headersOf(1, new byte[] {(byte) 0x80}, true, true));
        connection("index beyond the table", COMPRESSION_ERROR, headersOf(1, new byte[] {(byte) 0xff, (byte) 0x80, 0x08}, true, true));
        connection("table larger than allowed", COMPRESSION_ERROR, headersOf(1, new byte[] {0x3f, (byte) 0xe2, 0x1f}, true, true));
        connection("table size behind a field", COMPRESSION_ERROR, headersOf(1, new byte[] {(byte) 0x88, 0x20}, true, true));
        connection("string cut off", COMPRESSION_ERROR, headersOf(1, new byte[] {0x40, 5, 'a'}, true, true));
        connection("Huffman code of EOS", COMPRESSION_ERROR, headersOf(1, new byte[] {0x40, (byte) 0x84, -1, -1, -1, -1, 0}, true, true));
        connection("string cut off, in a block that is dropped", COMPRESSION_ERROR, headersOf(5, new byte[] {0x40, 5, 'a'}, true, true));
    }

    private void settingsAndWindows() {
        connection("push neither on nor off", PROTOCOL_ERROR, settings(3, 50, SettingId.ENABLE_PUSH, 2));
        connection("extended CONNECT neither on nor off", PROTOCOL_ERROR, settings(SettingId.ENABLE_CONNECT_PROTOCOL, 2));
        connection("priorities changed", PROTOCOL_ERROR, settings(SettingId.NO_RFC7540_PRIORITIES, 1));
        connection("window too large", FLOW_CONTROL_ERROR, settings(SettingId.INITIAL_WINDOW_SIZE, 0x8000_0000L));
        connection("frames too small", PROTOCOL_ERROR, settings(SettingId.MAX_FRAME_SIZE, 16_383));
        add("window of a stream too large by SETTINGS", Reach.CONNECTION, 0, FLOW_CONTROL_ERROR,
            peer -> windowUpdate(1, 0x7fff_ffff - 65_535), peer -> settings(SettingId.INITIAL_WINDOW_SIZE, 65_536));
        connection("connection window too large", FLOW_CONTROL_ERROR, windowUpdate(0, 0x7fff_ffff));
        stream("window of a stream too large", 1, FLOW_CONTROL_ERROR, windowUpdate(1, 0x7fff_ffff));
        add("DATA beyond the connection window", Reach.CONNECTION, 0, FLOW_CONTROL_ERROR,
            peer -> FrameFactory.concat(data(1, 16_384, false), data(1, 16_384, false), data(1, 16_384, false)), peer -> data(1, 16_384, false));
        add("last stream of GOAWAY rises", Reach.CONNECTION, 0, PROTOCOL_ERROR, peer -> goAway(13, ErrorCode.NO_ERROR), peer -> goAway(14, ErrorCode.NO_ERROR));
    }

    private void atServer() {
        at(Role.SERVER, BUSY);
        connection("HEADERS on a stream of the server", PROTOCOL_ERROR, peer -> peer.headers(100, true, FrameFactory.GET));
        connection("HEADERS on a promised stream", PROTOCOL_ERROR, peer -> peer.headers(2, true, "a", "b"));
        connection("DATA on a promised stream", PROTOCOL_ERROR, data(2, 1, true));
        connection("PUSH_PROMISE", PROTOCOL_ERROR, peer -> peer.pushPromise(1, 6, FrameFactory.GET));
        connection("PRIORITY_UPDATE of a stream not promised", PROTOCOL_ERROR, raw(0x10, 0, 0, (byte) 0, (byte) 0, (byte) 0, (byte) 6));
        stream("DATA after END_STREAM", 7, STREAM_CLOSED, data(7, 1, true));
        stream("HEADERS after END_STREAM", 7, STREAM_CLOSED, peer -> peer.headers(7, true, "a", "b"));
        stream("trailers without END_STREAM", 1, PROTOCOL_ERROR, peer -> peer.headers(1, false, "a", "b"));
        stream("trailers with a pseudo-field", 1, PROTOCOL_ERROR, peer -> peer.headers(1, true, ":path", "/"));
        request("request with an upper-case name", peer -> peer.headers(17, true, UPPER_CASE));
        request("request without :path", peer -> peer.headers(17, false, ":method", "GET", ":scheme", "https"));
        request("request that announces a body and ends", peer -> peer.headers(17, true, with(FrameFactory.POST, "content-length", "3")));
        request("request that depends on itself", peer -> prioritizedRequest(peer, 17));
        add("body longer than announced", Reach.STREAM, 17, PROTOCOL_ERROR, peer -> peer.headers(17, false, with(FrameFactory.POST, "content-length", "3")), peer -> data(17, 4, false));
        add("body shorter than announced", Reach.STREAM, 17, PROTOCOL_ERROR, peer -> peer.headers(17, false, with(FrameFactory.POST, "content-length", "3")), peer -> data(17, 2, true));
        add("trailers within the body", Reach.STREAM, 17, PROTOCOL_ERROR, peer -> peer.headers(17, false, with(FrameFactory.POST, "content-length", "3")), peer -> peer.headers(17, true, "a", "b"));
    }

    private void atClient() {
        at(Role.CLIENT, BUSY);
        connection("HEADERS on a stream not promised", PROTOCOL_ERROR, peer -> peer.headers(100, true, ":status", "200"));
        connection("HEADERS on a stream not opened", PROTOCOL_ERROR, peer -> peer.headers(101, true, ":status", "200"));
        connection("DATA on a promised stream", PROTOCOL_ERROR, data(2, 1, true));
        connection("WINDOW_UPDATE on a promised stream", PROTOCOL_ERROR, windowUpdate(2, 1));
        connection("PRIORITY_UPDATE", PROTOCOL_ERROR, raw(0x10, 0, 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1));
        connection("promise on a promised stream", PROTOCOL_ERROR, peer -> peer.pushPromise(2, 4, FrameFactory.GET));
        connection("promise on a stream that has ended", PROTOCOL_ERROR, peer -> peer.pushPromise(13, 4, FrameFactory.GET));
        connection("promise on an idle stream", PROTOCOL_ERROR, peer -> peer.pushPromise(101, 4, FrameFactory.GET));
        connection("promise of a stream that was promised", PROTOCOL_ERROR, peer -> peer.pushPromise(1, 2, FrameFactory.GET));
        connection("push of a server", PROTOCOL_ERROR, settings(SettingId.ENABLE_PUSH, 1));
        add("extended CONNECT taken back", Reach.CONNECTION, 0, PROTOCOL_ERROR, peer -> settings(8, 1), peer -> settings(8, 0));
        add("promise on a stream that we have reset", Reach.ANSWER, 4, ErrorCode.CANCEL, peer -> new byte[0], peer -> peer.pushPromise(5, 4, FrameFactory.GET));
        add("promise that is not safe", Reach.ANSWER, 4, PROTOCOL_ERROR, peer -> new byte[0], peer -> peer.pushPromise(1, 4, FrameFactory.POST));
        add("promise for another authority", Reach.ANSWER, 4, PROTOCOL_ERROR, peer -> new byte[0],
            peer -> peer.pushPromise(1, 4, ":method", "GET", ":scheme", "https", ":authority", "example.com", ":path", "/"));
        stream("DATA before the response", 3, PROTOCOL_ERROR, data(3, 1, false));
        stream("response without status", 3, PROTOCOL_ERROR, peer -> peer.headers(3, true, "a", "b"));
        stream("status 101", 3, PROTOCOL_ERROR, peer -> peer.headers(3, false, ":status", "101"));
        stream("interim response with END_STREAM", 3, PROTOCOL_ERROR, peer -> peer.headers(3, true, ":status", "103"));
        stream("second response", 1, PROTOCOL_ERROR, peer -> peer.headers(1, true, ":status", "200"));
        stream("response that announces a body and ends", 3, PROTOCOL_ERROR, peer -> peer.headers(3, true, ":status", "200", "content-length", "3"));
        add("body longer than announced", Reach.STREAM, 3, PROTOCOL_ERROR, peer -> peer.headers(3, false, ":status", "200", "content-length", "3"), peer -> data(3, 4, false));
    }

    private void limits() {
        at(Role.SERVER, STRICT);
        connection("too many settings", ENHANCE_YOUR_CALM, settings(10, 0, 11, 0, 12, 0, 13, 0));
        connection("too many CONTINUATION frames", ENHANCE_YOUR_CALM, peer -> peer.headersInParts(17, true, 1, FrameFactory.GET));
        connection("block too large", ENHANCE_YOUR_CALM, headersOf(17, new byte[501], true, true));
        connection("list too large by far", ENHANCE_YOUR_CALM, peer -> peer.headers(17, true, with(FrameFactory.GET, "x", "y".repeat(500))));
        connection("too many fields by far", ENHANCE_YOUR_CALM, peer -> peer.headers(17, true, TOO_MANY_FIELDS));
        add("list too large", Reach.REQUEST, 17, ErrorCode.NO_ERROR, peer -> new byte[0], peer -> peer.headers(17, false, with(FrameFactory.GET, "x", "y".repeat(200))));
        add("too many fields", Reach.REQUEST, 17, ErrorCode.NO_ERROR, peer -> new byte[0], peer -> peer.headers(17, false, MANY_FIELDS));
        stream("too many fields in trailers", 3, ENHANCE_YOUR_CALM, peer -> peer.headers(3, true, "a", "b", "c", "d", "e", "f"));
        stream("DATA beyond the stream window", 3, FLOW_CONTROL_ERROR, data(3, 201, false));
        add("too many idle streams prioritized", Reach.CONNECTION, 0, PROTOCOL_ERROR,
            peer -> FrameFactory.concat(prioritize(21), prioritize(23), prioritize(25)), peer -> prioritize(27));
        at(Role.CLIENT, STRICT);
        stream("list too large", 3, ENHANCE_YOUR_CALM, peer -> peer.headers(3, false, ":status", "200", "x", "y".repeat(250)));
        add("too many interim responses", Reach.STREAM, 3, ENHANCE_YOUR_CALM, peer -> peer.headers(3, false, ":status", "103"), peer -> peer.headers(3, false, ":status", "103"));
        add("too many promises", Reach.REFUSAL, 6, ErrorCode.REFUSED_STREAM, peer -> peer.pushPromise(1, 4, FrameFactory.GET), peer -> peer.pushPromise(1, 6, FrameFactory.GET));
    }

    private void beginning() {
        at(Role.SERVER, NEW);
        connection("not the preface", PROTOCOL_ERROR, "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        add("PING before SETTINGS", Reach.CONNECTION, 0, PROTOCOL_ERROR, peer -> FrameFactory.preface(), peer -> FrameFactory.ping(1, false));
        add("acknowledgement before SETTINGS", Reach.CONNECTION, 0, PROTOCOL_ERROR, peer -> FrameFactory.preface(), peer -> FrameFactory.settingsAck());
    }
    // spotless:on

    // How rows are written

    private void at(Role newRole, History newHistory) {
        role = newRole;
        history = newHistory;
    }

    private void connection(String name, ErrorCode errorCode, byte[] frames) {
        connection(name, errorCode, peer -> frames);
    }

    private void connection(String name, ErrorCode errorCode, Function<FrameFactory, byte[]> frames) {
        add(name, Reach.CONNECTION, 0, errorCode, peer -> new byte[0], frames);
    }

    private void stream(String name, int streamId, ErrorCode errorCode, byte[] frames) {
        stream(name, streamId, errorCode, peer -> frames);
    }

    private void stream(String name, int streamId, ErrorCode errorCode, Function<FrameFactory, byte[]> frames) {
        add(name, Reach.STREAM, streamId, errorCode, peer -> new byte[0], frames);
    }

    private void request(String name, Function<FrameFactory, byte[]> frames) {
        add(name, Reach.REQUEST, 17, PROTOCOL_ERROR, peer -> new byte[0], frames);
    }

    private void nothing(String name, byte[] frames) {
        nothing(name, peer -> frames);
    }

    private void nothing(String name, Function<FrameFactory, byte[]> frames) {
        add(name, Reach.NOTHING, 0, ErrorCode.NO_ERROR, peer -> new byte[0], frames);
    }

    private void add(
            String name,
            Reach reach,
            int streamId,
            ErrorCode errorCode,
            Function<FrameFactory, byte[]> before,
            Function<FrameFactory, byte[]> frames) {
        rows.add(new Fault(name, role, history, reach, streamId, errorCode, before, frames));
    }

    private static byte[] oversized() {
        byte[] header = new byte[9];
        FrameWriter.frameHeader(header, 0, 16_385, 0xbb, 0, 1);
        return header;
    }

    private static byte[] selfDependent(int streamId) {
        return new PriorityFrame(streamId, new PriorityFields(streamId, false, 1)).toBytes();
    }

    private static byte[] prioritize(int streamId) {
        return raw(FrameType.PRIORITY_UPDATE, 0, 0, (byte) 0, (byte) 0, (byte) 0, (byte) streamId, (byte) 'u');
    }

    private static byte[] prioritizedRequest(FrameFactory peer, int streamId) {
        byte[] block = peer.block(FrameFactory.GET);
        byte[] payload = FrameFactory.concat(new byte[] {0, 0, 0, (byte) streamId, 15}, block);
        return raw(FrameType.HEADERS, 0x25, streamId, payload);
    }

    private static String[] with(String[] list, String name, String value) {
        String[] longer = Arrays.copyOf(list, list.length + 2);
        longer[list.length] = name;
        longer[list.length + 1] = value;
        return longer;
    }

    /** A request with as many fields. */
    private static String[] many(int fields) {
        String[] list = FrameFactory.GET;
        while (list.length < 2 * fields) {
            list = with(list, "a", "");
        }
        return list;
    }
}
