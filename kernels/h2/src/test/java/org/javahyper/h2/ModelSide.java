package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.javahyper.h2.ModelInput.Part;
import org.javahyper.h2.ReferenceModel.Block;
import org.javahyper.h2.ReferenceModel.Data;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.hyperframe.ContinuationFrame;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PushPromiseFrame;

/** A kernel and its model, which are asked the same and must answer the same: results, refusals, frames, events and state. */
final class ModelSide {
    private static final int HEADER = FrameHeader.FRAME_HEADER_LENGTH;

    /** A frame in the kernel's output. */
    private static final class Queued {
        private final Object frame;
        private final int length;
        private int taken; // octets

        Queued(Object frame, int length) {
            this.frame = frame;
            this.length = length;
        }
    }

    final H2Connection kernel;
    final ReferenceModel model;
    final ModelActions actions;
    final ModelControl control;

    private final ModelInput input;
    private final FrameReader reader = new FrameReader(FrameHeader.MAX_LENGTH);
    private final Deque<Queued> output = new ArrayDeque<>();
    private long seen; // octets of the output that have been compared

    ModelSide(H2Configuration configuration, ReferenceModel.Options options) {
        kernel = new H2Connection(configuration);
        model = new ReferenceModel(options);
        actions = new ModelActions(model);
        control = new ModelControl(model);
        input = new ModelInput(model, actions, control);
    }

    /** Asks both for the same, and compares everything. */
    void ask(Function<H2Connection, Object> ofKernel, Function<ModelSide, Object> ofModel) {
        Object expected = outcome(() -> ofModel.apply(this));
        Object actual = outcome(() -> ofKernel.apply(kernel));
        assertEquals(expected, actual);
        compare(List.of());
    }

    /** The result, or the class of the exception. */
    private static Object outcome(Callable<Object> action) {
        try {
            return action.call();
        } catch (Exception refusal) {
            return refusal.getClass();
        }
    }

    // The wire

    /** Takes octets off the output in one of the ways that there are, and says to which frames they belong. */
    List<Part> take(byte[] octets, int way) {
        switch (way) {
            case 0 -> assertEquals(octets.length, kernel.dataToSend(ByteBuffer.wrap(octets)));
            case 1 -> {
                ByteBuffer target = ByteBuffer.wrap(octets);
                for (ByteBuffer view : kernel.dataToSendAsBuffers()) {
                    target.put(view.limit(Math.min(view.limit(), view.position() + target.remaining())));
                }
                kernel.dataSent(octets.length);
            }
            default -> System.arraycopy(kernel.dataToSend(), 0, octets, 0, octets.length);
        }
        seen -= octets.length;
        List<Part> parts = new ArrayList<>();
        for (int left = octets.length; left > 0; ) {
            Queued first = output.getFirst();
            int part = Math.min(left, first.length - first.taken);
            parts.add(new Part(first.frame, first.taken, first.taken + part, first.length));
            first.taken += part;
            left -= part;
            if (first.taken == first.length) {
                output.removeFirst();
                if (first.frame instanceof Data data) {
                    actions.drained(data);
                }
            }
        }
        compare(List.of());
        return parts;
    }

    /** Hands one input to both. */
    void receive(byte[] octets, List<Part> parts, int way) {
        Object expected = outcome(() -> {
            input.receive(parts);
            return "received";
        });
        List<H2Event> events = new ArrayList<>();
        Object actual = outcome(() -> {
            events.addAll(
                    switch (way) {
                        case 0 -> kernel.receiveData(octets);
                        case 1 -> kernel.receiveData(ByteBuffer.wrap(octets).asReadOnlyBuffer());
                        default -> kernel.receiveData(ByteBuffer.wrap(octets));
                    });
            return "received";
        });
        assertEquals(expected, actual);
        compare(events);
    }

    void receiveEndOfInput() {
        input.receiveEndOfInput();
        compare(kernel.receiveEndOfInput());
    }

    // Comparison

    private void compare(List<H2Event> events) {
        assertEquals(model.events, comparable(events));
        model.events.clear();
        compareOutput();
        compareState();
    }

    /** Resets without their sentence for people. */
    private static List<H2Event> comparable(List<H2Event> events) {
        List<H2Event> comparable = new ArrayList<>(events);
        comparable.replaceAll(event -> event instanceof StreamReset reset
                ? new StreamReset(reset.streamId(), reset.errorCode(), reset.remote(), reset.reason(), "")
                : event);
        return comparable;
    }

