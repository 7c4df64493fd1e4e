package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.ContinuationFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PushPromiseFrame;
import org.javahyper.hyperframe.RstStreamFrame;

/** What follows from a peer's fault, asserted in full: the events, the frames that go out, and the state afterwards. */
final class Outcome {
    private Outcome() {}

    /** The frames of these inputs gave the expected events and then cost the connection; no other frame was sent but GOAWAY. */
    static void assertConnectionError(
            Kernel kernel, List<H2Event> expectedBefore, List<H2Event> events, ErrorCode errorCode, int lastStreamId) {
        assertFalse(events.isEmpty(), "no event");
        ConnectionFailed failed = assertInstanceOf(ConnectionFailed.class, events.get(events.size() - 1));
        assertEquals(expectedBefore, events.subList(0, events.size() - 1), failed.reason());
        assertEquals(errorCode, failed.errorCode(), failed.reason());
        byte[] debugData = failed.reason().getBytes(StandardCharsets.US_ASCII);
        assertEquals(List.of(new GoAwayFrame(lastStreamId, (int) errorCode.code(), debugData)), kernel.sent());
        assertFailed(kernel);
    }

    /** As above, with nothing before. */
    static void assertConnectionError(Kernel kernel, List<H2Event> events, ErrorCode errorCode, int lastStreamId) {
        assertConnectionError(kernel, List.of(), events, errorCode, lastStreamId);
    }

    /** The events are the one of a connection error. */
    static void assertFailedWith(List<H2Event> events, ErrorCode errorCode) {
        ConnectionFailed failed = assertInstanceOf(ConnectionFailed.class, events.get(0), events::toString);
        assertEquals(List.of(new ConnectionFailed(errorCode, failed.reason())), events);
    }

    /** The connection has failed for good: whatever comes, nothing more happens. */
    static void assertFailed(Kernel kernel) {
        assertEquals(ConnectionState.FAILED, kernel.connection.connectionState());
        assertTrue(kernel.connection.isClosed());
        assertEquals(0, kernel.connection.openInboundStreams());
        assertEquals(0, kernel.connection.openOutboundStreams());
        assertEquals(List.of(), kernel.receive(FrameFactory.ping(1, false), FrameFactory.settings()));
        assertEquals(List.of(), kernel.connection.receiveEndOfInput());
        assertFalse(kernel.connection.hasDataToSend());
    }

    /** The last of the events and frames say that a stream was reset by the peer's fault; the connection goes on. */
    static void assertStreamError(
            Kernel kernel,
            List<H2Event> expectedBefore,
            List<H2Event> events,
            int streamId,
            ErrorCode errorCode,
            ResetReason reason) {
        assertFalse(events.isEmpty(), "no event");
        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(events.size() - 1), events::toString);
        List<H2Event> expected = new ArrayList<>(expectedBefore);
        expected.add(new StreamReset(streamId, errorCode, false, reason, reset.message()));
        assertEquals(expected, events);
        assertEquals(List.of(reset(streamId, errorCode)), kernel.sent());
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(streamId));
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    /** A violation with nothing before it. */
    static void assertStreamError(Kernel kernel, List<H2Event> events, int streamId, ErrorCode errorCode) {
        assertStreamError(kernel, List.of(), events, streamId, errorCode, ResetReason.PROTOCOL_VIOLATION);
    }

    /** The events are the one of a request that the program does not see; it was answered with a status and reset. */
    static void assertRejected(Kernel kernel, List<H2Event> events, int streamId, int status) {
        RequestRejected rejected = assertInstanceOf(RequestRejected.class, events.get(0), events::toString);
        assertEquals(List.of(new RequestRejected(streamId, status, rejected.rule())), events);
        assertFalse(rejected.rule().isEmpty());
        List<Frame> sent = kernel.sent();
        assertEquals(Headers.of(":status", Integer.toString(status)), kernel.decode(sent.get(0)));
        assertEquals(status == 431, ((HeadersFrame) sent.get(0)).endStream());
        ErrorCode errorCode = status == 431 ? ErrorCode.NO_ERROR : ErrorCode.PROTOCOL_ERROR;
        assertEquals(List.of(reset(streamId, errorCode)), sent.subList(1, sent.size()));
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(streamId));
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    static Frame reset(int streamId, ErrorCode errorCode) {
        return new RstStreamFrame(streamId, (int) errorCode.code());
    }

    /** The frames are HEADERS or PUSH_PROMISE and CONTINUATION of one block, full but for the last one; returns the block. */
    static byte[] assertOneBlock(List<Frame> frames, int maxFrameSize) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < frames.size(); i++) {
            boolean last = i == frames.size() - 1;
            boolean endHeaders;
            if (i > 0) {
                ContinuationFrame continuation = assertInstanceOf(ContinuationFrame.class, frames.get(i));
                block.writeBytes(continuation.fieldBlockFragment());
                endHeaders = continuation.endHeaders();
            } else if (frames.get(0) instanceof PushPromiseFrame promise) {
                block.writeBytes(promise.fieldBlockFragment());
                endHeaders = promise.endHeaders();
            } else {
                HeadersFrame headers = assertInstanceOf(HeadersFrame.class, frames.get(0));
                block.writeBytes(headers.fieldBlockFragment());
                endHeaders = headers.endHeaders();
            }
            assertEquals(last, endHeaders, "frame " + i);
            assertEquals(frames.get(0).streamId(), frames.get(i).streamId());
            assertTrue(
                    last
                            ? frames.get(i).length() <= maxFrameSize
                            : frames.get(i).length() == maxFrameSize);
        }
        return block.toByteArray();
    }
}
