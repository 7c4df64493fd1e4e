package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of the state tables, which other tests take for granted. */
class SpecTableTest {
    private static final Set<String> CONDITIONS =
            Set.of("client", "server", "ES", "early", "final", "pushed", "above", "misshapen");

    @Test
    void lastCaseWhoseConditionsHoldCounts() {
        SpecCell cell = SpecCell.parse("H2-X-00", "★ =; client ES: CLOSED; final: S!PROTOCOL_ERROR + glitch");

        assertEquals("=", cell.outcome(Set.of("server", "ES")));
        assertEquals("CLOSED", cell.outcome(Set.of("client", "ES", "early")));
        assertEquals("S!PROTOCOL_ERROR", cell.outcome(Set.of("client", "ES", "final")));
        assertEquals(
                List.of(false, false, true),
                cell.cases().stream().map(SpecCell.Case::isGlitch).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "= ",
                "=, ES: CLOSED",
                "Open",
                "C!",
                "C!protocol",
                "client:",
                "=;",
                "4.8",
                "= + glitches"
            })
    void whatIsNotInTheGrammarIsNoCell(String text) {
        assertThrows(IllegalArgumentException.class, () -> SpecCell.parse("H2-X-00", text));
    }

    @Test
    void cellWithoutAnswerForARoleIsAnError() {
        SpecCell cell = SpecCell.parse("H2-X-00", "client: =");

        assertThrows(AssertionError.class, () -> cell.outcome(Set.of("server")));
    }

    @Test
    void conditionsAreThoseOfTheLegendOrWordsOfTheHeads() {
        for (SpecTable table :
                List.of(SpecTable.CONNECTION, SpecTable.RECEIVING, SpecTable.SENDING, SpecTable.CLOSED)) {
            for (SpecTable.Row row : table.rows()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    Set<String> known =
                            words(row.input() + " " + table.columns().get(i));
                    known.addAll(CONDITIONS);

                    Set<String> used = row.cells().get(i).cases().stream()
                            .flatMap(each -> each.conditions().stream())
                            .collect(Collectors.toSet());

                    assertTrue(known.containsAll(used), row.id() + ": " + used);
                }
            }
        }
    }

    @Test
    void tablesHaveTheirSize() {
        assertEquals("12 x 6", size(SpecTable.CONNECTION));
        assertEquals("14 x 8", size(SpecTable.RECEIVING));
        assertEquals("12 x 8", size(SpecTable.SENDING));
        assertEquals("5 x 5", size(SpecTable.CLOSED));
    }

    private static String size(SpecTable table) {
        for (SpecTable.Row row : table.rows()) {
            assertEquals(table.columns().size(), row.cells().size(), row.id());
        }
        return table.rows().size() + " x " + table.columns().size();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\W+", -1)).collect(Collectors.toSet());
    }
}
