package org.javahyper.httpbin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.Headers;

/** The endpoints: a method for each, with the signature of {@link Routes.Handler}. */
final class Endpoints {
    private static final int MAX_BODY = 10_485_760; // octets of a request that are kept to be echoed
    private static final long MAX_BYTES = 1L << 30;
    private static final int PIECE = 32_768; // a multiple of 4, so that the pieces are one sequence
    private static final int STREAM_PIECE = 10_240;
    private static final double MAX_DELAY = 10; // seconds

    private static final Headers HTML = Headers.of("content-type", "text/html; charset=utf-8");
    private static final Headers JSON = Headers.of("content-type", "application/json");
    private static final Headers OCTETS = Headers.of("content-type", "application/octet-stream");

    private static final byte[] INDEX = """
            <!doctype html>
            <title>Hyper httpbin</title>
            <h1>Hyper httpbin</h1>
            <ul>
            <li>/get, /post, /put, /delete, /anything: what was asked, as JSON</li>
            <li>/headers: the header fields of the request</li>
            <li>/status/{n}: a response with that status</li>
            <li>/bytes/{n}, /stream-bytes/{n}: octets, with and without content-length</li>
            <li>/delay/{seconds}: an answer that takes its time</li>
            <li>/trailers: fields behind the body</li>
            <li>/early-hints: an interim response</li>
            <li>/push: two pushed responses</li>
            </ul>
            """.getBytes(StandardCharsets.UTF_8);

    private Endpoints() {}

    static void index(Exchange exchange, Request request, String argument) throws IOException {
        exchange.respond(200, HTML, INDEX);
    }

    static void get(Exchange exchange, Request request, String argument) throws IOException {
        exchange.respond(
                200,
                JSON,
                new EchoJson()
                        .fields("args", request.arguments())
                        .headers("headers", request.headers())
                        .text("origin", request.origin())
                        .text("url", request.url())
                        .toOctets());
    }

    static void send(Exchange exchange, Request request, String argument) throws IOException {
        byte[] body = readBody(exchange, request);
        exchange.respond(
                200,
                JSON,
                new EchoJson()
                        .fields("args", request.arguments())
                        .body(request, body)
                        .text("origin", request.origin())
                        .text("url", request.url())
                        .toOctets());
    }

    static void anything(Exchange exchange, Request request, String argument) throws IOException {
        byte[] body = readBody(exchange, request);
        exchange.respond(
                200,
                JSON,
                new EchoJson()
                        .fields("args", request.arguments())
                        .body(request, body)
                        .text("method", request.method())
                        .text("origin", request.origin())
                        .text("url", request.url())
                        .toOctets());
    }

    static void headers(Exchange exchange, Request request, String argument) throws IOException {
        exchange.respond(
                200, JSON, new EchoJson().headers("headers", request.headers()).toOctets());
    }

    static void status(Exchange exchange, Request request, String argument) throws IOException {
        exchange.respond((int) number(argument, 200, 599), Headers.empty(), new byte[0]);
    }

    static void bytes(Exchange exchange, Request request, String argument) throws IOException {
        long length = number(argument, 0, MAX_BYTES);
        Headers headers =
                OCTETS.toBuilder().add("content-length", Long.toString(length)).build();
        if (exchange.respond(200, headers)) {
            writeOctets(exchange, length, PIECE);
        }
    }

    static void streamBytes(Exchange exchange, Request request, String argument) throws IOException {
        long length = number(argument, 0, MAX_BYTES);
        if (exchange.respond(200, OCTETS)) {
            writeOctets(exchange, length, STREAM_PIECE);
        }
    }

    static void delay(Exchange exchange, Request request, String argument) throws IOException {
        exchange.pause(Duration.ofMillis((long) (1_000 * seconds(argument))));
        get(exchange, request, argument);
    }

    /** Echoes the trailers of the request, and sends a digest of the body in its own. */
    static void trailers(Exchange exchange, Request request, String argument) throws IOException {
        readBody(exchange, request);
        byte[] body =
                new EchoJson().headers("trailers", exchange.requestTrailers()).toOctets();
        Headers headers = JSON.toBuilder().add("trailer", "x-content-sha256").build();
        if (exchange.respond(200, headers)) {
            exchange.write(body, 0, body.length);
            exchange.trailers(Headers.of("x-content-sha256", sha256(body)));
        }
    }

    static void earlyHints(Exchange exchange, Request request, String argument) throws IOException {
        exchange.informational(103, Headers.of("link", "</style.css>; rel=preload; as=style"));
        exchange.respond(200, HTML, INDEX);
    }

    /** Pushes two small resources, and says which it could. */
    static void push(Exchange exchange, Request request, String argument) throws IOException {
        List<String> promised = new ArrayList<>();
        for (String path : List.of("/headers", "/bytes/1000")) {
            if (exchange.push(path)) {
                promised.add(path);
            }
        }
        exchange.respond(200, JSON, new EchoJson().texts("promised", promised).toOctets());
    }

    private static byte[] readBody(Exchange exchange, Request request) throws IOException {
        String declared = request.headers().first("content-length");
        if (declared == null || FieldGrammar.contentLength(declared) <= MAX_BODY) {
            byte[] body = exchange.body().readNBytes(MAX_BODY + 1);
            if (body.length <= MAX_BODY) {
                return body;
            }
        }
        throw new StatusException(413, "Bodies of more than " + MAX_BODY + " octets are not echoed.");
    }

    /** The octets of {@link Random} with seed 0, which any client can make for itself. */
    private static void writeOctets(Exchange exchange, long length, int piece) throws IOException {
        Random random = new Random(0);
        byte[] octets = new byte[piece];
        for (long left = length; left > 0; left -= piece) {
            random.nextBytes(octets);
            exchange.write(octets, 0, (int) Math.min(piece, left));
        }
    }

    private static long number(String argument, long least, long most) {
        try {
            long number = Long.parseLong(argument);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw new StatusException(400, "The path ends with a number from " + least + " to " + most + ".");
    }

    private static double seconds(String argument) {
        try {
            double seconds = Double.parseDouble(argument);
            if (seconds >= 0) {
                return Math.min(seconds, MAX_DELAY);
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a negative number
        }
        throw new StatusException(400, "The path ends with a number of seconds; more than 10 count as 10.");
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("every JDK has SHA-256", missing);
        }
    }
}
