package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.WindowUpdateFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames for streams that are closed, by the reason for which they closed (docs/spec/behaviours.md, 4.7). */
class ClosedStreamTest {
    private static final Headers OK = Headers.of(":status", "200");

    /** The stream in question in every case. */
    private static final int STREAM = 3;

    /** The columns: each brings stream 3 of a server there. */
    enum Reason {
        ENDED {
            @Override
            void close(Kernel kernel) {
                kernel.receive(kernel.peer.headers(STREAM, true, FrameFactory.GET));
                kernel.connection.sendHeaders(STREAM, OK, true);
            }
        },
        SENT_RST {
            @Override
            void close(Kernel kernel) {
                kernel.receive(kernel.peer.headers(STREAM, false, FrameFactory.POST));
                kernel.connection.resetStream(STREAM, ErrorCode.CANCEL);
            }
        },
        REFUSED {
            @Override
            void close(Kernel kernel) {
                kernel.receive(
                        kernel.peer.headers(1, false, FrameFactory.POST),
                        kernel.peer.headers(STREAM, false, FrameFactory.POST),
                        FrameFactory.rstStream(1, ErrorCode.CANCEL));
            }
        },
        RECEIVED_RST {
            @Override
            void close(Kernel kernel) {
                kernel.receive(
                        kernel.peer.headers(STREAM, false, FrameFactory.POST),
                        FrameFactory.rstStream(STREAM, ErrorCode.CANCEL));
            }
        },
        IMPLICIT {
            @Override
            void close(Kernel kernel) {
                kernel.receive(
                        kernel.peer.headers(5, false, FrameFactory.POST), FrameFactory.rstStream(5, ErrorCode.CANCEL));
            }
        },
        UNKNOWN {
            @Override
            void close(Kernel kernel) {
                ENDED.close(kernel);
                for (int streamId = 5; streamId <= 9; streamId += 2) {
                    kernel.receive(kernel.peer.headers(streamId, true, FrameFactory.GET));
                    kernel.connection.sendHeaders(streamId, OK, true);
                }
            }
        };

        abstract void close(Kernel kernel);

        Kernel kernel() {
            Limits limits = Limits.builder()
                    .maxConcurrentStreams(1)
                    .rememberedClosedStreams(3)
                    .build();
            Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
            close(kernel);
            kernel.sent();
            assertEquals(StreamState.CLOSED, kernel.connection.streamState(STREAM));
            return kernel;
        }
    }

