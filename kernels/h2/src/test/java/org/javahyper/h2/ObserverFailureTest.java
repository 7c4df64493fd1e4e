package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<Named<Consumer<H2Connection>>> actionsOfSeveralFrames() {
        return Stream.of(
                Named.of("sendData", c -> c.sendData(1, ByteBuffer.allocate(20_000), true)),
                Named.of("sendDataByReference", c -> c.sendDataByReference(1, ByteBuffer.allocate(20_000), true)),
                Named.of("acknowledgeReceivedData", c -> c.acknowledgeReceivedData(1, 40_000)),
                Named.of("closeConnection", c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[0], 1)),
                Named.of("shutdown", H2Connection::shutdown),
                Named.of("acknowledgePing", c -> c.acknowledgePing(7)));
    }

    @ParameterizedTest
    @MethodSource("actionsOfSeveralFrames")
    @Spec({"X-IO-06", "H2-CFG-16"})
    void actionIsDoneAsAWholeThoughTheFirstFrameCannotBeShown(Consumer<H2Connection> action) {
        H2Configuration.Builder configuration =
                H2Configuration.server().acknowledgePings(false).pingsFirst(true);
        Kernel calm = receiving(configuration.build());
        Kernel disturbed = receiving(configuration.observer(thrower).build());
        thrower.sent = frame -> true;

        action.accept(calm.connection);
        RuntimeException thrown = assertThrows(RuntimeException.class, () -> action.accept(disturbed.connection));

        assertSame(thrower.failure, thrown);
        thrower.sent = frame -> false;
        assertEquals(calm.connection.connectionState(), disturbed.connection.connectionState());
        for (Kernel kernel : List.of(calm, disturbed)) {
            kernel.connection.acknowledgePing(8);
            kernel.connection.ping(9);
        }
        assertEquals(calm.connection.receiveWindow(0), disturbed.connection.receiveWindow(0));
        assertEquals(calm.connection.openInboundStreams(), disturbed.connection.openInboundStreams());
        assertArrayEquals(calm.connection.dataToSend(), disturbed.connection.dataToSend());
    }

    static Stream<Named<Consumer<H2Connection>>> beginnings() {
        return Stream.of(
                Named.of("initiate", H2Connection::initiate),
                Named.of("shutdown", H2Connection::shutdown),
                Named.of("closeConnection", c -> c.closeConnection(ErrorCode.NO_ERROR)),
                Named.of("upgrade", c -> c.initiateUpgradeServer(Messages.GET, "AAQAAAAD")));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    @Spec({"X-IO-06", "H2-CFG-16", "H2-CFG-09"})
    void connectionBeginsAsAWholeThoughItsFirstFrameCannotBeShown(Consumer<H2Connection> beginning) {
        H2Configuration.Builder configuration = H2Configuration.server()
                .limits(Limits.builder().connectionWindow(1 << 20).build());
        H2Connection calm = new H2Connection(configuration.build());
        H2Connection disturbed =
                new H2Connection(configuration.observer(thrower).build());
        thrower.sent = frame -> true;

        beginning.accept(calm);
        assertThrows(RuntimeException.class, () -> beginning.accept(disturbed));

        assertEquals(calm.connectionState(), disturbed.connectionState());
        assertEquals(calm.streamState(1), disturbed.streamState(1));
        assertEquals(1 << 20, disturbed.receiveWindow(0));
        assertArrayEquals(calm.dataToSend(), disturbed.dataToSend());
        assertEquals(calm.tick(0), disturbed.tick(0));
    }

    @Test
    @Spec({"X-IO-06", "H2-CFG-16", "H2-UPG-02"})
    void clientUpgradesAsAWholeThoughItsSettingsCannotBeShown() {
        H2Configuration.Builder configuration = H2Configuration.client()
                .limits(Limits.builder().connectionWindow(1 << 20).build());
        H2Connection calm = new H2Connection(configuration.build());
        H2Connection disturbed =
                new H2Connection(configuration.observer(thrower).build());
        thrower.sent = frame -> true;

        calm.initiateUpgradeClient(Messages.GET);
        assertThrows(RuntimeException.class, () -> disturbed.initiateUpgradeClient(Messages.GET));

        assertEquals(StreamState.HALF_CLOSED_LOCAL, disturbed.streamState(1));
        assertArrayEquals(calm.dataToSend(), disturbed.dataToSend());
    }

    @Test
    @Spec({"X-IO-06", "H2-CFG-16"})
    void firstOfSeveralFailuresIsTheOneThatCounts() {
        RuntimeException first = new RuntimeException("first");
        Iterator<RuntimeException> failures =
                List.of(first, new RuntimeException("second")).iterator();
        thrower.sent = frame -> {
            throw failures.next();
        };

        assertSame(first, assertThrows(RuntimeException.class, server.connection::shutdown));

        assertEquals(2, server.sent().size());
        assertFalse(failures.hasNext());
    }

    @Test
    @Spec({"X-IO-06", "X-ATOM-04", "H2-ERR-02"})
    void anotherFailureOfTheGoAwayIsKeptWithTheFirst() {
        RuntimeException another = new RuntimeException("another");
        thrower.received = frame -> true;
        thrower.sent = frame -> {
            throw another;
        };

        RuntimeException thrown = assertThrows(RuntimeException.class, () -> server.receive(FrameFactory.settings()));

        assertSame(thrower.failure, thrown);
        assertArrayEquals(new Throwable[] {another}, thrown.getSuppressed());
        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
    }

    @Test
    @Spec({"X-IO-06", "H2-ERR-02", "H2-GO-10"})
    void longReasonIsCutOffInTheGoAway() {
        RuntimeException verbose = new RuntimeException("x".repeat(1_000));
        thrower.received = frame -> {
            throw verbose;
        };

        assertThrows(RuntimeException.class, () -> server.receive(FrameFactory.settings()));

        ConnectionFailed failed =
                assertInstanceOf(ConnectionFailed.class, server.receive().get(0));
        GoAwayFrame goAway = (GoAwayFrame) server.sent().get(0);
        assertTrue(failed.reason().endsWith(verbose.getMessage()));
        assertArrayEquals(failed.reason().substring(0, 512).getBytes(StandardCharsets.US_ASCII), goAway.debugData());
    }

    /** Streams 1 and 3 are open; of stream 1 came 40,000 octets that are not acknowledged, and its response has begun. */
    private static Kernel receiving(H2Configuration configuration) {
        Kernel kernel = Kernel.of(configuration);
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST),
                kernel.peer.headers(3, false, FrameFactory.POST),
                FrameFactory.data(1, 16_384, false),
                FrameFactory.data(1, 16_384, false),
                FrameFactory.data(1, 7_232, false));
        kernel.connection.sendHeaders(1, Messages.OK, false);
        kernel.connection.sendData(1, ByteBuffer.allocate(1), false); // an answer to PING would go before it
        return kernel;
    }
}
