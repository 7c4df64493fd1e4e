package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpecReportTest {
    private static final List<SpecItem> ITEMS = List.of(
            new SpecItem("A-1", "1. First", true, false),
            new SpecItem("A-2", "1. First", true, false),
            new SpecItem("B-1", "2. Second", false, true));

    @Test
    void reportListsTestsAndWhatHasNone() {
        String markdown = report().markdown();

        assertEquals("""
                # Specification coverage

                1 of 3 items have a test that names them.
                ★: needs a test of its own. ◇: optional, or has an optional part.

                Starred without a test (1): A-2 ★

                ## 1. First

                1 of 2 items have a test.

                | id | tests |
                | --- | --- |
                | A-1 ★ | T.first, T.second |

                Without a test (1): A-2 ★

                ## 2. Second

                0 of 1 items have a test.

                Without a test (1): B-1 ◇
                """, markdown);
    }

    @Test
    void summaryHasALineForEachSection() {
        assertEquals(List.of("    1/2  1. First", "    0/1  2. Second", "    1/3  all sections"), report().summary());
    }

    private static SpecReport report() {
        SpecUses uses = new SpecUses();
        String annotation = "@Spec";
        uses.addSource("T", annotation + "(\"A-1\") void second() {} " + annotation + "(\"A-1\") void first() {}");
        return new SpecReport(ITEMS, uses);
    }
}
