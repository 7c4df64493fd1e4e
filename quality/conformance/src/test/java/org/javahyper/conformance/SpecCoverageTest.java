package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the ids of {@code docs/spec} with those that the tests of all modules name; the report is {@code target/spec-coverage.md}. */
class SpecCoverageTest {
    private static List<SpecItem> items;
    private static SpecUses uses;

    @BeforeAll
    static void read() throws IOException {
        Path root = repository();
        items = SpecDocument.read(root.resolve("docs/spec"));
        uses = SpecUses.ofModules(root);
    }

    @Test
    void testsNameOnlyIdsOfTheSpecification() {
        SortedMap<String, SortedSet<String>> unknown = new TreeMap<>();
        List<String> known = items.stream().map(SpecItem::id).toList();

        for (String id : uses.ids()) {
            if (!known.contains(id)) {
                unknown.put(id, uses.testsOf(id));
            }
        }

        assertEquals(new TreeMap<>(), unknown, "ids that docs/spec does not have, and the tests that name them");
    }

    @Test
    void everyIdStandsForOneItem() {
        List<String> ids = items.stream().map(SpecItem::id).toList();

        assertEquals(ids.stream().distinct().collect(Collectors.joining("\n")), String.join("\n", ids));
    }

    @Test
    void reportIsWritten() throws IOException {
        SpecReport report = new SpecReport(items, uses);

        Files.writeString(Files.createDirectories(Path.of("target")).resolve("spec-coverage.md"), report.markdown());

        System.out.println("Items of docs/spec with a test:\n" + String.join("\n", report.summary()));
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/spec/behaviours.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
