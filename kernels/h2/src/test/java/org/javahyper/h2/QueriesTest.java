package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.javahyper.hyperframe.Frame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions that a program may ask of a connection (docs/spec/behaviours.md, 4.2). */
class QueriesTest {
    @Test
    @Spec({"H2-OP-27", "H2-SET-08"})
    void framesMayBeAsLongAsThePeerSaysFromWhenItDoes() {
        Kernel client = Kernel.client();
        int before = client.connection.maxOutboundFrameSize();

        client.receive(FrameFactory.settings(SettingId.MAX_FRAME_SIZE, 20_000));
        int larger = client.connection.maxOutboundFrameSize();
        client.receive(FrameFactory.settings(SettingId.MAX_FRAME_SIZE, 16_384));

        assertEquals(List.of(16_384, 20_000), List.of(before, larger));
        assertEquals(16_384, client.connection.maxOutboundFrameSize());
    }

    @Test
    @Spec({"H2-OP-27", "H2-SET-09"})
    void ownFrameSizeWidensAtOnceAndNarrowsWithItsAcknowledgement() {
        Kernel client = Kernel.client();
        int first = client.connection.maxInboundFrameSize();

        client.connection.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 20_000));
        int wider = client.connection.maxInboundFrameSize();
        client.receive(FrameFactory.settingsAck());
        client.connection.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 17_000));
        int narrowing = client.connection.maxInboundFrameSize();
        client.receive(FrameFactory.settingsAck());

        assertEquals(List.of(16_384, 20_000, 20_000), List.of(first, wider, narrowing));
        assertEquals(17_000, client.connection.maxInboundFrameSize());
    }

    @Test
    @Spec({"H2-OP-28", "H2-SET-01", "H2-SET-12"})
    void ownSettingsArePendingFrameByFrameUntilTheyAreAcknowledged() {
        Kernel client = Kernel.client();
        Settings before = client.connection.localSettings();
        Settings one = Settings.of(SettingId.INITIAL_WINDOW_SIZE, 1).and(SettingId.INITIAL_WINDOW_SIZE, 2);
        Settings two = Settings.of(0xabcd, 3);
        assertEquals(List.of(), client.connection.pendingLocalSettings());

        client.connection.updateSettings(one);
        client.connection.updateSettings(two);
        List<Settings> pending = client.connection.pendingLocalSettings();
        client.receive(FrameFactory.settingsAck());

        assertEquals(List.of(one, two), pending, "the list does not change");
        assertThrows(UnsupportedOperationException.class, () -> pending.remove(0));
        assertEquals(List.of(two), client.connection.pendingLocalSettings());
        assertEquals(before.merge(one), client.connection.localSettings());
        assertEquals(List.of(), client.connection.pendingRemoteSettings(), "acknowledged as they come");
    }

    @Test
    @Spec({"H2-OP-28", "H2-SET-01", "H2-SET-03"})
    void firstSettingsArePendingFromWhenTheyAreSent() {
        H2Connection server = new H2Connection(H2Configuration.server().build());
        List<Settings> whenNew = server.pendingLocalSettings();

        server.initiate();

        assertEquals(List.of(), whenNew);
        assertEquals(List.of(Settings.of(3, 100).and(6, 32_768).and(9, 1)), server.pendingLocalSettings());
        assertEquals(Settings.empty(), server.localSettings());
    }

    // May a stream be opened

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-OP-34", "H2-PUSH-01"})
    void serverMayPromiseIfTheClientTakesPromises(boolean takesPromises) {
        Kernel server = Kernel.of(H2Configuration.server().build(), SettingId.ENABLE_PUSH, takesPromises ? 1 : 0, 3, 0);

        assertEquals(takesPromises, server.connection.canOpenStream(), "whatever number may be open");
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                ending(
                        "the peer goes away",
                        false,
                        kernel -> kernel.receive(FrameFactory.goAway(0, ErrorCode.NO_ERROR))),
                ending("we go away", true, kernel -> kernel.connection.closeConnection(ErrorCode.NO_ERROR)),
                ending("failure", false, kernel -> kernel.receive(FrameFactory.data(9, 1, true))),
                ending("end of input", false, kernel -> kernel.connection.receiveEndOfInput()));
    }

    private static Arguments ending(String name, boolean mayOpen, Consumer<Kernel> action) {
        return Arguments.argumentSet(name, mayOpen, action);
    }

    @ParameterizedTest
    @MethodSource("endings")
    @Spec({"H2-OP-34", "H2-CS-02"})
    void whetherAStreamCanBeOpenedFollowsTheStateOfTheConnection(boolean mayOpen, Consumer<Kernel> ending) {
        for (Kernel kernel : List.of(Kernel.client(), Kernel.server())) {
            boolean before = kernel.connection.canOpenStream();

            ending.accept(kernel);

            assertTrue(before);
            assertEquals(mayOpen, kernel.connection.canOpenStream());
        }
    }

    @Test
    @Spec({"H2-OP-34", "H2-CS-01"})
    void newConnectionOpensNoStream() {
        assertFalse(new H2Connection(H2Configuration.client().build()).canOpenStream());
        assertFalse(new H2Connection(H2Configuration.server().build()).canOpenStream());
    }

    @Test
    @Spec({"H2-OP-34", "H2-GO-11"})
    void serverWithoutIdsOpensNoStream() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, FrameFactory.POST));

        server.connection.pushStream(1, Integer.MAX_VALUE - 1, GET);

        assertFalse(server.connection.canOpenStream());
        assertThrows(NoAvailableStreamIdException.class, server.connection::nextStreamId);
    }

    // Why a stream is closed

    @Test
    @Spec({"H2-OP-32", "H2-OP-10", "H2-CLOSED-09"})
    void reasonOfAClosedStreamIsRemembered() {
        Limits limits = Limits.builder().maxConcurrentStreams(3).build();
        Kernel server = Kernel.of(H2Configuration.server().limits(limits).build());
        for (int streamId = 5; streamId <= 11; streamId += 2) {
            server.receive(server.peer.headers(streamId, true, FrameFactory.GET));
        }

        server.connection.sendHeaders(5, OK, true);
        server.connection.resetStream(7);
        server.receive(FrameFactory.rstStream(9, ErrorCode.CANCEL));

        assertEquals(Optional.of(ClosedReason.IMPLICIT), server.connection.closedReason(3));
        assertEquals(Optional.of(ClosedReason.ENDED), server.connection.closedReason(5));
        assertEquals(Optional.of(ClosedReason.SENT_RST), server.connection.closedReason(7));
        assertEquals(Optional.of(ClosedReason.RECEIVED_RST), server.connection.closedReason(9));
        assertEquals(Optional.of(ClosedReason.REFUSED), server.connection.closedReason(11));
        assertEquals(Optional.empty(), server.connection.closedReason(13));
        assertEquals(Optional.empty(), server.connection.closedReason(2));
        assertThrows(IllegalArgumentException.class, () -> server.connection.closedReason(0));
        List<Frame> sent = server.sent();
        assertEquals(Outcome.reset(7, ErrorCode.CANCEL), sent.get(sent.size() - 1), "the code if none is given");
    }

    @Test
    @Spec({"H2-OP-32", "H2-GO-06"})
    void openStreamHasNoReasonAndOneTheServerLeavesOutWasReset() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, POST, false);
        client.connection.sendHeaders(3, POST, false);

        client.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));

        assertEquals(Optional.empty(), client.connection.closedReason(1));
        assertEquals(Optional.of(ClosedReason.RECEIVED_RST), client.connection.closedReason(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-OP-32", "H2-CONN-09"})
    void streamThatFellWithItsConnectionHasNoReasonOfItsOwn(boolean failed) {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(3, POST, false);

        if (failed) {
            client.receive(FrameFactory.data(9, 1, true));
        } else {
            client.connection.receiveEndOfInput();
        }

        assertEquals(StreamState.CLOSED, client.connection.streamState(3));
        assertEquals(Optional.of(ClosedReason.UNKNOWN), client.connection.closedReason(3));
    }
}
