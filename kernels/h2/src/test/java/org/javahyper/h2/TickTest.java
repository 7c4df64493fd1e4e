package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver gets for telling the time (docs/spec/behaviours.md, X-IO-03). */
class TickTest {
    private static final String TIMEOUT =
            "settingsTimeout PT0.0000001S exceeded: SETTINGS not acknowledged (RFC 9113, 6.5.3)"; // 100 ns

    // SETTINGS_TIMEOUT

    @ParameterizedTest
    @ValueSource(longs = {0, -7, Long.MAX_VALUE - 50, Long.MIN_VALUE})
    @Spec({"H2-SET-10", "X-IO-03", "H2-EV-19", "H2-LIM-31"})
    void settingsThatAreNotAcknowledgedInTimeCostTheConnection(long now) {
        Kernel client = withTimeout(Duration.ofNanos(100));
        client.connection.updateSettings(Settings.of(SettingId.MAX_CONCURRENT_STREAMS, 5));
        client.sent();

        List<H2Event> begin = client.connection.tick(now);
        List<H2Event> inTime = client.connection.tick(now + 100);
        List<H2Event> late = client.connection.tick(now + 101);

        assertEquals(List.of(), begin);
        assertEquals(List.of(), inTime);
        assertEquals(List.of(new ConnectionFailed(ErrorCode.SETTINGS_TIMEOUT, TIMEOUT)), late);
        assertEquals(List.of(new GoAwayFrame(0, 4, TIMEOUT.getBytes(StandardCharsets.US_ASCII))), client.sent());
        Outcome.assertFailed(client);
        assertEquals(List.of(), client.connection.tick(now + 1_000), "only once");
    }

    @Test
    @Spec("H2-SET-10")
    void eachFrameHasItsTimeFromWhenItIsTheOldest() {
        Kernel client = withTimeout(Duration.ofNanos(100));
        client.connection.updateSettings(Settings.empty());
        client.connection.tick(0);
        client.connection.updateSettings(Settings.empty());
        client.connection.tick(90);

        client.receive(FrameFactory.settingsAck());
        List<H2Event> oldestNow = client.connection.tick(110);
        List<H2Event> inTime = client.connection.tick(210);
        client.receive(FrameFactory.settingsAck());
        List<H2Event> nothingWaits = client.connection.tick(500);
        client.connection.updateSettings(Settings.empty());
        List<H2Event> another = client.connection.tick(1_000);
        List<H2Event> late = client.connection.tick(1_101);

        assertEquals(List.of(), oldestNow);
        assertEquals(List.of(), inTime);
        assertEquals(List.of(), nothingWaits);
        assertEquals(List.of(), another);
        Outcome.assertFailedWith(late, ErrorCode.SETTINGS_TIMEOUT);
    }

    @Test
    @Spec({"H2-SET-10", "X-IO-03"})
    void withoutTimeoutOrTickThePeerMayTakeItsTime() {
        Kernel patient = Kernel.client();
        Kernel timeless = withTimeout(Duration.ofNanos(1));
        Kernel endless = withTimeout(Duration.ofNanos(Long.MAX_VALUE));
        for (Kernel client : List.of(patient, timeless, endless)) {
            client.connection.updateSettings(Settings.empty());
        }

        patient.connection.tick(0);
        endless.connection.tick(0);

        assertEquals(List.of(), patient.connection.tick(Long.MAX_VALUE));
        assertEquals(List.of(), endless.connection.tick(Long.MAX_VALUE));
        assertEquals(1, timeless.receive(FrameFactory.settings()).size());
        assertFalse(timeless.connection.isClosed());
    }

