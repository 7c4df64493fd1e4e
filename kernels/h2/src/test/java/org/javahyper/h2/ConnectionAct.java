package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.ascii;

import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.hyperframe.PriorityFields;

/** The rows of docs/spec/behaviours.md, 4.5: what a program or a peer does, and what that leads to if it has its effect. */
enum ConnectionAct {
    INITIATE("H2-CS-01"),
    OPEN_STREAM("H2-CS-02"),
    SEND_HEADERS("H2-CS-03"),
    SEND_DATA("H2-CS-03"),
    SEND_RST_STREAM("H2-CS-03"),
    SEND_WINDOW_UPDATE("H2-CS-03"),
    SEND_SETTINGS("H2-CS-04"),
    SEND_PING("H2-CS-04"),
    SEND_CONNECTION_WINDOW_UPDATE("H2-CS-04"),
    SEND_PRIORITY("H2-CS-04"),
    SEND_PRIORITY_UPDATE("H2-CS-04"),
    SEND_ALTSVC("H2-CS-04"),
    SEND_ORIGIN("H2-CS-04"),
    SEND_GOAWAY("H2-CS-05"),
    RECEIVE("H2-CS-06"),
    RECEIVE_GOAWAY("H2-CS-07"),
    RECEIVE_STREAM("H2-CS-08"),
    RECEIVE_HEADERS("H2-CS-09"),
    RECEIVE_DATA("H2-CS-09"),
    RECEIVE_RST_STREAM("H2-CS-09"),
    RECEIVE_WINDOW_UPDATE("H2-CS-09"),
    RECEIVE_SETTINGS("H2-CS-10"),
    RECEIVE_PING("H2-CS-10"),
    RECEIVE_CONNECTION_WINDOW_UPDATE("H2-CS-10"),
    RECEIVE_PRIORITY("H2-CS-10"),
    RECEIVE_EXTENSION("H2-CS-10"),
    VIOLATE("H2-CS-11"),
    END_INPUT("H2-CS-12");

    final String row;

    ConnectionAct(String row) {
        this.row = row;
    }

    /** A server has initiated itself, and is OPEN, before it sees the first frame; but not before a bad preface or a GOAWAY is through. */
    boolean occurs(ConnectionSituation situation) {
        return situation != ConnectionSituation.NEW || compareTo(RECEIVE_STREAM) < 0 || compareTo(VIOLATE) >= 0;
    }

    /** Some frames are for one role to send. */
    boolean isOf(Role role) {
        return switch (this) {
            case SEND_PRIORITY, SEND_PRIORITY_UPDATE -> role == Role.CLIENT;
            case SEND_ALTSVC, SEND_ORIGIN -> role == Role.SERVER;
            default -> true;
        };
    }

    List<H2Event> on(Kernel kernel, Role role) {
        H2Connection connection = kernel.connection;
        if (compareTo(RECEIVE) >= 0 && this != END_INPUT) {
            boolean needsPreface = connection.connectionState() == ConnectionState.NEW && this != VIOLATE;
            return needsPreface
                    ? kernel.receive(FrameFactory.preface(), FrameFactory.settings(), octets(kernel, role))
                    : kernel.receive(octets(kernel, role));
        }
        switch (this) {
            case INITIATE -> connection.initiate();
            case OPEN_STREAM -> openStream(connection, role);
            case SEND_HEADERS -> connection.sendHeaders(1, Messages.TRAILERS, true);
            case SEND_DATA -> connection.sendData(1, ascii("data"), false);
            case SEND_RST_STREAM -> connection.resetStream(1, ErrorCode.CANCEL);
            case SEND_WINDOW_UPDATE -> connection.incrementFlowControlWindow(1, 1);
            case SEND_SETTINGS -> connection.updateSettings(Settings.empty());
            case SEND_PING -> connection.ping(1);
            case SEND_CONNECTION_WINDOW_UPDATE -> connection.incrementFlowControlWindow(0, 1);
            case SEND_PRIORITY -> connection.prioritize(1, PriorityFields.DEFAULT);
            case SEND_PRIORITY_UPDATE -> connection.sendPriorityUpdate(1, "u=1");
            case SEND_ALTSVC ->
                connection.advertiseAlternativeService(
                        AlternativeService.forOrigin("https://example.org", "h2=\":8443\""));
            case SEND_ORIGIN -> connection.advertiseOrigins(List.of("https://example.org"));
            case SEND_GOAWAY -> connection.closeConnection(ErrorCode.NO_ERROR);
            case END_INPUT -> {
                return connection.receiveEndOfInput();
            }
            default -> throw new AssertionError(this);
        }
        return List.of();
    }