    // spotless:off
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "HEADERS,       ENDED,        STREAM_CLOSED",
        "HEADERS,       IMPLICIT,     PROTOCOL_ERROR",
        "DATA,          ENDED,        STREAM_CLOSED",
        "DATA,          IMPLICIT,     PROTOCOL_ERROR",
        "RST_STREAM,    IMPLICIT,     PROTOCOL_ERROR",
        "CONTINUATION,  SENT_RST,     PROTOCOL_ERROR",
    })
    // spotless:on
    @Spec({"H2-CLOSED-01", "H2-CLOSED-02", "H2-CLOSED-03", "H2-ST-R12", "H2-ST-R21"})
    void costsTheConnection(String frame, Reason reason, String errorCode) {
        Kernel kernel = reason.kernel();
        int last = reason == Reason.IMPLICIT ? 5 : STREAM;

        List<H2Event> events = kernel.receive(frame(kernel, frame));

        ErrorCode expected = errorCode.equals("STREAM_CLOSED") ? ErrorCode.STREAM_CLOSED : ErrorCode.PROTOCOL_ERROR;
        Outcome.assertConnectionError(kernel, events, expected, last);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"SENT_RST", "REFUSED", "UNKNOWN"})
    @Spec({"H2-CLOSED-01", "H2-CLOSED-07", "H2-CLOSED-11", "H2-HB-05", "H2-EV-30", "INV-5"})
    void headersAreDecodedAndDropped(Reason reason) {
        Kernel kernel = reason.kernel();
        byte[] late = kernel.peer.headers(STREAM, true, "late", "trailer", "Not-Even", "valid");

        List<H2Event> events = kernel.receive(late);

        assertEquals(List.of(), events);
        assertEquals(List.of(), kernel.sent());
        assertTablesInStep(kernel);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"SENT_RST", "REFUSED", "UNKNOWN"})
    @Spec({"H2-CLOSED-02", "H2-CLOSED-07", "H2-FLOW-05", "H2-WIN-07", "INV-6"})
    void dataIsCountedCreditedAndDropped(Reason reason) {
        Kernel kernel = reason.kernel();
        byte[] data = FrameFactory.data(STREAM, 16_384, false);

        List<H2Event> first = kernel.receive(data);
        int window = kernel.connection.receiveWindow(0);
        List<H2Event> second = kernel.receive(data);

        assertEquals(List.of(), first);
        assertEquals(List.of(), second);
        assertEquals(65_535 - 16_384, window);
        assertEquals(List.of(new WindowUpdateFrame(0, 32_768)), kernel.sent());
        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    @ParameterizedTest
    @CsvSource({"HEADERS", "DATA"})
    @Spec({"H2-CLOSED-01", "H2-CLOSED-02", "H2-CLOSED-06", "H2-ERR-03"})
    void peerThatGoesOnAfterItsOwnResetIsAnsweredOnce(String frame) {
        Kernel kernel = Reason.RECEIVED_RST.kernel();

        List<H2Event> events = new ArrayList<>(kernel.receive(frame(kernel, frame)));
        events.addAll(kernel.receive(frame(kernel, frame)));
        events.addAll(kernel.receive(FrameFactory.data(STREAM, 1, true)));

        assertEquals(List.of(), events);
        assertEquals(List.of(Outcome.reset(STREAM, ErrorCode.STREAM_CLOSED)), kernel.sent());
        assertTablesInStep(kernel);
    }

    // spotless:off
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "RST_STREAM,    ENDED", "RST_STREAM,    SENT_RST", "RST_STREAM,    REFUSED", "RST_STREAM,    RECEIVED_RST",
        "RST_STREAM,    UNKNOWN",
        "WINDOW_UPDATE, ENDED", "WINDOW_UPDATE, SENT_RST", "WINDOW_UPDATE, REFUSED", "WINDOW_UPDATE, RECEIVED_RST",
        "WINDOW_UPDATE, UNKNOWN", "WINDOW_UPDATE, IMPLICIT",
        "PRIORITY,      ENDED", "PRIORITY,      SENT_RST", "PRIORITY,      REFUSED", "PRIORITY,      RECEIVED_RST",
        "PRIORITY,      UNKNOWN", "PRIORITY,      IMPLICIT",
    })
    // spotless:on
    @Spec({"H2-CLOSED-03", "H2-CLOSED-05", "H2-EV-30", "H2-ST-R11", "H2-PRIO-04"})
    void isIgnored(String frame, Reason reason) {
        Kernel kernel = reason.kernel();

        List<H2Event> events = kernel.receive(frame(kernel, frame));

        assertEquals(List.of(), events);
        assertEquals(List.of(), kernel.sent());
        assertEquals(StreamState.CLOSED, kernel.connection.streamState(STREAM));
        assertTablesInStep(kernel);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    @Spec({"H2-CLOSED-05", "H2-ST-R14", "H2-CONN-07"})
    void extensionFrameIsAnEvent(Reason reason) {
        Kernel kernel = reason.kernel();

        List<H2Event> events = kernel.receive(FrameFactory.raw(0xbb, 0, STREAM));

        assertEquals(1, events.size());
        assertEquals(STREAM, ((UnknownFrameReceived) events.get(0)).streamId());
        assertEquals(List.of(), kernel.sent());
    }

    @Test
    @Spec({"H2-CLOSED-09", "H2-LIM-14"})
    void evictionIsOldestFirstAndCostsAPeerNothing() {
        Kernel kernel = Reason.UNKNOWN.kernel();

        List<H2Event> forgotten = kernel.receive(FrameFactory.data(3, 1, true), FrameFactory.data(3, 1, true));
        List<H2Event> remembered = kernel.receive(FrameFactory.data(5, 1, true));

        assertEquals(List.of(), forgotten);
        Outcome.assertConnectionError(kernel, remembered, ErrorCode.STREAM_CLOSED, 9);
    }

    @Test
    @Spec({"H2-CLOSED-09", "H2-LIM-14"})
    void idsAboveTheHighestEvictedOneWereSkipped() {
        Kernel kernel = Reason.UNKNOWN.kernel();
        kernel.receive(kernel.peer.headers(21, true, FrameFactory.GET));

        List<H2Event> skipped = kernel.receive(FrameFactory.data(15, 1, true));

        Outcome.assertConnectionError(kernel, skipped, ErrorCode.PROTOCOL_ERROR, 21);
    }

    @Test
    @Spec({"H2-CLOSED-10", "H2-CLOSED-09"})
    void manyStreamsComeAndGoAndTheFirstOnesAreForgotten() {
        Kernel kernel = Kernel.server();
        for (int streamId = 1; streamId < 2_000; streamId += 2) {
            kernel.receive(kernel.peer.headers(streamId, true, FrameFactory.GET));
            kernel.connection.sendHeaders(streamId, OK, true);
        }
        kernel.sent();

        List<H2Event> events = kernel.receive(FrameFactory.data(1, 1, false));
        List<H2Event> recent = kernel.receive(FrameFactory.data(1_999 - 2 * 127, 1, false));

        assertEquals(List.of(), events);
        assertEquals(0, kernel.connection.openInboundStreams());
        Outcome.assertConnectionError(kernel, recent, ErrorCode.STREAM_CLOSED, 1_999);
    }

    @Test
    @Spec({"H2-CLOSED-08", "H2-WIN-07", "INV-6"})
    void dataOwedWhenAStreamClosesIsStillTheProgramsToAcknowledge() {
        Kernel kernel = Kernel.server();
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST),
                FrameFactory.data(1, 16_384, false),
                FrameFactory.data(1, 16_384, false),
                FrameFactory.rstStream(1, ErrorCode.CANCEL));

        kernel.connection.acknowledgeReceivedData(1, 32_768);

        assertEquals(List.of(new WindowUpdateFrame(0, 32_768)), kernel.sent());
        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    /** The next request uses what the frames before have put into the table. */
    private static void assertTablesInStep(Kernel kernel) {
        String[] request = FrameFactory.GET.clone();
        request[5] = "in.step";

        List<H2Event> events =
                kernel.receive(kernel.peer.headers(21, true, request), FrameFactory.rstStream(21, ErrorCode.CANCEL));

        assertEquals(
                List.of(new RequestReceived(21, Headers.of(request), true), new StreamEnded(21)), events.subList(0, 2));
    }

    private static byte[] frame(Kernel kernel, String type) {
        return switch (type) {
            case "HEADERS" -> kernel.peer.headers(STREAM, true, "late", "trailer");
            case "DATA" -> FrameFactory.data(STREAM, 10, true);
            case "RST_STREAM" -> FrameFactory.rstStream(STREAM, ErrorCode.CANCEL);
            case "WINDOW_UPDATE" -> FrameFactory.windowUpdate(STREAM, 1);
            case "PRIORITY" -> FrameFactory.priority(STREAM);
            case "CONTINUATION" -> FrameFactory.continuation(STREAM, new byte[0], true);
            default -> throw new IllegalArgumentException(type);
        };
    }
}
