package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an observer throws reaches the caller, and leaves no connection that is neither here nor there. */
class ObserverFailureTest {
    private static final class Thrower implements FrameObserver {
        private final RuntimeException failure = new RuntimeException("full");
        private Predicate<FrameView> received = frame -> false;
        private Predicate<FrameView> sent = frame -> false;
        private boolean tables;

        @Override
        public void received(FrameView frame) {
            if (received.test(frame)) {
                throw failure;
            }
        }

        @Override
        public void sent(FrameView frame) {
            if (sent.test(frame)) {
                throw failure;
            }
        }

        @Override
        public void tableSizes(int decoder, int encoder) {
            if (tables) {
                throw failure;
            }
        }
    }

    private final Thrower thrower = new Thrower();
    private final Kernel server =
            Kernel.of(H2Configuration.server().observer(thrower).build());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"X-IO-06", "X-ATOM-04", "H2-CFG-16"})
    void failureInTheMiddleOfInputFailsTheConnection(boolean inTheTables) {
        thrower.received = frame -> !inTheTables && frame.type() == FrameType.HEADERS;
        thrower.tables = inTheTables;

        RuntimeException thrown = assertThrows(
                RuntimeException.class,
                () -> server.receive(
                        FrameFactory.ping(1, true),
                        server.peer.headers(1, true, FrameFactory.GET),
                        FrameFactory.ping(2, true)));

        assertSame(thrower.failure, thrown);
        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
        List<H2Event> events = server.receive();
        assertEquals(2, events.size(), events::toString);
        ConnectionFailed failed = assertInstanceOf(ConnectionFailed.class, events.get(1));
        assertEquals(ErrorCode.INTERNAL_ERROR, failed.errorCode());
        assertTrue(failed.reason().contains("full"), failed.reason());
        assertEquals(1, server.sent().size(), "GOAWAY");
        assertEquals(List.of(), server.receive(FrameFactory.ping(3, false)));
    }

    @Test
    @Spec({"X-IO-06", "X-ATOM-04"})
    void failureOfTheGoAwayIsNotLost() {
        thrower.received = frame -> true;
        thrower.sent = frame -> true;

        RuntimeException thrown =
                assertThrows(RuntimeException.class, () -> server.receive(FrameFactory.ping(1, true)));

        assertSame(thrower.failure, thrown);
        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
        assertEquals(1, server.receive().size());
    }

    @Test
    @Spec({"X-IO-06", "H2-CFG-16"})
    void allFramesOfAnActionAreSeenEvenIfTheFirstCannotBeShown() {
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        server.sent();
        thrower.sent = frame -> frame.type() == FrameType.HEADERS;

        assertThrows(
                RuntimeException.class,
                () -> server.connection.sendHeaders(1, Messages.withLongField(Messages.OK, 20_000), false));
        server.connection.ping(7);

        assertEquals(3, server.sent().size(), "HEADERS, CONTINUATION, PING");
        assertEquals(ConnectionState.OPEN, server.connection.connectionState());
    }
}
