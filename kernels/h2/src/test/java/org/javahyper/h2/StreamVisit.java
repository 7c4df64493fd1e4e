package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A visit to a cell of the stream tables of docs/spec/behaviours.md: one input in one situation. */
record StreamVisit<I extends StreamVisit.Input>(
        SpecTable.Row row, String column, SpecCell cell, StreamSituation situation, I input, boolean endStream) {
    /** A frame that comes, or an operation. */
    interface Input {
        /** Whether a row is about it. */
        boolean isOf(SpecTable.Row row);

        /** The words by which conditions mean it. */
        Set<String> words();

        boolean canEndStream();

        /** Whether there is such an input in the situation; where there is not, another row says what is instead. */
        boolean occurs(StreamSituation situation, boolean endStream);
    }

    /** Every input of a table in every situation that it speaks of. */
    static <I extends Input> List<StreamVisit<I>> all(SpecTable table, I[] inputs) {
        List<StreamVisit<I>> visits = new ArrayList<>();
        for (SpecTable.Row row : table.rows()) {
            for (int column = 0; column < table.columns().size(); column++) {
                for (StreamSituation situation : StreamSituation.values()) {
                    if (situation.isIn(table.columns().get(column))) {
                        visits.addAll(of(table, row, column, situation, inputs));
                    }
                }
            }
        }
        return visits;
    }

    private static <I extends Input> List<StreamVisit<I>> of(
            SpecTable table, SpecTable.Row row, int column, StreamSituation situation, I[] inputs) {
        List<StreamVisit<I>> visits = new ArrayList<>();
        for (I input : inputs) {
            for (boolean endStream : input.canEndStream() ? new boolean[] {false, true} : new boolean[1]) {
                if (input.isOf(row) && input.occurs(situation, endStream)) {
                    SpecCell cell = row.cells().get(column);
                    visits.add(new StreamVisit<>(row, table.columns().get(column), cell, situation, input, endStream));
                }
            }
        }
        return visits;
    }

    /**
     * Counts the cells of a table for each role: visited, or marked as what does not occur, or in a column that is no state of the role.
     *
     * @throws AssertionError if a cell is none of these, or a case of a cell holds for no visit
     */
    static <I extends Input> String count(SpecTable table, List<StreamVisit<I>> visits) {
        int visited = 0;
        int never = 0;
        int strange = 0;
        for (SpecTable.Row row : table.rows()) {
            for (String column : table.columns()) {
                SpecCell cell = table.cell(row, column);
                Set<Integer> unused = new TreeSet<>(cell.indices());
                for (Role role : Role.values()) {
                    List<StreamVisit<I>> here = visits.stream()
                            .filter(visit -> visit.isIn(row, column, role))
                            .toList();
                    here.forEach(visit -> unused.remove(cell.caseFor(visit.circumstances())));
                    if (!here.isEmpty()) {
                        visited++;
                    } else if (StreamSituation.isNone(role, column)) {
                        strange++;
                    } else {
                        int only = cell.caseFor(Set.of(role.name().toLowerCase(Locale.ROOT)));
                        assertEquals("-", cell.cases().get(only).outcome(), row.id() + ", " + column + ", " + role);
                        unused.remove(only);
                        never++;
                    }
                }
                assertEquals(Set.of(), unused, row.id() + ", " + column + ": " + cell.text());
            }
        }
        return visited + " visited, " + never + " never occur, " + strange + " are of the other role";
    }

    private boolean isIn(SpecTable.Row otherRow, String otherColumn, Role role) {
        return row.equals(otherRow) && column.equals(otherColumn) && situation.role == role;
    }

    /** The outcome that the cell promises. */
    String expected() {
        return cell.outcome(circumstances());
    }

    private Set<String> circumstances() {
        Set<String> circumstances = new HashSet<>(situation.facts());
        circumstances.addAll(input.words());
        if (endStream) {
            circumstances.add("ES");
        }
        return circumstances;
    }

    @Override
    public String toString() {
        return row.id() + ", " + column + ": " + input + (endStream ? " with ES, " : ", ") + situation;
    }
}
