package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.javahyper.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
    @Test
    void storiesBeginWithATitleAndListsEndWithABlankLine() {
        List<String> lines = List.of(
                "# One", "", ":path: /a: b", "x: ", "", ":path: /c", "", "", "# Two", ":status: 200", "etag: \"1:2\"");

        List<List<Headers>> stories = Workload.parse(lines);

        assertEquals(
                List.of(
                        List.of(Headers.of(":path", "/a: b", "x", ""), Headers.of(":path", "/c")),
                        List.of(Headers.of(":status", "200", "etag", "\"1:2\""))),
                stories);
    }

    @Test
    void storiesOfTheCorpusAreReadInTheOrderOfTheirNames(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("story_01.json"), "{\"cases\": [{\"headers\": [{\"b\": \"2\"}, {\"c\": \"3\"}]}]}");
        Files.writeString(
                folder.resolve("story_00.json"), "{\"cases\": [{\"headers\": [{\"a\": \"1\"}]}, {\"headers\": []}]}");
        Files.writeString(folder.resolve("README.md"), "not a story");

        Workload workload = Workload.rawStories(folder);

        assertEquals(
                new Workload(
                        "2 raw stories of hpack-test-case",
                        List.of(
                                List.of(Headers.of("a", "1"), Headers.empty()),
                                List.of(Headers.of("b", "2", "c", "3")))),
                workload);
        assertEquals(3, workload.fieldCount());
        assertEquals(6, workload.octets());
    }

    @Test
    void listsAreMadeAcceptableForEveryLibrary() {
        Headers list = Headers.of("date", " now ", "connection", "close", "upgrade", "h2c", ":status", "200");

        Workload acceptable = new Workload("", List.of(List.of(list))).acceptable();

        assertEquals(List.of(List.of(Headers.of(":status", "200", "date", "now"))), acceptable.stories());
    }

    @Test
    void ourOwnListsAreAcceptableAsTheyAre() {
        Workload workload = Workload.ownLists();

        assertAll(
                () -> assertEquals(workload, workload.acceptable()),
                () -> assertEquals(5, workload.stories().size()),
                () -> assertFalse(workload.stories().stream().anyMatch(List::isEmpty)));
    }
}
