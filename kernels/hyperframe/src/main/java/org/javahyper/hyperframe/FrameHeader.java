package org.javahyper.hyperframe;

/**
 * The nine octets in front of every payload, for those who read frames by hand.
 *
 * @param length octets of payload, 0 to 2^24-1
 * @param type the type, 0 to 255
 * @param flags the flag octet as received, 0 to 255; bits that the type does not define are ignored
 * @param streamId the stream, or 0 for the connection; the reserved bit is masked
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.1">RFC 9113, section 4.1</a>
 */
public record FrameHeader(int length, int type, int flags, int streamId) {
    /** Octets of a frame header. */
    public static final int FRAME_HEADER_LENGTH = 9;
    /** The longest payload that a header can announce, in octets. */
    public static final int MAX_LENGTH = 16_777_215;
    /** The longest payload, in octets, that may be sent to a peer that has said nothing else (RFC 9113, 6.5.2). */
    public static final int DEFAULT_MAX_FRAME_SIZE = 16_384;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a component is outside its range
     */
    public FrameHeader {
        Arguments.inRange("payload length", length, 0, MAX_LENGTH, "lengths have 24 bits (RFC 9113, 4.1)");
        Arguments.inRange("frame type", type, 0, 255, "types have 8 bits (RFC 9113, 4.1)");
        Arguments.inRange("flags", flags, 0, 255, "there are 8 flags (RFC 9113, 4.1)");
        Arguments.inRange("stream id", streamId, 0, Integer.MAX_VALUE, "stream ids have 31 bits (RFC 9113, 4.1)");
    }

    /**
     * Decodes a frame header.
     *
     * @param octets exactly nine
     * @throws FrameException if there are fewer or more, kind {@link FrameException.Kind#INVALID_FRAME}
     */
    public static FrameHeader parse(byte[] octets) {
        if (octets.length != FRAME_HEADER_LENGTH) {
            throw FrameException.incomplete(
                    "Cannot decode a frame header of " + octets.length
                            + " octets: it has exactly 9 (RFC 9113, 4.1). Pass those, and the payload to Frame.parse with them.");
        }
        return at(octets, 0);
    }

    /** Decodes the header that begins at the offset; nine octets are there. */
    static FrameHeader at(byte[] octets, int offset) {
        FrameView view = new FrameView();
        view.readHeader(octets, offset);
        return new FrameHeader(view.length(), view.type(), view.flags(), view.streamId());
    }

    /** The type, stream, flags and length in one line: {@code HEADERS(streamId=1, flags=END_HEADERS, length=20)}. */
    @Override
    public String toString() {
        return FrameType.name(type) + "(streamId=" + streamId + ", flags=" + Flags.describe(type, flags) + ", length="
                + length + ")";
    }
}