    private static void openStream(H2Connection connection, Role role) {
        if (role == Role.CLIENT) {
            connection.sendHeaders(3, GET, true);
        } else {
            connection.pushStream(1, 2, GET);
        }
    }

    private byte[] octets(Kernel kernel, Role role) {
        return switch (this) {
            case RECEIVE, RECEIVE_PING -> FrameFactory.ping(1, false);
            case RECEIVE_GOAWAY -> FrameFactory.goAway(1, ErrorCode.NO_ERROR);
            case RECEIVE_STREAM ->
                role == Role.CLIENT
                        ? kernel.peer.pushPromise(1, 2, FrameFactory.GET)
                        : kernel.peer.headers(3, true, FrameFactory.GET);
            case RECEIVE_HEADERS -> kernel.peer.headers(1, true, "checksum", "abc");
            case RECEIVE_DATA -> FrameFactory.data(1, 1, false);
            case RECEIVE_RST_STREAM -> FrameFactory.rstStream(1, ErrorCode.CANCEL);
            case RECEIVE_WINDOW_UPDATE -> FrameFactory.windowUpdate(1, 1);
            case RECEIVE_SETTINGS -> FrameFactory.settings();
            case RECEIVE_CONNECTION_WINDOW_UPDATE -> FrameFactory.windowUpdate(0, 1);
            case RECEIVE_PRIORITY -> FrameFactory.priority(1);
            case RECEIVE_EXTENSION -> FrameFactory.raw(0xbb, 0, 0);
            case VIOLATE -> FrameFactory.data(0x7fff_fff1, 1, false);
            default -> throw new AssertionError(this);
        };
    }

    /** The names of the events if it has its effect. */
    List<String> events(Role role, boolean hasStream) {
        return switch (this) {
            case RECEIVE, RECEIVE_PING -> List.of("PingReceived");
            case RECEIVE_GOAWAY -> List.of("GoAwayReceived");
            case RECEIVE_STREAM ->
                role == Role.CLIENT ? List.of("PushedStreamReceived") : List.of("RequestReceived", "StreamEnded");
            case RECEIVE_HEADERS -> List.of("TrailersReceived", "StreamEnded");
            case RECEIVE_DATA -> List.of("DataReceived");
            case RECEIVE_RST_STREAM -> List.of("StreamReset");
            case RECEIVE_WINDOW_UPDATE, RECEIVE_CONNECTION_WINDOW_UPDATE -> List.of("WindowUpdated");
            case RECEIVE_SETTINGS -> List.of("RemoteSettingsChanged");
            case RECEIVE_PRIORITY -> List.of("PriorityUpdated");
            case RECEIVE_EXTENSION -> List.of("UnknownFrameReceived");
            case VIOLATE -> List.of("ConnectionFailed PROTOCOL_ERROR");
            case END_INPUT -> hasStream ? List.of("StreamReset", "ConnectionEnded") : List.of("ConnectionEnded");
            default -> List.of();
        };
    }

    /** The names of the frames that go out if it has its effect. */
    List<String> frames(Role role) {
        return switch (this) {
            case INITIATE, SEND_SETTINGS -> List.of("SETTINGS");
            case OPEN_STREAM -> List.of(role == Role.CLIENT ? "HEADERS with ES" : "PUSH_PROMISE");
            case SEND_HEADERS -> List.of("HEADERS with ES");
            case SEND_DATA -> List.of("DATA");
            case SEND_RST_STREAM -> List.of("RST_STREAM CANCEL");
            case SEND_WINDOW_UPDATE, SEND_CONNECTION_WINDOW_UPDATE -> List.of("WINDOW_UPDATE");
            case SEND_PING -> List.of("PING");
            case SEND_PRIORITY -> List.of("PRIORITY");
            case SEND_PRIORITY_UPDATE -> List.of("PRIORITY_UPDATE");
            case SEND_ALTSVC -> List.of("ALTSVC");
            case SEND_ORIGIN -> List.of("ORIGIN");
            case SEND_GOAWAY -> List.of("GOAWAY NO_ERROR");
            case RECEIVE, RECEIVE_PING -> List.of("PING");
            case RECEIVE_SETTINGS -> List.of("SETTINGS");
            case VIOLATE -> List.of("GOAWAY PROTOCOL_ERROR");
            default -> List.of();
        };
    }
}
