package org.javahyper.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Snippets;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadmeTest {
    @Test
    void exampleDoesWhatItSays(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.of(folder, "dns:localhost", "-1d");
        Path caFile = certificate.authority();
        List<String> printed = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.tls(certificate, "h2", peer -> {
            peer.awaitRequest();
            int post = peer.awaitRequest().streamId();
            peer.respond(post, new String(peer.awaitBody(post), UTF_8));
            peer.respond(1, "hello");
            peer.awaitClose();
        })) {
            int port = server.port();
            // snippet
            ClientConfiguration configuration =
                    ClientConfiguration.builder().caFile(caFile).build();
            try (Http2Connection connection = Http2Connection.tls("localhost", port, configuration)) {
                int get = connection.request("GET", "/", Headers.empty(), RequestBody.none());
                int post = connection.request("POST", "/echo", Headers.empty(), RequestBody.text("both at once"));

                for (int streamId : new int[] {post, get}) { // in any order
                    try (Response response = connection.getResponse(streamId)) {
                        printed.add(response.status() + " " + new String(response.read(), UTF_8));
                    }
                }
            }
            // end of snippet
        }

        assertEquals(List.of("200 both at once", "200 hello"), printed);
    }

    @Test
    @Spec("DX-01")
    void readmeShowsExactlyThisExample() throws IOException {
        List<String> compiled = Snippets.ofSource(Path.of("src/test/java/org/javahyper/client/ReadmeTest.java"));

        assertEquals(compiled, Snippets.ofMarkdown(Path.of("README.md")));
    }
}
