package org.javahyper.h2;

import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The ways in which a connection comes into the columns of docs/spec/behaviours.md, 4.5, for both roles.
 *
 * <p>Wherever streams are possible, stream 1 is open in both directions, past the header sections.
 */
enum ConnectionSituation {
    NEW(ConnectionState.NEW),
    OPEN(ConnectionState.OPEN),
    /** The last stream has been named. */
    GOAWAY_SENT(ConnectionState.GOAWAY_SENT),
    /** Not yet: 2^31-1 has been named. */
    SHUTTING_DOWN(ConnectionState.GOAWAY_SENT),
    GOAWAY_RECEIVED(ConnectionState.GOAWAY_RECEIVED),
    GOAWAY_BOTH(ConnectionState.GOAWAY_BOTH),
    SHUTTING_DOWN_BOTH(ConnectionState.GOAWAY_BOTH),
    FAILED(ConnectionState.FAILED),
    ENDED(ConnectionState.ENDED);

    final ConnectionState state;

    ConnectionSituation(ConnectionState state) {
        this.state = state;
    }

    boolean isIn(String column) {
        return Arrays.asList(column.split(" / ", -1)).contains(state.name());
    }

    /** What conditions ask; a new stream of the peer is above the last one that was named, if one was. */
    Set<String> facts(Role role) {
        Set<String> facts = new HashSet<>(List.of(role.name().toLowerCase(Locale.ROOT), state.name()));
        if (this == GOAWAY_SENT || this == GOAWAY_BOTH) {
            facts.add("above");
        }
        return facts;
    }

    Kernel kernel(Role role) {
        H2Configuration.Builder builder =
                role == Role.CLIENT ? H2Configuration.client().enablePush(true) : H2Configuration.server();
        H2Configuration configuration =
                builder.priorityScheme(PriorityScheme.BOTH).build();
        Kernel kernel = this == NEW ? Kernel.fresh(configuration) : Kernel.of(configuration);
        if (this != NEW) {
            openStream(kernel, role);
            goAway(kernel);
            kernel.sent();
        }
        assertEquals(state, kernel.connection.connectionState());
        return kernel;
    }

    private static void openStream(Kernel kernel, Role role) {
        if (role == Role.CLIENT) {
            kernel.connection.sendHeaders(1, POST, false);
            kernel.receive(kernel.peer.headers(1, false, ":status", "200"));
        } else {
            kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
            kernel.connection.sendHeaders(1, OK, false);
        }
    }

    private void goAway(Kernel kernel) {
        if (this == GOAWAY_SENT || this == GOAWAY_BOTH) {
            kernel.connection.closeConnection(ErrorCode.NO_ERROR);
        }
        if (this == SHUTTING_DOWN || this == SHUTTING_DOWN_BOTH) {
            kernel.connection.shutdown();
        }
        if (state == ConnectionState.GOAWAY_RECEIVED || state == ConnectionState.GOAWAY_BOTH) {
            kernel.receive(FrameFactory.goAway(1, ErrorCode.NO_ERROR));
        }
        if (this == FAILED) {
            kernel.receive(FrameFactory.data(0x7fff_fff1, 1, false));
        }
        if (this == ENDED) {
            kernel.connection.receiveEndOfInput();
        }
    }
}
