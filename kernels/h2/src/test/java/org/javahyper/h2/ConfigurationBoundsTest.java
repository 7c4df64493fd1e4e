package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Values that no configuration can have, and calls that a null must not half execute. */
class ConfigurationBoundsTest {
    @Test
    @Spec({"H2-CFG-08", "H2-CFG-21", "H2-OP-42"})
    void firstSettingsFitIntoAFrameOfAnyPeer() {
        Settings most = Settings.empty();
        for (int i = 0; i < 2_730; i++) {
            most = most.and(0xf000, i);
        }
        Settings tooMany = most.and(0xf000, 0);

        H2Configuration.client().exactInitialSettings(most).build();
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> H2Configuration.client().exactInitialSettings(tooMany).build());

        assertEquals(
                "Cannot configure: initial settings fit into a frame of 16,384 octets (RFC 9113, 4.2). "
                        + "Leave it out or change it.",
                refusal.getMessage());
    }

    @Test
    @Spec({"H2-CFG-21", "H2-SET-10"})
    void timeoutIsANumberOfNanoseconds() {
        H2Configuration.Builder client = H2Configuration.client();

        assertThrows(
                IllegalArgumentException.class,
                () -> client.settingsTimeout(Duration.ofSeconds(Long.MAX_VALUE)).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> client.settingsTimeout(Duration.ofNanos(-1)).build());
    }

    @Test
    @Spec({"H2-UPG-02", "H2-UPG-03", "X-ATOM-01"})
    void upgradeWithoutARequestChangesNothing() {
        H2Connection client = new H2Connection(H2Configuration.client().build());
        H2Connection server = new H2Connection(H2Configuration.server().build());

        assertThrows(NullPointerException.class, () -> client.initiateUpgradeClient(null));
        assertThrows(NullPointerException.class, () -> server.initiateUpgradeServer(null, null));

        assertEquals(ConnectionState.NEW, client.connectionState());
        assertEquals(ConnectionState.NEW, server.connectionState());
        assertFalse(client.hasDataToSend());
        assertFalse(server.hasDataToSend());
    }

    @Test
    @Spec({"H2-CFG-12", "H2-PING-01", "X-ATOM-01"})
    void pingIsAnsweredByOneSideOfTheProgramOnly() {
        Kernel server = Kernel.server();

        assertThrows(IllegalActionException.class, () -> server.connection.acknowledgePing(1));

        assertFalse(server.connection.hasDataToSend());
    }
}
