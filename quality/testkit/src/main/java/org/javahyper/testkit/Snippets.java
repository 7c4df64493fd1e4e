package org.javahyper.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the examples of a Markdown file honest: each is cut out of a test source, which the build compiles and runs.
 *
 * <pre>{@code
 * assertEquals(
 *         Snippets.ofSource(Path.of("src/test/java/org/javahyper/http/ReadmeTest.java")),
 *         Snippets.ofMarkdown(Path.of("README.md")));
 * }</pre>
 */
public final class Snippets {
    private Snippets() {}

    /** What stands between the lines {@code // snippet} and {@code // end of snippet}, in order, without the common indentation. */
    public static List<String> ofSource(Path source) throws IOException {
        return between("// snippet", "// end of snippet", source);
    }

    /** The fenced blocks of Java code, in order. */
    public static List<String> ofMarkdown(Path markdown) throws IOException {
        return between("```java", "```", markdown);
    }

    private static List<String> between(String opening, String closing, Path file) throws IOException {
        List<String> lines =
                Files.readAllLines(file).stream().map(String::stripTrailing).toList();
        List<String> trimmed = lines.stream().map(String::strip).toList();
        List<String> snippets = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (trimmed.get(at).equals(opening)) {
                int length = trimmed.subList(at + 1, lines.size()).indexOf(closing);
                if (length < 0) {
                    throw new AssertionError(
                            file + ": the snippet of line " + (at + 1) + " has no line \"" + closing + "\"");
                }
                snippets.add(String.join("\n", lines.subList(at + 1, at + 1 + length))
                        .stripIndent());
                at += length + 1;
            }
        }
        return snippets;
    }
}
