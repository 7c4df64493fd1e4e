package org.javahyper.h2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.AltSvcFrame;
import org.javahyper.hyperframe.ContinuationFrame;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.OriginFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.hyperframe.PriorityUpdateFrame;
import org.javahyper.hyperframe.PushPromiseFrame;
import org.javahyper.hyperframe.RstStreamFrame;
import org.javahyper.hyperframe.WindowUpdateFrame;

/** Frames of a peer that is not a kernel of ours: right ones, and wrong ones. It keeps the compression table that goes with them. */
final class FrameFactory {
    static final String[] GET = {":method", "GET", ":scheme", "https", ":authority", "example.org", ":path", "/"};
    static final String[] POST = {":method", "POST", ":scheme", "https", ":authority", "example.org", ":path", "/"};
    static final String[] STYLE = {
        ":method", "GET", ":scheme", "https", ":authority", "example.org", ":path", "/style.css"
    };

    private final HpackEncoder encoder = HpackEncoder.create();

    static byte[] preface() {
        return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** Entries are identifier, value, identifier, value, ... */
    static byte[] settings(long... entries) {
        byte[] frame = new byte[9 + 3 * entries.length];
        int at = FrameWriter.frameHeader(frame, 0, 3 * entries.length, FrameType.SETTINGS, 0, 0);
        for (int i = 0; i < entries.length; i += 2) {
            at = FrameWriter.setting(frame, at, (int) entries[i], entries[i + 1]);
        }
        return frame;
    }

    static byte[] settingsAck() {
        byte[] frame = new byte[9];
        FrameWriter.settingsAck(frame, 0);
        return frame;
    }

    /** A block in one HEADERS frame. */
    byte[] headers(int streamId, boolean endStream, String... namesAndValues) {
        return headersOf(streamId, block(namesAndValues), endStream, true);
    }

    /** A block cut into HEADERS and CONTINUATION frames of at most so many octets each. */
    byte[] headersInParts(int streamId, boolean endStream, int maxPart, String... namesAndValues) {
        return inParts(
                streamId,
                maxPart,
                block(namesAndValues),
                (part, endHeaders) -> headersOf(streamId, part, endStream, endHeaders));
    }

    /** A block cut into PUSH_PROMISE and CONTINUATION frames of at most so many octets each. */
    byte[] promiseInParts(int streamId, int promisedStreamId, int maxPart, String... namesAndValues) {
        return inParts(
                streamId,
                maxPart,
                block(namesAndValues),
                (part, endHeaders) -> promiseOf(streamId, promisedStreamId, part, endHeaders));
    }

    private static byte[] inParts(
            int streamId, int maxPart, byte[] block, BiFunction<byte[], Boolean, byte[]> firstFrame) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int from = 0; from == 0 || from < block.length; from += maxPart) {
            int to = Math.min(block.length, from + maxPart);
            byte[] part = Arrays.copyOfRange(block, from, to);
            boolean endHeaders = to == block.length;
            frames.writeBytes(
                    from == 0 ? firstFrame.apply(part, endHeaders) : continuation(streamId, part, endHeaders));
        }
        return frames.toByteArray();
    }

    static byte[] headersOf(int streamId, byte[] fragment, boolean endStream, boolean endHeaders) {
        return new HeadersFrame(streamId, fragment, FrameWriter.NOT_PADDED, null, endStream, endHeaders).toBytes();
    }

    static byte[] continuation(int streamId, byte[] fragment, boolean endHeaders) {
        return new ContinuationFrame(streamId, fragment, endHeaders).toBytes();
    }

    byte[] pushPromise(int streamId, int promisedStreamId, String... namesAndValues) {
        return new PushPromiseFrame(streamId, promisedStreamId, block(namesAndValues), FrameWriter.NOT_PADDED, true)
                .toBytes();
    }

    static byte[] promiseOf(int streamId, int promisedStreamId, byte[] fragment, boolean endHeaders) {
        return new PushPromiseFrame(streamId, promisedStreamId, fragment, FrameWriter.NOT_PADDED, endHeaders).toBytes();
    }

    /** A block in one HEADERS frame with priority fields. */
    byte[] prioritizedHeaders(int streamId, boolean endStream, PriorityFields priority, String... namesAndValues) {
        return new HeadersFrame(streamId, block(namesAndValues), FrameWriter.NOT_PADDED, priority, endStream, true)
                .toBytes();
    }

    byte[] block(String... namesAndValues) {
        return block(Headers.of(namesAndValues));
    }

    byte[] block(Headers headers) {
        return encoder.encode(headers);
    }

    static byte[] data(int streamId, int length, boolean endStream) {
        return new DataFrame(streamId, new byte[length], FrameWriter.NOT_PADDED, endStream).toBytes();
    }

    static byte[] paddedData(int streamId, int length, int padLength, boolean endStream) {
        return new DataFrame(streamId, new byte[length], padLength, endStream).toBytes();
    }

    static byte[] rstStream(int streamId, ErrorCode errorCode) {
        return new RstStreamFrame(streamId, (int) errorCode.code()).toBytes();
    }

    static byte[] windowUpdate(int streamId, int increment) {
        return new WindowUpdateFrame(streamId, increment).toBytes();
    }

    static byte[] ping(long opaqueData, boolean ack) {
        return new PingFrame(opaqueData, ack).toBytes();
    }

    static byte[] goAway(int lastStreamId, ErrorCode errorCode) {
        return new GoAwayFrame(lastStreamId, (int) errorCode.code(), new byte[0]).toBytes();
    }

    static byte[] priority(int streamId) {
        return priority(streamId, PriorityFields.DEFAULT);
    }

    static byte[] priority(int streamId, PriorityFields priority) {
        return new PriorityFrame(streamId, priority).toBytes();
    }

    static byte[] priorityUpdate(int streamId, String fieldValue) {
        return new PriorityUpdateFrame(streamId, fieldValue).toBytes();
    }

    static byte[] altSvc(int streamId, String origin, String fieldValue) {
        return new AltSvcFrame(streamId, origin, fieldValue).toBytes();
    }

    static byte[] origin(String... origins) {
        return new OriginFrame(List.of(origins)).toBytes();
    }

    /** The list with more fields behind it. */
    static String[] with(String[] namesAndValues, String... more) {
        String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + more.length);
        System.arraycopy(more, 0, all, namesAndValues.length, more.length);
        return all;
    }

    /** Any frame, right or wrong. */
    static byte[] raw(int type, int flags, int streamId, byte... payload) {
        byte[] frame = new byte[FrameHeader.FRAME_HEADER_LENGTH + payload.length];
        FrameWriter.frameHeader(frame, 0, payload.length, type, 0, streamId);
        frame[4] = (byte) flags; // the writer takes only those that the type knows
        System.arraycopy(payload, 0, frame, FrameHeader.FRAME_HEADER_LENGTH, payload.length);
        return frame;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
