package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.STYLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.PushPromiseFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Promises of a server, and which it may make (docs/spec/behaviours.md, 4.15). */
class PushSendTest {
    private final Kernel server = Kernel.asked();

    // The promise

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "request not ended,                false, false, OPEN",
        "request ended,                    true,  false, HALF_CLOSED_REMOTE",
        "response begun,                   false, true,  OPEN",
        "request ended and response begun, true,  true,  HALF_CLOSED_REMOTE",
    })
    // spotless:on
    @Spec({"H2-OP-11", "H2-PUSH-01", "H2-PUSH-02", "H2-PUSH-04", "H2-ST-S09", "H2-ST-S10"})
    void promiseGoesOutOnARequestThatIsNotAnsweredInFull(
            String name, boolean requestEnded, boolean responseBegun, StreamState state) {
        server.receive(server.peer.headers(3, requestEnded, FrameFactory.GET));
        if (responseBegun) {
            server.connection.sendHeaders(3, OK, false);
            server.decode(server.sent().get(0));
        }

        server.connection.pushStream(3, 2, STYLE);

        List<Frame> sent = server.sent();
        PushPromiseFrame promise = assertInstanceOf(PushPromiseFrame.class, sent.get(0));
        byte[] block = promise.fieldBlockFragment();
        assertEquals(List.of(new PushPromiseFrame(3, 2, block, FrameWriter.NOT_PADDED, true)), sent);
        assertEquals(STYLE, server.decode(promise));
        assertEquals(StreamState.RESERVED_LOCAL, server.connection.streamState(2));
        assertEquals(state, server.connection.streamState(3));
        assertEquals(0, server.connection.openOutboundStreams());
        assertEquals(4, server.connection.nextStreamId());
    }

    @Test
    @Spec({"H2-OP-22", "H2-OP-34", "H2-OP-41", "H2-PUSH-02"})
    void promisedIdsMaySkipSome() {
        server.connection.pushStream(1, 6, STYLE);

        assertEquals(8, server.connection.nextStreamId());
        assertEquals(StreamState.CLOSED, server.connection.streamState(4));
        assertEquals(Optional.of(ClosedReason.IMPLICIT), server.connection.closedReason(4));
        assertTrue(server.connection.canOpenStream());

        server.connection.pushStream(1, Integer.MAX_VALUE - 1, STYLE);
        assertThrows(NoAvailableStreamIdException.class, server.connection::nextStreamId);
        assertFalse(server.connection.canOpenStream());
    }

    @Test
    @Spec({"H2-OP-11", "H2-NORM-01", "H2-NORM-06"})
    void promisedRequestIsNormalized() {
        Kernel splitting =
                Kernel.of(H2Configuration.server().splitOutboundCookies(true).build());
        splitting.receive(splitting.peer.headers(1, true, FrameFactory.GET));

        splitting.connection.pushStream(
                1,
                2,
                STYLE.toBuilder()
                        .add("Accept", " text/css ")
                        .add("connection", "close")
                        .add("cookie", "a=1; b=2")
                        .build());

        Headers expected = STYLE.toBuilder()
                .add("accept", "text/css")
                .addSensitive("cookie", "a=1")
                .addSensitive("cookie", "b=2")
                .build();
        assertEquals(expected, splitting.decode(splitting.sent().get(0)));
    }

    @ParameterizedTest(name = "block of {1} octets in frames of {0}")
    @CsvSource({
        "16384, 16379, 1",
        "16384, 16380, 1",
        "16384, 16381, 2",
        "16384, 32764, 2",
        "16384, 32765, 3",
        "20000, 59997, 4"
    })
    @Spec({"H2-HB-04", "H2-OP-42", "INV-7"})
    void promiseLongerThanAFrameIsSplitAndItsFirstFrameHoldsTheIdToo(
            int maxFrameSize, int blockLength, int frameCount) {
        Kernel kernel = Kernel.of(H2Configuration.server().build(), SettingId.MAX_FRAME_SIZE, maxFrameSize);
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
        Headers request = Messages.ofBlockLength(STYLE, blockLength);

        kernel.connection.pushStream(1, 2, request);

        List<Frame> frames = kernel.sent();
        assertEquals(frameCount, frames.size());
        byte[] block = Outcome.assertOneBlock(frames, maxFrameSize);
        assertEquals(blockLength, block.length);
        assertEquals(request, kernel.decode(block));
    }

    // What may not be promised

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("parent 0", 0, 4, IllegalArgumentException.class, "There is no stream 0"),
                refusal("promised id 0", 1, 0, IllegalArgumentException.class, "There is no stream 0"),
                refusal("idle parent", 11, 4, NoSuchStreamException.class, "it was never opened"),
                refusal("parent answered in full", 3, 4, IllegalActionException.class, "not yet answered in full"),
                refusal("closed parent", 5, 4, StreamClosedException.class, "it has ended, was reset"),
                refusal("promised parent", 2, 6, IllegalActionException.class, "not yet answered in full"),
                refusal("pushed parent", 4, 6, IllegalActionException.class, "not yet answered in full"),
                refusal("id of a client", 1, 7, IllegalActionException.class, "the highest is 4 "),
                refusal("id that is taken", 1, 4, IllegalActionException.class, "the highest is 4 "),
                refusal("id of the past", 1, 2, IllegalActionException.class, "the highest is 4 "));
    }

    private static Arguments refusal(
            String name, int streamId, int promisedStreamId, Class<? extends Exception> type, String reason) {
        return Arguments.of(name, streamId, promisedStreamId, type, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    @Spec({
        "H2-OP-11",
        "H2-OP-40",
        "H2-OP-41",
        "H2-PUSH-01",
        "H2-PUSH-02",
        "H2-PUSH-03",
        "H2-ST-S09",
        "H2-ST-S10",
        "X-ATOM-01"
    })
    void promiseAtTheWrongPlaceIsRefused(
            String name, int streamId, int promisedStreamId, Class<? extends Exception> type, String reason) {
        server.receive(server.peer.headers(3, false, FrameFactory.GET), server.peer.headers(5, true, FrameFactory.GET));
        server.connection.pushStream(1, 2, STYLE);
        server.connection.pushStream(1, 4, STYLE);
        server.connection.sendHeaders(4, OK, false);
        server.connection.sendHeaders(3, OK, true);
        server.connection.sendHeaders(5, OK, true);
        server.sent();

        Exception refusal = assertThrows(type, () -> server.connection.pushStream(streamId, promisedStreamId, STYLE));

        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        assertEquals(6, server.connection.nextStreamId());
        assertEquals(StreamState.IDLE, server.connection.streamState(6));
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            :method=POST,:scheme=https,:authority=a,:path=/                  | promised method is neither GET nor HEAD (RFC 9113, 8.4)
            :scheme=https,:authority=a,:path=/                               | promised method is neither GET nor HEAD (RFC 9113, 8.4)
            :method=GET,:scheme=https,:authority=a,:path=/,content-length=1  | promised request with content (RFC 9113, 8.4)
            :method=GET,:scheme=https,:path=/,host=a                         | promise without :authority (RFC 9113, 8.4)
            :method=GET,:scheme=https,:authority=a                           | request without :method, :scheme or :path (RFC 9113, 8.3.1)
            :method=GET,:scheme=https,:authority=a,:path=x                   | :path does not begin with / (RFC 9113, 8.3.1)
            :status=200                                                      | pseudo-field :status where it does not belong (RFC 9113, 8.3), field 0
            """)
    // spotless:on
    @Spec({"H2-PUSH-02", "H2-HDR-11", "H2-HDR-14", "H2-HDR-15", "H2-HDR-16", "H2-HDR-33", "X-ATOM-01"})
    void promiseOfAMalformedRequestIsRefused(String fields, String reason) {
        Headers request = Headers.of(fields.split("[,=]"));

        InvalidHeadersException refusal =
                assertThrows(InvalidHeadersException.class, () -> server.connection.pushStream(1, 2, request));

        assertEquals("Cannot promise stream 2: " + reason + ". Nothing was sent; mend the list.", refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        assertEquals(2, server.connection.nextStreamId());
    }

    @Test
    @Spec({"H2-HDR-41", "H2-CFG-04"})
    void withoutValidationAnythingCanBePromised() {
        Kernel kernel = Kernel.of(
                H2Configuration.server().validateOutboundHeaders(false).build());
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
        Headers post = Headers.of(":method", "POST", "content-length", "5");

        kernel.connection.pushStream(1, 2, post);

        assertEquals(post, kernel.decode(kernel.sent().get(0)));
    }

    @Test
    @Spec({"H2-OP-11", "H2-PUSH-01", "X-ATOM-01"})
    void clientDoesNotPush() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, GET, true);
        client.sent();

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> client.connection.pushStream(1, 2, STYLE));

        assertEquals(
                "Cannot promise stream 2: only a server pushes (RFC 9113, 8.4). Send a request.", refusal.getMessage());
        assertFalse(client.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-CS-02", "H2-OP-11", "X-ATOM-01"})
    void nothingIsPromisedBeforeTheBeginningAndAfterTheEnd() {
        Kernel fresh = Kernel.fresh(H2Configuration.server().build());
        assertThrows(IllegalActionException.class, () -> fresh.connection.pushStream(1, 2, STYLE));

        server.receive(FrameFactory.data(7, 1, false));
        assertThrows(ConnectionClosedException.class, () -> server.connection.pushStream(1, 2, STYLE));
    }

    @Test
    @Spec({"H2-PUSH-01", "H2-SET-08", "H2-OP-34", "X-ATOM-01"})
    void serverPushesOnlyWhileTheClientAllowsIt() {
        Kernel kernel = Kernel.of(H2Configuration.server().build(), SettingId.ENABLE_PUSH, 0);
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
        assertFalse(kernel.connection.canOpenStream());

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> kernel.connection.pushStream(1, 2, STYLE));
        assertEquals(
                "Cannot promise stream 2: the client takes no pushed streams, ENABLE_PUSH is 0 (RFC 9113, 8.4). "
                        + "Check remoteSettings() first.",
                refusal.getMessage());
        assertFalse(kernel.connection.hasDataToSend());

        kernel.receive(FrameFactory.settings(SettingId.ENABLE_PUSH, 1));
        assertTrue(kernel.connection.canOpenStream());
        kernel.connection.pushStream(1, 2, STYLE);
        assertEquals(StreamState.RESERVED_LOCAL, kernel.connection.streamState(2));
    }

    @Test
    @Spec({"H2-CS-02", "H2-OP-34", "H2-GO-06"})
    void nothingIsPromisedToAClientThatIsGoingAway() {
        server.connection.pushStream(1, 2, STYLE);
        server.connection.pushStream(1, 4, STYLE);
        server.sent();

        List<H2Event> events = server.receive(FrameFactory.goAway(2, ErrorCode.NO_ERROR));

        StreamReset reset = assertInstanceOf(StreamReset.class, events.get(1));
        assertInstanceOf(GoAwayReceived.class, events.get(0));
        assertEquals(
                new StreamReset(4, ErrorCode.REFUSED_STREAM, true, ResetReason.GOAWAY_UNPROCESSED, reset.message()),
                reset);
        assertFalse(server.connection.canOpenStream());
        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> server.connection.pushStream(1, 6, STYLE));
        assertEquals(
                "Cannot open stream 6: the peer is going away (RFC 9113, 6.8). Open a new connection.",
                refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
        server.connection.sendHeaders(2, OK, true);
        assertEquals(StreamState.CLOSED, server.connection.streamState(2), "what was promised is kept");
    }
}
