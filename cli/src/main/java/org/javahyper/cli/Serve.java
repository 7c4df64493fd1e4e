package org.javahyper.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.javahyper.httpbin.HttpBin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hyper serve}: the test server, until a signal ends it. */
@Command(
        name = "hyper serve",
        description = {
            "",
            "Runs a test server for HTTP/2, which tells clients what they have sent;",
            "the path / lists its endpoints. Prints \"Listening on URL\" when it is ready.",
            "On SIGTERM or SIGINT it sends GOAWAY, lets open streams finish for a moment",
            "and exits with code 0.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  hyper serve --port 8443 &",
            "  hyper --insecure localhost:8443/get",
            "  curl --http2 --insecure https://localhost:8443/get"
        })
final class Serve {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int PASSWORD_OCTETS = 16;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // the parser knows
    private boolean help;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Name or address to listen on. Default 127.0.0.1; 0.0.0.0 is all of them.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on; 0 takes a free one. Default 8443, in cleartext 8080.")
    private @Nullable Integer port;

    @Option(names = "--cleartext", description = "No TLS: HTTP/2 with prior knowledge.")
    private boolean cleartext;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM file with the certificate, those that vouch for it, and its key (PKCS #8, unencrypted)."
                    + " Default: a new self-signed certificate.")
    private @Nullable Path certificate;

    /**
     * Serves until the process is told to end, or the thread is interrupted.
     *
     * @throws IOException if the server cannot start
     * @throws UsageException if an option is wrong
     */
    void run(OutputStream out, PrintStream err) throws IOException {
        HttpBin server = start();
        Thread hook = new Thread(() -> stop(server), "hyper-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        server.certificate()
                .ifPresent(file -> err.println("The certificate is self-signed; clients may trust it: hyper --cacert "
                        + file + " https://" + authority(server)));
        out.write(("Listening on " + (cleartext ? "http://" : "https://") + authority(server) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException stop) {
            server.shutdown(GRACE);
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private HttpBin start() throws IOException {
        int chosen = port != null ? port : cleartext ? 8080 : 8443;
        if (chosen < 0 || chosen > 65_535) {
            throw new UsageException(
                    "the port " + chosen + " cannot be used: ports are 0 to 65535; 0 takes a free one");
        }
        if (cleartext && certificate != null) {
            throw new UsageException(
                    "--certificate and --cleartext cannot be used together: cleartext has none; drop one");
        }
        HttpBin.Builder builder = HttpBin.builder().host(host).port(chosen);
        if (cleartext) {
            builder.cleartext();
        } else if (certificate != null) {
            char[] password = password();
            builder.keyStore(PemFile.read(certificate, password), password);
        }
        try {
            return builder.start();
        } catch (IOException refused) {
            throw new IOException(
                    "Cannot listen on " + host + ", port " + chosen + ": " + refused.getMessage()
                            + ". Choose another with --host and --port; 0 takes a free port.",
                    refused);
        }
    }

    /** Ends the process: with code 0, where the JVM by itself would say that a signal has killed it. */
    private static void stop(HttpBin server) {
        server.shutdown(GRACE);
        Runtime.getRuntime().halt(Main.SUCCESS);
    }

    private static String authority(HttpBin server) {
        return server.uri().getAuthority();
    }

    /** Protects the key in a store that never leaves the memory. */
    private static char[] password() {
        byte[] octets = new byte[PASSWORD_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets).toCharArray();
    }
}
