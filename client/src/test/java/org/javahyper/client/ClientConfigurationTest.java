package org.javahyper.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

class ClientConfigurationTest {
    @Test
    @Spec({"CL-CONN-04", "CL-WIN-08"})
    void defaultsAreSafe() {
        ClientConfiguration configuration = ClientConfiguration.defaults();

        assertTrue(configuration.verifiesServer());
        assertNull(configuration.caFile());
        assertNull(configuration.sslContext());
        assertEquals(Duration.ofSeconds(30), configuration.connectTimeout());
        assertEquals(Duration.ofSeconds(60), configuration.readTimeout());
        assertEquals(65_535, configuration.streamWindow());
        assertEquals(1_048_576, configuration.connectionWindow());
    }

    @Test
    @Spec("CL-CONN-04")
    void contradictionsAndBadNumbersAreRefused() {
        List<ClientConfiguration.Builder> bad = List.of(
                ClientConfiguration.builder().caFile(Path.of("ca.pem")).dangerouslyDisableVerification(),
                ClientConfiguration.builder().connectTimeout(Duration.ofNanos(-1)),
                ClientConfiguration.builder().readTimeout(Duration.ofNanos(-1)),
                ClientConfiguration.builder().streamWindow(0),
                ClientConfiguration.builder().connectionWindow(65_534));

        for (ClientConfiguration.Builder builder : bad) {
            assertThrows(IllegalArgumentException.class, builder::build);
        }
    }
}
