package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.OriginsReceived;
import org.javahyper.hyperframe.OriginFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ORIGIN both ways (docs/spec/behaviours.md, 4.19; RFC 8336). */
class OriginTest {
    private final Kernel client = Kernel.client();
    private final Kernel server = Kernel.server();

    // Receiving

    @ParameterizedTest
    @ValueSource(strings = {"", "https://example.org", "https://example.org https://a.example:8443 http://[::1]:80"})
    @Spec({"H2-EV-17", "H2-ORG-02", "H2-CONN-08"})
    void originsArePassedOnInOrder(String list) {
        String[] origins = list.isEmpty() ? new String[0] : list.split(" ");

        List<H2Event> events = client.receive(FrameFactory.origin(origins));

        assertEquals(List.of(new OriginsReceived(List.of(origins))), events);
        assertEquals(List.of(), client.sent());
        assertEquals(ConnectionState.OPEN, client.connection.connectionState());
    }

    @Test
    @Spec({"H2-ORG-02", "H2-EV-17"})
    void eachFrameIsAnEvent() {
        List<H2Event> events =
                client.receive(FrameFactory.origin("https://a.example"), FrameFactory.origin("https://b.example"));

        assertEquals(
                List.of(
                        new OriginsReceived(List.of("https://a.example")),
                        new OriginsReceived(List.of("https://b.example"))),
                events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "example.org",
                "://example.org",
                "1https://example.org",
                "https://",
                "https://:443",
                "https://example.org/",
                "https://user@example.org",
                "https://example.org:https",
                "https://ex\u00e4mple.org",
                "https://a b",
            })
    @Spec("H2-ORG-02")
    void entryThatIsNoOriginIsSkipped(String entry) {
        List<H2Event> events = client.receive(FrameFactory.origin("https://a.example", entry, "https://b.example"));

        assertEquals(List.of(new OriginsReceived(List.of("https://a.example", "https://b.example"))), events);
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "on a stream,              0, 1",
        "with a flag of its class, 8, 0",
    })
    // spotless:on
    @Spec({"H2-ORG-02", "H2-EV-30"})
    void frameOfAnotherFormIsIgnored(String name, int flags, int streamId) {
        byte[] frame = FrameFactory.origin("https://a.example");
        frame[4] = (byte) flags;
        frame[8] = (byte) streamId;

        assertEquals(List.of(), client.receive(frame));
        assertEquals(List.of(), client.sent());
    }

    @Test
    @Spec({"H2-CFG-20", "H2-ORG-02"})
    void frameMeansNothingWithoutTlsAndToAServer() {
        Kernel cleartext = Kernel.of(H2Configuration.client().origins(false).build());

        assertEquals(List.of(), cleartext.receive(FrameFactory.origin("https://example.org")));
        assertEquals(List.of(), server.receive(FrameFactory.origin("https://example.org")));
        assertEquals(List.of(), server.sent());
    }

    // Sending

    @Test
    @Spec({"H2-OP-16", "H2-ORG-01", "H2-CS-04"})
    void serverSendsSeveralFramesOneOfThemEmpty() {
        List<String> origins = List.of("https://example.org", "https://a.example:8443");

        server.connection.advertiseOrigins(origins);
        server.connection.advertiseOrigins(List.of());

        assertEquals(List.of(new OriginFrame(origins), new OriginFrame(List.of())), server.sent());
        assertEquals(ConnectionState.OPEN, server.connection.connectionState());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "https://example.org/", "https://\u0100"})
    @Spec({"H2-OP-16", "H2-ORG-01", "X-ATOM-01"})
    void textThatIsNoOriginIsRefused(String text) {
        List<String> origins = List.of("https://example.org", text);

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> server.connection.advertiseOrigins(origins));

        assertEquals(
                "Cannot advertise \"" + text + "\": an origin is scheme, host and perhaps port (RFC 8336, 2.1). "
                        + "Write it like https://example.org.",
                refusal.getMessage());
        assertFalse(server.connection.hasDataToSend());
    }

    @ParameterizedTest
    @CsvSource({"16374, true", "16375, false"})
    @Spec({"H2-OP-16", "H2-ORG-01", "H2-OP-42", "X-ATOM-01"})
    void originsFitIntoAFrame(int hostLength, boolean fit) {
        List<String> origins = List.of("https://" + "a".repeat(hostLength));

        if (fit) {
            server.connection.advertiseOrigins(origins);
            assertEquals(16_384, server.sent().get(0).length());
        } else {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> server.connection.advertiseOrigins(origins));
            assertEquals(
                    "Cannot advertise origins: the frame would have 16385 octets and the peer accepts 16384 "
                            + "(RFC 9113, 4.2). Send less.",
                    refusal.getMessage());
            assertFalse(server.connection.hasDataToSend());
        }
    }

    @Test
    @Spec({"H2-OP-16", "H2-ORG-01", "H2-CS-04", "X-ATOM-01"})
    void onlyAServerAdvertisesWhileItIsConnected() {
        List<String> origins = List.of("https://example.org");
        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> client.connection.advertiseOrigins(origins));
        assertEquals(
                "Cannot advertise origins: only a server does (RFC 7838, 4; RFC 8336, 2). Leave it out.",
                refusal.getMessage());
        assertFalse(client.connection.hasDataToSend());

        Kernel fresh = Kernel.fresh(H2Configuration.server().build());
        assertThrows(IllegalActionException.class, () -> fresh.connection.advertiseOrigins(origins));
        server.connection.receiveEndOfInput();
        assertThrows(ConnectionClosedException.class, () -> server.connection.advertiseOrigins(origins));
    }

    // Both ends

    @Test
    @Spec({"H2-EV-17", "H2-ORG-01", "H2-CONF-02"})
    void originsReachTheClientAsTheyWere() {
        ConnectionPair pair = new ConnectionPair().connected();
        List<String> origins = List.of("https://example.org", "https://a.example:8443");

        pair.server.advertiseOrigins(origins);
        pair.exchange();

        assertEquals(List.of(new OriginsReceived(origins)), pair.clientEvents);
    }
}
