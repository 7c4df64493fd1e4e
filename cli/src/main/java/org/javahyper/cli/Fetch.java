package org.javahyper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.Http2Connection;
import org.javahyper.client.RequestBody;
import org.javahyper.client.Response;
import org.javahyper.h2.InvalidHeadersException;
import org.jspecify.annotations.Nullable;

/** Sends one request and writes the body of its response, octet for octet, as it comes. */
final class Fetch {
    private static final int WINDOW = 1 << 20; // octets that are on their way while others are written
    private static final int PIECE = 65_536;

    private final OutputStream out;
    private final PrintStream err;

    Fetch(OutputStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Does what the arguments ask for.
     *
     * @throws IOException if no response comes, or only a part of it; the message is for the user
     * @throws UsageException if an argument is wrong
     */
    void run(Arguments arguments) throws IOException {
        Request request = Request.of(arguments);
        RequestUrl url = request.url();
        Printer printer = arguments.isDebug() ? new Printer(err, url) : null;
        ClientConfiguration configuration = configuration(arguments, printer);
        if (printer != null) {
            printer.request(request);
        }
        try (Http2Connection connection = new Http2Connection(url.host(), url.port(), url.secure(), configuration)) {
            int streamId = send(connection, request);
            try (Response response = connection.getResponse(streamId)) {
                if (printer != null) {
                    printer.response(response.status(), response.headers());
                }
                copy(response.inputStream());
            }
        }
    }

    private static ClientConfiguration configuration(Arguments arguments, @Nullable Printer printer) {
        ClientConfiguration.Builder builder = ClientConfiguration.builder()
                .streamWindow(WINDOW)
                .connectionWindow(WINDOW)
                .observer(printer);
        Path trusted = arguments.trustedCertificates();
        if (trusted != null && arguments.isInsecure()) {
            throw new UsageException(
                    "--insecure and --cacert contradict each other: one trusts any certificate, the other"
                            + " few; drop one");
        }
        if (trusted != null) {
            builder.caFile(trusted);
        }
        if (arguments.isInsecure()) {
            builder.dangerouslyDisableVerification();
        }
        return builder.build();
    }

    private static int send(Http2Connection connection, Request request) throws IOException {
        RequestBody body = request.body() == null ? RequestBody.none() : RequestBody.octets(request.body());
        try {
            return connection.request(request.method(), request.url().target(), request.headers(), body);
        } catch (InvalidHeadersException refused) {
            throw new UsageException("the request breaks a rule: " + refused.getMessage());
        }
    }

    /** Ends quietly when nobody reads any more, as in {@code hyper URL | head}. */
    private void copy(InputStream body) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
            try {
                out.write(piece, 0, length);
            } catch (IOException failure) {
                if (isBrokenPipe(failure)) {
                    return;
                }
                throw new IOException("Cannot write to standard output: " + failure.getMessage() + ".", failure);
            }
        }
        out.flush();
    }

    /** The system's words, in the user's language; most languages keep the word. */
    private static boolean isBrokenPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
