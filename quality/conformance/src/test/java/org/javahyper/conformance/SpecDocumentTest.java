package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpecDocumentTest {
    @Test
    void rowsOfTablesAndItemsOfListsAreItems() {
        String markdown = """
                ## 2. Frame layer (FR)
                | id | type |
                | --- | --- |
                | FR-T-0A | 0xa | ALTSVC |
                | FR-T-XX | other | |

                - **AD-IO** Drivers, see FR-T-0A and **FR-V-01**.
                - **Bold** words are no item.
                """;

        assertEquals(List.of("FR-T-0A", "FR-T-XX", "AD-IO"), ids(SpecDocument.behaviours(markdown)));
    }

    @Test
    void firstCellMayHaveSeveralIds() {
        String markdown = "| H2-LIM-08, -09 | a |\n| H2-LIM-10, -15, -16 | b |\n";

        assertEquals(
                List.of("H2-LIM-08", "H2-LIM-09", "H2-LIM-10", "H2-LIM-15", "H2-LIM-16"),
                ids(SpecDocument.behaviours(markdown)));
    }

    @Test
    void cellsThatAreNoIdsAreSkipped() {
        String markdown = """
                | X | rules that hold for every component |
                | 9113 HTTP/2 | FR, H2 |
                | 9218 extensible priorities | FR-T-10, PR-EXT |
                """;

        assertEquals(List.of(), SpecDocument.behaviours(markdown));
    }

    @Test
    void withdrawnItemsAreNone() {
        String markdown = """
                | H2-CFG-02 | withdrawn | - | see architecture |
                - **H2-X-99** withdrawn.
                - **H2-X-98** A limit is withdrawn when ...
                """;

        assertEquals(List.of("H2-X-98"), ids(SpecDocument.behaviours(markdown)));
    }

    @Test
    void itemBelongsToTheNearestSectionOfTwoLevels() {
        String markdown = """
                ## 4. Engine
                ### 4.6 States
                #### Receiving
                | H2-ST-R01 | HEADERS |
                ## 9. Tool
                - **CLI-ARG-01** METHOD
                """;

        assertEquals(
                List.of(
                        new SpecItem("H2-ST-R01", "4.6 States", false, false),
                        new SpecItem("CLI-ARG-01", "9. Tool", false, false)),
                SpecDocument.behaviours(markdown));
    }

    @Test
    void marksCountWhereverTheyStandInAnItem() {
        String markdown = """
                ## 1. A
                - **X-A-01** Plain.
                - **X-A-02** Text
                  that ★ goes on.
                - **X-A-03** ◇ optional.
                | X-A-04 | a | ★ ◇ |
                ## 2. Upgrade ◇
                - **X-A-05** Text.
                """;

        assertEquals(
                List.of("X-A-01", "X-A-02 ★", "X-A-03 ◇", "X-A-04 ★ ◇", "X-A-05 ◇"),
                SpecDocument.behaviours(markdown).stream()
                        .map(SpecItem::toString)
                        .toList());
        assertEquals("2. Upgrade", SpecDocument.behaviours(markdown).get(4).section());
    }

    @Test
    void invariantsAreThoseOfTheirSectionOnly() {
        String markdown = """
                ## 7. Message validation
                1. **Bold** no invariant
                ## 8. Invariants
                Each has an id.
                1. **Total.** On any bytes
                   2. **this is text**
                2. **Split-free.** Any partition
                """;

        assertEquals(
                List.of(
                        new SpecItem("INV-1", "Hardening 8. Invariants", false, false),
                        new SpecItem("INV-2", "Hardening 8. Invariants", false, false)),
                SpecDocument.invariants(markdown));
    }

    private static List<String> ids(List<SpecItem> items) {
        return items.stream().map(SpecItem::id).toList();
    }
}
