package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecUsesTest {
    /** Kept apart from its parenthesis, or the sources of this class would name ids themselves. */
    private static final String SPEC = "@Spec";

    private final SpecUses uses = new SpecUses();

    @Test
    void testIsTheMethodBehindTheAnnotation() {
        uses.addSource("T", SPEC + "(\"A-1\")\n@Test\nvoid first() {}\n" + SPEC + "(\"A-1\") void second () {}");

        assertEquals(Set.of("A-1"), uses.ids());
        assertEquals(Set.of("T.first", "T.second"), uses.testsOf("A-1"));
        assertEquals(Set.of(), uses.testsOf("A-2"));
    }

    @Test
    void annotationMayNameSeveralIdsOnSeveralLines() {
        uses.addSource("T", SPEC + "({\n    \"A-1\",\n    \"A-2\",\n})\nvoid first() {}");

        assertEquals(Set.of("A-1", "A-2"), uses.ids());
        assertEquals(Set.of("T.first"), uses.testsOf("A-2"));
    }

    @Test
    void annotationOfAClassIsOneOfTheClass() {
        uses.addSource("T", SPEC + "(\"A-1\")\nclass T {\n    void first() {}\n}");

        assertEquals(Set.of("T"), uses.testsOf("A-1"));
    }

    @Test
    void annotationWithoutLiteralsShowsItsText() {
        uses.addSource("T", SPEC + "(CONSTANT)\nvoid first() {}");

        assertEquals(Set.of("CONSTANT"), uses.ids());
    }

    @Test
    void onlyTestSourcesOfModulesAreRead(@TempDir Path root) throws IOException {
        write(root.resolve("pom.xml"), "<module>kernels/http</module>\n<module>bom</module>");
        write(root.resolve("kernels/http/src/test/java/org/ATest.java"), SPEC + "(\"A-1\") void a() {}");
        write(root.resolve("kernels/http/src/test/java/org/b.txt"), SPEC + "(\"A-2\") void b() {}");
        write(root.resolve("kernels/http/src/main/java/org/C.java"), SPEC + "(\"A-3\") void c() {}");
        write(root.resolve("other/src/test/java/org/DTest.java"), SPEC + "(\"A-4\") void d() {}");

        SpecUses read = SpecUses.ofModules(root);

        assertEquals(Set.of("A-1"), read.ids());
        assertEquals(Set.of("ATest.a"), read.testsOf("A-1"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
