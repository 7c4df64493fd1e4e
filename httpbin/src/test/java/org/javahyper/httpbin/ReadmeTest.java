package org.javahyper.httpbin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.javahyper.h2.FrameObserver;
import org.javahyper.testkit.Snippets;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadmeTest {
    @Test
    void exampleDoesWhatItSays() throws IOException {
        // snippet
        try (HttpBin server = HttpBin.builder().start()) {
            URI get = server.uri().resolve("/get"); // https://localhost:49152/get
            Path trusted = server.certificate().orElseThrow(); // give this PEM file to the client
            System.out.println("curl --cacert " + trusted + " " + get);
        }

        HttpBin traced = HttpBin.builder()
                .host("127.0.0.1")
                .port(0) // a free one
                .cleartext() // HTTP/2 with prior knowledge
                .observers(() -> FrameObserver.printingTo(System.out))
                .start();
        int port = traced.port();
        traced.shutdown(Duration.ofSeconds(5)); // GOAWAY, then time for open streams
        // end of snippet

        assertTrue(port > 0);
        assertEquals("http://127.0.0.1:" + port + "/", traced.uri().toString());
    }

    @Test
    @Spec("DX-01")
    void readmeShowsExactlyThisExample() throws IOException {
        List<String> compiled = Snippets.ofSource(Path.of("src/test/java/org/javahyper/httpbin/ReadmeTest.java"));

        assertEquals(compiled, Snippets.ofMarkdown(Path.of("README.md")));
    }
}
