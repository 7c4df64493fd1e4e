package org.javahyper.hyperframe;

/** Holds the example of README.md, which a test compares with this file. */
final class ReadmeExample {
    private ReadmeExample() {}

    // snippet
    static String describe(byte[] received) {
        StringBuilder lines = new StringBuilder();
        FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);
        reader.feed(received);
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            FrameViolation violation = frame.violation();
            if (violation != null) {
                lines.append(violation.rule());
            } else if (frame.type() == FrameType.WINDOW_UPDATE) {
                lines.append("window + ").append(frame.windowSizeIncrement());
            } else {
                lines.append(Frame.parse(frame));
            }
            lines.append('\n');
        }
        return lines.toString();
    }
    // end of snippet
}
