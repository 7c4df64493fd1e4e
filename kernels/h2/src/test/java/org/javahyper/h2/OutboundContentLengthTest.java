package org.javahyper.h2;

import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The length that the program announces against the body that it sends (docs/spec/behaviours.md, 4.11). */
class OutboundContentLengthTest {
    private final Kernel client = Kernel.client();

    /** How a body may be offered. */
    enum Way {
        COPIED,
        LENT,
        PADDED;

        int send(H2Connection connection, int octets, boolean endStream) {
            ByteBuffer data = ascii("a".repeat(octets));
            return switch (this) {
                case COPIED -> connection.sendData(1, data, endStream);
                case LENT -> connection.sendDataByReference(1, data, endStream);
                case PADDED -> connection.sendData(1, data, endStream, 7);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-CL-07", "H2-OP-07", "H2-X-12"})
    void bodyAsLongAsAnnouncedIsSent(Way way) {
        client.connection.sendHeaders(1, post(5), false);

        assertEquals(3, way.send(client.connection, 3, false));
        assertEquals(2, way.send(client.connection, 2, true));

        List<Frame> sent = client.sent();
        assertEquals(3, ((DataFrame) sent.get(1)).data().length);
        assertEquals(2, ((DataFrame) sent.get(2)).data().length);
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {2} octets, END_STREAM {3}")
    @CsvSource({
        "too much at once,        0, 6, false, 6",
        "too much at the end,     0, 6, true,  6",
        "too much in all,         3, 3, false, 6",
        "too little,              0, 4, true,  4",
        "too little in all,       3, 1, true,  4",
        "nothing,                 0, 0, true,  0",
    })
    // spotless:on
    @Spec({"H2-CL-07", "H2-OP-07", "X-ATOM-01"})
    void callThatBreaksTheLengthIsRefused(String name, int before, int octets, boolean endStream, int total) {
        client.connection.sendHeaders(1, post(5), false);
        client.connection.sendData(1, ascii("a".repeat(before)), false);
        client.sent();

        for (Way way : Way.values()) {
            IllegalActionException refusal =
                    assertThrows(IllegalActionException.class, () -> way.send(client.connection, octets, endStream));

            assertEquals(
                    "Cannot end or go on with the body of stream 1: content-length is 5 and it would have " + total
                            + " octets (RFC 9113, 8.1.1). Send what was announced, or reset the stream.",
                    refusal.getMessage());
        }
        assertFalse(client.connection.hasDataToSend());
        assertEquals(StreamState.OPEN, client.connection.streamState(1));
        assertEquals(65_535 - before, client.connection.sendWindow(1));
        client.connection.sendData(1, ascii("a".repeat(5 - before)), true);
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"END", "TRAILERS"})
    @Spec({"H2-CL-07", "H2-OP-09", "X-ATOM-01"})
    void shortBodyEndsNeitherWithAnEmptyFrameNorWithTrailers(String end) {
        client.connection.sendHeaders(1, post(5), false);
        client.connection.sendData(1, ascii("abcd"), false);
        client.sent();
        Runnable ending = end.equals("END")
                ? () -> client.connection.endStream(1)
                : () -> client.connection.sendHeaders(1, TRAILERS, true);

        IllegalActionException refusal = assertThrows(IllegalActionException.class, ending::run);

        assertEquals(
                "Cannot end or go on with the body of stream 1: content-length is 5 and it would have 4 octets "
                        + "(RFC 9113, 8.1.1). Send what was announced, or reset the stream.",
                refusal.getMessage());
        assertFalse(client.connection.hasDataToSend());
        client.connection.sendData(1, ascii("e"), false);
        ending.run();
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-CL-07", "H2-FLOW-03"})
    void bodyThatTheWindowHoldsUpIsCountedAsFarAsItWent() {
        client.connection.sendHeaders(1, post(100_000), false);
        ByteBuffer body = ByteBuffer.allocate(100_000);

        assertEquals(65_535, client.connection.sendData(1, body, true));
        client.sent();
        client.receive(FrameFactory.windowUpdate(0, 50_000), FrameFactory.windowUpdate(1, 50_000));

        assertThrows(
                IllegalActionException.class, () -> client.connection.sendData(1, ByteBuffer.allocate(40_000), false));
        assertEquals(34_465, client.connection.sendData(1, body, true));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec("H2-CL-07")
    void shortBodyMayBeGivenUp() {
        client.connection.sendHeaders(1, post(5), false);
        client.sent();

        client.connection.resetStream(1, ErrorCode.CANCEL);

        assertEquals(List.of(Outcome.reset(1, ErrorCode.CANCEL)), client.sent());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "5, false"})
    @Spec({"H2-CL-07", "H2-CL-04", "X-ATOM-01"})
    void requestWithoutBodyMayOnlyAnnounceNothing(int announced, boolean good) {
        if (good) {
            client.connection.sendHeaders(1, post(announced), true);
            assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
        } else {
            assertThrows(IllegalActionException.class, () -> client.connection.sendHeaders(1, post(announced), true));
            assertEquals(StreamState.IDLE, client.connection.streamState(1));
            assertFalse(client.connection.hasDataToSend());
        }
    }

    // spotless:off
    @ParameterizedTest(name = "{0} {1}, content-length {2}, body {3}")
    @CsvSource({
        "GET,  200, 5, 5, true",
        "GET,  200, 5, 4, false",
        "GET,  200, 5, -, false",
        "GET,  200, 0, -, true",
        "GET,  200, -, 9, true",
        "GET,  200, -, -, true",
        "HEAD, 200, 5, -, true",
        "HEAD, 200, 5, 0, true",
        "HEAD, 200, 5, 5, false",
        "HEAD, 200, -, 1, false",
        "GET,  304, 5, -, true",
        "GET,  304, 5, 0, true",
        "GET,  304, 5, 5, false",
        "GET,  204, -, 0, true",
        "GET,  204, -, 1, false",
    })
    // spotless:on
    @Spec({"H2-CL-05", "H2-CL-06", "H2-CL-07", "X-ATOM-01"})
    void responsesThatHaveNoContentMayAnnounceAny(
            String method, String status, String announced, String body, boolean good) {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(
                1, true, ":method", method, ":scheme", "https", ":authority", "example.org", ":path", "/"));
        boolean ends = body.equals("-");
        Headers response = announced.equals("-")
                ? Headers.of(":status", status)
                : Headers.of(":status", status, "content-length", announced);
        Runnable answer = () -> {
            server.connection.sendHeaders(1, response, ends);
            if (!ends) {
                server.connection.sendData(1, ascii("a".repeat(Integer.parseInt(body))), true);
            }
        };

        if (good) {
            answer.run();
            assertEquals(StreamState.CLOSED, server.connection.streamState(1));
        } else {
            assertThrows(IllegalActionException.class, answer::run);
            assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
        }
    }

    @Test
    @Spec({"H2-CL-08", "H2-CL-07"})
    void lengthOfAnInterimResponseMeansNothing() {
        Kernel server = Kernel.asked();

        server.connection.sendHeaders(1, Headers.of(":status", "103", "content-length", "9"), false);
        server.connection.sendHeaders(1, Headers.of(":status", "200"), false);
        server.connection.sendData(1, ascii("abc"), true);

        assertEquals(StreamState.CLOSED, server.connection.streamState(1));
    }

    @Test
    @Spec({"H2-CL-01", "H2-CL-07"})
    void equalLengthsAreOne() {
        client.connection.sendHeaders(
                1, post(5).toBuilder().add("content-length", "05, 5").build(), false);

        assertThrows(IllegalActionException.class, () -> client.connection.endStream(1));
        client.connection.sendData(1, ascii("abcde"), true);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    @Spec({"H2-CL-07", "H2-HDR-41"})
    void proxyMaySendWhatItGets(boolean check, boolean validate) {
        Kernel proxy = Kernel.of(H2Configuration.client()
                .checkOutboundContentLength(check)
                .validateOutboundHeaders(validate)
                .build());

        proxy.connection.sendHeaders(1, post(5), true);
        proxy.connection.sendHeaders(3, post(5), false);
        proxy.connection.sendData(3, ascii("more than five"), false);
        proxy.connection.sendHeaders(3, TRAILERS, true);
        proxy.connection.sendHeaders(5, post(5), false);
        proxy.connection.endStream(5);

        assertEquals(3, proxy.connection.openOutboundStreams());
        assertEquals(
                List.of(1, 3, 3, 3, 5, 5),
                proxy.sent().stream().map(Frame::streamId).toList());
    }

    @Test
    @Spec({"H2-CL-05", "H2-CL-07"})
    void serverThatDoesNotCheckMaySendABodyBehindHead() {
        Kernel proxy = Kernel.of(
                H2Configuration.server().checkOutboundContentLength(false).build());
        proxy.receive(proxy.peer.headers(
                1, true, ":method", "HEAD", ":scheme", "https", ":authority", "example.org", ":path", "/"));

        proxy.connection.sendHeaders(1, Headers.of(":status", "200", "content-length", "5"), false);
        proxy.connection.sendData(1, ascii("abc"), true);

        assertFalse(((HeadersFrame) proxy.sent().get(0)).endStream());
        assertEquals(StreamState.CLOSED, proxy.connection.streamState(1));
    }

    private static Headers post(int contentLength) {
        return POST.toBuilder()
                .add("content-length", Integer.toString(contentLength))
                .build();
    }
}
