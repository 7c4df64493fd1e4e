package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sending half of the table of stream states (docs/spec/behaviours.md, 4.6), cell by cell. */
class StreamStateSendTest {
    /** An action of the program on stream 1. */
    enum Action {
        REQUEST,
        REQUEST_ES,
        INTERIM,
        RESPONSE,
        RESPONSE_ES,
        TRAILERS_ES,
        DATA,
        DATA_ES,
        END,
        RESET,
        WINDOW;

        void on(H2Connection connection) {
            switch (this) {
                case REQUEST -> connection.sendHeaders(1, GET, false);
                case REQUEST_ES -> connection.sendHeaders(1, GET, true);
                case INTERIM -> connection.sendHeaders(1, HINTS, false);
                case RESPONSE -> connection.sendHeaders(1, OK, false);
                case RESPONSE_ES -> connection.sendHeaders(1, OK, true);
                case TRAILERS_ES -> connection.sendHeaders(1, TRAILERS, true);
                case DATA -> connection.sendData(1, ascii("a"), false);
                case DATA_ES -> connection.sendData(1, ascii("a"), true);
                case END -> connection.endStream(1);
                case RESET -> connection.resetStream(1, ErrorCode.CANCEL);
                case WINDOW -> connection.incrementFlowControlWindow(1, 5);
            }
        }
    }

    // spotless:off
    @ParameterizedTest(name = "client, {0}: {1} leads to {2}")
    @CsvSource({
        "IDLE, REQUEST, OPEN",                       "IDLE, REQUEST_ES, HALF_CLOSED_LOCAL",
        "IDLE, DATA, NO_SUCH_STREAM",                "IDLE, END, NO_SUCH_STREAM",
        "IDLE, RESET, NO_SUCH_STREAM",               "IDLE, WINDOW, NO_SUCH_STREAM",
        "OPEN, TRAILERS_ES, HALF_CLOSED_LOCAL",      "OPEN, DATA, OPEN",
        "OPEN, DATA_ES, HALF_CLOSED_LOCAL",          "OPEN, END, HALF_CLOSED_LOCAL",
        "OPEN, RESET, CLOSED",                       "OPEN, WINDOW, OPEN",
        "OPEN, REQUEST, INVALID",                    "OPEN, RESPONSE, INVALID",
        "HALF_CLOSED_LOCAL, TRAILERS_ES, MISUSE",    "HALF_CLOSED_LOCAL, DATA, MISUSE",
        "HALF_CLOSED_LOCAL, DATA_ES, MISUSE",        "HALF_CLOSED_LOCAL, END, MISUSE",
        "HALF_CLOSED_LOCAL, RESET, CLOSED",          "HALF_CLOSED_LOCAL, WINDOW, HALF_CLOSED_LOCAL",
        "HALF_CLOSED_LOCAL, REQUEST, MISUSE",        "HALF_CLOSED_LOCAL, RESPONSE, MISUSE",
        "HALF_CLOSED_REMOTE, TRAILERS_ES, CLOSED",   "HALF_CLOSED_REMOTE, DATA, HALF_CLOSED_REMOTE",
        "HALF_CLOSED_REMOTE, DATA_ES, CLOSED",       "HALF_CLOSED_REMOTE, END, CLOSED",
        "HALF_CLOSED_REMOTE, RESET, CLOSED",         "HALF_CLOSED_REMOTE, WINDOW, HALF_CLOSED_REMOTE",
        "CLOSED, REQUEST, STREAM_CLOSED",            "CLOSED, TRAILERS_ES, STREAM_CLOSED",
        "CLOSED, DATA, STREAM_CLOSED",               "CLOSED, DATA_ES, STREAM_CLOSED",
        "CLOSED, END, STREAM_CLOSED",                "CLOSED, RESET, STREAM_CLOSED",
        "CLOSED, WINDOW, STREAM_CLOSED",
    })
    // spotless:on
    @Spec({
        "H2-ST-S01",
        "H2-ST-S04",
        "H2-ST-S05",
        "H2-ST-S06",
        "H2-ST-S07",
        "H2-ST-S08",
        "H2-ST-S22",
        "H2-OP-10",
        "H2-OP-32",
        "H2-OP-40",
        "X-ATOM-01",
        "INV-11"
    })
    void clientActsByTheTable(StreamState from, Action action, String outcome) {
        Kernel client = Kernel.client();
        if (from != StreamState.IDLE) {
            client.connection.sendHeaders(1, POST, from == StreamState.HALF_CLOSED_LOCAL);
        }
        if (from == StreamState.HALF_CLOSED_REMOTE) {
            client.receive(client.peer.headers(1, true, ":status", "200"));
        } else if (from == StreamState.CLOSED) {
            client.connection.resetStream(1, ErrorCode.CANCEL);
        }

        assertActsByTheTable(client, from, action, outcome);
    }

