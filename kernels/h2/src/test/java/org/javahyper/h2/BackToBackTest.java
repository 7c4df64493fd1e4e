package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.javahyper.h2.Messages.body;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** A client and a server talk through memory: messages of every kind, however the octets are cut. */
class BackToBackTest {
    private static final H2Configuration CLIENT = H2Configuration.client().build();
    private static final H2Configuration SERVER = H2Configuration.server().build();

    @Test
    @Spec({"EX-01", "X-BUF-02", "INV-2"})
    void conversationIsTheSameForEverySplit() {
        int[] longest = new int[1];
        List<List<H2Event>> whole = conversation(octets -> {
            longest[0] = Math.max(longest[0], octets.length);
            return List.of(octets);
        });

        for (int cut = 1; cut < longest[0]; cut++) {
            int at = cut;
            List<List<H2Event>> split = conversation(octets -> at < octets.length
                    ? List.of(Arrays.copyOfRange(octets, 0, at), Arrays.copyOfRange(octets, at, octets.length))
                    : List.of(octets));

            assertEquals(whole, split, "cut at " + cut);
        }
    }

    /** A GET, a POST with interim response and trailers, and a reset; what both sides saw. */
    private static List<List<H2Event>> conversation(Function<byte[], List<byte[]>> cut) {
        ConnectionPair pair = new ConnectionPair(CLIENT, SERVER, cut);
        pair.client.initiate();
        pair.client.sendHeaders(1, GET, true);
        pair.exchange();
        pair.server.sendHeaders(1, OK, false);
        pair.server.sendData(1, ascii("hello, world"), true);
        pair.client.sendHeaders(3, POST, false);
        pair.client.sendData(3, ascii("12345"), true);
        pair.exchange();
        pair.server.sendHeaders(3, HINTS, false);
        pair.server.sendHeaders(3, OK, false);
        pair.server.sendData(3, ascii("thanks"), false);
        pair.server.sendHeaders(3, TRAILERS, true);
        pair.client.sendHeaders(5, GET, false);
        pair.exchange();
        pair.client.resetStream(5);
        pair.exchange();
        return List.of(pair.serverSaw(), pair.clientSaw());
    }

    @Test
    @Spec({
        "EX-01",
        "H2-CONF-02",
        "H2-EV-01",
        "H2-EV-02",
        "H2-EV-05",
        "H2-EV-06",
        "H2-ST-R01",
        "H2-ST-S01",
        "H2-ST-S03",
        "X-BUF-02"
    })
    void getIsAnsweredWithABody() {
        atAnyCut(pair -> {
            pair.client.sendHeaders(1, GET, true);
            pair.exchange();
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendData(1, ascii("hello"), true);
            pair.exchange();

            assertEquals(List.of(new RequestReceived(1, GET, true), new StreamEnded(1)), pair.serverSaw());
            assertEquals(
                    List.of(
                            new ResponseReceived(1, OK, false),
                            new DataReceived(1, ascii("hello"), 5, true),
                            new StreamEnded(1)),
                    pair.clientSaw());
            assertEquals(StreamState.CLOSED, pair.client.streamState(1));
            assertEquals(StreamState.CLOSED, pair.server.streamState(1));
        });
    }

