package org.javahyper.h2;

import java.util.List;
import java.util.stream.Stream;
import org.javahyper.http.Headers;

/**
 * A header list with what the model needs to know of it.
 *
 * @param status of a response, or 0
 * @param contentLength as announced, or {@link ModelStream#UNKNOWN}
 */
record ModelMessage(Kind kind, Headers headers, int status, long contentLength) {
    enum Kind {
        /** A request with a body, or one that changes something. */
        REQUEST,
        /** A request that may be promised. */
        SAFE_REQUEST,
        INTERIM,
        RESPONSE,
        TRAILERS,
        /** A list that nobody may send. */
        BROKEN
    }

    /** Requests that may be promised. */
    static final List<ModelMessage> SAFE = List.of(
            request("GET", Kind.SAFE_REQUEST, ModelStream.UNKNOWN),
            request("HEAD", Kind.SAFE_REQUEST, ModelStream.UNKNOWN));

    static final List<ModelMessage> REQUESTS = List.of(
            SAFE.get(0),
            SAFE.get(1),
            request("POST", Kind.REQUEST, ModelStream.UNKNOWN),
            request("POST", Kind.REQUEST, 100),
            request("PUT", Kind.REQUEST, 0),
            plain(Kind.REQUEST, Headers.of(":method", "CONNECT", ":authority", "example.org:443")));

    static final List<ModelMessage> RESPONSES = List.of(
            response(200, ModelStream.UNKNOWN),
            interim(103),
            interim(100),
            response(200, 100),
            response(204, ModelStream.UNKNOWN),
            response(304, 7),
            response(404, 0));

    /** Of different length, so that they fit into compression tables of different size. */
    static final List<ModelMessage> TRAILERS = List.of(
            plain(Kind.TRAILERS, Headers.of("checksum", "abc")),
            plain(Kind.TRAILERS, Headers.of("x-fresh", "0123456789".repeat(60), "x-more", "abc")));

    /** A request that needs CONTINUATION. */
    static final ModelMessage LARGE_REQUEST = plain(Kind.REQUEST, Messages.withLongField(Messages.POST, 17_000));

    static final List<ModelMessage> ALL = Stream.of(
                    REQUESTS,
                    RESPONSES,
                    TRAILERS,
                    List.of(
                            plain(Kind.BROKEN, Headers.of("fresh", "value", "bad name", "x")),
                            new ModelMessage(
                                    Kind.BROKEN,
                                    Headers.of(":method", "GET", ":status", "200", "fresh", "value"),
                                    200,
                                    0)))
            .flatMap(List::stream)
            .toList();

    private static ModelMessage plain(Kind kind, Headers headers) {
        return new ModelMessage(kind, headers, 0, ModelStream.UNKNOWN);
    }

    private static ModelMessage request(String method, Kind kind, long contentLength) {
        Headers headers = Headers.of(
                ":method", method, ":scheme", "https", ":authority", "example.org", ":path", "/" + contentLength);
        return new ModelMessage(kind, withLength(headers, contentLength), 0, contentLength);
    }

    private static ModelMessage response(int status, long contentLength) {
        Headers headers = Headers.of(":status", Integer.toString(status), "server", "model-" + status);
        return new ModelMessage(Kind.RESPONSE, withLength(headers, contentLength), status, contentLength);
    }

    private static ModelMessage interim(int status) {
        Headers headers = Headers.of(":status", Integer.toString(status), "link", "</a.css>");
        return new ModelMessage(Kind.INTERIM, headers, status, ModelStream.UNKNOWN);
    }

    private static Headers withLength(Headers headers, long contentLength) {
        return contentLength == ModelStream.UNKNOWN
                ? headers
                : headers.toBuilder()
                        .add("content-length", Long.toString(contentLength))
                        .build();
    }

    boolean isRequest() {
        return kind == Kind.REQUEST || kind == Kind.SAFE_REQUEST;
    }

    String method() {
        String method = headers.first(":method");
        return method == null ? "" : method;
    }
}
