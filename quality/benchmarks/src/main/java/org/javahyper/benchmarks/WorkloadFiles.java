package org.javahyper.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/**
 * The two files that the C program shares with us. All numbers have 32 bits, most significant octet first.
 *
 * <pre>
 *  lists    stories { lists { fields { length, name, length, value } } }      each brace stands behind the number of what is in it
 *  blocks   stories { lists { length, block } }
 * </pre>
 */
final class WorkloadFiles {
    private WorkloadFiles() {}

    static void writeLists(Workload workload, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(workload.stories().size());
            for (List<Headers> story : workload.stories()) {
                out.writeInt(story.size());
                for (Headers list : story) {
                    out.writeInt(list.size());
                    for (HeaderField field : list) {
                        writeOctets(out, field.name().getBytes(StandardCharsets.ISO_8859_1));
                        writeOctets(out, field.value().getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
    }

    static List<List<byte[]>> readBlocks(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<List<byte[]>> stories = new ArrayList<>();
            for (int s = in.readInt(); s > 0; s--) {
                List<byte[]> blocks = new ArrayList<>();
                for (int b = in.readInt(); b > 0; b--) {
                    byte[] block = new byte[in.readInt()];
                    in.readFully(block);
                    blocks.add(block);
                }
                stories.add(blocks);
            }
            return stories;
        }
    }

    private static void writeOctets(DataOutputStream out, byte[] octets) throws IOException {
        out.writeInt(octets.length);
        out.write(octets);
    }
}
