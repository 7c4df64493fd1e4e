package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.ascii;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Hex;

/**
 * Goes on with a connection in every respect: if two of the same history do this alike, octet by octet and event by event, then there was no
 * difference between them, in what can be asked or in what cannot, such as compression tables and accounts.
 */
final class Continuation {
    private static final Headers FRESH = Headers.of("fresh", "value", "t", "u", "server", "hyper");
    private static final PriorityFields PRIORITY = new PriorityFields(9, true, 200);

    /** What is done; a step that a role or a state does not allow is refused, and that is the same on both, too. */
    private static final List<Function<Kernel, Object>> STEPS = List.of(
            does(c -> c.tick(1_000)),
            does(c -> c.sendHeaders(c.nextStreamId(), with(GET), true, PRIORITY)),
            does(c -> c.sendHeaders(1, with(OK), false)),
            does(c -> c.sendHeaders(1, FRESH, true)),
            does(c -> c.sendHeaders(3, FRESH, true)),
            does(c -> c.sendHeaders(2, with(OK), true)),
            asks(c -> c.sendData(7, ascii("sixsix"), true)),
            asks(c -> c.sendDataByReference(9, ascii("octets"), false)),
            asks(c -> c.sendData(9, ByteBuffer.allocate(70_000), false, 5)),
            does(c -> c.pushStream(7, c.nextStreamId(), with(GET))),
            does(c -> c.acknowledgeReceivedData(1, 100)),
            does(c -> c.acknowledgeReceivedData(5, 50)),
            does(c -> c.incrementFlowControlWindow(1, 7)),
            does(c -> c.incrementFlowControlWindow(0, 7)),
            does(c -> c.ping(77)),
            does(c -> c.acknowledgePing(78)),
            does(c -> c.updateSettings(Settings.of(4, 70_000).and(1, 100).and(3, 1))),
            does(H2Connection::acknowledgeSettings),
            does(c -> c.prioritize(1, PRIORITY)),
            does(c -> c.sendPriorityUpdate(1, "u=1")),
            does(c -> c.advertiseAlternativeService(AlternativeService.forStream(9, "clear"))),
            does(c -> c.advertiseOrigins(List.of("https://example.org"))),
            does(H2Connection::initiate),
            does(c -> c.tick(2_000)),
            hears(peer -> FrameFactory.ping(77, true)),
            hears(peer -> FrameFactory.settingsAck()),
            hears(peer -> FrameFactory.settingsAck()),
            hears(peer -> FrameFactory.windowUpdate(0, 100)),
            hears(peer -> FrameFactory.windowUpdate(9, 100)),
            hears(peer -> FrameFactory.data(9, 40_000, false)),
            does(c -> c.acknowledgeReceivedData(9, 40_000)),
            hears(peer -> peer.headers(101, true, "fresh", "value")),
            hears(peer -> peer.headers(103, false, FrameFactory.POST)),
            hears(peer -> peer.headers(3, true, ":status", "200", "fresh", "value")),
            hears(peer -> FrameFactory.settings(1, 100, 3, 1, 4, 10)),
            does(H2Connection::acknowledgeSettings),
            hears(peer -> FrameFactory.rstStream(9, ErrorCode.CANCEL)),
            does(c -> c.resetStream(2)),
            does(c -> c.endStream(103)),
            does(H2Connection::shutdown),
            hears(peer -> FrameFactory.ping(0x7368_7574_646f_776eL, true)),
            does(c -> c.closeConnection(ErrorCode.NO_ERROR)),
            does(c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[1], 0)),
            hears(peer -> FrameFactory.goAway(0, ErrorCode.NO_ERROR)),
            asks(H2Connection::receiveEndOfInput));

    private Continuation() {}

    /** Takes all steps and returns what came of each, result or refusal and the octets that went out, and the state at the end. */
    static List<Object> of(Kernel kernel) {
        List<Object> outcomes = new ArrayList<>();
        for (Function<Kernel, Object> step : STEPS) {
            outcomes.add(outcome(kernel, step));
            outcomes.add(Hex.of(kernel.connection.dataToSend()));
        }
        outcomes.add(VisibleState.of(kernel.connection));
        return outcomes;
    }

    private static Object outcome(Kernel kernel, Function<Kernel, Object> step) {
        try {
            return step.apply(kernel);
        } catch (RuntimeException refusal) {
            return refusal.toString();
        }
    }

    private static Function<Kernel, Object> asks(Function<H2Connection, Object> action) {
        return kernel -> action.apply(kernel.connection);
    }

    private static Function<Kernel, Object> does(Consumer<H2Connection> action) {
        return kernel -> {
            action.accept(kernel.connection);
            return "done";
        };
    }

    /** The peer sends; that streams are available again is said to a program that was refused one, and is not what is compared here. */
    private static Function<Kernel, Object> hears(Function<FrameFactory, byte[]> frame) {
        return kernel -> {
            List<H2Event> events = new ArrayList<>(kernel.receive(frame.apply(kernel.peer)));
            events.removeIf(StreamsAvailable.class::isInstance);
            return events;
        };
    }

    private static Headers with(Headers headers) {
        return headers.toBuilder().addAll(FRESH).build();
    }
}
