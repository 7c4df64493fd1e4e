package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A refused action changes nothing: two connections with the same history, of which only one is asked for what is refused, show the same state
 * and then send the same octets. The latter also compares the compression tables and the output queued so far.
 */
class AtomicityTest {
    private static final Headers BAD =
            GET.toBuilder().add("fresh", "value").add("bad name", "x").build();

    static Stream<Arguments> refusals() {
        List<Arguments> all = new ArrayList<>();
        add(all, "client: bad field after a fresh one", Role.CLIENT, c -> c.sendHeaders(9, BAD, true));
        add(all, "client: incomplete request", Role.CLIENT, c -> c.sendHeaders(9, Headers.of("a", "b"), true));
        add(
                all,
                "client: list too large for the peer",
                Role.CLIENT,
                c -> c.sendHeaders(9, Messages.withLongField(GET, 9_000), true));
        add(
                all,
                "client: trailers without END_STREAM",
                Role.CLIENT,
                c -> c.sendHeaders(1, Headers.of("t", "u"), false));
        add(
                all,
                "client: trailers with pseudo-field",
                Role.CLIENT,
                c -> c.sendHeaders(1, Headers.of("t", "u", ":path", "/"), true));
        add(all, "client: headers after END_STREAM", Role.CLIENT, c -> c.sendHeaders(3, Headers.of("t", "u"), true));
        add(all, "client: data after END_STREAM", Role.CLIENT, c -> c.sendData(3, ascii("a"), true));
        add(all, "client: empty data after END_STREAM", Role.CLIENT, c -> c.endStream(3));
        add(all, "client: closed stream", Role.CLIENT, c -> c.sendHeaders(5, Headers.of("t", "u"), true));
        add(all, "client: reset of a closed stream", Role.CLIENT, c -> c.resetStream(5, ErrorCode.CANCEL));
        add(all, "client: reset of an idle stream", Role.CLIENT, c -> c.resetStream(11, ErrorCode.CANCEL));
        add(all, "client: id of the peer", Role.CLIENT, c -> c.sendHeaders(10, GET, true));
        add(
                all,
                "client: too many streams",
                Role.CLIENT,
                c -> {
                    c.sendHeaders(9, GET, false);
                    c.sendHeaders(11, GET, true);
                },
                c -> c.sendHeaders(9, GET, false));
        add(all, "client: no reset code", Role.CLIENT, c -> c.resetStream(1, null));
        add(all, "client: no headers", Role.CLIENT, c -> c.sendHeaders(9, null, true));
        add(all, "client: no data", Role.CLIENT, c -> c.sendData(1, null, true));
        add(all, "client: second initiate", Role.CLIENT, H2Connection::initiate);
        add(
                all,
                "client: extended CONNECT",
                Role.CLIENT,
                c -> c.updateSettings(Settings.of(4, 1).and(8, 1)));
        add(all, "client: no settings", Role.CLIENT, c -> c.updateSettings(null));
        add(all, "client: window too large", Role.CLIENT, c -> c.incrementFlowControlWindow(1, Integer.MAX_VALUE));
        add(
                all,
                "client: connection window too large",
                Role.CLIENT,
                c -> c.incrementFlowControlWindow(0, Integer.MAX_VALUE));
        add(all, "client: window of a closed stream", Role.CLIENT, c -> c.incrementFlowControlWindow(5, 1));
        add(all, "client: too much acknowledged", Role.CLIENT, c -> c.acknowledgeReceivedData(1, 101));
        add(
                all,
                "client: too much acknowledged for closed streams",
                Role.CLIENT,
                c -> c.acknowledgeReceivedData(5, 51));
        add(all, "client: acknowledgement of an idle stream", Role.CLIENT, c -> c.acknowledgeReceivedData(11, 1));
        add(all, "client: long debug data", Role.CLIENT, c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[99_999]));
        add(all, "client: no error code", Role.CLIENT, c -> c.closeConnection(null));
        add(all, "client: more sent than waits", Role.CLIENT, c -> c.dataSent(c.pendingOctets() + 1));
        add(all, "client: less than nothing sent", Role.CLIENT, c -> c.dataSent(-1));
        add(
                all,
                "client: read-only target",
                Role.CLIENT,
                c -> c.dataToSend(ByteBuffer.allocate(9).asReadOnlyBuffer()));
        add(all, "client: range outside the array", Role.CLIENT, c -> c.receiveData(new byte[1], 1, 1));
        add(
                all,
                "server: bad field after a fresh one",
                Role.SERVER,
                c -> c.sendHeaders(
                        1, OK.toBuilder().add("fresh", "v").add("b d", "").build(), true));
        add(all, "server: interim response with END_STREAM", Role.SERVER, c -> c.sendHeaders(1, HINTS, true));
        add(all, "server: data before the response", Role.SERVER, c -> c.sendData(1, ascii("a"), true));
        add(all, "server: end before the response", Role.SERVER, c -> c.endStream(1));
        add(all, "server: second response", Role.SERVER, c -> c.sendHeaders(3, OK, true));
        add(all, "server: stream of its own", Role.SERVER, c -> c.sendHeaders(2, GET, true));
        add(all, "server: idle stream", Role.SERVER, c -> c.sendHeaders(11, OK, true));
        add(all, "server: closed stream", Role.SERVER, c -> c.sendHeaders(5, OK, true));
        return all.stream();
    }

    private static void add(List<Arguments> all, String name, Role role, Consumer<H2Connection> refused) {
        add(all, name, role, refused, connection -> {});
    }

    /** @param allowed the part of the action that goes through, for the other connection */
    private static void add(
            List<Arguments> all,
            String name,
            Role role,
            Consumer<H2Connection> refused,
            Consumer<H2Connection> allowed) {
        all.add(Arguments.argumentSet(name, role, refused, allowed));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @Spec({"X-ATOM-01", "X-IO-03", "INV-5", "INV-16"})
    void refusedActionChangesNothing(Role role, Consumer<H2Connection> refused, Consumer<H2Connection> allowed) {
        Kernel asked = busy(role);
        Kernel spared = busy(role);
        allowed.accept(spared.connection);

        assertThrows(RuntimeException.class, () -> refused.accept(asked.connection));

        assertEquals(state(spared.connection), state(asked.connection));
        assertArrayEquals(goOn(spared, role), goOn(asked, role));
        assertEquals(state(spared.connection), state(asked.connection));
    }

    /** Stream 1 open, 3 ended by us, 5 closed, data received on 1 and 5, output pending. */
    private static Kernel busy(Role role) {
        H2Configuration configuration =
                (role == Role.CLIENT ? H2Configuration.client() : H2Configuration.server()).build();
        Kernel kernel = Kernel.of(configuration, SettingId.MAX_HEADER_LIST_SIZE, 8_000, 3, 3);
        H2Connection connection = kernel.connection;
        if (role == Role.CLIENT) {
            connection.sendHeaders(1, GET, false);
            connection.sendHeaders(3, GET, true);
            connection.sendHeaders(5, GET, false);
            kernel.receive(kernel.peer.headers(1, false, ":status", "200"), FrameFactory.data(1, 100, false));
            kernel.receive(kernel.peer.headers(5, false, ":status", "200"), FrameFactory.data(5, 50, false));
        } else {
            for (int id = 1; id <= 5; id += 2) {
                kernel.receive(kernel.peer.headers(id, false, FrameFactory.POST), FrameFactory.data(id, 50, false));
            }
            connection.sendHeaders(3, OK, false);
        }
        connection.resetStream(5, ErrorCode.CANCEL);
        return kernel;
    }

    /** All that can be asked without changing anything. */
    private static List<Object> state(H2Connection connection) {
        List<Object> state = new ArrayList<>(List.of(
                connection.connectionState(),
                connection.isClosed(),
                connection.pendingOctets(),
                connection.nextStreamId(),
                connection.canOpenStream(),
                connection.openInboundStreams(),
                connection.openOutboundStreams(),
                connection.localSettings(),
                connection.remoteSettings(),
                connection.sendWindow(0),
                connection.receiveWindow(0)));
        for (int id = 1; id < 13; id++) {
            state.add(connection.streamState(id));
            if (id == 1 || id == 3) {
                state.add(connection.sendWindow(id));
                state.add(connection.receiveWindow(id));
            }
        }
        for (ByteBuffer view : connection.dataToSendAsBuffers()) {
            state.add(view);
        }
        return state;
    }

    /** Goes on in every respect in which the connections might differ, and returns all that was sent. */
    private static byte[] goOn(Kernel kernel, Role role) {
        H2Connection connection = kernel.connection;
        Headers fresh = Headers.of("fresh", "value", "t", "u", "server", "hyper");
        if (role == Role.CLIENT) {
            connection.sendHeaders(1, fresh, true);
            if (connection.canOpenStream()) {
                connection.sendHeaders(
                        connection.nextStreamId(), GET.toBuilder().addAll(fresh).build(), true);
            }
        } else {
            connection.sendHeaders(1, OK.toBuilder().addAll(fresh).build(), false);
            connection.sendData(1, ascii("hello"), true);
            connection.sendHeaders(3, fresh, true);
        }
        connection.acknowledgeReceivedData(1, 50);
        connection.acknowledgeReceivedData(5, 50);
        connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 70_000));
        connection.incrementFlowControlWindow(0, 1);
        kernel.receive(FrameFactory.settingsAck(), FrameFactory.windowUpdate(0, 5));
        connection.closeConnection(ErrorCode.NO_ERROR);
        return connection.dataToSend();
    }
}