    @Test
    @Spec({
        "EX-02",
        "H2-CONF-02",
        "H2-EV-03",
        "H2-EV-04",
        "H2-EV-33",
        "H2-HB-01",
        "H2-ST-S02",
        "H2-ST-S04",
        "H2-ST-R02",
        "H2-ST-R03"
    })
    void interimResponsesAndTrailersSurroundTheBodies() {
        Headers empty = Headers.of("checksum", "");
        atAnyCut(pair -> {
            pair.client.sendHeaders(1, POST, false);
            pair.client.sendData(1, ascii("question"), false);
            pair.client.sendHeaders(1, empty, true);
            pair.exchange();
            pair.server.sendHeaders(1, Headers.of(":status", "100"), false);
            pair.server.sendHeaders(1, HINTS, false);
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendData(1, ascii("answer"), false);
            pair.server.sendHeaders(1, TRAILERS, true);
            pair.exchange();

            assertEquals(
                    List.of(
                            new RequestReceived(1, POST, false),
                            new DataReceived(1, ascii("question"), 8, false),
                            new TrailersReceived(1, empty, true),
                            new StreamEnded(1)),
                    pair.serverSaw());
            assertEquals(
                    List.of(
                            new InformationalResponseReceived(1, Headers.of(":status", "100")),
                            new InformationalResponseReceived(1, HINTS),
                            new ResponseReceived(1, OK, false),
                            new DataReceived(1, ascii("answer"), 6, false),
                            new TrailersReceived(1, TRAILERS, true),
                            new StreamEnded(1)),
                    pair.clientSaw());
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-EV-07", "H2-OP-10", "H2-ST-S07", "H2-ST-R07"})
    void resetReachesTheOtherSide() {
        atAnyCut(pair -> {
            pair.client.sendHeaders(1, GET, false);
            pair.client.resetStream(1, ErrorCode.CANCEL);
            pair.exchange();

            List<H2Event> events = pair.serverSaw();
            assertEquals(
                    List.of(
                            new RequestReceived(1, GET, false),
                            new StreamReset(
                                    1,
                                    ErrorCode.CANCEL,
                                    true,
                                    ResetReason.PEER_RST,
                                    ((StreamReset) events.get(1)).message())),
                    events);
            assertEquals(0, pair.server.openInboundStreams());
        });
    }

    @Test
    @Spec({"EX-03", "H2-CLOSED-02", "H2-CLOSED-07", "INV-5", "INV-6"})
    void dataUnderWayToAResetStreamIsCreditedAndTheTablesStayInStep() {
        Headers fresh = Headers.of(":status", "200", "new-trailer", "only-here");
        atAnyCut(pair -> {
            pair.client.sendHeaders(1, GET, true);
            pair.exchange();
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendData(1, ByteBuffer.allocate(40_000), false);
            pair.server.sendHeaders(1, Headers.of("new-trailer", "only-here"), true);
            pair.client.resetStream(1);
            pair.exchange();
            pair.client.sendHeaders(3, GET, true);
            pair.exchange();
            pair.server.sendHeaders(3, fresh, true);
            pair.exchange();

            assertEquals(List.of(new ResponseReceived(3, fresh, true), new StreamEnded(3)), pair.clientSaw());
            assertEquals(65_535 - 7_232, pair.client.receiveWindow(0), "32,768 came back, 7,232 wait for company");
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-OP-07", "H2-WIN-01", "H2-WIN-03", "H2-WIN-04", "INV-6", "INV-7"})
    void largeBodiesPassThroughSmallWindowsBothWays() {
        Limits small = Limits.builder().initialStreamWindow(1_000).build();
        byte[] question = body(200_000);
        byte[] answer = body(300_000);
        Consumer<ConnectionPair> conversation = unconnected -> {
            ConnectionPair pair = unconnected.connected();
            pair.client.sendHeaders(1, POST, false);
            pair.exchange();
            pair.server.sendHeaders(1, OK, false);
            ByteBuffer up = ByteBuffer.wrap(question);
            ByteBuffer down = ByteBuffer.wrap(answer);
            List<H2Event> atServer = new ArrayList<>();
            List<H2Event> atClient = new ArrayList<>();

            while (pair.server.streamState(1) != StreamState.CLOSED
                    || pair.client.streamState(1) != StreamState.CLOSED) {
                sendMore(pair.client, up);
                pair.toServer();
                atServer.addAll(received(pair.server, pair.serverEvents));
                sendMore(pair.server, down);
                pair.toClient();
                atClient.addAll(received(pair.client, pair.clientEvents));
            }

            assertEquals(
                    List.of(new DataReceived(1, ByteBuffer.wrap(question), question.length, true)),
                    Events.joined(atServer));
            assertEquals(
                    List.of(new DataReceived(1, ByteBuffer.wrap(answer), answer.length, true)),
                    Events.joined(atClient));
        };
        H2Configuration client = H2Configuration.client().limits(small).build();
        H2Configuration server = H2Configuration.server().limits(small).build();

        conversation.accept(new ConnectionPair(client, server, List::of));
        Property.forAll(3, draw -> conversation.accept(new ConnectionPair(client, server, draw::cuts)));
    }

    private static void sendMore(H2Connection connection, ByteBuffer unsent) {
        if (unsent.hasRemaining()) {
            connection.sendData(1, unsent, true);
        }
    }

    /** The DATA that has come since the last call, which is acknowledged at once. */
    private static List<H2Event> received(H2Connection connection, List<H2Event> events) {
        List<H2Event> received = new ArrayList<>();
        for (DataReceived data : ConnectionPair.only(events, DataReceived.class)) {
            connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
            received.add(data);
        }
        events.clear();
        return received;
    }

    @Test
    @Spec({"H2-CONF-02", "H2-PUSH-01", "H2-PUSH-05", "H2-EV-13", "H2-OP-11", "H2-ST-R10", "H2-ST-S10"})
    void pushedResponseComesOnItsOwnStream() {
        Headers style = GET.toBuilder().add("accept", "text/css").build();
        H2Configuration client = H2Configuration.client().enablePush(true).build();
        ConnectionPair.atAnyCut(client, SERVER, unconnected -> {
            ConnectionPair pair = unconnected.connected();
            pair.client.sendHeaders(1, GET, true);
            pair.exchange();
            pair.server.pushStream(1, 2, style);
            pair.server.pushStream(1, 4, style);
            pair.server.sendHeaders(1, OK, true);
            pair.server.sendHeaders(2, OK, false);
            pair.server.sendData(2, ascii("body {}"), true);
            pair.exchange();
            pair.client.resetStream(4);
            pair.exchange();

            assertEquals(
                    List.of(
                            new PushedStreamReceived(1, 2, style),
                            new PushedStreamReceived(1, 4, style),
                            new ResponseReceived(1, OK, true),
                            new StreamEnded(1),
                            new ResponseReceived(2, OK, false),
                            new DataReceived(2, ascii("body {}"), 7, true),
                            new StreamEnded(2)),
                    pair.clientSaw());
            assertEquals(ClosedReason.RECEIVED_RST, pair.server.closedReason(4).orElseThrow());
            assertEquals(0, pair.server.openOutboundStreams());
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-CONNECT-01", "H2-CONNECT-05", "H2-CONNECT-07", "H2-CONNECT-08"})
    void tunnelsCarryOctetsBothWaysUntilBothHaveEnded() {
        Headers connect = Headers.of(":method", "CONNECT", ":authority", "example.org:443");
        atAnyCut(pair -> {
            pair.client.sendHeaders(1, connect, false);
            pair.client.sendHeaders(3, connect, false);
            pair.exchange();
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendHeaders(3, Headers.of(":status", "403"), true);
            pair.exchange();
            pair.client.sendData(1, ascii("hello"), false);
            pair.server.sendData(1, ascii("welcome"), false);
            pair.exchange();
            pair.client.sendData(1, ascii("bye"), true);
            pair.exchange();
            pair.server.sendData(1, ascii("good bye"), true);
            pair.exchange();

            assertEquals(
                    List.of(
                            new RequestReceived(1, connect, false),
                            new RequestReceived(3, connect, false),
                            new DataReceived(1, ascii("hellobye"), 8, true),
                            new StreamEnded(1)),
                    pair.serverSaw());
            assertEquals(
                    List.of(
                            new ResponseReceived(1, OK, false),
                            new ResponseReceived(3, Headers.of(":status", "403"), true),
                            new StreamEnded(3),
                            new DataReceived(1, ascii("welcomegood bye"), 15, true),
                            new StreamEnded(1)),
                    pair.clientSaw());
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-CONNECT-02", "H2-CONNECT-03", "H2-HDR-18", "H2-HDR-19"})
    void webSocketRunsThroughExtendedConnect() {
        Headers connect = Headers.of(
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "https",
                ":authority",
                "example.org",
                ":path",
                "/chat");
        H2Configuration server = H2Configuration.server().extendedConnect(true).build();
        ConnectionPair.atAnyCut(CLIENT, server, unconnected -> {
            ConnectionPair pair = unconnected.connected();
            assertEquals(1, pair.client.remoteSettings().value(SettingId.ENABLE_CONNECT_PROTOCOL));
            pair.client.sendHeaders(1, connect, false);
            pair.exchange();
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendData(1, ascii("hi"), false);
            pair.exchange();
            pair.client.sendData(1, ascii("hi!"), true);
            pair.server.endStream(1);
            pair.exchange();

            assertEquals(
                    List.of(
                            new RequestReceived(1, connect, false),
                            new DataReceived(1, ascii("hi!"), 3, true),
                            new StreamEnded(1)),
                    pair.serverSaw());
            assertEquals(
                    List.of(
                            new ResponseReceived(1, OK, false),
                            new DataReceived(1, ascii("hi"), 2, true),
                            new StreamEnded(1)),
                    pair.clientSaw());
        });
    }

    private static void atAnyCut(Consumer<ConnectionPair> conversation) {
        ConnectionPair.atAnyCut(CLIENT, SERVER, pair -> conversation.accept(pair.connected()));
    }
}
