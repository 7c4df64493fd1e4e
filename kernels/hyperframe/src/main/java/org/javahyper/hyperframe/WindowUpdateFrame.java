package org.javahyper.hyperframe;

/**
 * WINDOW_UPDATE: lets the peer send more DATA.
 *
 * @param streamId the stream, or 0 for the connection
 * @param windowSizeIncrement octets, 1 to 2^31-1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.9">RFC 9113, section 6.9</a>
 */
public record WindowUpdateFrame(int streamId, int windowSizeIncrement) implements Frame {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the stream id or the increment is outside its range
     */
    public WindowUpdateFrame {
        Arguments.streamOrConnection(streamId);
        Arguments.inRange(
                "window size increment",
                windowSizeIncrement,
                1,
                Integer.MAX_VALUE,
                "a window grows by at least one octet, at most 2^31-1 (RFC 9113, 6.9)");
    }

    @Override
    public int type() {
        return FrameType.WINDOW_UPDATE;
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public int length() {
        return 4;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.windowUpdate(target, offset, streamId, windowSizeIncrement);
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .field("windowSizeIncrement", windowSizeIncrement)
                .toString();
    }
}
