package org.javahyper.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The C program against libnghttp2, if it can be built here. */
final class Nghttp2 {
    private static final String SOURCE = "nghttp2_hpack.c";

    private final Path program;
    private final Path lists;
    private final Path blocks;
    private final Figures first;

    private Nghttp2(Path program, Path lists, Path blocks) throws IOException, InterruptedException {
        this.program = program;
        this.lists = lists;
        this.blocks = blocks;
        first = run(0);
    }

    /** Compiles the program and encodes the workload with it, all in a folder; null if there is no C compiler or library. */
    static @Nullable Nghttp2 build(Workload workload, Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve(SOURCE);
        try (InputStream resource = Nghttp2.class.getResourceAsStream(SOURCE)) {
            Files.write(source, Objects.requireNonNull(resource, SOURCE).readAllBytes());
        }
        Path program = folder.resolve("nghttp2_hpack");
        try {
            run("cc", "-O2", "-o", program.toString(), source.toString(), "-lnghttp2");
        } catch (IOException noCompilerOrLibrary) {
            return null;
        }
        Path lists = folder.resolve("lists");
        WorkloadFiles.writeLists(workload, lists);
        return new Nghttp2(program, lists, folder.resolve("blocks"));
    }

    /** The version of the library. */
    String version() {
        return first.version();
    }

    /** The octets of all blocks. */
    long wireOctets() {
        return first.wireOctets();
    }

    /** The file with the blocks. */
    Path blocks() {
        return blocks;
    }

    /**
     * Runs the program.
     *
     * @param seconds CPU time for each of encoding and decoding
     */
    Figures run(int seconds) throws IOException, InterruptedException {
        Map<String, String> lines = new TreeMap<>();
        for (String line : run(program.toString(), lists.toString(), blocks.toString(), Integer.toString(seconds))) {
            int blank = line.indexOf(' ');
            lines.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return new Figures(
                Objects.requireNonNull(lines.get("version")),
                Long.parseLong(Objects.requireNonNull(lines.get("wireOctets"))),
                Double.parseDouble(Objects.requireNonNull(lines.get("decodeNanos"))),
                Double.parseDouble(Objects.requireNonNull(lines.get("encodeNanos"))));
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join("\n", lines));
        }
        return lines;
    }

    /**
     * What the program prints.
     *
     * @param wireOctets the octets of all blocks
     * @param decodeNanos CPU time for each header field
     * @param encodeNanos CPU time for each header field
     */
    record Figures(String version, long wireOctets, double decodeNanos, double encodeNanos) {
        double nanos(Task task) {
            return task == Task.DECODE ? decodeNanos : encodeNanos;
        }
    }
}
