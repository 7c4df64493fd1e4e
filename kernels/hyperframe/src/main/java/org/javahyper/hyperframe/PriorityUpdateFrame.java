package org.javahyper.hyperframe;

/**
 * PRIORITY_UPDATE: a client gives a response its priority. The field value is not looked at.
 *
 * @param prioritizedStreamId the stream that is meant, 1 to 2^31-1
 * @param fieldValue as of the Priority field, such as {@code u=3, i}, one character for each octet
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9218#section-7.1">RFC 9218, section 7.1</a>
 */
public record PriorityUpdateFrame(int prioritizedStreamId, String fieldValue) implements Frame {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the prioritized stream id is outside its range, or the value has a character above U+00FF
     */
    public PriorityUpdateFrame {
        Arguments.inRange(
                "prioritized stream id",
                prioritizedStreamId,
                1,
                Integer.MAX_VALUE,
                "it names a stream (RFC 9218, 7.1)");
        Arguments.octets("field value", fieldValue);
    }

    static PriorityUpdateFrame of(FrameView view) {
        return new PriorityUpdateFrame(
                view.prioritizedStreamId(), Octets.text(view, view.fieldValueOffset(), view.fieldValueLength()));
    }

    @Override
    public int type() {
        return FrameType.PRIORITY_UPDATE;
    }

    @Override
    public int flags() {
        return 0;
    }

    /** Always 0: the stream that is meant is named in the payload. */
    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public int length() {
        return 4 + fieldValue.length();
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.priorityUpdate(target, offset, prioritizedStreamId, fieldValue);
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .field("prioritizedStreamId", prioritizedStreamId)
                .text("fieldValue", fieldValue)
                .toString();
    }
}
