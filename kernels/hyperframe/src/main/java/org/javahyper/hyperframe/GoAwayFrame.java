package org.javahyper.hyperframe;

import java.util.Arrays;

/**
 * GOAWAY: the sender accepts no more streams, or gives the connection up.
 *
 * @param lastStreamId the last stream that the sender may have acted upon, 0 to 2^31-1
 * @param errorCode 32 bits, unsigned; a negative value is one above 2^31-1
 * @param debugData for people; may be empty
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record GoAwayFrame(int lastStreamId, int errorCode, byte[] debugData) implements Frame {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the last stream id is negative
     */
    public GoAwayFrame {
        Arguments.streamOrConnection(lastStreamId);
        debugData = debugData.clone();
    }

    static GoAwayFrame of(FrameView view) {
        byte[] debugData = Octets.copy(view, view.debugDataOffset(), view.debugDataLength());
        return new GoAwayFrame(view.lastStreamId(), view.errorCode(), debugData);
    }

    @Override
    public byte[] debugData() {
        return debugData.clone();
    }

    @Override
    public int type() {
        return FrameType.GOAWAY;
    }

    @Override
    public int flags() {
        return 0;
    }

    /** Always 0: it is the connection that ends. */
    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public int length() {
        return 8 + debugData.length;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.goAway(target, offset, lastStreamId, errorCode, debugData);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GoAwayFrame frame && Arrays.deepEquals(components(), frame.components());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(components());
    }

    private Object[] components() {
        return new Object[] {lastStreamId, errorCode, debugData};
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .field("lastStreamId", lastStreamId)
                .errorCode(errorCode)
                .octets("debugData", debugData)
                .toString();
    }
}
