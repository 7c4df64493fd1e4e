package org.javahyper.hyperframe;

/**
 * RST_STREAM: ends a stream at once.
 *
 * @param streamId 1 to 2^31-1
 * @param errorCode 32 bits, unsigned; a negative value is one above 2^31-1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.4">RFC 9113, section 6.4</a>
 */
public record RstStreamFrame(int streamId, int errorCode) implements Frame {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the stream id is outside its range
     */
    public RstStreamFrame {
        Arguments.stream(FrameType.RST_STREAM, streamId);
    }

    @Override
    public int type() {
        return FrameType.RST_STREAM;
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
        return FrameWriter.rstStream(target, offset, streamId, errorCode);
    }

    @Override
    public String toString() {
        return new FrameText(this).errorCode(errorCode).toString();
    }
}
