package org.javahyper.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A run of the command in this process: its exit code and what it wrote. */
@SuppressWarnings("ArrayRecordComponent") // looked at, never compared
record Run(int exitCode, byte[] out, String err) {
    static Run of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = into(out, arguments);
        return new Run(run.exitCode, out.toByteArray(), run.err);
    }

    /** With a standard output of the caller. */
    static Run into(OutputStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Main(out, new PrintStream(err, true, StandardCharsets.UTF_8)).run(arguments);
        return new Run(exitCode, new byte[0], err.toString(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
