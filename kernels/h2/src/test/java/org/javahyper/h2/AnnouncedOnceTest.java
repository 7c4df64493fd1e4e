package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** ENABLE_CONNECT_PROTOCOL is never taken back, not even within a frame (RFC 8441, 3). */
class AnnouncedOnceTest {
    private static final Settings ON_AND_OFF =
            Settings.of(SettingId.ENABLE_CONNECT_PROTOCOL, 1).and(SettingId.ENABLE_CONNECT_PROTOCOL, 0);

    @Test
    @Spec({"H2-CONNECT-02", "X-ATOM-01"})
    void serverDoesNotTakeItBack() {
        Kernel server = Kernel.server();

        assertThrows(InvalidSettingException.class, () -> server.connection.updateSettings(ON_AND_OFF));

        assertFalse(server.connection.hasDataToSend());
        assertEquals(List.of(), server.connection.pendingLocalSettings());
    }

    @Test
    @Spec("H2-CONNECT-02")
    void serverThatTakesItBackFails() {
        Kernel client = Kernel.client();

        List<H2Event> events = client.receive(FrameFactory.settings(8, 1, 8, 0));

        Outcome.assertConnectionError(client, events, ErrorCode.PROTOCOL_ERROR, 0);
    }
}
