package org.javahyper.examples.selector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/** Which request gets which answer. */
final class Routes {
    private static final Pattern BYTES = Pattern.compile("/bytes/([0-9]{1,18})");
    private static final ByteBuffer PATTERN = pattern();
    private static final long MAX_DISCARDED = 1_048_576;

    private Routes() {}

    /** The exchange for a request that has begun. */
    static Exchange open(H2Connection kernel, RequestReceived request) {
        return new Exchange(kernel, request, answer(request.headers()));
    }

    private static Answer answer(Headers request) {
        String path = path(request);
        Matcher bytes = BYTES.matcher(path);
        if (path.equals("/")) {
            return text(request, "200", "Hello from one thread.\n");
        } else if (bytes.matches()) {
            return fixed(request, "200", "application/octet-stream", PATTERN, Long.parseLong(bytes.group(1)));
        } else if (path.equals("/echo")) {
            return new EchoAnswer(Headers.of(":status", "200", "content-type", contentType(request)));
        }
        return text(request, "404", "Not here. Try /, /bytes/{n} or /echo.\n");
    }

    /** The path without its query; CONNECT has none. */
    private static String path(Headers request) {
        String target = request.first(":path");
        return target == null ? "" : target.split("\\?", 2)[0];
    }

    private static String contentType(Headers request) {
        @Nullable String declared = request.first("content-type");
        return declared == null ? "application/octet-stream" : declared;
    }

    private static Answer text(Headers request, String status, String text) {
        byte[] octets = text.getBytes(US_ASCII);
        return fixed(request, status, "text/plain", ByteBuffer.wrap(octets), octets.length);
    }

    private static Answer fixed(Headers request, String status, String contentType, ByteBuffer block, long length) {
        Headers head =
                Headers.of(":status", status, "content-type", contentType, "content-length", Long.toString(length));
        boolean isHead = "HEAD".equals(request.first(":method"));
        boolean isConnect = "CONNECT".equals(request.first(":method")); // its client sends nothing before the answer
        return new FixedAnswer(head, block, isHead ? 0 : length, isConnect ? 0 : MAX_DISCARDED);
    }

    /** Octet i is i modulo 256, in a block as long as a frame of the usual size. */
    private static ByteBuffer pattern() {
        ByteBuffer pattern = ByteBuffer.allocate(16_384);
        while (pattern.hasRemaining()) {
            pattern.put((byte) pattern.position());
        }
        return pattern.flip();
    }
}
