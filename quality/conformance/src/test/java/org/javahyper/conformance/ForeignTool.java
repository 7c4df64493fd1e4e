package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program to be run as a process of its own, without input; what it says on standard error is kept in {@code target/interop}. */
final class ForeignTool {
    /** Where everything goes that foreign tools read and write. */
    static final Path WORKSHOP = Path.of("target", "interop").toAbsolutePath();

    private static final String REQUIRED = "hyper.interop.required";
    private static final long LIMIT_SECONDS = 120;

    /** Folders that are not on the PATH of everyone. */
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

    private final String name;
    private final List<String> command;

    private ForeignTool(String name, List<String> command) {
        this.name = name;
        this.command = command;
    }

    /** Looks for an installed program. Where it is missing, the test is skipped, or fails if {@code hyper.interop.required} is true. */
    static ForeignTool named(String name) {
        List<String> folders = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
        folders.addAll(SYSTEM_FOLDERS);
        for (String folder : folders) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return at(program);
            }
        }
        String missing = name + " is neither on the PATH nor in " + String.join(" or ", SYSTEM_FOLDERS);
        assertFalse(Boolean.getBoolean(REQUIRED), missing + ", but -D" + REQUIRED + "=true");
        throw Skip.because(missing);
    }

    static ForeignTool at(Path program) {
        return new ForeignTool(program.getFileName().toString(), List.of(program.toString()));
    }

    /** A main class on our own class path. */
    static ForeignTool java(String mainClass) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ForeignTool(
                mainClass, List.of(java.toString(), "-cp", System.getProperty("java.class.path"), mainClass));
    }

    /** Starts the program, which does not outlive us. Its standard output is to be read, or to be sent to the log, too. */
    Process start(ProcessBuilder.Redirect output, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        process.getOutputStream().close();
        return process;
    }

    /**
     * Runs the program to its end, which is made if it does not come in two minutes.
     *
     * @param output takes what comes on standard output
     * @return the exit code
     */
    int run(OutputStream output, String... arguments) throws IOException, InterruptedException {
        Process process = start(ProcessBuilder.Redirect.PIPE, arguments);
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        process.getInputStream().transferTo(output);
        return process.waitFor();
    }

    /** Runs the program, which has to succeed, and returns what came on standard output. */
    byte[] output(String... arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        int exitCode = run(output, arguments);

        assertEquals(
                0,
                exitCode,
                () -> "exit code of " + name + " " + String.join(" ", arguments) + ", see "
                        + WORKSHOP.resolve(name + ".log"));
        return output.toByteArray();
    }

    /** The same as text. */
    String text(String... arguments) throws IOException, InterruptedException {
        return new String(output(arguments), StandardCharsets.UTF_8);
    }

    /** The file with what the program has said so far. */
    Path log() throws IOException {
        return Files.createDirectories(WORKSHOP).resolve(name + ".log");
    }
}
