package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation in every situation of its stream does what docs/spec/behaviours.md says, 4.6 (Sending), as read from there. */
class SendingTableTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("visits")
    @Spec({
        "H2-ST-S01",
        "H2-ST-S02",
        "H2-ST-S03",
        "H2-ST-S04",
        "H2-ST-S05",
        "H2-ST-S06",
        "H2-ST-S07",
        "H2-ST-S08",
        "H2-ST-S09",
        "H2-ST-S10",
        "H2-ST-S11",
        "H2-ST-S12",
        "H2-ST-S20",
        "H2-ST-S21",
        "X-ATOM-01"
    })
    void operationDoesWhatItsCellSays(StreamVisit<StreamOperation> visit) {
        StreamSituation before = visit.situation();
        Kernel kernel = before.kernel();
        List<Object> state = state(kernel.connection);
        String outcome = visit.expected();

        if (outcome.equals("mis")) {
            assertThrows(H2Exception.class, () -> perform(visit, kernel), visit.cell()::text);
        } else {
            perform(visit, kernel);
        }

        if (outcome.equals("mis") || outcome.equals("ign")) {
            assertEquals(state, state(kernel.connection), visit.cell()::text);
        } else {
            StreamState next = outcome.equals("=") ? before.state : StreamState.valueOf(outcome);
            assertEquals(
                    new Trace(
                            List.of(),
                            List.of(visit.input().frame + (visit.endStream() ? " with ES" : "")),
                            ConnectionState.OPEN,
                            next),
                    Trace.of(kernel, List.of(), before.streamId),
                    visit.cell()::text);
        }
    }

    @Test
    void everyCellIsVisited() {
        assertEquals(
                "151 visited, 17 never occur, 24 are of the other role",
                StreamVisit.count(SpecTable.SENDING, visits()));
    }

    static List<StreamVisit<StreamOperation>> visits() {
        return StreamVisit.all(SpecTable.SENDING, StreamOperation.values());
    }

    private static void perform(StreamVisit<StreamOperation> visit, Kernel kernel) {
        visit.input().on(kernel.connection, visit.situation().streamId, visit.endStream());
    }

    /** What an operation could have changed. */
    private static List<Object> state(H2Connection connection) {
        List<Object> state = new ArrayList<>(List.of(
                connection.connectionState(),
                connection.pendingOctets(),
                connection.nextStreamId(),
                connection.openInboundStreams(),
                connection.openOutboundStreams(),
                connection.sendWindow(0),
                connection.receiveWindow(0)));
        for (int streamId = 1; streamId <= StreamArrival.PROMISED; streamId++) {
            state.add(connection.streamState(streamId));
        }
        return state;
    }
}
