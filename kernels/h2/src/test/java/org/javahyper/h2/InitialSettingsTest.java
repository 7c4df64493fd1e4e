package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first SETTINGS where the program has a say in it, and what then holds (docs/spec/behaviours.md, H2-CFG-08). */
class InitialSettingsTest {
    @Test
    @Spec({"H2-CFG-08", "H2-SET-03", "H2-SET-13"})
    void additionsStandBehindWhatLimitsAndOptionsAnnounce() {
        Settings added = Settings.of(0xf000, 2).and(7, 1).and(0xf000, 3);
        Kernel client = Kernel.fresh(
                H2Configuration.client().enablePush(true).initialSettings(added).build());

        client.connection.initiate();

        assertArrayEquals(
                FrameFactory.concat(
                        FrameFactory.preface(),
                        FrameFactory.settings(3, 100, 6, 32_768, 9, 1, 0xf000, 2, 7, 1, 0xf000, 3)),
                client.connection.dataToSend());
        List<H2Event> events = client.receive(FrameFactory.settings(), FrameFactory.settingsAck());
        Settings entries = Settings.of(3, 100).and(6, 32_768).and(9, 1).and(added);
        Settings after = Settings.of(3, 100).and(6, 32_768).and(7, 1).and(9, 1).and(0xf000, 3);
        assertEquals(new SettingsAcknowledged(Settings.empty(), after, entries), events.get(1));
        assertEquals(after, client.connection.localSettings());
    }

    @ParameterizedTest
    @CsvSource({"RFC7540, 0", "BOTH, 0", "RFC9218, 1", "NONE, 1"})
    @Spec({"H2-CFG-17", "H2-CFG-18", "H2-SET-02", "H2-SET-03", "H2-SET-11", "H2-CONNECT-02"})
    void optionsAreAnnouncedWhereTheyDifferFromWhatTheProtocolBeginsWith(PriorityScheme scheme, int ignoresOldOnes) {
        H2Connection server = new H2Connection(H2Configuration.server()
                .priorityScheme(scheme)
                .extendedConnect(true)
                .build());

        server.initiate();

        assertArrayEquals(
                ignoresOldOnes == 1
                        ? FrameFactory.settings(3, 100, 6, 32_768, 8, 1, 9, 1)
                        : FrameFactory.settings(3, 100, 6, 32_768, 8, 1),
                server.dataToSend());
    }

    @Test
    @Spec({"H2-CFG-08", "H2-SET-03", "H2-CFG-09"})
    void exactListIsSentAsItIsAndTheConnectionWindowAllTheSame() {
        Settings list = Settings.of(SettingId.MAX_FRAME_SIZE, 20_000)
                .and(SettingId.INITIAL_WINDOW_SIZE, 5)
                .and(SettingId.INITIAL_WINDOW_SIZE, 65_535);
        Limits limits = Limits.builder()
                .connectionWindow(70_000)
                .initialStreamWindow(1)
                .decoderTableSize(0)
                .build();
        H2Connection server = new H2Connection(H2Configuration.server()
                .limits(limits)
                .extendedConnect(true)
                .exactInitialSettings(list)
                .build());

        server.initiate();

        assertArrayEquals(
                FrameFactory.concat(
                        FrameFactory.settings(5, 20_000, 4, 5, 4, 65_535), FrameFactory.windowUpdate(0, 4_465)),
                server.dataToSend());
        assertEquals(List.of(list), server.pendingLocalSettings());
        assertEquals(20_000, server.maxInboundFrameSize());
    }

    @Test
    @Spec({"H2-CFG-08", "H2-SET-02", "H2-SET-09"})
    void whatAnExactListLeavesOutBeginsAsTheProtocolHasIt() {
        Limits limits = Limits.builder()
                .maxFrameSize(20_000)
                .initialStreamWindow(1)
                .decoderTableSize(0)
                .build();
        Kernel server = exactly(Settings.empty(), limits);

        List<H2Event> events = server.receive(
                server.peer.headers(1, false, FrameFactory.POST),
                server.peer.headers(3, false, FrameFactory.POST),
                FrameFactory.data(1, 16_384, false));

        assertEquals(3, events.size(), "the second block refers to the table: " + events);
        assertEquals(65_535 - 16_384, server.connection.receiveWindow(1));
        assertEquals(16_384, server.connection.maxInboundFrameSize());
        Outcome.assertConnectionError(
                server, server.receive(FrameFactory.data(1, 16_385, false)), ErrorCode.FRAME_SIZE_ERROR, 3);
    }

    @Test
    @Spec({"H2-CFG-08", "H2-SET-02", "H2-LIM-02", "H2-LIM-07"})
    void whatBeginsUnlimitedIsLimitedThoughAnExactListLeavesItOut() {
        Limits limits =
                Limits.builder().maxConcurrentStreams(1).maxHeaderListSize(200).build();
        Kernel server = exactly(Settings.empty(), limits);
        String[] large = FrameFactory.GET.clone();
        large[7] = "/" + "a".repeat(200);

        List<H2Event> tooLarge = server.receive(server.peer.headers(1, true, large));
        List<H2Event> tooMany = server.receive(
                server.peer.headers(3, false, FrameFactory.POST), server.peer.headers(5, true, FrameFactory.GET));

        assertEquals(
                List.of(new RequestRejected(1, 431, "header list beyond maxHeaderListSize 200 or maxHeaderFields 200")),
                tooLarge);
        assertEquals(
                List.of(new RequestReceived(3, Headers.of(FrameFactory.POST), false), new StreamRefused(5)), tooMany);
    }

    @Test
    @Spec({"H2-CFG-08", "H2-SET-02"})
    void clientThatSaysNothingOfPushGetsIt() {
        Kernel client = Kernel.of(
                H2Configuration.client().exactInitialSettings(Settings.empty()).build());
        client.connection.sendHeaders(1, Messages.GET, true);

        List<H2Event> events = client.receive(client.peer.pushPromise(1, 2, FrameFactory.GET));

        assertEquals(List.of(new PushedStreamReceived(1, 2, Messages.GET)), events);
        assertEquals(StreamState.RESERVED_REMOTE, client.connection.streamState(2));
    }

    private static Kernel exactly(Settings list, Limits limits) {
        return Kernel.of(H2Configuration.server()
                .limits(limits)
                .exactInitialSettings(list)
                .build());
    }
}
