package org.javahyper.hyperframe;

import static org.javahyper.hyperframe.BigEndian.putInt16;
import static org.javahyper.hyperframe.BigEndian.putInt31;
import static org.javahyper.hyperframe.BigEndian.putInt32;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into an array.
 *
 * <p>Every method writes at {@code offset} of {@code target} and returns the offset behind what it wrote; where room is missing, an
 * {@link IndexOutOfBoundsException} is thrown. Reserved bits are written as 0. What the fields mean is not looked at, so that tests may write
 * nonsense; only what the layout cannot express is refused, by {@link #frameHeader}.
 *
 * <p>The methods for DATA, HEADERS, PUSH_PROMISE and CONTINUATION write what stands in front of the data or the field block fragment. The
 * caller writes that and, if the frame is padded, the {@link #padding} behind it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6">RFC 9113, section 6</a>
 */
public final class FrameWriter {
    /** In the place of a pad length: the frame is not PADDED. (A pad length of 0 is something else: one octet more.) */
    public static final int NOT_PADDED = -1;

    private FrameWriter() {}

    /**
     * Writes the nine octets in front of every payload.
     *
     * <pre>
     *  +-----------------------------------------------+
     *  |                 Length (24)                   |
     *  +---------------+---------------+---------------+
     *  |   Type (8)    |   Flags (8)   |
     *  +-+-------------+---------------+-------------------------------+
     *  |R|                 Stream Identifier (31)                      |
     *  +-+-------------------------------------------------------------+
     * </pre>
     *
     * @param length octets of payload, padding included, 0 to 2^24-1
     * @throws IllegalArgumentException if the length, type or stream id is outside its range, or a flag is not one that the type defines;
     *     nothing is written then
     */
    public static int frameHeader(byte[] target, int offset, int length, int type, int flags, int streamId) {
        int impossible = length >>> 24 | type >>> 8 | streamId >>> 31 | (flags & ~Flags.defined(type));
        if (impossible != 0) {
            throw refused(length, type, flags, streamId);
        }
        putInt32(target, offset, length << 8 | type);
        target[offset + 4] = (byte) flags;
        return putInt32(target, offset + 5, streamId);
    }

    private static IllegalArgumentException refused(int length, int type, int flags, int streamId) {
        return new IllegalArgumentException(
                "Cannot write a frame of type " + FrameType.name(type) + " with length " + length
                        + ", flags 0x" + Integer.toHexString(flags) + " and stream id " + streamId
                        + ": a length has 24 bits, a type 8, a stream id 31, and only the flags 0x"
                        + Integer.toHexString(Flags.defined(type)) + " are defined for the type (RFC 9113, 4.1)."
                        + " Split what is too long, and set no other flags.");
    }

    /**
     * Writes what stands in front of the data of an unpadded DATA frame.
     *
     * @return where the data goes
     */
    public static int data(byte[] target, int offset, int streamId, int dataLength, boolean endStream) {
        return data(target, offset, streamId, dataLength, NOT_PADDED, endStream);
    }

    /**
     * Writes what stands in front of the data of a DATA frame.
     *
     * <pre>
     *  +---------------+
     *  |[Pad Length(8)]|
     *  +---------------+-----------------------------------------------+
     *  |                            Data (*)                         ...
     *  +---------------------------------------------------------------+
     *  |                           Padding (*)                       ...
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param padLength octets of padding, 0 to 255, or {@link #NOT_PADDED}
     * @return where the data goes
     */
    public static int data(byte[] target, int offset, int streamId, int dataLength, int padLength, boolean endStream) {
        int flags = (endStream ? Flags.END_STREAM : 0) | paddedFlag(padLength);
        int end = frameHeader(target, offset, dataLength + padLength + 1, FrameType.DATA, flags, streamId);
        return padLengthField(target, end, padLength);
    }

    /**
     * Writes what stands in front of the fragment of a HEADERS frame.
     *
     * <pre>
     *  +---------------+
     *  |[Pad Length(8)]|
     *  +-+-------------+-----------------------------------------------+
     *  |E|                [Stream Dependency (31)]                     |
     *  +-+-------------+-----------------------------------------------+
     *  | [Weight (8)]  |
     *  +---------------+-----------------------------------------------+
     *  |                   Field Block Fragment (*)                  ...
     *  +---------------------------------------------------------------+
     *  |                           Padding (*)                       ...
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param padLength octets of padding, 0 to 255, or {@link #NOT_PADDED}
     * @param priority the priority fields, or null for none
     * @return where the fragment goes
     */
    public static int headers(
            byte[] target,
            int offset,
            int streamId,
            int fragmentLength,
            int padLength,
            @Nullable PriorityFields priority,
            boolean endStream,
            boolean endHeaders) {
        int flags = (endStream ? Flags.END_STREAM : 0)
                | (endHeaders ? Flags.END_HEADERS : 0)
                | paddedFlag(padLength)
                | (priority == null ? 0 : Flags.PRIORITY);
        int length = fragmentLength + padLength + 1 + (priority == null ? 0 : 5);
        int end = frameHeader(target, offset, length, FrameType.HEADERS, flags, streamId);
        end = padLengthField(target, end, padLength);
        return priority == null ? end : priorityFields(target, end, priority);
    }

    /** Writes a PRIORITY frame: 14 octets. */
    public static int priority(byte[] target, int offset, int streamId, PriorityFields fields) {
        return priorityFields(target, frameHeader(target, offset, 5, FrameType.PRIORITY, 0, streamId), fields);
    }

    /**
     * Writes a RST_STREAM frame: 13 octets.
     *
     * <pre>
     *  +---------------------------------------------------------------+
     *  |                        Error Code (32)                        |
     *  +---------------------------------------------------------------+
     * </pre>
     */
    public static int rstStream(byte[] target, int offset, int streamId, int errorCode) {
        return putInt32(target, frameHeader(target, offset, 4, FrameType.RST_STREAM, 0, streamId), errorCode);
    }

    /**
     * Writes one entry of a SETTINGS frame: 6 octets. The frame header in front of the first is written with {@link #frameHeader}.
     *
     * <pre>
     *  +-------------------------------+
     *  |       Identifier (16)         |
     *  +-------------------------------+-------------------------------+
     *  |                        Value (32)                             |
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param id 0 to 65535
     * @param value 0 to 2^32-1
     */
    public static int setting(byte[] target, int offset, int id, long value) {
        return putInt32(target, putInt16(target, offset, id), (int) value);
    }

    /** Writes a SETTINGS frame with ACK: 9 octets. */
    public static int settingsAck(byte[] target, int offset) {
        return frameHeader(target, offset, 0, FrameType.SETTINGS, Flags.ACK, 0);
    }

    /**
     * Writes what stands in front of the fragment of a PUSH_PROMISE frame.
     *
     * <pre>
     *  +---------------+
     *  |[Pad Length(8)]|
     *  +-+-------------+-----------------------------------------------+
     *  |R|                  Promised Stream ID (31)                    |
     *  +-+-------------------------------------------------------------+
     *  |                   Field Block Fragment (*)                  ...
     *  +---------------------------------------------------------------+
     *  |                           Padding (*)                       ...
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param padLength octets of padding, 0 to 255, or {@link #NOT_PADDED}
     * @return where the fragment goes
     */
    public static int pushPromise(
            byte[] target,
            int offset,
            int streamId,
            int promisedStreamId,
            int fragmentLength,
            int padLength,
            boolean endHeaders) {
        int flags = (endHeaders ? Flags.END_HEADERS : 0) | paddedFlag(padLength);
        int length = 4 + fragmentLength + padLength + 1;
        int end = frameHeader(target, offset, length, FrameType.PUSH_PROMISE, flags, streamId);
        return putInt31(target, padLengthField(target, end, padLength), promisedStreamId);
    }

    /**
     * Writes a PING frame: 17 octets.
     *
     * <pre>
     *  +---------------------------------------------------------------+
     *  |                      Opaque Data (64)                         |
     *  |                                                               |
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param opaqueData eight octets, the first in the highest bits
     */
    public static int ping(byte[] target, int offset, long opaqueData, boolean ack) {
        int end = frameHeader(target, offset, 8, FrameType.PING, ack ? Flags.ACK : 0, 0);
        return putInt32(target, putInt32(target, end, (int) (opaqueData >>> 32)), (int) opaqueData);
    }

    /**
     * Writes a GOAWAY frame: 17 octets and the debug data.
     *
     * <pre>
     *  +-+-------------------------------------------------------------+
     *  |R|                  Last-Stream-ID (31)                        |
     *  +-+-------------------------------------------------------------+
     *  |                      Error Code (32)                          |
     *  +---------------------------------------------------------------+
     *  |                  Additional Debug Data (*)                  ...
     *  +---------------------------------------------------------------+
     * </pre>
     */
    public static int goAway(byte[] target, int offset, int lastStreamId, int errorCode, byte[] debugData) {
        int end = frameHeader(target, offset, 8 + debugData.length, FrameType.GOAWAY, 0, 0);
        return octets(target, putInt32(target, putInt31(target, end, lastStreamId), errorCode), debugData);
    }

    /**
     * Writes a WINDOW_UPDATE frame: 13 octets.
     *
     * <pre>
     *  +-+-------------------------------------------------------------+
     *  |R|              Window Size Increment (31)                     |
     *  +-+-------------------------------------------------------------+
     * </pre>
     *
     * @param streamId the stream, or 0 for the connection
     */
    public static int windowUpdate(byte[] target, int offset, int streamId, int increment) {
        return putInt31(target, frameHeader(target, offset, 4, FrameType.WINDOW_UPDATE, 0, streamId), increment);
    }

    /**
     * Writes what stands in front of the fragment of a CONTINUATION frame.
     *
     * @return where the fragment goes
     */
    public static int continuation(byte[] target, int offset, int streamId, int fragmentLength, boolean endHeaders) {
        int flags = endHeaders ? Flags.END_HEADERS : 0;
        return frameHeader(target, offset, fragmentLength, FrameType.CONTINUATION, flags, streamId);
    }

    /**
     * Writes an ALTSVC frame: 11 octets, the origin and the field value.
     *
     * <pre>
     *  +-------------------------------+-------------------------------+
     *  |         Origin-Len (16)       | Origin? (*)                 ...
     *  +-------------------------------+-------------------------------+
     *  |                   Alt-Svc-Field-Value (*)                   ...
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param streamId the stream, or 0 for the connection
     * @param origin one character for each octet, at most 65535; empty unless the stream id is 0
     * @param fieldValue one character for each octet
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7838#section-4">RFC 7838, section 4</a>
     */
    public static int altSvc(byte[] target, int offset, int streamId, String origin, String fieldValue) {
        int length = 2 + origin.length() + fieldValue.length();
        int end = frameHeader(target, offset, length, FrameType.ALTSVC, 0, streamId);
        return octets(target, octets(target, putInt16(target, end, origin.length()), origin), fieldValue);
    }

    /**
     * Writes an ORIGIN frame: 9 octets, and 2 in front of each origin.
     *
     * <pre>
     *  +-------------------------------+-------------------------------+
     *  |         Origin-Len (16)       | ASCII-Origin? (*)           ...   for each entry
     *  +-------------------------------+-------------------------------+
     * </pre>
     *
     * @param origins one character for each octet, each at most 65535
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8336#section-2.1">RFC 8336, section 2.1</a>
     */
    public static int origin(byte[] target, int offset, List<String> origins) {
        int length = 0;
        for (String origin : origins) {
            length += 2 + origin.length();
        }
        int end = frameHeader(target, offset, length, FrameType.ORIGIN, 0, 0);
        for (String origin : origins) {
            end = octets(target, putInt16(target, end, origin.length()), origin);
        }
        return end;
    }

    /**
     * Writes a PRIORITY_UPDATE frame: 13 octets and the field value.
     *
     * <pre>
     *  +-+-------------------------------------------------------------+
     *  |R|                Prioritized Stream ID (31)                   |
     *  +-+-------------------------------------------------------------+
     *  |                    Priority Field Value (*)                 ...
     *  +---------------------------------------------------------------+
     * </pre>
     *
     * @param fieldValue one character for each octet
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9218#section-7.1">RFC 9218, section 7.1</a>
     */
    public static int priorityUpdate(byte[] target, int offset, int prioritizedStreamId, String fieldValue) {
        int end = frameHeader(target, offset, 4 + fieldValue.length(), FrameType.PRIORITY_UPDATE, 0, 0);
        return octets(target, putInt31(target, end, prioritizedStreamId), fieldValue);
    }

    /**
     * Writes the padding at the end of a frame: octets of 0 (RFC 9113, 6.1).
     *
     * @param padLength octets of padding, 0 to 255, or {@link #NOT_PADDED}
     */
    public static int padding(byte[] target, int offset, int padLength) {
        int end = offset + Math.max(0, padLength);
        for (int i = offset; i < end; i++) {
            target[i] = 0;
        }
        return end;
    }

    // A pad length of -1 makes "padLength + 1" octets of padding and pad length field come out as 0, too.

    private static int paddedFlag(int padLength) {
        return padLength == NOT_PADDED ? 0 : Flags.PADDED;
    }

    private static int padLengthField(byte[] target, int offset, int padLength) {
        if (padLength == NOT_PADDED) {
            return offset;
        }
        target[offset] = (byte) padLength;
        return offset + 1;
    }

    //  +-+-------------------------------------------------------------+---------------+
    //  |E|                  Stream Dependency (31)                     |  Weight - 1   |
    //  +-+-------------------------------------------------------------+---------------+

    private static int priorityFields(byte[] target, int offset, PriorityFields fields) {
        int exclusive = fields.exclusive() ? 0x8000_0000 : 0;
        int end = putInt32(target, offset, exclusive | fields.streamDependency());
        target[end] = (byte) (fields.weight() - 1);
        return end + 1;
    }

    static int octets(byte[] target, int offset, byte[] octets) {
        System.arraycopy(octets, 0, target, offset, octets.length);
        return offset + octets.length;
    }

    private static int octets(byte[] target, int offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            target[offset + i] = (byte) text.charAt(i);
        }
        return offset + text.length();
    }
}
