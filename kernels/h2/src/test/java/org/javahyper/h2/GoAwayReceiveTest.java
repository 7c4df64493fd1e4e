package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GOAWAY of the peer, and the peer's streams after ours (docs/spec/behaviours.md, 4.16). */
class GoAwayReceiveTest {
    private static final Headers GET = Headers.of(FrameFactory.GET);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @Test
    @Spec({"EX-07", "H2-GO-01", "H2-GO-06", "H2-GO-12", "H2-EV-07", "H2-EV-18", "H2-CS-07"})
    void streamsAboveTheLastOneAreSafeToTryAgainAndTheOthersFinish() {
        Kernel kernel = clientWithStreams(5);

        List<H2Event> events = kernel.receive(FrameFactory.goAway(3, ErrorCode.NO_ERROR));

        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(1));
        assertEquals(
                List.of(
                        new GoAwayReceived(ErrorCode.NO_ERROR, 3, NOTHING),
                        new StreamReset(
                                5, ErrorCode.REFUSED_STREAM, true, ResetReason.GOAWAY_UNPROCESSED, reset.message())),
                events);
        assertTrue(reset.isUnprocessed());
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(5));
        assertEquals(2, kernel.connection.openOutboundStreams());
        assertEquals(ConnectionState.GOAWAY_RECEIVED, kernel.connection.connectionState());
        assertEquals(List.of(), kernel.sent());

        assertEquals(
                List.of(new ResponseReceived(1, Headers.of(":status", "200"), true), new StreamEnded(1)),
                kernel.receive(kernel.peer.headers(1, true, ":status", "200")));
        assertEquals(
                List.of(
                        new ResponseReceived(3, Headers.of(":status", "200"), true),
                        new StreamEnded(3),
                        new ConnectionDrained()),
                kernel.receive(kernel.peer.headers(3, true, ":status", "200")));
        assertTrue(kernel.connection.isClosed());
    }

    @Test
    @Spec({"H2-GO-07", "H2-GO-06", "H2-CS-07"})
    void laterGoAwayMayCutFurtherStreams() {
        Kernel kernel = clientWithStreams(5);

        kernel.receive(FrameFactory.goAway(5, ErrorCode.NO_ERROR));
        List<H2Event> events = kernel.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));

        assertEquals(new GoAwayReceived(ErrorCode.NO_ERROR, 1, NOTHING), events.get(0));
        Set<Integer> cut = ConnectionPair.only(events, StreamReset.class).stream()
                .map(StreamReset::streamId)
                .collect(Collectors.toSet());
        assertEquals(Set.of(3, 5), cut);
        assertEquals(1, kernel.connection.openOutboundStreams());
    }

    @Test
    @Spec("H2-GO-07")
    void laterGoAwayMayNotNameAHigherStream() {
        Kernel kernel = clientWithStreams(1);
        kernel.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR), FrameFactory.goAway(1, ErrorCode.NO_ERROR));

        List<H2Event> events = kernel.receive(FrameFactory.goAway(3, ErrorCode.NO_ERROR));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7fff_ffff})
    @Spec({"H2-GO-09", "H2-GO-04", "H2-EV-23"})
    void withoutStreamsTheConnectionIsDrainedAtOnce(int last) {
        Kernel kernel = Kernel.client();

        List<H2Event> events = kernel.receive(FrameFactory.goAway(last, ErrorCode.NO_ERROR));
        List<H2Event> later = kernel.receive(FrameFactory.goAway(0, ErrorCode.NO_ERROR));

        assertEquals(List.of(new GoAwayReceived(ErrorCode.NO_ERROR, last, NOTHING), new ConnectionDrained()), events);
        assertEquals(List.of(new GoAwayReceived(ErrorCode.NO_ERROR, 0, NOTHING)), later, "drained only once");
    }

    @Test
    @Spec({"H2-GO-08", "H2-GO-10", "H2-EV-18"})
    void codeAndDebugDataAreKept() {
        Kernel kernel = clientWithStreams(1);
        byte[] frame = new GoAwayFrame(1, 0xb, new byte[] {1, 2}).toBytes();

        List<H2Event> events = kernel.connection.receiveData(frame);
        Arrays.fill(frame, (byte) 9);

        assertEquals(
                List.of(new GoAwayReceived(ErrorCode.ENHANCE_YOUR_CALM, 1, ByteBuffer.wrap(new byte[] {1, 2}))),
                events);
        assertFalse(kernel.connection.isClosed());
        assertEquals(
                2,
                kernel.receive(kernel.peer.headers(1, true, ":status", "200")).size() - 1,
                "and drained");
    }

    @Test
    @Spec({"H2-CS-08", "H2-GO-01", "H2-CS-07"})
    void clientThatGoesAwayMayStillOpenStreams() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST), FrameFactory.goAway(0, ErrorCode.NO_ERROR));

        List<H2Event> events = kernel.receive(kernel.peer.headers(3, true, FrameFactory.GET));

        assertEquals(2, events.size());
        assertEquals(2, kernel.connection.openInboundStreams());
    }

    @ParameterizedTest
    @CsvSource({"false, GOAWAY_SENT", "true, GOAWAY_BOTH"})
    @Spec({"H2-GO-05", "H2-CS-08", "H2-CS-09", "H2-EV-22", "INV-5"})
    void newStreamsAfterOurGoAwayAreDropped(boolean both, ConnectionState state) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        kernel.connection.closeConnection(ErrorCode.NO_ERROR);
        kernel.sent();
        if (both) {
            kernel.receive(FrameFactory.goAway(0, ErrorCode.NO_ERROR));
        }

        List<H2Event> events = kernel.receive(
                kernel.peer.headers(3, false, FrameFactory.POST),
                FrameFactory.data(3, 5, false),
                kernel.peer.headers(3, true, "late", "trailer"),
                kernel.peer.headers(1, true, "late", "trailer"));

        assertEquals(new StreamRefused(3), events.get(0));
        assertEquals(3, events.size(), "TrailersReceived and StreamEnded of stream 1");
        assertEquals(List.of(), kernel.sent());
        assertEquals(state, kernel.connection.connectionState());
        assertEquals(1, kernel.connection.openInboundStreams());
    }

    @Test
    @Spec({"H2-ERR-02", "H2-CS-11"})
    void connectionErrorMayFollowAGoAway() {
        Kernel kernel = clientWithStreams(1);
        kernel.connection.closeConnection(ErrorCode.NO_ERROR);
        kernel.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));
        kernel.sent();

        List<H2Event> events = kernel.receive(FrameFactory.data(9, 1, false));

        Outcome.assertConnectionError(kernel, events, ErrorCode.PROTOCOL_ERROR, 0);
    }

    private static Kernel clientWithStreams(int highest) {
        Kernel kernel = Kernel.client();
        for (int streamId = 1; streamId <= highest; streamId += 2) {
            kernel.connection.sendHeaders(streamId, GET, true);
        }
        kernel.sent();
        return kernel;
    }

    @Test
    @Spec({"H2-GO-04", "INV-2"})
    void drainedIsReportedWhereItHappensHoweverTheInputIsCut() {
        byte[] goAway = FrameFactory.goAway(0, ErrorCode.NO_ERROR);
        byte[] ping = FrameFactory.ping(7, false);
        Kernel whole = Kernel.client();
        Kernel cut = Kernel.client();

        List<H2Event> together = whole.receive(goAway, ping);
        List<H2Event> apart = new ArrayList<>(cut.receive(goAway));
        apart.addAll(cut.receive(ping));

        assertEquals(
                List.of(
                        new GoAwayReceived(ErrorCode.NO_ERROR, 0, NOTHING),
                        new ConnectionDrained(),
                        new PingReceived(7)),
                together);
        assertEquals(together, apart);
    }

    @ParameterizedTest
    @EnumSource(value = ConnectionState.class, names = "NEW", mode = EnumSource.Mode.EXCLUDE)
    @Spec({"H2-CS-10", "H2-CONN-06", "H2-CONN-07", "H2-CS-06", "X-ATOM-03"})
    void framesOfTheConnectionAreTakenUntilItIsOver(ConnectionState state) {
        Kernel kernel = clientIn(state);
        boolean isOver = state == ConnectionState.FAILED || state == ConnectionState.ENDED;

        List<H2Event> events = kernel.receive(
                FrameFactory.settings(4, 7),
                FrameFactory.ping(7, false),
                FrameFactory.windowUpdate(0, 9),
                FrameFactory.priority(5),
                FrameFactory.raw(0xbb, 1, 3));

        List<H2Event> expected = List.of(
                new RemoteSettingsChanged(Settings.empty(), Settings.of(4, 7), Settings.of(4, 7)),
                new PingReceived(7),
                new WindowUpdated(0, 9),
                new UnknownFrameReceived(0xbb, 1, 3, NOTHING));
        assertEquals(isOver ? List.of() : expected, events);
        assertEquals(
                isOver ? List.of() : List.of(new SettingsFrame(List.of(), true), new PingFrame(7, true)),
                kernel.sent());
        assertEquals(isOver ? 65_535 : 65_544, kernel.connection.sendWindow(0));
        assertEquals(state, kernel.connection.connectionState());
    }

    /** A client with stream 1 open, as long as the connection is not over. */
    private static Kernel clientIn(ConnectionState state) {
        Kernel kernel = clientWithStreams(1);
        if (state == ConnectionState.GOAWAY_SENT || state == ConnectionState.GOAWAY_BOTH) {
            kernel.connection.closeConnection(ErrorCode.NO_ERROR);
        }
        if (state == ConnectionState.GOAWAY_RECEIVED || state == ConnectionState.GOAWAY_BOTH) {
            kernel.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));
        }
        if (state == ConnectionState.FAILED) {
            kernel.receive(FrameFactory.data(9, 1, true));
        }
        if (state == ConnectionState.ENDED) {
            kernel.connection.receiveEndOfInput();
        }
        assertEquals(state, kernel.connection.connectionState());
        kernel.sent();
        return kernel;
    }
}
