package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.javahyper.h2.event.H2Event;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the program or the peer does in each state of a connection, docs/spec/behaviours.md, 4.5, says what follows. */
class ConnectionTableTest {
    /** A visit to a cell: one act in one situation. */
    record Visit(
            SpecTable.Row row,
            String column,
            SpecCell cell,
            ConnectionSituation situation,
            Role role,
            ConnectionAct act) {
        /** The outcome that the cell promises; what is for the other role to send is misuse everywhere. */
        String expected() {
            return act.isOf(role) ? cell.outcome(situation.facts(role)) : "mis";
        }

        @Override
        public String toString() {
            return row.id() + ", " + column + ": " + act + ", " + situation + " " + role;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("visits")
    @Spec({
        "H2-CS-01",
        "H2-CS-02",
        "H2-CS-03",
        "H2-CS-04",
        "H2-CS-05",
        "H2-CS-06",
        "H2-CS-07",
        "H2-CS-08",
        "H2-CS-09",
        "H2-CS-10",
        "H2-CS-11",
        "H2-CS-12",
        "H2-CONN-06",
        "H2-CONN-07",
        "H2-GO-01",
        "H2-OP-33"
    })
    void actDoesWhatItsCellSays(Visit visit) {
        Kernel kernel = visit.situation.kernel(visit.role);
        String outcome = visit.expected();
        ConnectionState before = visit.situation.state;

        if (outcome.equals("mis")) {
            assertThrows(H2Exception.class, () -> visit.act.on(kernel, visit.role), visit.cell::text);
            assertOutcome(visit, List.of(), List.of(), before, kernel, List.of());
            return;
        }
        List<H2Event> events = visit.act.on(kernel, visit.role);

        switch (outcome) {
            case "ign" -> assertOutcome(visit, List.of(), List.of(), before, kernel, events);
            case "ref" -> assertOutcome(visit, List.of("StreamRefused"), List.of(), before, kernel, events);
            case "=" -> assertEffect(visit, before, kernel, events);
            default -> assertEffect(visit, ConnectionState.valueOf(outcome), kernel, events);
        }
    }

    @Test
    void everyCellIsVisited() {
        int visited = 0;
        int never = 0;
        for (SpecTable.Row row : SpecTable.CONNECTION.rows()) {
            for (String column : SpecTable.CONNECTION.columns()) {
                List<Visit> visits = visits(row, column).toList();
                for (Role role : Role.values()) {
                    if (visits.stream().anyMatch(visit -> visit.role == role)) {
                        visited++;
                    } else {
                        assertEquals("-", SpecTable.CONNECTION.cell(row, column).outcome(Set.of()), row.id());
                        never++;
                    }
                }
            }
        }

        assertEquals("138 visited, 6 never occur", visited + " visited, " + never + " never occur");
    }

    static Stream<Visit> visits() {
        return SpecTable.CONNECTION.rows().stream()
                .flatMap(row -> SpecTable.CONNECTION.columns().stream().flatMap(column -> visits(row, column)));
    }

    private static Stream<Visit> visits(SpecTable.Row row, String column) {
        SpecCell cell = SpecTable.CONNECTION.cell(row, column);
        List<Visit> visits = new ArrayList<>();
        for (ConnectionSituation situation : ConnectionSituation.values()) {
            for (ConnectionAct act : ConnectionAct.values()) {
                if (situation.isIn(column) && act.row.equals(row.id()) && act.occurs(situation)) {
                    for (Role role : Role.values()) {
                        visits.add(new Visit(row, column, cell, situation, role, act));
                    }
                }
            }
        }
        return visits.stream();
    }

    // Outcomes

    private static void assertEffect(Visit visit, ConnectionState next, Kernel kernel, List<H2Event> events) {
        List<String> expectedEvents = new ArrayList<>();
        List<String> expectedFrames = new ArrayList<>();
        if (visit.situation == ConnectionSituation.NEW) {
            initiation(visit, kernel, expectedEvents, expectedFrames);
        }
        expectedEvents.addAll(visit.act.events(visit.role, visit.situation != ConnectionSituation.NEW));
        expectedFrames.addAll(visit.act.frames(visit.role));
        assertOutcome(visit, expectedEvents, expectedFrames, next, kernel, events);
    }

    /** What goes before in a connection that is new. */
    private static void initiation(Visit visit, Kernel kernel, List<String> events, List<String> frames) {
        if (visit.act == ConnectionAct.END_INPUT) {
            return;
        }
        if (visit.role == Role.CLIENT) {
            kernel.connection.dataToSend(ByteBuffer.allocate(FrameFactory.preface().length));
        }
        if (visit.act != ConnectionAct.INITIATE) {
            frames.add("SETTINGS");
        }
        if (visit.act.compareTo(ConnectionAct.RECEIVE) >= 0 && visit.act != ConnectionAct.VIOLATE) {
            events.add("RemoteSettingsChanged");
            frames.add("SETTINGS");
        }
    }

    private static void assertOutcome(
            Visit visit,
            List<String> expectedEvents,
            List<String> expectedFrames,
            ConnectionState next,
            Kernel kernel,
            List<H2Event> events) {
        Trace trace = Trace.of(kernel, events, 1);
        assertEquals(
                expectedEvents,
                trace.events().stream()
                        .filter(name -> !name.equals("ConnectionDrained"))
                        .toList(),
                visit.cell::text);
        assertEquals(expectedFrames, trace.frames(), visit.cell::text);
        assertEquals(next, trace.connection(), visit.cell::text);
    }
}
