package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of connection states (docs/spec/behaviours.md, 4.5), cell by cell. */
class ConnectionStateTest {
    private static final List<ConnectionState> COLUMNS = List.of(
            ConnectionState.NEW,
            ConnectionState.OPEN,
            ConnectionState.GOAWAY_SENT,
            ConnectionState.GOAWAY_RECEIVED,
            ConnectionState.GOAWAY_BOTH,
            ConnectionState.FAILED,
            ConnectionState.ENDED);

    /** An action of a client that has stream 1 open, where the connection ever was. */
    enum Action {
        INITIATE,
        OPEN_STREAM,
        TRAILERS_ON_STREAM,
        DATA,
        RESET,
        STREAM_WINDOW,
        ACKNOWLEDGE,
        SETTINGS,
        PING,
        CONNECTION_WINDOW,
        GOAWAY;

        void on(H2Connection client) {
            switch (this) {
                case INITIATE -> client.initiate();
                case OPEN_STREAM -> client.sendHeaders(3, GET, true);
                case TRAILERS_ON_STREAM -> client.sendHeaders(1, TRAILERS, true);
                case DATA -> client.sendData(1, ascii("a"), true);
                case RESET -> client.resetStream(1, ErrorCode.CANCEL);
                case STREAM_WINDOW -> client.incrementFlowControlWindow(1, 1);
                case ACKNOWLEDGE -> client.acknowledgeReceivedData(1, 0);
                case SETTINGS -> client.updateSettings(Settings.empty());
                case PING -> client.ping(1);
                case CONNECTION_WINDOW -> client.incrementFlowControlWindow(0, 1);
                case GOAWAY -> client.closeConnection(ErrorCode.NO_ERROR);
            }
        }
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        //                     NEW,    OPEN,   GOAWAY_SENT, GOAWAY_RECEIVED, GOAWAY_BOTH, FAILED, ENDED
        "INITIATE,             ok,     misuse, misuse,      misuse,          misuse,      closed, closed",
        "OPEN_STREAM,          misuse, ok,     ok,          misuse,          misuse,      closed, closed",
        "TRAILERS_ON_STREAM,   misuse, ok,     ok,          ok,              ok,          closed, closed",
        "DATA,                 misuse, ok,     ok,          ok,              ok,          closed, closed",
        "RESET,                misuse, ok,     ok,          ok,              ok,          closed, closed",
        "STREAM_WINDOW,        misuse, ok,     ok,          ok,              ok,          closed, closed",
        "ACKNOWLEDGE,          misuse, ok,     ok,          ok,              ok,          ok,     ok",
        "SETTINGS,             misuse, ok,     ok,          ok,              ok,          closed, closed",
        "PING,                 misuse, ok,     ok,          ok,              ok,          closed, closed",
        "CONNECTION_WINDOW,    misuse, ok,     ok,          ok,              ok,          closed, closed",
        "GOAWAY,               ok,     ok,     ok,          ok,              ok,          ok,     closed",
    })
    // spotless:on
    @Spec({"H2-CS-01", "H2-CS-02", "H2-CS-03", "H2-CS-04", "H2-CS-05", "H2-CONN-09", "X-ATOM-03", "INV-3"})
    void clientActsByTheTable(
            Action action,
            String whenNew,
            String open,
            String goAwaySent,
            String goAwayReceived,
            String goAwayBoth,
            String failed,
            String ended) {
        List<String> outcomes = List.of(whenNew, open, goAwaySent, goAwayReceived, goAwayBoth, failed, ended);

        for (int i = 0; i < outcomes.size(); i++) {
            ConnectionState state = COLUMNS.get(i);
            H2Connection client = in(state).connection;
            long pending = client.pendingOctets();
            String outcome = outcomes.get(i);

            if (outcome.equals("ok")) {
                action.on(client);
                assertTrue(client.pendingOctets() > pending || action == Action.ACKNOWLEDGE, state + " sends");
            } else {
                Class<? extends H2Exception> refusal =
                        outcome.equals("misuse") ? IllegalActionException.class : ConnectionClosedException.class;
                String message = assertThrows(refusal, () -> action.on(client), state.toString())
                        .getMessage();
                assertTrue(message.matches("Cannot [^:]*: .*[.] [A-Z][^.]*[.]"), message);
                assertEquals(state, client.connectionState());
                assertEquals(pending, client.pendingOctets());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"H2-CS-05", "H2-CS-07", "H2-OP-33"})
    void goAwayLeadsOn(ConnectionState state) {
        ConnectionState after = switch (state) {
            case NEW, OPEN, GOAWAY_SENT -> ConnectionState.GOAWAY_SENT;
            case GOAWAY_RECEIVED, GOAWAY_BOTH -> ConnectionState.GOAWAY_BOTH;
            case FAILED -> ConnectionState.FAILED;
            case ENDED -> ConnectionState.ENDED;
        };
        Kernel client = in(state);

        if (state == ConnectionState.ENDED) {
            assertThrows(ConnectionClosedException.class, () -> client.connection.closeConnection(ErrorCode.NO_ERROR));
        } else {
            client.connection.closeConnection(ErrorCode.NO_ERROR);
        }

        assertEquals(after, client.connection.connectionState());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "ENDED"})
    @Spec({"X-ATOM-03", "H2-CS-06", "H2-CS-12", "H2-CONN-09", "INV-3"})
    void inputAfterTheEndIsIgnoredAndQuestionsAreAnswered(ConnectionState state) {
        Kernel client = in(state);
        byte[] output = client.connection.dataToSend();

        List<?> events = client.receive(FrameFactory.settings(4, 1), FrameFactory.ping(1, false));

        assertEquals(List.of(), events);
        assertEquals(state, client.connection.connectionState());
        assertEquals(0, client.connection.pendingOctets());
        assertEquals(state == ConnectionState.FAILED, output.length > 0, "the GOAWAY of the failure");
        assertTrue(client.connection.isClosed());
        assertEquals(StreamState.CLOSED, client.connection.streamState(1));
        assertEquals(0, client.connection.openOutboundStreams());
        assertEquals(65_535, client.connection.remoteSettings().value(SettingId.INITIAL_WINDOW_SIZE));
        assertThrows(StreamClosedException.class, () -> client.connection.sendWindow(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "ENDED"})
    @Spec({"X-ATOM-03", "H2-ERR-01"})
    void serverCannotAnswerAfterTheEnd(ConnectionState state) {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        end(server, state);

        ConnectionClosedException refusal =
                assertThrows(ConnectionClosedException.class, () -> server.connection.sendHeaders(1, OK, true));

        assertEquals(
                "Cannot send headers: the connection is " + state + " and takes no more. Open a new one.",
                refusal.getMessage());
    }

    /** A client in that state, with stream 1 open for sending if it ever was open. */
    private static Kernel in(ConnectionState state) {
        if (state == ConnectionState.NEW) {
            return Kernel.fresh(H2Configuration.client().build());
        }
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, GET, false);
        if (state == ConnectionState.GOAWAY_SENT || state == ConnectionState.GOAWAY_BOTH) {
            client.connection.closeConnection(ErrorCode.NO_ERROR);
        }
        if (state == ConnectionState.GOAWAY_RECEIVED || state == ConnectionState.GOAWAY_BOTH) {
            client.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));
        }
        client.connection.dataToSend();
        end(client, state);
        assertEquals(state, client.connection.connectionState());
        return client;
    }

    private static void end(Kernel kernel, ConnectionState state) {
        if (state == ConnectionState.FAILED) {
            kernel.receive(FrameFactory.data(0x7fff_fff1, 1, false));
        } else if (state == ConnectionState.ENDED) {
            kernel.connection.receiveEndOfInput();
        }
    }
}
