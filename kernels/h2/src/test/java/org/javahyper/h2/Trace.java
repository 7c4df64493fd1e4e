package org.javahyper.h2;

import java.util.List;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.RstStreamFrame;

/** What the state tables say about an input: the names of events and frames, with error codes, and the states after it. */
record Trace(List<String> events, List<String> frames, ConnectionState connection, StreamState stream) {
    static Trace of(Kernel kernel, List<H2Event> events, int streamId) {
        return new Trace(
                events.stream().map(Trace::name).toList(),
                kernel.sent().stream().map(frame -> name(frame, streamId)).toList(),
                kernel.connection.connectionState(),
                kernel.connection.streamState(streamId));
    }

    private static String name(H2Event event) {
        String name = event.getClass().getSimpleName();
        if (event instanceof ConnectionFailed failed) {
            return name + " " + failed.errorCode();
        }
        return event instanceof StreamReset reset && !reset.remote() ? name + " " + reset.errorCode() : name;
    }

    /** The stream is named where it is not the one in question. */
    private static String name(Frame frame, int streamId) {
        String name = FrameType.name(frame.type());
        if (frame instanceof GoAwayFrame goAway) {
            return name + " " + ErrorCode.of(goAway.errorCode());
        }
        if (frame instanceof RstStreamFrame reset) {
            return name + " " + ErrorCode.of(reset.errorCode()) + (reset.streamId() == streamId ? "" : " elsewhere");
        }
        boolean endStream = (frame instanceof HeadersFrame headers && headers.endStream())
                || (frame instanceof DataFrame data && data.endStream());
        return endStream ? name + " with ES" : name;
    }
}
