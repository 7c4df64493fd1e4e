package org.javahyper.h2.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed diagrams are what the tables give. To write them anew, perhaps only some, perhaps elsewhere:
 *
 * <pre>
 * mvn -pl kernels/h2 -am test -Dtest=StateDiagramsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhyper.states.write=true [-Dhyper.states.only=stream] [-Dhyper.states.folder=/tmp/states]
 * </pre>
 */
class StateDiagramsTest {
    private static final Path COMMITTED = Path.of("../../docs/states");

    @ParameterizedTest
    @MethodSource("diagrams")
    @Spec("DX-04")
    void committedFilesAreWhatTheTablesGive(StateDiagrams.Diagram diagram) throws IOException {
        if (Boolean.getBoolean("hyper.states.write")) {
            Path folder = Path.of(System.getProperty("hyper.states.folder", COMMITTED.toString()));
            StateDiagrams.write(folder, System.getProperty("hyper.states.only", ""));
        }

        for (Map.Entry<String, String> file : diagram.files().entrySet()) {
            Path committed = COMMITTED.resolve(file.getKey());
            assertEquals(
                    file.getValue(),
                    Files.exists(committed) ? Files.readString(committed) : "",
                    committed + " differs from the tables; write it anew with: mvn -pl kernels/h2 -am test "
                            + "-Dtest=StateDiagramsTest -Dsurefire.failIfNoSpecifiedTests=false -Dhyper.states.write=true");
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    @Spec("DX-04")
    void picturesAreCompleteAndNothingOverlaps(StateDiagrams.Diagram diagram) {
        List<String> faults = diagram.picture().faults();

        assertEquals(List.of(), faults);
    }

    @Test
    @Spec("DX-04")
    void someCanBeWrittenElsewhere(@TempDir Path folder) throws IOException {
        StateDiagrams.write(folder.resolve("states"), "strea");

        try (Stream<Path> files = Files.list(folder.resolve("states"))) {
            assertEquals(
                    List.of("stream.md", "stream.svg"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void everyMachineBeginsInItsFirstState() {
        assertEquals(
                List.of("NEW", "IDLE", "AWAITING_HEADERS"),
                StateDiagrams.all().stream()
                        .map(diagram -> diagram.machine().states().get(0))
                        .toList());
    }

    static List<StateDiagrams.Diagram> diagrams() {
        return StateDiagrams.all();
    }
}
