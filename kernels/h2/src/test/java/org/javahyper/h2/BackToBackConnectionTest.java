package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;
import static org.javahyper.h2.Messages.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.OriginsReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** A client and a server talk through memory about their connection, however the octets are cut. */
class BackToBackConnectionTest {
    private static final H2Configuration CLIENT = H2Configuration.client().build();
    private static final H2Configuration SERVER = H2Configuration.server().build();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long SHUTDOWN = 0x7368_7574_646f_776eL;

    @Test
    @Spec({"H2-CONF-02", "H2-SET-01", "H2-SET-06", "H2-SET-08", "H2-SET-09", "H2-FLOW-09", "INV-5"})
    void settingsChangeWhileBothSidesSend() {
        ConnectionPair.atAnyCut(CLIENT, SERVER, unconnected -> {
            ConnectionPair pair = unconnected.connected();
            byte[] octets = body(50_000);
            pair.client.sendHeaders(1, POST, false);
            pair.exchange();
            pair.serverSaw();

            pair.client.sendData(1, ByteBuffer.wrap(octets), false);
            pair.client.updateSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 0));
            pair.client.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 10));
            pair.server.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 20)
                    .and(SettingId.MAX_FRAME_SIZE, 30_000)
                    .and(SettingId.HEADER_TABLE_SIZE, 0));
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendData(1, ByteBuffer.wrap(octets), false);
            pair.exchange();

            assertEquals(
                    List.of(new DataReceived(1, ByteBuffer.wrap(octets), 50_000, false)),
                    ConnectionPair.only(pair.serverSaw(), DataReceived.class));
            assertEquals(
                    List.of(new DataReceived(1, ByteBuffer.wrap(octets), 50_000, false)),
                    ConnectionPair.only(pair.clientSaw(), DataReceived.class));
            assertEquals(20 - 50_000, pair.client.sendWindow(1));
            assertEquals(10 - 50_000, pair.server.sendWindow(1));
            assertEquals(30_000, pair.client.maxOutboundFrameSize());
            assertSettled(pair);
        });
    }

    /** Neither side waits for an acknowledgement, both know the same, and the compression tables are in step. */
    private static void assertSettled(ConnectionPair pair) {
        assertEquals(pair.client.localSettings(), pair.server.remoteSettings());
        assertEquals(pair.server.localSettings(), pair.client.remoteSettings());
        assertEquals(List.of(), pair.client.pendingLocalSettings());
        assertEquals(List.of(), pair.server.pendingLocalSettings());
        assertEquals(pair.client.sendWindow(1), pair.server.receiveWindow(1));
        assertEquals(pair.server.sendWindow(1), pair.client.receiveWindow(1));
        Headers fresh = Headers.of("fresh", "value", "again", "value");
        pair.server.sendHeaders(1, fresh, true);
        pair.client.sendHeaders(1, fresh, true);
        pair.exchange();
        assertEquals(new StreamEnded(1), pair.serverSaw().get(1));
        assertEquals(new StreamEnded(1), pair.clientSaw().get(1));
    }

    @Test
    @Spec({"H2-CONF-02", "H2-SET-13", "H2-CFG-12", "H2-EV-09", "H2-EV-10"})
    void programsMayAcknowledgeSettingsAndPings() {
        H2Configuration server = H2Configuration.server()
                .acknowledgeSettings(false)
                .acknowledgePings(false)
                .build();
        Settings change = Settings.of(SettingId.INITIAL_WINDOW_SIZE, 5);
        ConnectionPair.atAnyCut(CLIENT, server, pair -> {
            pair.client.initiate();
            pair.exchange();
            Settings first = pair.server.pendingRemoteSettings().get(0);
            pair.server.acknowledgeSettings();
            pair.exchange();
            pair.clientSaw();
            pair.serverSaw();

            pair.client.updateSettings(change);
            pair.client.ping(7);
            pair.exchange();
            assertEquals(
                    List.of(new RemoteSettingsChanged(first, first.merge(change), change), new PingReceived(7)),
                    pair.serverSaw());
            pair.server.acknowledgePing(7);
            pair.server.acknowledgeSettings();
            pair.exchange();

            assertEquals(
                    List.of(new PingAckReceived(7), new SettingsAcknowledged(first, first.merge(change), change)),
                    pair.clientSaw());
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-GO-03", "H2-GO-04", "H2-GO-05", "H2-GO-06", "H2-EV-18", "H2-EV-23"})
    void shutdownInTwoStepsLosesNoRequest() {
        ConnectionPair.atAnyCut(CLIENT, SERVER, unconnected -> {
            ConnectionPair pair = unconnected.connected();
            pair.client.sendHeaders(1, GET, true);
            pair.exchange();
            pair.client.sendHeaders(3, GET, true); // crosses the first GOAWAY
            pair.server.shutdown();
            pair.exchange();

            assertFalse(pair.client.canOpenStream());
            assertEquals(
                    List.of(
                            new RequestReceived(1, GET, true),
                            new StreamEnded(1),
                            new RequestReceived(3, GET, true),
                            new StreamEnded(3),
                            new PingAckReceived(SHUTDOWN)),
                    pair.serverSaw());
            pair.server.sendHeaders(3, OK, true);
            pair.server.sendHeaders(1, OK, true);
            assertTrue(pair.server.isClosed());
            pair.exchange();

            assertEquals(
                    List.of(
                            new GoAwayReceived(ErrorCode.NO_ERROR, Integer.MAX_VALUE, NOTHING),
                            new PingReceived(SHUTDOWN),
                            new GoAwayReceived(ErrorCode.NO_ERROR, 3, NOTHING),
                            new ResponseReceived(3, OK, true),
                            new StreamEnded(3),
                            new ResponseReceived(1, OK, true),
                            new StreamEnded(1),
                            new ConnectionDrained()),
                    pair.clientSaw());
            assertTrue(pair.client.isClosed());
            pair.serverEvents.addAll(pair.server.receiveData(new byte[0]));
            assertEquals(List.of(new ConnectionDrained()), pair.serverSaw());
            assertEquals(List.of(new ConnectionEnded(true)), pair.server.receiveEndOfInput());
            assertEquals(List.of(new ConnectionEnded(true)), pair.client.receiveEndOfInput());
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-GO-05", "H2-GO-06", "H2-GO-12", "H2-EV-22"})
    void goAwayAtOnceTellsWhichRequestsToSendAgain() {
        ConnectionPair.atAnyCut(CLIENT, SERVER, unconnected -> {
            ConnectionPair pair = unconnected.connected();
            pair.client.sendHeaders(1, GET, true);
            pair.exchange();
            pair.client.sendHeaders(3, POST, false);
            pair.client.sendData(3, ascii("late"), true);
            pair.server.closeConnection(ErrorCode.NO_ERROR);
            pair.server.sendHeaders(1, OK, true);
            pair.exchange();

            List<H2Event> atClient = pair.clientSaw();
            StreamReset reset = (StreamReset) atClient.get(1);
            assertTrue(reset.isUnprocessed());
            assertEquals(
                    List.of(
                            new GoAwayReceived(ErrorCode.NO_ERROR, 1, NOTHING),
                            new StreamReset(
                                    3, ErrorCode.REFUSED_STREAM, true, ResetReason.GOAWAY_UNPROCESSED, reset.message()),
                            new ResponseReceived(1, OK, true),
                            new StreamEnded(1),
                            new ConnectionDrained()),
                    atClient);
            assertEquals(
                    List.of(
                            new RequestReceived(1, GET, true),
                            new StreamEnded(1),
                            new ConnectionDrained(),
                            new StreamRefused(3)),
                    pair.serverSaw());
            assertEquals(65_535, pair.server.receiveWindow(0) + 4, "the octets of stream 3 are on their way back");
        });
    }

    @Test
    @Spec({"H2-CONF-02", "H2-UPG-02", "H2-UPG-03", "H2-UPG-04", "H2-UPG-05", "H2-OP-02", "H2-OP-03"})
    void upgradeFromHttp1AnswersTheRequestOnStreamOne() {
        ConnectionPair.atAnyCut(CLIENT, SERVER, pair -> {
            String http2Settings = pair.client.initiateUpgradeClient(GET);
            pair.server.initiateUpgradeServer(GET, http2Settings);
            pair.server.sendHeaders(1, OK, false);
            pair.server.sendData(1, ascii("upgraded"), true);
            pair.client.sendHeaders(3, GET, true);
            pair.exchange();
            pair.server.sendHeaders(3, OK, true);
            pair.exchange();

            List<H2Event> atClient = pair.clientSaw();
            assertEquals(
                    List.of(
                            new ResponseReceived(1, OK, false),
                            new DataReceived(1, ascii("upgraded"), 8, true),
                            new StreamEnded(1),
                            new ResponseReceived(3, OK, true),
                            new StreamEnded(3)),
                    withoutSettings(atClient));
            assertEquals(
                    List.of(new RequestReceived(3, GET, true), new StreamEnded(3)), withoutSettings(pair.serverSaw()));
            assertEquals(pair.client.localSettings(), pair.server.remoteSettings());
            assertEquals(5, pair.client.nextStreamId());
        });
    }

    private static List<H2Event> withoutSettings(List<H2Event> events) {
        return events.stream()
                .filter(event -> !(event instanceof RemoteSettingsChanged) && !(event instanceof SettingsAcknowledged))
                .toList();
    }

    @Test
    @Spec({"H2-CONF-02", "H2-EV-14", "H2-EV-15", "H2-EV-16", "H2-EV-17", "H2-OP-13", "H2-OP-14", "H2-OP-15", "H2-OP-16"
    })
    void signalsReachTheOtherSide() {
        PriorityFields fields = new PriorityFields(3, true, 200);
        H2Configuration client =
                H2Configuration.client().priorityScheme(PriorityScheme.BOTH).build();
        H2Configuration server =
                H2Configuration.server().priorityScheme(PriorityScheme.BOTH).build();
        ConnectionPair.atAnyCut(client, server, unconnected -> {
            ConnectionPair pair = unconnected.connected();
            pair.client.sendHeaders(1, GET, true, fields);
            pair.client.prioritize(5, fields);
            pair.client.sendPriorityUpdate(1, "u=1, i");
            pair.exchange();
            pair.server.advertiseAlternativeService(AlternativeService.forStream(1, "h2=\":8443\""));
            pair.server.advertiseAlternativeService(AlternativeService.forOrigin("https://example.com", "clear"));
            pair.server.advertiseOrigins(List.of("https://example.org", "https://example.com:8443"));
            pair.exchange();

            assertEquals(
                    List.of(
                            new RequestReceived(1, GET, true),
                            new StreamEnded(1),
                            new PriorityUpdated(1, fields),
                            new PriorityUpdated(5, fields),
                            new ExtensiblePriorityUpdated(1, "u=1, i")),
                    pair.serverSaw());
            assertEquals(
                    List.of(
                            new AlternativeServiceAvailable("https://example.org", "h2=\":8443\""),
                            new AlternativeServiceAvailable("https://example.com", "clear"),
                            new OriginsReceived(List.of("https://example.org", "https://example.com:8443"))),
                    pair.clientSaw());
        });
    }
}
