package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;

import org.javahyper.http.Headers;

/**
 * What has happened on a connection before a test asks it for something: in every one but the first there are streams in many states.
 *
 * <pre>
 *        at a client                                          at a server
 *    1   open: both messages begun, 100 octets received       open: 100 octets received, not answered
 *    3   half-closed (local): asked, not answered             open: answered with 200, body begun
 *    5   reset, 50 octets not acknowledged                    the same
 *    7   open: 4 octets of a body of 10 sent                  half-closed (remote): 4 octets of a body of 10 sent
 *    9   a tunnel                                             the same
 *   11   skipped                                              skipped
 *   13   ended both ways                                      the same
 *    2   reserved (remote)                                    reserved (local)
 *    4   -                                                    half-closed (remote): promised, body begun
 * </pre>
 */
enum History {
    /** Nothing. */
    NEW,
    BUSY,
    /** No stream may be opened, and no promised response begun, because the peer allows no more. */
    FULL,
    /** The client takes no pushed streams. */
    NO_PUSH,
    /** Settings and PING are acknowledged by the program, and none waits. */
    MANUAL,
    /** Small limits, and padding that must be zero. */
    STRICT,
    /** As many SETTINGS as possible wait for the peer's acknowledgement. */
    UNACKNOWLEDGED,
    /** The last id is used. */
    USED_UP,
    /** The peer goes away; streams up to 9 go on. */
    PEER_GOING,
    /** We go away and have named a last stream. */
    GOING,
    /** The first of two steps of going away is done. */
    SHUTTING_DOWN,
    FAILED,
    ENDED;

    private static final Limits SMALL = Limits.builder()
            .maxHeaderListSize(300)
            .maxHeaderListSizeHard(500)
            .maxHeaderFields(8)
            .maxHeaderFieldsHard(12)
            .maxTrailerFields(2)
            .maxContinuationFrames(2)
            .maxInformational(1)
            .maxSettingsEntries(3)
            .maxConcurrentStreams(8)
            .maxReservedStreams(2)
            .initialStreamWindow(200)
            .build();

    private static final Headers POST_TEN = sized(POST);
    private static final Headers OK_TEN = sized(OK);
    private static final Headers CONNECT = Headers.of(":method", "CONNECT", ":authority", "example.org:443");

    /** A connection with this history; the same one each time. */
    Kernel begin(Role role) {
        H2Configuration configuration = configuration(role);
        if (this == NEW) {
            return Kernel.fresh(configuration);
        }
        Kernel kernel = role == Role.CLIENT
                ? Kernel.of(configuration, SettingId.MAX_CONCURRENT_STREAMS, 6, SettingId.MAX_HEADER_LIST_SIZE, 8_000)
                : Kernel.of(configuration, SettingId.MAX_CONCURRENT_STREAMS, 2);
        if (this == MANUAL) {
            kernel.connection.acknowledgeSettings();
        }
        if (role == Role.CLIENT) {
            busyClient(kernel);
        } else {
            busyServer(kernel);
        }
        goOn(kernel, role);
        return kernel;
    }

    private H2Configuration configuration(Role role) {
        H2Configuration.Builder builder =
                role == Role.CLIENT ? H2Configuration.client().enablePush(true) : H2Configuration.server();
        if (this == MANUAL) {
            builder.acknowledgeSettings(false).acknowledgePings(false);
        }
        if (this == STRICT) {
            builder.limits(SMALL).rejectNonZeroPadding(true);
        }
        return builder.build();
    }

    private static void busyClient(Kernel kernel) {
        H2Connection client = kernel.connection;
        client.sendHeaders(1, POST, false);
        client.sendHeaders(3, GET, true);
        client.sendHeaders(5, POST, false);
        client.sendHeaders(7, POST_TEN, false);
        client.sendData(7, ascii("four"), false);
        client.sendHeaders(9, CONNECT, false);
        client.sendHeaders(13, GET, true);
        client.incrementFlowControlWindow(1, 1_000);
        kernel.receive(
                kernel.peer.headers(1, false, ":status", "200", "server", "peer"),
                FrameFactory.data(1, 100, false),
                kernel.peer.pushPromise(1, 2, FrameFactory.GET),
                kernel.peer.headers(5, false, ":status", "200"),
                FrameFactory.data(5, 50, false),
                kernel.peer.headers(9, false, ":status", "200"),
                kernel.peer.headers(13, true, ":status", "204"));
        client.resetStream(5);
    }

    private static void busyServer(Kernel kernel) {
        H2Connection server = kernel.connection;
        kernel.receive(
                kernel.peer.headers(1, false, FrameFactory.POST),
                FrameFactory.data(1, 100, false),
                kernel.peer.headers(3, false, FrameFactory.POST),
                kernel.peer.headers(5, false, FrameFactory.POST),
                FrameFactory.data(5, 50, false),
                kernel.peer.headers(7, true, FrameFactory.GET),
                kernel.peer.headers(9, false, ":method", "CONNECT", ":authority", "example.org:443"),
                kernel.peer.headers(13, true, FrameFactory.GET));
        server.sendHeaders(3, OK, false);
        server.resetStream(5);
        server.sendHeaders(7, OK_TEN, false);
        server.sendData(7, ascii("four"), false);
        server.sendHeaders(9, OK, false);
        server.sendHeaders(13, OK, true);
        server.incrementFlowControlWindow(1, 1_000);
        server.pushStream(1, 2, GET);
        server.pushStream(1, 4, GET);
        server.sendHeaders(4, OK, false);
    }

    private void goOn(Kernel kernel, Role role) {
        H2Connection connection = kernel.connection;
        boolean isClient = role == Role.CLIENT;
        switch (this) {
            case FULL -> {
                if (isClient) {
                    connection.sendHeaders(15, GET, true);
                    connection.sendHeaders(17, GET, true);
                } else {
                    connection.pushStream(1, 6, GET);
                    connection.sendHeaders(6, OK, false);
                }
            }
            case NO_PUSH -> kernel.receive(FrameFactory.settings(SettingId.ENABLE_PUSH, 0));
            case UNACKNOWLEDGED -> {
                for (int i = 0; i < 4; i++) {
                    connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 65_535 - i));
                }
            }
            case USED_UP -> {
                if (isClient) {
                    connection.sendHeaders(Integer.MAX_VALUE, GET, true);
                } else {
                    connection.pushStream(1, Integer.MAX_VALUE - 1, GET);
                }
            }
            case PEER_GOING -> kernel.receive(FrameFactory.goAway(9, ErrorCode.NO_ERROR));
            case GOING -> connection.closeConnection(ErrorCode.NO_ERROR, new byte[0], isClient ? 2 : 13);
            case SHUTTING_DOWN -> connection.shutdown();
            case FAILED -> kernel.receive(FrameFactory.data(101, 1, false));
            case ENDED -> connection.receiveEndOfInput();
            default -> {}
        }
    }

    private static Headers sized(Headers headers) {
        return headers.toBuilder().add("content-length", "10").build();
    }
}
