package org.javahyper.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.javahyper.testkit.Snippets;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void exampleDoesWhatItSays() {
        // snippet
        Headers request = Headers.builder()
                .add(":method", "GET")
                .add(":path", "/")
                .add("accept-encoding", "gzip, br")
                .addSensitive("cookie", "id=4711")
                .build();

        String path = request.first(":path"); // "/"
        boolean brotli = request.contains("Accept-Encoding", "br"); // true: names and list members in any case
        String text = request.toString(); // shows the cookie as "<sensitive>"
        Headers forwarded = request.toBuilder().add("via", "2 proxy").build(); // request itself never changes
        boolean masked = forwarded.isSensitive(3); // true: the mark goes along

        boolean legal = FieldGrammar.isFieldValue("two\nlines"); // false: no value has a line end
        long length = FieldGrammar.contentLength("42, 42"); // 42: equal members are one
        // end of snippet

        assertEquals("/", path);
        assertTrue(brotli);
        assertEquals("[:method: GET, :path: /, accept-encoding: gzip, br, cookie: <sensitive>]", text);
        assertEquals("2 proxy", forwarded.first("via"));
        assertTrue(masked);
        assertFalse(legal);
        assertEquals(42, length);
    }

    @Test
    @Spec("DX-01")
    void readmeShowsExactlyThisExample() throws IOException {
        List<String> compiled = Snippets.ofSource(Path.of("src/test/java/org/javahyper/http/ReadmeTest.java"));

        assertEquals(compiled, Snippets.ofMarkdown(Path.of("README.md")));
    }
}
