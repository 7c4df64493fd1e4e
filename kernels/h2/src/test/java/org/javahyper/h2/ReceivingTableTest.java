package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every frame in every situation of its stream does what docs/spec/behaviours.md says, 4.6 (Receiving) and 4.7, as read from there. What a glitch
 * costs is not looked at.
 */
class ReceivingTableTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("visits")
    @Spec({
        "H2-ST-R01",
        "H2-ST-R02",
        "H2-ST-R03",
        "H2-ST-R04",
        "H2-ST-R05",
        "H2-ST-R06",
        "H2-ST-R07",
        "H2-ST-R08",
        "H2-ST-R09",
        "H2-ST-R10",
        "H2-ST-R11",
        "H2-ST-R12",
        "H2-ST-R13",
        "H2-ST-R14",
        "H2-ST-R20",
        "H2-CLOSED-01",
        "H2-CLOSED-02",
        "H2-CLOSED-03",
        "H2-CLOSED-04",
        "H2-CLOSED-05",
        "H2-CLOSED-06",
        "H2-CLOSED-07"
    })
    void frameDoesWhatItsCellSays(StreamVisit<StreamArrival> visit) {
        Kernel kernel = visit.situation().kernel();
        byte[] frame = visit.input().octets(kernel, visit.situation(), visit.endStream());
        int window = kernel.connection.receiveWindow(0);

        List<H2Event> events = kernel.receive(frame);

        assertEquals(expected(visit), Trace.of(kernel, events, visit.situation().streamId), visit.cell()::text);
        assertConnectionGoesOn(kernel, visit, window);
    }

    @Test
    void everyCellIsVisited() {
        assertEquals(
                "167 visited, 29 never occur, 28 are of the other role",
                StreamVisit.count(SpecTable.RECEIVING, visits(SpecTable.RECEIVING)));
        assertEquals(
                "50 visited, 0 never occur, 0 are of the other role",
                StreamVisit.count(SpecTable.CLOSED, visits(SpecTable.CLOSED)));
    }

    static Stream<StreamVisit<StreamArrival>> visits() {
        return Stream.concat(visits(SpecTable.RECEIVING).stream(), visits(SpecTable.CLOSED).stream());
    }

    private static List<StreamVisit<StreamArrival>> visits(SpecTable table) {
        return StreamVisit.all(table, StreamArrival.values());
    }

    /** What the cell says. */
    private static Trace expected(StreamVisit<StreamArrival> visit) {
        StreamSituation before = visit.situation();
        String outcome = outcome(visit);
        if (outcome.equals("drop") || outcome.equals("ign")) {
            assertEquals(visit.input().concernsConnection() ? "drop" : "ign", outcome, visit.cell()::text);
        }
        String code = outcome.substring(outcome.indexOf('!') + 1);
        return switch (outcome.replaceFirst("!.*", "!")) {
            case "C!" ->
                new Trace(
                        List.of("ConnectionFailed " + code),
                        List.of("GOAWAY " + code),
                        ConnectionState.FAILED,
                        before.state == StreamState.IDLE ? StreamState.IDLE : StreamState.CLOSED);
            case "S!" ->
                trace(
                        before.state == StreamState.CLOSED ? List.of() : List.of("StreamReset " + code),
                        List.of("RST_STREAM " + code),
                        StreamState.CLOSED);
            case "cancel" -> trace(List.of(), List.of("RST_STREAM CANCEL elsewhere"), before.state);
            case "drop", "ign" -> trace(List.of(), List.of(), before.state);
            case "=" -> trace(visit.input().events(before.role, visit.endStream()), List.of(), before.state);
            default ->
                trace(visit.input().events(before.role, visit.endStream()), List.of(), StreamState.valueOf(outcome));
        };
    }

    private static Trace trace(List<String> events, List<String> frames, StreamState state) {
        return new Trace(events, frames, ConnectionState.OPEN, state);
    }

    /** The outcome of the cell, or that of section 4.7 if the cell refers to it. */
    private static String outcome(StreamVisit<StreamArrival> visit) {
        if (!visit.expected().equals("4.7")) {
            return visit.expected();
        }
        return visits(SpecTable.CLOSED).stream()
                .filter(other -> other.input() == visit.input()
                        && other.situation() == visit.situation()
                        && other.endStream() == visit.endStream())
                .findFirst()
                .orElseThrow()
                .expected();
    }

    /** Unless the connection has failed: DATA was counted, and the next block, on stream 1, finds the compression table as it should be. */
    private static void assertConnectionGoesOn(Kernel kernel, StreamVisit<StreamArrival> visit, int window) {
        if (kernel.connection.connectionState() == ConnectionState.FAILED) {
            return;
        }
        boolean isData = visit.input().frame.equals("DATA");
        assertEquals(window - (isData ? StreamArrival.DATA_LENGTH : 0), kernel.connection.receiveWindow(0));

        Role role = visit.situation().role;
        String[] block = role == Role.CLIENT
                ? new String[] {":status", "200", "late", "trailer"}
                : new String[] {"late", "trailer"};
        List<H2Event> events = kernel.receive(kernel.peer.headers(1, true, block));

        Headers headers = Headers.of(block);
        assertEquals(
                List.of(
                        role == Role.CLIENT
                                ? new ResponseReceived(1, headers, true)
                                : new TrailersReceived(1, headers, true),
                        new StreamEnded(1)),
                events);
    }
}
