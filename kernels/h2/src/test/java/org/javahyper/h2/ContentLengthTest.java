package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The announced length of a body against what comes (docs/spec/behaviours.md, 4.11). */
class ContentLengthTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "+1",
                "1 2",
                "0x1",
                "1.0",
                "1,2",
                "1,",
                ",1",
                "9223372036854775808",
                "99999999999999999999",
                "\u0661"
            })
    @Spec({"H2-CL-01", "H2-CL-02"})
    void malformedValueCostsTheStream(String value) {
        Kernel kernel = Kernel.server();
        String octets = value.equals("\u0661") ? "\u00d9\u00a1" : value; // an Arabic digit in UTF-8

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, post("content-length", octets)));

        Outcome.assertRejected(kernel, events, 1, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "007", "9223372036854775807", "5, 5", "5,5 ,\t5"})
    @Spec({"H2-CL-01", "H2-CL-02"})
    void goodValueIsPassedOnAsItIs(String value) {
        Kernel kernel = Kernel.server();
        String[] fields = post("content-length", value);

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, false, fields));

        assertEquals(List.of(new RequestReceived(1, Headers.of(fields), false)), events);
    }

    @ParameterizedTest
    @CsvSource({"5, 5, true", "5, 05, true", "5, 6, false"})
    @Spec("H2-CL-01")
    void severalFieldsMustAgree(String one, String other, boolean agree) {
        Kernel kernel = Kernel.server();

        List<H2Event> events =
                kernel.receive(kernel.peer.headers(1, false, post("content-length", one, "content-length", other)));

        assertEquals(
                agree ? RequestReceived.class : RequestRejected.class,
                events.get(0).getClass());
        assertEquals(agree ? StreamState.OPEN : StreamState.CLOSED, kernel.connection.streamState(1));
    }

    // spotless:off
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "in one frame,             5,   5",
        "in two frames,            5,   2 3",
        "with an empty frame,      5,   5 0",
        "nothing,                  0,   0",
        "more than announced,      5,   6!",
        "more in the second frame, 5,   3 3!",
        "less,                     5,   4!",
        "less in two frames,       5,   4 0!",
        "something for nothing,    0,   1!",
    })
    // spotless:on
    @Spec({"H2-CL-03", "H2-X-12"})
    void bodyMustBeAsLongAsAnnounced(String name, String announced, String frames) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, post("content-length", announced)));
        String[] lengths = frames.split(" ", -1);
        List<H2Event> events = List.of();

        for (int i = 0; i < lengths.length; i++) {
            int length = Integer.parseInt(lengths[i].replace("!", ""));
            events = kernel.receive(FrameFactory.paddedData(1, length, 7, i == lengths.length - 1));
        }

        if (frames.endsWith("!")) {
            Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
        } else {
            assertInstanceOf(DataReceived.class, events.get(0));
            assertEquals(new StreamEnded(1), events.get(1));
            assertEquals(StreamState.HALF_CLOSED_REMOTE, kernel.connection.streamState(1));
        }
    }

    @Test
    @Spec("H2-CL-03")
    void excessIsFoundAtTheFrameThatBringsItAndNotDelivered() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, post("content-length", "5")), FrameFactory.data(1, 5, false));

        List<H2Event> events = kernel.receive(FrameFactory.data(1, 2, false));

        assertEquals(
                "content-length is 5, but 7 octets came (RFC 9113, 8.1.1)", ((StreamReset) events.get(0)).message());
        Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @Spec({"H2-CL-04", "H2-ERR-05"})
    void requestWithoutBodyMayOnlyAnnounceNothing(String announced, boolean good) {
        Kernel kernel = Kernel.server();

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, true, post("content-length", announced)));

        if (good) {
            assertEquals(2, events.size());
            assertEquals(List.of(), kernel.sent());
        } else {
            Outcome.assertRejected(kernel, events, 1, 400);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, true", "4, false"})
    @Spec("H2-CL-04")
    void trailersEndTheCount(int sent, boolean good) {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, post("content-length", "5")), FrameFactory.data(1, sent, false));

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, true, "checksum", "x"));

        if (good) {
            assertEquals(new StreamEnded(1), events.get(1));
        } else {
            Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
        }
    }

    // spotless:off
    @ParameterizedTest(name = "{0} {1}, content-length {2}, body {3}")
    @CsvSource({
        "GET,     200, 5, -, false",
        "GET,     200, 0, -, true",
        "GET,     200, 5, 5, true",
        "GET,     200, 5, 4, false",
        "HEAD,    200, 5, -, true",
        "HEAD,    200, 5, 0, true",
        "HEAD,    200, 5, 5, false",
        "HEAD,    200, -, 1, false",
        "GET,     304, 5, -, true",
        "GET,     304, 5, 1, false",
        "GET,     204, 5, -, true",
        "GET,     204, -, 1, false",
        "CONNECT, 200, 5, 9, true",
        "CONNECT, 299, 5, -, true",
        "CONNECT, 300, 5, 9, false",
        "CONNECT, 404, 5, 5, true",
    })
    // spotless:on
    @Spec({"H2-CL-04", "H2-CL-05", "H2-CL-06", "H2-ERR-05"})
    void responsesThatHaveNoContentMayAnnounceAny(
            String method, String status, String announced, String body, boolean good) {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, request(method), !method.equals("CONNECT"));
        kernel.sent();
        boolean ends = body.equals("-");
        String[] fields = announced.equals("-")
                ? new String[] {":status", status}
                : new String[] {":status", status, "content-length", announced};

        List<H2Event> events = kernel.receive(kernel.peer.headers(1, ends, fields));
        if (!ends) {
            assertEquals(List.of(new ResponseReceived(1, Headers.of(fields), false)), events);
            events = kernel.receive(FrameFactory.data(1, Integer.parseInt(body), true));
        }

        if (good) {
            assertEquals(new StreamEnded(1), events.get(1));
            assertEquals(List.of(), kernel.sent());
        } else {
            Outcome.assertStreamError(kernel, events, 1, ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    @Spec("H2-CL-08")
    void lengthOfAnInterimResponseMeansNothing() {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, request("GET"), true);
        Headers interim = Headers.of(":status", "103", "content-length", "9");

        List<H2Event> events = new ArrayList<>();
        events.addAll(kernel.receive(kernel.peer.headers(1, false, ":status", "103", "content-length", "9")));
        events.addAll(kernel.receive(kernel.peer.headers(1, true, ":status", "200")));

        assertEquals(
                List.of(
                        new InformationalResponseReceived(1, interim),
                        new ResponseReceived(1, Headers.of(":status", "200"), true),
                        new StreamEnded(1)),
                events);
    }

    private static Headers request(String method) {
        return method.equals("CONNECT")
                ? Headers.of(":method", method, ":authority", "example.org:443")
                : Headers.of(":method", method, ":scheme", "https", ":authority", "example.org", ":path", "/");
    }

    private static String[] post(String... more) {
        return FrameFactory.with(FrameFactory.POST, more);
    }
}
