package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.hyperframe.WindowUpdateFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Windows that a policy of the program gives back. */
class CustomWindowPolicyTest {
    @Test
    @Spec({"H2-CFG-10", "H2-FLOW-07"})
    void incrementIsCutOffAtTheLargestOneEvenWhereTheWindowIsNegative() {
        Kernel server = serverWith((max, current, consumed) -> Long.MAX_VALUE);
        server.receive(server.peer.headers(1, false, FrameFactory.POST), FrameFactory.data(1, 10_000, false));
        server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 0));
        server.receive(FrameFactory.settingsAck());
        server.sent();

        server.connection.acknowledgeReceivedData(1, 10_000);

        assertEquals(
                List.of(
                        new WindowUpdateFrame(0, Integer.MAX_VALUE - 55_535),
                        new WindowUpdateFrame(1, Integer.MAX_VALUE)),
                server.sent());
        assertEquals(Integer.MAX_VALUE - 10_000, server.connection.receiveWindow(1));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-CLOSED-07", "H2-WIN-07"})
    void droppedOctetsAreGivenBackThroughThePolicy() {
        Kernel server = serverWith((max, current, consumed) -> WindowPolicy.NOT_DUE);
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        server.connection.resetStream(1);
        server.sent();

        for (int i = 0; i < 3; i++) {
            server.receive(FrameFactory.data(1, 16_384, false));
        }

        assertEquals(List.of(), server.sent());
        assertEquals(65_535 - 3 * 16_384, server.connection.receiveWindow(0));
    }

    @Test
    @Spec({"H2-CFG-10", "H2-CLOSED-07", "H2-WIN-07"})
    void droppedOctetsAreGivenBackWhereTheProgramOpensWindowsByHand() {
        Kernel server = serverWith(WindowPolicy.MANUAL);
        server.receive(server.peer.headers(1, false, FrameFactory.POST), FrameFactory.data(1, 16_384, false));
        server.connection.acknowledgeReceivedData(1, 16_384);
        server.connection.resetStream(1);
        server.sent();

        server.receive(FrameFactory.data(1, 16_384, false), FrameFactory.data(1, 16_384, false));

        assertEquals(List.of(new WindowUpdateFrame(0, 32_768)), server.sent());
        assertEquals(65_535 - 16_384, server.connection.receiveWindow(0));
    }

    private static Kernel serverWith(WindowPolicy policy) {
        return Kernel.of(H2Configuration.server().windowPolicy(policy).build());
    }
}
