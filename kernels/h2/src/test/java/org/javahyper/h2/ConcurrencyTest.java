package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.RstStreamFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many streams each side may have open (RFC 9113, 5.1.2). */
class ConcurrencyTest {
    @Test
    @Spec({"H2-OP-26", "H2-OP-34", "H2-X-05", "H2-SET-08", "INV-7"})
    void clientOpensNoMoreThanThePeerAllows() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 2);
        client.connection.sendHeaders(1, GET, true);
        assertTrue(client.connection.canOpenStream());
        client.connection.sendHeaders(3, GET, false);
        assertFalse(client.connection.canOpenStream());

        TooManyStreamsException refusal =
                assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(5, GET, true));

        assertEquals(
                "Cannot open stream 5: the peer allows 2 concurrent streams and 2 are open (RFC 9113, 5.1.2). "
                        + "Wait for StreamsAvailable, or check canOpenStream() first.",
                refusal.getMessage());
        assertEquals(2, client.connection.openOutboundStreams());
        assertEquals(5, client.connection.nextStreamId());
    }

    @Test
    @Spec({"H2-OP-26", "H2-OP-34"})
    void closedStreamMakesRoom() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 1);
        client.connection.sendHeaders(1, GET, true);

        client.receive(client.peer.headers(1, true, ":status", "200"));
        client.connection.sendHeaders(3, GET, true);
        client.receive(FrameFactory.rstStream(3, ErrorCode.CANCEL));
        client.connection.sendHeaders(5, GET, true);
        client.connection.resetStream(5, ErrorCode.CANCEL);

        assertTrue(client.connection.canOpenStream());
        assertEquals(0, client.connection.openOutboundStreams());
    }

    @Test
    @Spec("H2-EV-24")
    void capacityIsReportedOnceAfterARefusalForLackOfIt() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 1);
        client.connection.sendHeaders(1, GET, true);
        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(3, GET, true));
        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(3, GET, true));
        assertEquals(List.of(), client.receive(), "still none");

        List<H2Event> events = client.receive(client.peer.headers(1, true, ":status", "200"));

        Headers ok = Headers.of(":status", "200");
        assertEquals(List.of(new ResponseReceived(1, ok, true), new StreamEnded(1), new StreamsAvailable(1)), events);
        assertEquals(List.of(), client.receive());
    }

    @Test
    @Spec("H2-EV-24")
    void capacityIsReportedBehindTheSettingsThatBringItAndAfterOurOwnResets() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 1);
        client.connection.sendHeaders(1, GET, true);
        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(3, GET, true));
        client.connection.resetStream(1, ErrorCode.CANCEL);
        assertEquals(List.of(new StreamsAvailable(1)), client.receive());

        client.receive(FrameFactory.settings(SettingId.MAX_CONCURRENT_STREAMS, 0));
        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(3, GET, true));
        List<H2Event> events = client.receive(FrameFactory.settings(SettingId.MAX_CONCURRENT_STREAMS, 0xffff_ffffL));
        assertEquals(RemoteSettingsChanged.class, events.get(0).getClass());
        assertEquals(List.of(new StreamsAvailable(Integer.MAX_VALUE)), events.subList(1, events.size()));
    }

    @Test
    @Spec("H2-EV-24")
    void capacityIsNotReportedWhereNothingWasRefusedOrThePeerIsLeaving() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 1);
        client.connection.sendHeaders(1, GET, true);
        assertEquals(
                2,
                client.receive(client.peer.headers(1, true, ":status", "200")).size());

        client.connection.sendHeaders(3, GET, true);
        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(5, GET, true));
        client.receive(FrameFactory.goAway(3, ErrorCode.NO_ERROR));
        List<H2Event> events = client.receive(client.peer.headers(3, true, ":status", "200"));

        assertEquals(List.of(), ConnectionPair.only(events, StreamsAvailable.class));
    }

    @Test
    @Spec({"H2-SET-08", "H2-SET-07", "H2-OP-34"})
    void loweredLimitLetsOpenStreamsGoOn() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, GET, false);
        client.connection.sendHeaders(3, GET, false);

        client.receive(FrameFactory.settings(SettingId.MAX_CONCURRENT_STREAMS, 0));

        assertFalse(client.connection.canOpenStream());
        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(5, GET, true));
        assertEquals(2, client.connection.openOutboundStreams());
        client.connection.endStream(1);
        client.connection.endStream(3);
    }

    @Test
    @Spec({"H2-OP-26", "H2-LIM-07", "H2-EV-22"})
    void peerOpensNoMoreThanWeAllow() {
        Kernel server = Kernel.of(serverWith(1));

        List<H2Event> events = server.receive(
                server.peer.headers(1, true, FrameFactory.GET), server.peer.headers(3, true, FrameFactory.GET));

        assertEquals(RequestReceived.class, events.get(0).getClass());
        assertEquals(new StreamRefused(3), events.get(events.size() - 1));
        assertEquals(refused(3), server.sent());
        assertEquals(1, server.connection.openInboundStreams());
        server.connection.sendHeaders(1, OK, true);
        assertEquals(0, server.connection.openInboundStreams());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-LIM-07", "H2-GO-05", "H2-HB-05", "INV-5"})
    void refusedBlockIsDecodedForWhatComesAfterIt(boolean goingAway) {
        Kernel server = Kernel.of(serverWith(1));
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        if (goingAway) {
            server.connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], 1);
        }
        byte[] insertsAField = server.peer.headers(3, true, FrameFactory.with(FrameFactory.GET, "checksum", "abc"));
        byte[] refersToIt = server.peer.headers(1, true, "checksum", "abc");

        List<H2Event> events = server.receive(insertsAField, refersToIt);

        assertEquals(
                List.of(new StreamRefused(3), new TrailersReceived(1, Messages.TRAILERS, true), new StreamEnded(1)),
                events);
    }

    @Test
    @Spec({"H2-SET-09", "H2-LIM-07"})
    void ownLimitHoldsBeforeThePeerHasAcknowledgedIt() {
        Kernel server = Kernel.fresh(serverWith(1));
        server.receive(FrameFactory.preface(), FrameFactory.settings());
        server.sent();

        server.receive(server.peer.headers(1, true, FrameFactory.GET), server.peer.headers(3, true, FrameFactory.GET));

        assertEquals(refused(3), server.sent());
    }

    @Test
    @Spec("H2-SET-09")
    void raisedLimitHoldsAtOnceAndALoweredOneAfterItsAcknowledgement() {
        Kernel server = Kernel.of(serverWith(1));
        server.connection.updateSettings(Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 2));
        server.connection.updateSettings(Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 0));
        server.sent();
        server.receive(server.peer.headers(1, true, FrameFactory.GET), server.peer.headers(3, true, FrameFactory.GET));
        assertEquals(List.of(), server.sent());

        server.receive(FrameFactory.settingsAck(), FrameFactory.settingsAck());
        server.receive(server.peer.headers(5, true, FrameFactory.GET));

        assertEquals(refused(5), server.sent());
        assertEquals(2, server.connection.openInboundStreams());
    }

    @Test
    @Spec("H2-SET-09")
    void raisedLimitHoldsAtOnceEvenBeforeTheFirstAcknowledgement() {
        Kernel server = Kernel.fresh(serverWith(1));
        server.receive(FrameFactory.preface(), FrameFactory.settings());
        server.connection.updateSettings(Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 2));
        server.sent();

        server.receive(server.peer.headers(1, true, FrameFactory.GET), server.peer.headers(3, true, FrameFactory.GET));

        assertEquals(List.of(), server.sent());
        assertEquals(2, server.connection.openInboundStreams());
    }

    @Test
    @Spec({"H2-OP-26", "X-ATOM-03", "INV-3"})
    void failedConnectionHasNoOpenStreams() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, GET, true);

        client.receive(FrameFactory.data(3, 1, false));

        assertEquals(ConnectionState.FAILED, client.connection.connectionState());
        assertEquals(0, client.connection.openOutboundStreams());
        assertEquals(StreamState.CLOSED, client.connection.streamState(1));
    }

    private static List<Frame> refused(int streamId) {
        return List.of(new RstStreamFrame(streamId, (int) ErrorCode.REFUSED_STREAM.code()));
    }

    private static H2Configuration serverWith(int maxConcurrentStreams) {
        return H2Configuration.server()
                .limits(Limits.builder()
                        .maxConcurrentStreams(maxConcurrentStreams)
                        .build())
                .build();
    }
}
