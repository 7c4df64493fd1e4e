package org.javahyper.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
    @TempDir
    private Path folder;

    @Test
    void snippetsOfASourceLoseTheirCommonIndentation() throws IOException {
        Path source = file("""
                class Example {
                    // snippet
                    if (a) {

                        b();
                    }
                    // end of snippet
                    c();
                    // snippet
                    d();
                    // end of snippet
                }
                """);

        assertEquals(List.of("if (a) {\n\n    b();\n}", "d();"), Snippets.ofSource(source));
    }

    @Test
    void onlyJavaBlocksOfMarkdownCount() throws IOException {
        Path markdown = file("""
                # Title
                ```java
                a();
                ```
                ```sh
                ls
                ```
                ```java
                b();

                c();
                ```
                """);

        assertEquals(List.of("a();", "b();\n\nc();"), Snippets.ofMarkdown(markdown));
    }

    @Test
    void snippetWithoutEndIsAnError() throws IOException {
        Path source = file("// snippet\na();\n");

        AssertionError error = assertThrows(AssertionError.class, () -> Snippets.ofSource(source));

        assertEquals(source + ": the snippet of line 1 has no line \"// end of snippet\"", error.getMessage());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }
}
