package org.javahyper.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code hyper} command: {@code hyper demo}, {@code hyper serve}, or a request. */
public final class Main {
    /** A response came, whatever its status. */
    static final int SUCCESS = 0;

    /** The network, TLS or the protocol failed. */
    static final int FAILURE = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    private final OutputStream out;
    private final PrintStream err;

    /**
     * A command with its streams.
     *
     * @param out takes the bodies of responses, octet for octet, and what was asked for as text
     * @param err takes everything else
     */
    Main(OutputStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and exits with its code: 0 a response came, 1 it did not, 2 the command line is wrong. */
    public static void main(String[] args) {
        // not System.out, which would hide that nobody reads any more
        System.exit(new Main(new FileOutputStream(FileDescriptor.out), System.err).run(args));
    }

    /** Runs the command and returns its exit code. */
    int run(String... args) {
        String command = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        try {
            switch (command) {
                case "demo" -> demo(rest);
                case "serve" -> serve(rest);
                default -> request(args);
            }
            return SUCCESS;
        } catch (UsageException | ParameterException wrong) {
            return fail(USAGE, wrong, args);
        } catch (IOException failure) {
            return fail(FAILURE, failure, args);
        } catch (RuntimeException bug) {
            return fail(FAILURE, new IOException("Something unforeseen happened: " + bug + ".", bug), args);
        }
    }

    /** A parser that fills the fields of an annotated object. An argument that begins with @ is an argument, not a file of arguments. */
    static CommandLine parser(Object arguments) {
        return new CommandLine(arguments).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
    }

    private void request(String... args) throws IOException {
        Arguments arguments = new Arguments();
        if (!isAboutItself(parser(arguments).parseArgs(args))) {
            new Fetch(out, err).run(arguments);
        }
    }

    private void serve(String... args) throws IOException {
        Serve serve = new Serve();
        if (!isAboutItself(parser(serve).parseArgs(args))) {
            serve.run(out, err);
        }
    }

    private void demo(String... args) throws IOException {
        Demo demo = new Demo(text());
        if (!isAboutItself(parser(demo).parseArgs(args))) {
            demo.run();
        }
    }

    /** Shows the usage or the version if that is what was asked for. */
    private boolean isAboutItself(ParseResult parsed) {
        if (parsed.isUsageHelpRequested()) {
            parsed.commandSpec().commandLine().usage(text());
        } else if (parsed.isVersionHelpRequested()) {
            text().println("hyper " + Version.TEXT);
        }
        return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    }

    private PrintStream text() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** What the options can do about a failure. */
    private static String advice(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return " On the command line: --cacert FILE, or against a machine of your own --insecure.";
            }
        }
        return "";
    }

    /** One line; with {@code --debug} also where it came from. */
    private int fail(int exitCode, Exception failure, String... args) {
        err.println("hyper: " + String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ") + advice(failure));
        if (Arrays.asList(args).contains("--debug")) {
            failure.printStackTrace(err);
        }
        return exitCode;
    }
}