    @Test
    @Spec({"H2-SET-10", "X-ATOM-03"})
    void timeNeitherBeginsNorEndsAConnection() {
        H2Configuration configuration =
                H2Configuration.server().settingsTimeout(Duration.ofNanos(1)).build();
        H2Connection fresh = new H2Connection(configuration);
        H2Connection ended = new H2Connection(configuration);
        ended.initiate();
        ended.receiveEndOfInput();

        for (H2Connection connection : List.of(fresh, ended)) {
            ConnectionState before = connection.connectionState();
            connection.tick(0);

            assertEquals(List.of(), connection.tick(100));
            assertEquals(before, connection.connectionState());
        }
    }

    @Test
    @Spec({"X-IO-03", "H2-UPG-03"})
    void tickHandsOutWhatWaitsForTheNextInput() {
        H2Connection server = new H2Connection(H2Configuration.server().build());
        server.initiateUpgradeServer(GET, "");

        List<H2Event> events = server.tick(0);

        assertEquals(List.of(new RemoteSettingsChanged(Settings.empty(), Settings.empty(), Settings.empty())), events);
        assertEquals(List.of(), server.receiveData(new byte[0]));
    }

    // Round trips

    @ParameterizedTest
    @ValueSource(longs = {0, -9, Long.MAX_VALUE - 10})
    @Spec({"H2-PING-02", "X-IO-03"})
    void roundTripIsTheTimeFromAPingToItsAnswer(long now) {
        Kernel client = Kernel.client();
        client.connection.tick(now);
        client.connection.ping(7);
        long before = client.connection.roundTripNanos();
        client.connection.tick(now + 40);

        List<H2Event> events = client.receive(FrameFactory.ping(7, true));

        assertEquals(-1, before);
        assertEquals(List.of(new PingAckReceived(7)), events);
        assertEquals(40, client.connection.roundTripNanos());
        client.connection.tick(now + 99);
        client.receive(FrameFactory.ping(7, true));
        assertEquals(40, client.connection.roundTripNanos(), "answered already");
    }

    @Test
    @Spec({"H2-PING-02", "X-IO-03"})
    void withoutTickNothingIsMeasured() {
        Kernel client = Kernel.client();
        client.connection.ping(7);
        client.connection.tick(40);

        client.receive(FrameFactory.ping(7, true));

        assertEquals(-1, client.connection.roundTripNanos());
    }

    @Test
    @Spec("H2-PING-02")
    void severalPingsMayBeUnderWay() {
        Kernel client = Kernel.client();
        for (int i = 0; i < 3; i++) {
            client.connection.tick(10L * i);
            client.connection.ping(i);
        }
        client.connection.tick(100);

        client.receive(FrameFactory.ping(9, true));
        long ofAnother = client.connection.roundTripNanos();
        client.receive(FrameFactory.ping(1, true));
        long ofTheSecond = client.connection.roundTripNanos();
        client.receive(FrameFactory.ping(0, true));
        long ofOneGivenUp = client.connection.roundTripNanos();
        client.receive(FrameFactory.ping(2, true));

        assertEquals(List.of(-1L, 90L, 90L), List.of(ofAnother, ofTheSecond, ofOneGivenUp));
        assertEquals(80, client.connection.roundTripNanos());
    }

    @Test
    @Spec("H2-PING-02")
    void morePingsThanEightAreNotMeasured() {
        Kernel client = Kernel.client();
        client.connection.tick(0);
        for (int i = 1; i <= 9; i++) {
            client.connection.ping(i);
        }
        client.connection.tick(5);

        client.receive(FrameFactory.ping(9, true));
        long ofTheNinth = client.connection.roundTripNanos();
        client.receive(FrameFactory.ping(8, true));

        assertEquals(-1, ofTheNinth);
        assertEquals(5, client.connection.roundTripNanos());
        client.connection.ping(10);
        client.connection.tick(11);
        client.receive(FrameFactory.ping(10, true));
        assertEquals(6, client.connection.roundTripNanos(), "there is room again");
    }

    private static Kernel withTimeout(Duration timeout) {
        return Kernel.of(H2Configuration.client().settingsTimeout(timeout).build());
    }
}
