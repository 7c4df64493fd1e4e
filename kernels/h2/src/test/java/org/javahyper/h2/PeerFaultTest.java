package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.javahyper.h2.PeerFaults.Fault;
import org.javahyper.h2.PeerFaults.Reach;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameViolation;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.RstStreamFrame;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A peer's fault takes nothing away: what came before it in the same input is delivered, then the fault is reported, and what comes after a fault
 * that did not cost the connection is delivered, too; and none of this depends on how the input was cut.
 */
class PeerFaultTest {
    private static final byte[] LATER = FrameFactory.ping(9, false);

    /** Octets up to which an input is cut at every place. */
    private static final int SMALL = 600;

    static List<Fault> faults() {
        return PeerFaults.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Spec({"X-ATOM-02", "X-ATOM-03", "H2-ERR-01", "H2-ERR-02", "H2-ERR-03", "INV-3"})
    void eventsBeforeAndAfterAFaultAreDelivered(Fault fault) {
        Kernel twin = fault.history().begin(fault.role());
        List<H2Event> before = twin.receive(earlier(fault, twin.peer));
        Kernel kernel = fault.history().begin(fault.role());
        kernel.sent();

        List<H2Event> events =
                kernel.receive(earlier(fault, kernel.peer), fault.frames().apply(kernel.peer), LATER);

        List<H2Event> reported = events.subList(before.size(), events.size());
        assertEquals(before, events.subList(0, before.size()));
        assertEquals(expected(fault, reported.get(0)), reported);
        assertEquals(answers(fault), finalFrames(kernel.sent()));
    }

    /** The fault itself, as far as the table knows it, and what comes later. */
    private static List<H2Event> expected(Fault fault, H2Event reported) {
        List<H2Event> expected = new ArrayList<>();
        int streamId = fault.streamId();
        switch (fault.reach()) {
            case CONNECTION ->
                expected.add(new ConnectionFailed(
                        fault.errorCode(),
                        assertInstanceOf(ConnectionFailed.class, reported).reason()));
            case STREAM -> {
                StreamReset reset = assertInstanceOf(StreamReset.class, reported);
                expected.add(new StreamReset(streamId, fault.errorCode(), false, reset.reason(), reset.message()));
            }
            case REQUEST -> {
                RequestRejected rejected = assertInstanceOf(RequestRejected.class, reported);
                int status = fault.errorCode().equals(ErrorCode.NO_ERROR) ? 431 : 400;
                expected.add(new RequestRejected(streamId, status, rejected.rule()));
            }
            case REFUSAL -> expected.add(new StreamRefused(streamId));
            case ANSWER, NOTHING -> {}
        }
        if (fault.reach() != Reach.CONNECTION) {
            expected.add(new PingReceived(9));
        }
        return expected;
    }

    /** What ends a stream or the connection, by type, stream and code. */
    private static List<String> answers(Fault fault) {
        return switch (fault.reach()) {
            case CONNECTION -> List.of("GOAWAY " + fault.errorCode());
            case STREAM, REQUEST, REFUSAL, ANSWER ->
                List.of("RST_STREAM " + fault.streamId() + " " + fault.errorCode());
            case NOTHING -> List.of();
        };
    }

    private static List<String> finalFrames(List<Frame> frames) {
        List<String> texts = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame instanceof RstStreamFrame reset) {
                texts.add("RST_STREAM " + reset.streamId() + " " + ErrorCode.of(reset.errorCode()));
            } else if (frame instanceof GoAwayFrame goAway) {
                texts.add("GOAWAY " + ErrorCode.of(goAway.errorCode()));
            }
        }
        return texts;
    }

    /** Frames of many kinds, and those that make the fault possible. */
    private static byte[] earlier(Fault fault, FrameFactory peer) {
        if (fault.history() == History.NEW) {
            return fault.before().apply(peer);
        }
        byte[] message = fault.role() == Role.CLIENT
                ? peer.headers(7, false, ":status", "200", "fresh", "value")
                : peer.headers(15, true, FrameFactory.GET);
        return FrameFactory.concat(
                FrameFactory.ping(1, false),
                FrameFactory.windowUpdate(0, 10),
                FrameFactory.settings(0xff00, 1),
                message,
                FrameFactory.data(1, 10, false),
                fault.before().apply(peer));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Spec({"X-ATOM-02", "X-BUF-02", "INV-2"})
    void cutsOfTheInputMakeNoDifference(Fault fault) {
        FrameFactory peer = fault.history().begin(fault.role()).peer;
        byte[] earlier = earlier(fault, peer);
        byte[] rest = FrameFactory.concat(fault.frames().apply(peer), LATER);
        byte[] all = FrameFactory.concat(earlier, rest);
        List<Object> whole = outcome(fault, List.of(all));

        assertEquals(whole, outcome(fault, Splits.octets(all)));
        Property.forAll(10, draw -> assertEquals(whole, outcome(fault, draw.cuts(all))));
        if (rest.length <= SMALL) {
            Splits.forEach(rest, parts -> {
                List<byte[]> input = new ArrayList<>(parts);
                input.set(0, FrameFactory.concat(earlier, parts.get(0)));
                assertEquals(whole, outcome(fault, input));
            });
        }
    }

    /** The events, the octets that wait to be sent, and the state. */
    private static List<Object> outcome(Fault fault, List<byte[]> input) {
        Kernel kernel = fault.history().begin(fault.role());
        List<H2Event> events = new ArrayList<>();
        for (byte[] part : input) {
            events.addAll(kernel.connection.receiveData(part));
        }
        return List.of(Events.joined(events), VisibleState.of(kernel.connection));
    }

    @Test
    @Spec("X-ATOM-02")
    void everyViolationOfTheFrameLayerIsAmongTheFaults() {
        Set<FrameViolation> violations = EnumSet.noneOf(FrameViolation.class);
        for (Fault fault : PeerFaults.all()) {
            FrameReader reader = new FrameReader(16_384);
            reader.rejectNonZeroPadding(true);
            reader.feed(fault.frames().apply(fault.history().begin(fault.role()).peer));
            for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
                if (frame.violation() != null) {
                    violations.add(frame.violation());
                }
            }
        }

        assertEquals(EnumSet.allOf(FrameViolation.class), violations);
    }
}
