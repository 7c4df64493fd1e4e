package org.javahyper.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/** What a request carries: nothing, octets, text, a file, or whatever a stream yields. It is read in pieces while it is sent, never as a whole. */
public final class RequestBody {
    /** What {@link #length()} says where nobody knows beforehand. */
    public static final long UNKNOWN_LENGTH = -1;

    private static final RequestBody NONE = new RequestBody(InputStream::nullInputStream, null, null);

    private final Source source;
    private final @Nullable Length length;
    private final @Nullable Supplier<Headers> trailers;

    private RequestBody(Source source, @Nullable Length length, @Nullable Supplier<Headers> trailers) {
        this.source = source;
        this.length = length;
        this.trailers = trailers;
    }

    /** No body, and no {@code content-length} either. */
    public static RequestBody none() {
        return NONE;
    }

    /** Octets; the array is not copied and must not change while the request is sent. */
    public static RequestBody octets(byte[] octets) {
        return new RequestBody(() -> new ByteArrayInputStream(octets), () -> octets.length, null);
    }

    /** Text in UTF-8. */
    public static RequestBody text(String text) {
        return octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file, as long as it is when the request begins. */
    public static RequestBody file(Path file) {
        return new RequestBody(() -> Files.newInputStream(file), () -> Files.size(file), null);
    }

    /** All that a stream yields; for one request only, which closes the stream. */
    public static RequestBody stream(InputStream stream) {
        return new RequestBody(() -> stream, () -> UNKNOWN_LENGTH, null);
    }

    /**
     * This body with trailer fields behind it.
     *
     * @param fields is asked once, when the last octet was taken
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.1">RFC 9113, section 8.1</a>
     */
    public RequestBody withTrailers(Supplier<Headers> fields) {
        return new RequestBody(source, length, fields);
    }

    /** Whether there is a body, be it an empty one. */
    public boolean isPresent() {
        return length != null;
    }

    /**
     * How many octets there are, or {@link #UNKNOWN_LENGTH}.
     *
     * @throws IOException if the file cannot be asked
     */
    public long length() throws IOException {
        return length == null ? 0 : length.octets();
    }

    /** The trailer fields behind the body, or null. */
    public @Nullable Supplier<Headers> trailers() {
        return trailers;
    }

    /**
     * Opens the source; the caller closes it.
     *
     * @throws IOException if there is no such file
     */
    public InputStream open() throws IOException {
        return source.open();
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private interface Length {
        long octets() throws IOException;
    }
}
