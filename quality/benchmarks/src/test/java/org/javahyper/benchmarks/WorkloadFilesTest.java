package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.javahyper.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadFilesTest {
    @Test
    void listsAreWrittenWithTheirNumbersAndLengths(@TempDir Path folder) throws IOException {
        Workload workload = new Workload("", List.of(List.of(Headers.of("te", "\u00ff"), Headers.empty())));
        Path file = folder.resolve("lists");

        WorkloadFiles.writeLists(workload, file);

        assertArrayEquals(
                octets("00000001 00000002 00000001 00000002 7465 00000001 ff 00000000"), Files.readAllBytes(file));
    }

    @Test
    void blocksAreReadStoryByStory(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("blocks");
        Files.write(file, octets("00000002 00000002 00000002 8284 00000000 00000001 00000001 88"));

        List<List<byte[]>> blocks = WorkloadFiles.readBlocks(file);

        List<List<String>> hex = blocks.stream()
                .map(story -> story.stream().map(HexFormat.of()::formatHex).toList())
                .toList();
        assertEquals(List.of(List.of("8284", ""), List.of("88")), hex);
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
