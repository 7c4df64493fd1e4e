package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that are wrong in themselves, and what each costs (docs/spec/behaviours.md, 2.4). */
class FrameViolationTest {
    private static final Headers POST = Headers.of(FrameFactory.POST);

    // spotless:off
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "FR-V-01, 000000 00 08 00000001,                DATA without pad length,         FRAME_SIZE_ERROR",
        "FR-V-01, 000000 01 08 00000003,                HEADERS without pad length,      FRAME_SIZE_ERROR",
        "FR-V-02, 000001 00 08 00000001 01,             DATA with too much padding,      PROTOCOL_ERROR",
        "FR-V-02, 000002 01 0c 00000003 02 82,          HEADERS with too much padding,   PROTOCOL_ERROR",
        "FR-V-03, 000004 01 24 00000003 00000000,       HEADERS without weight,          FRAME_SIZE_ERROR",
        "FR-V-04, 000004 02 00 00000005 00000000,       PRIORITY of an idle stream,      FRAME_SIZE_ERROR",
        "FR-V-05, 000003 03 00 00000001 000000,         short RST_STREAM,                FRAME_SIZE_ERROR",
        "FR-V-05, 000005 03 00 00000001 0000000000,     long RST_STREAM,                 FRAME_SIZE_ERROR",
        "FR-V-06, 000005 04 00 00000000 0001000000,     SETTINGS with part of an entry,  FRAME_SIZE_ERROR",
        "FR-V-07, 000006 04 01 00000000 000100000000,   SETTINGS ACK with an entry,      FRAME_SIZE_ERROR",
        "FR-V-08, 000003 05 04 00000001 000000,         short PUSH_PROMISE,              FRAME_SIZE_ERROR",
        "FR-V-09, 000004 05 04 00000001 00000000,       promise of stream 0,             PROTOCOL_ERROR",
        "FR-V-09, 000004 05 04 00000001 00000003,       promise of an odd stream,        PROTOCOL_ERROR",
        "FR-V-10, 000007 06 00 00000000 00000000000000, short PING,                      FRAME_SIZE_ERROR",
        "FR-V-11, 000004 07 00 00000000 00000000,       short GOAWAY,                    FRAME_SIZE_ERROR",
        "FR-V-12, 000003 08 00 00000001 000001,         short WINDOW_UPDATE,             FRAME_SIZE_ERROR",
        "FR-V-13, 000004 08 00 00000005 00000000,       increment 0 on an idle stream,   PROTOCOL_ERROR",
        "FR-V-14, 000004 08 00 00000000 00000000,       increment 0 on the connection,   PROTOCOL_ERROR",
        "FR-V-15, 000001 0a 00 00000000 00,             short ALTSVC,                    FRAME_SIZE_ERROR",
        "FR-V-15, 000002 0a 00 00000000 0001,           ALTSVC without its origin,       FRAME_SIZE_ERROR",
        "FR-V-18, 000003 10 00 00000000 000000,         short PRIORITY_UPDATE,           FRAME_SIZE_ERROR",
        "FR-V-19, 000004 10 00 00000000 00000000,       PRIORITY_UPDATE of stream 0,     PROTOCOL_ERROR",
        "6.1,     000001 00 00 00000000 00,             DATA on stream 0,                PROTOCOL_ERROR",
        "6.2,     000001 01 04 00000000 82,             HEADERS on stream 0,             PROTOCOL_ERROR",
        "6.3,     000005 02 00 00000000 0000000000,     PRIORITY on stream 0,            PROTOCOL_ERROR",
        "6.4,     000004 03 00 00000000 00000000,       RST_STREAM on stream 0,          PROTOCOL_ERROR",
        "6.5,     000000 04 00 00000001,                SETTINGS on a stream,            PROTOCOL_ERROR",
        "6.6,     000004 05 04 00000000 00000002,       PUSH_PROMISE on stream 0,        PROTOCOL_ERROR",
        "6.7,     000008 06 00 00000001 0000000000000000, PING on a stream,              PROTOCOL_ERROR",
        "6.8,     000008 07 00 00000001 0000000000000000, GOAWAY on a stream,            PROTOCOL_ERROR",
        "6.10,    000000 09 04 00000000,                CONTINUATION on stream 0,        PROTOCOL_ERROR",
    })
    // spotless:on
    @Spec({
        "FR-V-01",
        "FR-V-02",
        "FR-V-03",
        "FR-V-04",
        "FR-V-05",
        "FR-V-06",
        "FR-V-07",
        "FR-V-08",
        "FR-V-09",
        "FR-V-10",
        "FR-V-11",
        "FR-V-12",
        "FR-V-13",
        "FR-V-14",
        "FR-V-15",
        "FR-V-18",
        "FR-V-19",
        "H2-ERR-01",
        "H2-ERR-02",
        "H2-ERR-09",
        "X-ATOM-02",
        "INV-3"
    })
    void costsTheConnectionAndKeepsWhatCameBefore(String rule, String frame, String name, String errorCode) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST), Hex.bytes(frame), FrameFactory.ping(1, false));

        List<H2Event> before = List.of(new RequestReceived(1, POST, false));
        Outcome.assertConnectionError(kernel, before, events, named(errorCode), 1);
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "FR-V-04, 000004 02 00 00000001 00000000,     short PRIORITY,          FRAME_SIZE_ERROR",
        "FR-V-04, 000006 02 00 00000001 000000000000, long PRIORITY,           FRAME_SIZE_ERROR",
        "FR-V-13, 000004 08 00 00000001 00000000,     increment 0 on a stream, PROTOCOL_ERROR",
    })
    // spotless:on
    @Spec({"FR-V-04", "FR-V-13", "H2-FLOW-06", "H2-ERR-03", "H2-ST-R23", "INV-13"})
    void costsTheStream(String rule, String frame, String name, String errorCode) {
        Kernel kernel = Kernel.server();
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST), kernel.peer.headers(3, false, FrameFactory.POST));

        List<H2Event> events = kernel.receive(Hex.bytes(frame));

        Outcome.assertStreamError(kernel, events, 1, named(errorCode));
        assertEquals(StreamState.OPEN, kernel.connection.streamState(3));
        assertEquals(1, kernel.connection.openInboundStreams());
    }

    static Stream<Arguments> ignored() {
        return Stream.of(
                Arguments.of("ALTSVC on stream 0 without origin", "000002 0a 00 00000000 0000"),
                Arguments.of("ALTSVC on a stream with origin", "000003 0a 00 00000001 0001 61"),
                Arguments.of("ORIGIN with a truncated entry", "000001 0c 00 00000000 00"),
                Arguments.of("ORIGIN with a reserved flag", "000000 0c 01 00000000"),
                Arguments.of("ORIGIN on a stream", "000000 0c 00 00000001"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ignored")
    @Spec({"FR-V-16", "FR-V-17", "H2-EV-30", "H2-CONN-08"})
    void isIgnored(String name, String frame) {
        Kernel kernel = Kernel.client();

        List<H2Event> events = kernel.receive(Hex.bytes(frame), FrameFactory.ping(9, false));

        assertEquals(List.of(new PingReceived(9)), events);
        assertEquals(1, kernel.sent().size(), "the answer to the PING");
        assertEquals(ConnectionState.OPEN, kernel.connection.connectionState());
    }

    @Test
    @Spec({"FR-V-13", "H2-CLOSED-03"})
    void incrementZeroOnAClosedStreamIsIgnored() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST), FrameFactory.rstStream(1, ErrorCode.CANCEL));

        List<H2Event> events = kernel.receive(FrameFactory.raw(0x8, 0, 1, new byte[4]));

        assertEquals(List.of(), events);
        assertEquals(List.of(), kernel.sent());
    }

    @Test
    @Spec({"FR-V-04", "H2-CLOSED-05"})
    void priorityOfTheWrongLengthOnAClosedStreamCostsTheConnection() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST), FrameFactory.rstStream(1, ErrorCode.CANCEL));

        List<H2Event> events = kernel.receive(FrameFactory.raw(0x2, 0, 1, new byte[4]));

        Outcome.assertConnectionError(kernel, events, ErrorCode.FRAME_SIZE_ERROR, 1);
    }

    @Test
    @Spec({"H2-LIM-01", "H2-LIM-31", "H2-X-03", "X-BUF-06"})
    void frameThatIsTooLargeFailsOnItsHeaderAndTheLimitIsNamed() {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(Hex.bytes("004001 00 00 00000001"));

        ConnectionFailed failed = (ConnectionFailed) events.get(0);
        assertTrue(failed.reason().startsWith("maxFrameSize 16384 exceeded: DATA of 16385 octets"), failed.reason());
        Outcome.assertConnectionError(kernel, events, ErrorCode.FRAME_SIZE_ERROR, 0);
    }

    @Test
    @Spec({"H2-LIM-01", "H2-HB-02"})
    void frameThatIsTooLargeFailsInsideAHeaderBlockToo() {
        Kernel kernel = Kernel.server();

        List<H2Event> events =
                kernel.receive(FrameFactory.headersOf(1, new byte[0], true, false), Hex.bytes("004001 09 00 00000001"));

        Outcome.assertConnectionError(kernel, events, ErrorCode.FRAME_SIZE_ERROR, 0);
    }

    private static ErrorCode named(String name) {
        return name.equals("FRAME_SIZE_ERROR") ? ErrorCode.FRAME_SIZE_ERROR : ErrorCode.PROTOCOL_ERROR;
    }
}
