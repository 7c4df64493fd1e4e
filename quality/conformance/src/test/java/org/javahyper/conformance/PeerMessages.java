package org.javahyper.conformance;

import org.javahyper.http.Headers;

/** Requests and responses that tests with peers send. */
final class PeerMessages {
    static final Headers OK = Headers.of(":status", "200");

    private PeerMessages() {}

    static Headers request(String method, String path, String... fields) {
        return Headers.builder()
                .addAll(Headers.of(":method", method, ":scheme", "http", ":authority", "localhost", ":path", path))
                .addAll(Headers.of(fields))
                .build();
    }
}
