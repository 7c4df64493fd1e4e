package org.javahyper.conformance;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.MANDATED;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.TRANSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.FrameReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small modules of other people that take frames, or header compression, and nothing else of ours. */
class ModulePathTest {
    private static final Path HTTP = artifactOf(Headers.class);
    private static final Path HYPERFRAME = artifactOf(FrameReader.class);
    private static final Path HPACK = artifactOf(HpackEncoder.class);

    private static final String SNIFFER = """
            package sniffer;

            import org.javahyper.hyperframe.Frame;
            import org.javahyper.hyperframe.FrameHeader;
            import org.javahyper.hyperframe.FrameReader;
            import org.javahyper.hyperframe.FrameView;

            class Main {
                public static void main(String[] arguments) {
                    FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);
                    reader.feed(new byte[] {0, 0, 4, 8, 0, 0, 0, 0, 1, 0, 0, 16, 0});
                    for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
                        System.out.println(Frame.parse(frame));
                    }
                    System.out.println(ModuleLayer.boot().findModule("org.javahyper.http").isPresent());
                }
            }
            """;

    private static final String COMPRESSOR = """
            package compressor;

            import org.javahyper.hpack.HpackDecoder;
            import org.javahyper.hpack.HpackEncoder;
            import org.javahyper.http.Headers;

            class Main {
                public static void main(String[] arguments) {
                    byte[] block = HpackEncoder.create().encode(Headers.of(":method", "GET", "x", "1"));
                    System.out.println(HpackDecoder.create().decode(block));
                    System.out.println(ModuleLayer.boot().findModule("org.javahyper.hyperframe").isPresent());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void hyperframeNeedsNothingElse() throws IOException, InterruptedException {
        String messages = compile("sniffer", "org.javahyper.hyperframe", SNIFFER, HYPERFRAME);

        assertEquals("", messages);
        assertEquals(
                List.of("WINDOW_UPDATE(streamId=1, flags=-, windowSizeIncrement=4096)", "false"),
                run("sniffer", HYPERFRAME));
    }

    @Test
    void hpackNeedsHttpAndNothingElse() throws IOException, InterruptedException {
        String messages = compile("compressor", "org.javahyper.hpack", COMPRESSOR, HPACK, HTTP);

        assertEquals("", messages);
        assertEquals(List.of("[:method: GET, x: 1]", "false"), run("compressor", HPACK, HTTP));
    }

    @Test
    void hpackIsRefusedWithoutHttp() throws IOException {
        String messages = compile("compressor", "org.javahyper.hpack", COMPRESSOR, HPACK);
        FindException refusal = assertThrows(FindException.class, () -> resolve("org.javahyper.hpack", HPACK));

        assertTrue(messages.contains("module not found: org.javahyper.http"), messages);
        assertEquals("Module org.javahyper.http not found, required by org.javahyper.hpack", refusal.getMessage());
    }

    @Test
    void modulesRequireWhatTheyShowAndJavaBase() {
        Map<String, Set<Requires.Modifier>> alone =
                Map.of("java.base", Set.of(MANDATED), "org.jspecify", Set.of(STATIC));
        Map<String, Set<Requires.Modifier>> withHttp = Map.of(
                "java.base", Set.of(MANDATED),
                "org.jspecify", Set.of(STATIC),
                "org.javahyper.http", Set.of(TRANSITIVE));

        assertEquals(alone, requirements("org.javahyper.http", HTTP));
        assertEquals(alone, requirements("org.javahyper.hyperframe", HYPERFRAME));
        assertEquals(withHttp, requirements("org.javahyper.hpack", HPACK));
    }

    /** Compiles a module of one class against a module path, and returns what the compiler says. */
    private String compile(String module, String required, String main, Path... modulePath) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src"));
        Path declaration = Files.writeString(
                sources.resolve("module-info.java"), "module " + module + " { requires " + required + "; }");
        Path source = Files.writeString(sources.resolve("Main.java"), main);
        StringWriter messages = new StringWriter();
        PrintWriter writer = new PrintWriter(messages);

        ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "--module-path",
                        joined(modulePath),
                        "-d",
                        folder.resolve(module).toString(),
                        declaration.toString(),
                        source.toString());
        return messages.toString();
    }

    /** Runs a compiled module in a JVM of its own, with it and the module path given, and returns the lines it prints. */
    private List<String> run(String module, Path... modulePath) throws IOException, InterruptedException {
        ForeignTool java = ForeignTool.at(Path.of(System.getProperty("java.home"), "bin", "java"));
        String path = joined(modulePath) + File.pathSeparator + folder.resolve(module);
        return java.text("--module-path", path, "-m", module + "/" + module + ".Main")
                .lines()
                .toList();
    }

    /** Does what the JVM does at its start with a main module and a module path. */
    private static void resolve(String module, Path... modulePath) {
        ModuleLayer.boot().configuration().resolve(ModuleFinder.of(modulePath), ModuleFinder.of(), Set.of(module));
    }

    private static Map<String, Set<Requires.Modifier>> requirements(String module, Path artifact) {
        return ModuleFinder.of(artifact).find(module).orElseThrow().descriptor().requires().stream()
                .collect(Collectors.toMap(Requires::name, Requires::modifiers));
    }

    private static String joined(Path... paths) {
        return Stream.of(paths).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar, or the folder of classes if the build has not come to jars, in which a type is. */
    private static Path artifactOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
