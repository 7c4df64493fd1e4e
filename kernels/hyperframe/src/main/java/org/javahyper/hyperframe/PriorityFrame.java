package org.javahyper.hyperframe;

/**
 * PRIORITY: the deprecated way to give a stream a place among the others.
 *
 * @param streamId 1 to 2^31-1
 * @param priority dependency, exclusiveness and weight
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.3">RFC 9113, section 6.3</a>
 */
public record PriorityFrame(int streamId, PriorityFields priority) implements Frame {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the stream id is outside its range
     */
    public PriorityFrame {
        Arguments.stream(FrameType.PRIORITY, streamId);
    }

    @Override
    public int type() {
        return FrameType.PRIORITY;
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public int length() {
        return 5;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.priority(target, offset, streamId, priority);
    }

    @Override
    public String toString() {
        return new FrameText(this).priority(priority).toString();
    }
}
