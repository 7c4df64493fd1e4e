package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theReadmeShowsTheExampleAsItIsCompiled() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String example = Files.readString(Path.of("src/test/java/org/javahyper/hpack/ReadmeExample.java"));

        assertTrue(readme.contains("```java\n" + example + "```\n"));
    }

    @Test
    void theExampleRuns() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standardOutput = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ReadmeExample.main(new String[0]);
        } finally {
            System.setOut(standardOutput);
        }

        assertEquals("""
                8 and 3 octets
                [:method: GET, :path: /, user-agent: hyper]
                :method: GET
                :path: /
                user-agent: hyper
                """, printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
}