    private void compareOutput() {
        List<Object> expected = model.queuedFrames;
        byte[] octets = new byte[(int) (kernel.pendingOctets() - seen)];
        long skipped = seen;
        ByteBuffer target = ByteBuffer.wrap(octets);
        for (ByteBuffer view : kernel.dataToSendAsBuffers()) {
            int skip = (int) Math.min(skipped, view.remaining());
            skipped -= skip;
            target.put(view.position(view.position() + skip));
        }
        seen += octets.length;
        int at = 0;
        if (!expected.isEmpty() && expected.get(0).equals(ModelControl.PREFACE)) {
            String preface = new String(octets, 0, 24, StandardCharsets.US_ASCII);
            assertEquals("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", preface);
            output.add(new Queued(ModelControl.PREFACE, 24));
            expected.remove(0);
            at = 24;
        }
        reader.feed(octets, at, octets.length - at);
        List<Frame> actual = new ArrayList<>();
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            actual.add(Frame.parse(frame));
        }
        assertTrue(!reader.isMidFrame(), "half a frame in the output");
        compareFrames(expected, actual);
        expected.clear();
    }

    private void compareFrames(List<Object> expected, List<Frame> actual) {
        int next = 0;
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(next < actual.size(), () -> "missing in the output: " + expected + ", there is " + actual);
            Frame frame = actual.get(next++);
            int length = HEADER + frame.length();
            if (expected.get(i) instanceof Block block) {
                boolean complete = compareBlock(block, frame);
                while (!complete) {
                    ContinuationFrame more = assertInstanceOf(ContinuationFrame.class, actual.get(next++));
                    assertEquals(block.streamId(), more.streamId());
                    length += HEADER + more.length();
                    complete = more.endHeaders();
                }
            } else if (expected.get(i) instanceof Data data) {
                DataFrame actualData = assertInstanceOf(DataFrame.class, frame);
                assertEquals(
                        data,
                        new Data(
                                actualData.streamId(),
                                ByteBuffer.wrap(actualData.data()),
                                actualData.padLength(),
                                actualData.endStream()));
            } else {
                assertEquals(expected.get(i), frame);
            }
            output.add(new Queued(expected.get(i), length));
        }
        assertEquals(List.of(), actual.subList(next, actual.size()));
    }

    /** Compares what of a block is not compressed; true if no CONTINUATION follows. */
    private static boolean compareBlock(Block block, Frame frame) {
        if (block.promisedStreamId() != 0) {
            PushPromiseFrame promise = assertInstanceOf(PushPromiseFrame.class, frame);
            assertEquals(block.streamId(), promise.streamId());
            assertEquals(block.promisedStreamId(), promise.promisedStreamId());
            return promise.endHeaders();
        }
        HeadersFrame headers = assertInstanceOf(HeadersFrame.class, frame);
        assertEquals(block.streamId(), headers.streamId());
        assertEquals(block.endStream(), headers.endStream());
        assertEquals(block.priority(), headers.priority());
        return headers.endHeaders();
    }

    private void compareState() {
        assertEquals(model.state, kernel.connectionState());
        assertEquals(model.isClosed(), kernel.isClosed());
        assertEquals(model.openInbound(), kernel.openInboundStreams());
        assertEquals(model.openOutbound(), kernel.openOutboundStreams());
        assertEquals(model.canOpenStream(), kernel.canOpenStream());
        assertEquals(model.nextStreamId(), kernel.nextStreamId());
        assertEquals(model.sendWindow, kernel.sendWindow(0));
        assertEquals(model.receiveWindow.current, kernel.receiveWindow(0));
        assertEquals(ReferenceModel.asSettings(model.localSettings), kernel.localSettings());
        assertEquals(ReferenceModel.asSettings(model.remoteSettings), kernel.remoteSettings());
        assertEquals(List.copyOf(model.pendingLocal), kernel.pendingLocalSettings());
        assertEquals(List.copyOf(model.pendingRemote), kernel.pendingRemoteSettings());
        assertEquals(model.largestLocal(SettingId.MAX_FRAME_SIZE), kernel.maxInboundFrameSize());
        assertEquals(model.remote(SettingId.MAX_FRAME_SIZE), kernel.maxOutboundFrameSize());
        int highest = Math.max(model.highest[0], model.highest[1]) + 2;
        for (int id = 1; id <= highest; id++) {
            StreamState state = model.streamState(id);
            assertEquals(state, kernel.streamState(id));
            Optional<ClosedReason> reason =
                    state == StreamState.CLOSED ? Optional.of(model.closedReason(id)) : Optional.empty();
            assertEquals(reason, kernel.closedReason(id));
        }
        for (ModelStream stream : model.streams.values()) {
            assertEquals(Math.min(model.sendWindow, stream.sendWindow), kernel.sendWindow(stream.id));
            assertEquals(
                    Math.min(model.receiveWindow.current, stream.receiveWindow.current),
                    kernel.receiveWindow(stream.id));
        }
    }
}
