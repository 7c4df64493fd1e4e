package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The names that faults have (docs/spec/behaviours.md, 4.4): exceptions for those of the program, codes and words for those of the peer. */
class FaultTest {
    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse("ids rise", IllegalActionException.class, Role.SERVER, c -> c.pushStream(1, 2, GET)),
                misuse("ids of its own", IllegalActionException.class, Role.SERVER, c -> c.pushStream(1, 5, GET)),
                misuse("ids used up", NoAvailableStreamIdException.class, Role.CLIENT, c -> {
                    c.sendHeaders(Integer.MAX_VALUE, GET, true);
                    c.nextStreamId();
                }),
                misuse("idle stream", NoSuchStreamException.class, Role.CLIENT, c -> c.resetStream(9)),
                misuse("closed stream", StreamClosedException.class, Role.CLIENT, c -> c.resetStream(3)),
                misuse(
                        "bad setting",
                        InvalidSettingException.class,
                        Role.CLIENT,
                        c -> c.updateSettings(Settings.of(SettingId.MAX_FRAME_SIZE, 1))),
                misuse("bad fields", InvalidHeadersException.class, Role.CLIENT, c -> c.sendHeaders(7, OK, true)),
                misuse("too many streams", TooManyStreamsException.class, Role.CLIENT, c -> {
                    c.sendHeaders(7, GET, false);
                    c.sendHeaders(9, GET, true);
                }),
                misuse(
                        "window",
                        IllegalActionException.class,
                        Role.CLIENT,
                        c -> c.incrementFlowControlWindow(0, Integer.MAX_VALUE)),
                misuse("order", IllegalActionException.class, Role.SERVER, c -> c.sendData(1, ascii("a"), true)),
                misuse(
                        "discouraged",
                        IllegalActionException.class,
                        Role.SERVER,
                        c -> c.prioritize(1, PriorityFields.DEFAULT)),
                misuse(
                        "discouraged",
                        IllegalActionException.class,
                        Role.SERVER,
                        c -> c.sendHeaders(1, OK, true, PriorityFields.DEFAULT)),
                misuse("discouraged", IllegalActionException.class, Role.SERVER, c -> c.sendPriorityUpdate(1, "u=1")),
                misuse("over", ConnectionClosedException.class, Role.CLIENT, c -> {
                    c.receiveEndOfInput();
                    c.ping(1);
                }));
    }

    private static Arguments misuse(
            String name, Class<? extends H2Exception> expected, Role role, Consumer<H2Connection> action) {
        return Arguments.argumentSet(expected.getSimpleName() + ": " + name, expected, role, action);
    }

    @ParameterizedTest
    @MethodSource("misuses")
    @Spec({"H2-X-01", "H2-X-05", "H2-X-06", "H2-X-07", "H2-X-08", "H2-X-09", "H2-X-10", "H2-X-11", "H2-X-14"})
    void misuseIsAnExceptionOfOneFamilyThatSaysWhatToDo(
            Class<? extends H2Exception> expected, Role role, Consumer<H2Connection> action) {
        Kernel kernel = role == Role.CLIENT ? client() : server();

        H2Exception refusal = assertThrows(H2Exception.class, () -> action.accept(kernel.connection));

        assertEquals(expected, refusal.getClass());
        assertInstanceOf(RuntimeException.class, refusal);
        assertTrue(refusal.getMessage().matches("(?s).*: .*\\. [A-Z].*\\."), refusal.getMessage());
        assertFalse(kernel.connection.connectionState() == ConnectionState.FAILED);
    }

    static Stream<Arguments> faults() {
        byte[] shortPing = FrameFactory.raw(0x6, 0, 0, new byte[7]);
        byte[] shortSettings = FrameFactory.raw(0x4, 0, 0, new byte[5]);
        byte[] noErrorCode = FrameFactory.raw(0x3, 0, 1, new byte[3]);
        byte[] emptyGoAway = FrameFactory.raw(0x7, 0, 0, new byte[7]);
        byte[] misshapen = FrameFactory.raw(0x0, 0x8, 1, (byte) 2, (byte) 0);
        return Stream.of(
                Arguments.of("general violation", FrameFactory.data(9, 1, true), ErrorCode.PROTOCOL_ERROR),
                Arguments.of("data missing: PING", shortPing, ErrorCode.FRAME_SIZE_ERROR),
                Arguments.of("data missing: SETTINGS", shortSettings, ErrorCode.FRAME_SIZE_ERROR),
                Arguments.of("data missing: RST_STREAM", noErrorCode, ErrorCode.FRAME_SIZE_ERROR),
                Arguments.of("data missing: GOAWAY", emptyGoAway, ErrorCode.FRAME_SIZE_ERROR),
                Arguments.of("padding longer than the frame", misshapen, ErrorCode.PROTOCOL_ERROR),
                Arguments.of(
                        "stream id too low",
                        new FrameFactory().headers(1, true, FrameFactory.GET),
                        ErrorCode.PROTOCOL_ERROR));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @Spec({"H2-X-02", "H2-X-04", "H2-X-07", "H2-ERR-01"})
    void faultOfThePeerIsACodeAndASentence(String name, byte[] frame, ErrorCode errorCode) {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(3, false, FrameFactory.POST)); // skips stream 1
        boolean onStreamOne = name.startsWith("stream id") || name.contains("RST_STREAM") || name.startsWith("padding");

        List<H2Event> events = server.receive(frame);

        ConnectionFailed failed = (ConnectionFailed) events.get(0);
        assertTrue(failed.reason().contains("RFC 9113"), failed.reason());
        assertEquals(onStreamOne, failed.reason().contains("stream 1"), failed.reason());
        Outcome.assertConnectionError(server, events, errorCode, 3);
    }

    @Test
    @Spec({"H2-X-01", "X-ATOM-01"})
    void misuseLeavesTheConnectionUsable() {
        Kernel client = client();

        assertThrows(H2Exception.class, () -> client.connection.sendHeaders(3, GET, true));

        client.connection.sendHeaders(7, GET, true);
        assertEquals(Headers.of(FrameFactory.GET), client.decode(client.sent().get(0)));
    }

    /** Streams 1 and 5 are open, 3 is closed, and the server allows three. */
    private static Kernel client() {
        Kernel client = Kernel.of(H2Configuration.client().build(), SettingId.MAX_CONCURRENT_STREAMS, 3);
        for (int streamId = 1; streamId <= 5; streamId += 2) {
            client.connection.sendHeaders(streamId, GET, false);
        }
        client.connection.resetStream(3);
        client.sent().stream().limit(3).forEach(client::decode);
        return client;
    }

    /** Stream 1 is open, and 4 was promised on it. */
    private static Kernel server() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, FrameFactory.POST));
        server.connection.pushStream(1, 4, GET);
        server.sent();
        return server;
    }
}
