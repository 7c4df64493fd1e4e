package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The peer closes the transport. */
class EndOfInputTest {
    @Test
    @Spec({"H2-OP-05", "H2-EV-07", "H2-EV-20", "H2-CS-12"})
    void openStreamsAreResetAndTheEndIsNotClean() {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, Headers.of(FrameFactory.GET), true);
        kernel.connection.sendHeaders(3, Headers.of(FrameFactory.POST), false);
        kernel.sent();

        List<H2Event> events = kernel.connection.receiveEndOfInput();

        String message = ((StreamReset) events.get(0)).message();
        Set<H2Event> resets = Set.of(
                new StreamReset(1, ErrorCode.NO_ERROR, true, ResetReason.END_OF_INPUT, message),
                new StreamReset(3, ErrorCode.NO_ERROR, true, ResetReason.END_OF_INPUT, message));
        assertEquals(resets, new HashSet<>(events.subList(0, 2)));
        assertEquals(List.of(new ConnectionEnded(false)), events.subList(2, events.size()));
        assertEquals(ConnectionState.ENDED, kernel.connection.connectionState());
        assertTrue(kernel.connection.isClosed());
        assertEquals(List.of(), kernel.sent());
    }

    @Test
    @Spec({"H2-OP-05", "H2-CS-06", "H2-CS-12"})
    void afterTheEndNothingMoreHappens() {
        Kernel kernel = Kernel.server();

        assertEquals(List.of(new ConnectionEnded(true)), kernel.connection.receiveEndOfInput());
        assertEquals(List.of(), kernel.connection.receiveEndOfInput());
        assertEquals(List.of(), kernel.receive(FrameFactory.ping(1, false)));
        assertThrows(ConnectionClosedException.class, () -> kernel.connection.ping(1));
    }

    static Stream<Arguments> partialInputs() {
        return Stream.of(
                Arguments.of("part of a frame header", new byte[3]),
                Arguments.of("part of a payload", Arrays.copyOf(FrameFactory.ping(1, false), 16)),
                Arguments.of("part of DATA", Arrays.copyOf(FrameFactory.data(1, 5, false), 9)),
                Arguments.of("part of a header block", FrameFactory.headersOf(1, new byte[0], true, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("partialInputs")
    @Spec({"H2-OP-05", "H2-EV-20"})
    void partOfAFrameMakesTheEndUnclean(String name, byte[] input) {
        Kernel kernel = Kernel.server();
        kernel.connection.receiveData(input);

        List<H2Event> events = kernel.connection.receiveEndOfInput();

        assertEquals(List.of(new ConnectionEnded(false)), events);
    }

    @Test
    @Spec({"H2-OP-05", "H2-CONN-01"})
    void partOfThePrefaceMakesTheEndUncleanAndNoneOfItDoesNot() {
        Kernel part = Kernel.fresh(H2Configuration.server().build());
        part.connection.receiveData(FrameFactory.preface(), 0, 5);
        Kernel none = Kernel.fresh(H2Configuration.server().build());
        Kernel all = Kernel.fresh(H2Configuration.server().build());
        all.connection.receiveData(FrameFactory.preface());

        assertEquals(List.of(new ConnectionEnded(false)), part.connection.receiveEndOfInput());
        assertEquals(List.of(new ConnectionEnded(true)), none.connection.receiveEndOfInput());
        assertEquals(List.of(new ConnectionEnded(true)), all.connection.receiveEndOfInput());
    }

    @Test
    @Spec({"H2-EV-19", "H2-CS-12", "H2-CONN-09", "X-ATOM-03", "INV-3"})
    void afterAConnectionErrorTheEndIsNoEvent() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST), FrameFactory.raw(0x0, 0, 0, (byte) 1));

        List<H2Event> events = kernel.connection.receiveEndOfInput();

        assertEquals(List.of(), events);
        assertEquals(ConnectionState.FAILED, kernel.connection.connectionState());
        assertTrue(kernel.connection.hasDataToSend(), "the GOAWAY can still be taken");
    }

    @Test
    @Spec({"H2-OP-32", "H2-OP-05"})
    void streamsEndInOrderAndNothingIsKnownOfThemAnyMore() {
        Kernel client = Kernel.client();
        for (int id = 1; id <= 41; id += 2) {
            client.connection.sendHeaders(id, Messages.GET, true);
        }

        List<Integer> ended = ConnectionPair.only(client.connection.receiveEndOfInput(), StreamReset.class).stream()
                .map(StreamReset::streamId)
                .toList();

        assertEquals(ended.stream().sorted().toList(), ended);
        assertEquals(21, ended.size());
        assertEquals(Optional.of(ClosedReason.UNKNOWN), client.connection.closedReason(41));
    }
}
