package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;

/** A client and a server talk through memory: the same conversation, however the octets are cut. */
class BackToBackTest {
    private static final Headers GET = Headers.of(
            ":method", "GET", ":scheme", "https", ":authority", "example.org", ":path", "/", "user-agent", "hyper");
    private static final Headers POST = Headers.of(
            ":method",
            "POST",
            ":scheme",
            "https",
            ":authority",
            "example.org",
            ":path",
            "/post",
            "content-length",
            "5");
    private static final Headers OK = Headers.of(":status", "200", "content-type", "text/plain");

    @Test
    @Spec({"EX-01", "X-BUF-02", "INV-2"})
    void conversationIsTheSameForEverySplit() {
        List<String> whole = conversation(List::of);
        int longest = longestFlight();

        for (int cut = 1; cut < longest; cut++) {
            int at = cut;
            List<String> split = conversation(octets -> at < octets.length
                    ? List.of(Arrays.copyOfRange(octets, 0, at), Arrays.copyOfRange(octets, at, octets.length))
                    : List.of(octets));

            assertEquals(whole, split, "cut at " + cut);
        }
    }

    @Test
    @Spec({"X-BUF-02", "X-BUF-05", "INV-2"})
    void conversationIsTheSameOctetByOctet() {
        List<String> whole = conversation(List::of);

        List<String> split = conversation(Splits::octets);

        assertEquals(whole, split);
    }

    @Test
    @Spec({"X-BUF-02", "INV-2"})
    void conversationIsTheSameForRandomCuts() {
        List<String> whole = conversation(List::of);

        Property.forAll(200, draw -> assertEquals(whole, conversation(draw::cuts)));
    }

    /** A GET, a POST with interim response and trailers, and a reset; what both sides saw, DATA in pieces joined. */
    private static List<String> conversation(Function<byte[], List<byte[]>> cut) {
        ConnectionPair pair = new ConnectionPair(
                H2Configuration.client().build(), H2Configuration.server().build(), cut);
        pair.client.initiate();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendData(1, ascii("hello, world"), true);
        pair.exchange();

        pair.client.sendHeaders(3, POST, false);
        pair.client.sendData(3, ascii("12345"), true);
        pair.exchange();
        pair.server.sendHeaders(3, Headers.of(":status", "103", "link", "</style.css>"), false);
        pair.server.sendHeaders(3, OK, false);
        pair.server.sendData(3, ascii("thanks"), false);
        pair.server.sendHeaders(3, Headers.of("checksum", "abc"), true);
        pair.exchange();

        pair.client.sendHeaders(5, GET, false);
        pair.exchange();
        pair.client.resetStream(5, ErrorCode.CANCEL);
        pair.exchange();

        assertEquals(0, pair.client.openOutboundStreams());
        assertEquals(0, pair.server.openInboundStreams());
        List<String> seen = new ArrayList<>(joined(pair.serverEvents));
        seen.addAll(joined(pair.clientEvents));
        return seen;
    }

    private static int longestFlight() {
        int[] longest = new int[1];
        conversation(octets -> {
            longest[0] = Math.max(longest[0], octets.length);
            return List.of(octets);
        });
        return longest[0];
    }

    /** The events as text, with neighbouring DATA events of a stream joined to one. */
    private static List<String> joined(List<H2Event> events) {
        List<String> texts = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (H2Event event : events) {
            if (event instanceof DataReceived data) {
                byte[] octets = new byte[data.data().remaining()];
                data.data().duplicate().get(octets);
                body.writeBytes(octets);
                if (data.endStream()) {
                    texts.add(data.streamId() + ": " + body.toString(StandardCharsets.US_ASCII));
                    body.reset();
                }
            } else {
                if (body.size() > 0) {
                    texts.add("data: " + body.toString(StandardCharsets.US_ASCII));
                    body.reset();
                }
                texts.add(event.toString());
            }
        }
        return texts;
    }

