package org.javahyper.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The C program against libnghttp2, if it can be built here. */
final class Nghttp2 {
    private static final String SOURCE = "nghttp2_hpack.c";

    private final Path folder;
    private final Path program;

    private Nghttp2(Path folder, Path program) {
        this.folder = folder;
        this.program = program;
    }

    /** Compiles the program into a folder, where it also keeps its files; null if there is no C compiler or no library. */
    static @Nullable Nghttp2 build(Path folder) throws IOException, InterruptedException {
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
        return new Nghttp2(folder, program);
    }

    /** Where {@link #measure} puts the blocks. */
    Path blocks() {
        return folder.resolve("blocks");
    }

    /**
     * Encodes and decodes the workload again and again.
     *
     * @param iterations tenths of a second of CPU time for each of the two; with 0 it is one pass
     */
    Figures measure(Workload workload, int iterations) throws IOException, InterruptedException {
        Path lists = folder.resolve("lists");
        WorkloadFiles.writeLists(workload, lists);
        Map<String, String> figures = new HashMap<>();
        for (String line :
                run(program.toString(), lists.toString(), blocks().toString(), Integer.toString(iterations))) {
            int blank = line.indexOf(' ');
            figures.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return new Figures(
                Objects.requireNonNull(figures.get("version")),
                Double.parseDouble(Objects.requireNonNull(figures.get("wireOctets"))),
                numbers(Objects.requireNonNull(figures.get("decodeNanos"))),
                numbers(Objects.requireNonNull(figures.get("encodeNanos"))));
    }

    private static List<Double> numbers(String text) {
        return Pattern.compile(" ").splitAsStream(text).map(Double::valueOf).toList();
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output.lines().toList();
    }

    /**
     * What the program prints.
     *
     * @param version of libnghttp2
     * @param wireOctets the octets of all blocks
     * @param decodeNanos CPU time for each header field, in each iteration
     * @param encodeNanos CPU time for each header field, in each iteration
     */
    record Figures(String version, double wireOctets, List<Double> decodeNanos, List<Double> encodeNanos) {
        List<Double> nanos(Task task) {
            return task == Task.DECODE ? decodeNanos : encodeNanos;
        }
    }
}