    // spotless:off
    @ParameterizedTest(name = "server, {0}: {1} leads to {2}")
    @CsvSource({
        "IDLE, REQUEST, NO_SUCH_STREAM",               "IDLE, INTERIM, NO_SUCH_STREAM",
        "IDLE, RESPONSE, NO_SUCH_STREAM",              "IDLE, TRAILERS_ES, NO_SUCH_STREAM",
        "IDLE, DATA, NO_SUCH_STREAM",                  "IDLE, END, NO_SUCH_STREAM",
        "IDLE, RESET, NO_SUCH_STREAM",                 "IDLE, WINDOW, NO_SUCH_STREAM",
        "OPEN, INTERIM, OPEN",                         "OPEN, RESPONSE, OPEN",
        "OPEN, RESPONSE_ES, HALF_CLOSED_LOCAL",        "OPEN, TRAILERS_ES, INVALID",
        "OPEN, DATA, MISUSE",                          "OPEN, END, MISUSE",
        "OPEN, RESET, CLOSED",                         "OPEN, WINDOW, OPEN",
        "HALF_CLOSED_LOCAL, INTERIM, MISUSE",          "HALF_CLOSED_LOCAL, RESPONSE, MISUSE",
        "HALF_CLOSED_LOCAL, TRAILERS_ES, MISUSE",      "HALF_CLOSED_LOCAL, DATA, MISUSE",
        "HALF_CLOSED_LOCAL, END, MISUSE",              "HALF_CLOSED_LOCAL, RESET, CLOSED",
        "HALF_CLOSED_LOCAL, WINDOW, HALF_CLOSED_LOCAL",
        "HALF_CLOSED_REMOTE, INTERIM, HALF_CLOSED_REMOTE", "HALF_CLOSED_REMOTE, RESPONSE, HALF_CLOSED_REMOTE",
        "HALF_CLOSED_REMOTE, RESPONSE_ES, CLOSED",     "HALF_CLOSED_REMOTE, RESET, CLOSED",
        "HALF_CLOSED_REMOTE, WINDOW, HALF_CLOSED_REMOTE",
        "CLOSED, INTERIM, STREAM_CLOSED",              "CLOSED, RESPONSE, STREAM_CLOSED",
        "CLOSED, TRAILERS_ES, STREAM_CLOSED",          "CLOSED, DATA, STREAM_CLOSED",
        "CLOSED, END, STREAM_CLOSED",                  "CLOSED, RESET, STREAM_CLOSED",
        "CLOSED, WINDOW, STREAM_CLOSED",
    })
    // spotless:on
    @Spec({
        "H2-ST-S01",
        "H2-ST-S02",
        "H2-ST-S03",
        "H2-ST-S05",
        "H2-ST-S06",
        "H2-ST-S07",
        "H2-ST-S08",
        "H2-ST-S20",
        "H2-OP-40",
        "X-ATOM-01",
        "INV-11"
    })
    void serverActsByTheTable(StreamState from, Action action, String outcome) {
        Kernel server = Kernel.server();
        if (from != StreamState.IDLE) {
            server.receive(server.peer.headers(1, from == StreamState.HALF_CLOSED_REMOTE, FrameFactory.POST));
        }
        if (from == StreamState.HALF_CLOSED_LOCAL) {
            server.connection.sendHeaders(1, OK, true);
        } else if (from == StreamState.CLOSED) {
            server.receive(FrameFactory.rstStream(1, ErrorCode.CANCEL));
        }

        assertActsByTheTable(server, from, action, outcome);
    }

    // spotless:off
    @ParameterizedTest(name = "server after {0}, {1} leads to {2}")
    @CsvSource({
        "OPEN, INTERIM, INVALID",                    "HALF_CLOSED_REMOTE, INTERIM, INVALID",
        "OPEN, RESPONSE, INVALID",                   "HALF_CLOSED_REMOTE, RESPONSE_ES, INVALID",
        "OPEN, TRAILERS_ES, HALF_CLOSED_LOCAL",      "HALF_CLOSED_REMOTE, TRAILERS_ES, CLOSED",
        "OPEN, DATA, OPEN",                          "HALF_CLOSED_REMOTE, DATA, HALF_CLOSED_REMOTE",
        "OPEN, DATA_ES, HALF_CLOSED_LOCAL",          "HALF_CLOSED_REMOTE, DATA_ES, CLOSED",
        "OPEN, END, HALF_CLOSED_LOCAL",              "HALF_CLOSED_REMOTE, END, CLOSED",
    })
    // spotless:on
    @Spec({"H2-ST-S03", "H2-ST-S04", "H2-ST-S05", "H2-ST-S06", "H2-ST-S21", "H2-ST-S22", "X-ATOM-01", "INV-11"})
    void serverActsByTheTableAfterTheFinalResponse(StreamState from, Action action, String outcome) {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, from == StreamState.HALF_CLOSED_REMOTE, FrameFactory.POST));
        server.connection.sendHeaders(1, OK, false);

        assertActsByTheTable(server, from, action, outcome);
    }

    private static void assertActsByTheTable(Kernel kernel, StreamState from, Action action, String outcome) {
        H2Connection connection = kernel.connection;
        connection.dataToSend();
        assertEquals(from, connection.streamState(1));

        Class<? extends H2Exception> refusal = switch (outcome) {
            case "MISUSE" -> IllegalActionException.class;
            case "INVALID" -> InvalidHeadersException.class;
            case "NO_SUCH_STREAM" -> NoSuchStreamException.class;
            case "STREAM_CLOSED" -> StreamClosedException.class;
            default -> null;
        };
        if (refusal == null) {
            action.on(connection);
            assertEquals(StreamState.valueOf(outcome), connection.streamState(1));
            boolean needless = action == Action.WINDOW && from == StreamState.HALF_CLOSED_REMOTE;
            assertEquals(!needless, connection.hasDataToSend());
        } else {
            String message = assertThrows(refusal, () -> action.on(connection)).getMessage();
            assertTrue(message.matches("Cannot .* on stream 1: .*\\. [A-Z].*\\."), message);
            assertEquals(from, connection.streamState(1));
            assertEquals(0, connection.pendingOctets());
        }
    }
}