    @Test
    @Spec({"EX-01", "H2-EV-01", "H2-EV-02", "H2-EV-05", "H2-EV-06", "H2-ST-R01", "H2-ST-S01", "H2-ST-S03"})
    void getIsAnsweredWithABody() {
        ConnectionPair pair = new ConnectionPair().connected();

        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendData(1, ascii("hello"), true);
        pair.exchange();

        assertEquals(List.of(new RequestReceived(1, GET, true), new StreamEnded(1)), pair.serverEvents);
        assertEquals(
                List.of(
                        new ResponseReceived(1, OK, false),
                        new DataReceived(1, ascii("hello"), 5, true),
                        new StreamEnded(1)),
                pair.clientEvents);
        assertEquals(StreamState.CLOSED, pair.client.streamState(1));
        assertEquals(StreamState.CLOSED, pair.server.streamState(1));
    }

    @Test
    @Spec({"EX-02", "H2-EV-03", "H2-EV-04", "H2-EV-33", "H2-HB-01", "H2-ST-S02", "H2-ST-S04", "H2-ST-R02", "H2-ST-R03"})
    void interimResponseAndTrailersSurroundTheBody() {
        ConnectionPair pair = new ConnectionPair().connected();
        Headers hints = Headers.of(":status", "103", "link", "</style.css>");
        Headers trailers = Headers.of("checksum", "abc");

        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.sendHeaders(1, hints, false);
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendData(1, ascii("hello"), false);
        pair.server.sendHeaders(1, trailers, true);
        pair.exchange();

        assertEquals(
                List.of(
                        new InformationalResponseReceived(1, hints),
                        new ResponseReceived(1, OK, false),
                        new DataReceived(1, ascii("hello"), 5, false),
                        new TrailersReceived(1, trailers, true),
                        new StreamEnded(1)),
                pair.clientEvents);
    }

    @Test
    @Spec({"H2-EV-07", "H2-OP-10", "H2-ST-S07", "H2-ST-R07"})
    void resetReachesTheOtherSide() {
        ConnectionPair pair = new ConnectionPair().connected();
        pair.client.sendHeaders(1, GET, false);

        pair.client.resetStream(1, ErrorCode.CANCEL);
        pair.exchange();

        assertEquals(new RequestReceived(1, GET, false), pair.serverEvents.get(0));
        StreamReset reset = (StreamReset) pair.serverEvents.get(1);
        assertEquals(ErrorCode.CANCEL, reset.errorCode());
        assertEquals(ResetReason.PEER_RST, reset.reason());
        assertTrue(reset.remote());
        assertEquals(2, pair.serverEvents.size());
        assertEquals(0, pair.server.openInboundStreams());
    }

    @Test
    @Spec({"EX-03", "H2-CLOSED-02", "H2-CLOSED-07", "INV-5", "INV-6"})
    void dataUnderWayToAResetStreamIsCreditedAndTheTablesStayInStep() {
        ConnectionPair pair = new ConnectionPair().connected();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendData(1, ByteBuffer.allocate(40_000), false);
        pair.server.sendHeaders(1, Headers.of("new-trailer", "only-here"), true);

        pair.client.resetStream(1, ErrorCode.CANCEL);
        pair.exchange();
        pair.client.sendHeaders(3, GET, true);
        pair.exchange();
        pair.server.sendHeaders(3, Headers.of(":status", "200", "new-trailer", "only-here"), true);
        pair.exchange();

        assertEquals(
                List.of(
                        new ResponseReceived(3, Headers.of(":status", "200", "new-trailer", "only-here"), true),
                        new StreamEnded(3)),
                pair.clientEvents);
        assertEquals(65_535 - 7_232, pair.client.receiveWindow(0), "32,768 came back, 7,232 wait for company");
    }

    @Test
    @Spec({"H2-OP-07", "H2-WIN-01", "H2-WIN-03", "H2-WIN-04", "INV-6", "INV-7"})
    void largeBodyPassesThroughSmallWindows() {
        ConnectionPair pair = new ConnectionPair().connected();
        byte[] body = new byte[1_000_000];
        new Random(7).nextBytes(body);
        ByteBuffer unsent = ByteBuffer.wrap(body);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);

        while (pair.server.streamState(1) != StreamState.CLOSED) {
            pair.server.sendData(1, unsent, true);
            pair.toClient();
            for (DataReceived data : ConnectionPair.only(pair.clientEvents, DataReceived.class)) {
                byte[] octets = new byte[data.data().remaining()];
                data.data().get(octets);
                received.writeBytes(octets);
                pair.client.acknowledgeReceivedData(1, data.flowControlledLength());
            }
            pair.clientEvents.clear();
            pair.toServer();
        }

        assertArrayEquals(body, received.toByteArray());
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
