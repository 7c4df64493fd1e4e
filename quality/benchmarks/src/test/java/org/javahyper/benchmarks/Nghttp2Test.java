package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.javahyper.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Nghttp2Test {
    @Test
    void theBlocksOfTheProgramDecodeToTheFields(@TempDir Path folder) throws Exception {
        Nghttp2 nghttp2 = Nghttp2.build(folder);
        assumeTrue(nghttp2 != null, "no C compiler or no libnghttp2");
        Workload workload = Workload.ownLists();

        Nghttp2.Figures figures = nghttp2.measure(workload, 2);

        List<List<byte[]>> blocks = WorkloadFiles.readBlocks(nghttp2.blocks());
        List<Headers> decoded = HpackSubject.OURS.pass(workload, blocks).decodedFields();
        assertEquals(workload.stories().stream().flatMap(List::stream).toList(), decoded);
        assertEquals(
                blocks.stream()
                        .flatMap(List::stream)
                        .mapToLong(block -> block.length)
                        .sum(),
                (long) figures.wireOctets());
        assertEquals(2, figures.nanos(Task.DECODE).size());
        assertEquals(2, figures.nanos(Task.ENCODE).size());
        assertTrue(
                figures.nanos(Task.DECODE).get(1) > 0
                        && figures.nanos(Task.ENCODE).get(1) > 0,
                figures::toString);
    }
}
