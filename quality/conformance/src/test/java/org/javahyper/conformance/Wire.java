package org.javahyper.conformance;

import java.io.IOException;
import org.javahyper.httpbin.HttpBin;

/** The two ways of HTTP/2 to a server. */
enum Wire {
    /** TLS with h2 negotiated by ALPN. */
    TLS,
    /** Cleartext with prior knowledge. */
    CLEARTEXT;

    /** Starts our server on 127.0.0.1. */
    HttpBin startHttpBin() throws IOException {
        HttpBin.Builder builder = HttpBin.builder().host("127.0.0.1");
        return this == TLS ? builder.start() : builder.cleartext().start();
    }
}
