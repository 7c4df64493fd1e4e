package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.javahyper.testkit.Snippets;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
    @Test
    void exampleRuns() {
        assertEquals("Hello", ReadmeExample.run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "../../README.md"})
    @Spec("DX-01")
    void readmeShowsTheExampleThatTheBuildCompiles(String readme) throws IOException {
        Path source = Path.of("src/test/java/org/javahyper/h2/ReadmeExample.java");

        assertEquals(Snippets.ofSource(source), Snippets.ofMarkdown(Path.of(readme)));
    }
}
