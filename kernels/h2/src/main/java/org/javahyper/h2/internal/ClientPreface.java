package org.javahyper.h2.internal;

import java.nio.charset.StandardCharsets;

/** The octets with which a client begins (RFC 9113, 3.4). */
final class ClientPreface {
    private static final byte[] OCTETS = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private int matched;

    static byte[] octets() {
        return OCTETS.clone();
    }

    boolean isComplete() {
        return matched == OCTETS.length;
    }

    boolean isPartial() {
        return matched > 0 && !isComplete();
    }

    /**
     * Compares the next octets.
     *
     * @return how many belonged to the preface
     * @throws ConnectionError at the first octet that differs
     */
    int match(byte[] array, int offset, int length) {
        int end = Math.min(length, OCTETS.length - matched);
        for (int i = 0; i < end; i++) {
            if (array[offset + i] != OCTETS[matched + i]) {
                throw mismatch(matched + i, array[offset + i]);
            }
        }
        matched += end;
        return end;
    }

    /** The methods of HTTP/1.x differ from PRI in their first three letters; the verdict must not depend on what follows. */
    private static ConnectionError mismatch(int at, byte octet) {
        boolean isRequestLine = at < 3 && octet >= 'A' && octet <= 'Z';
        return ConnectionError.protocolError(
                isRequestLine
                        ? "what looks like an HTTP/1.x request stands where the client preface belongs (RFC 9113, 3.4)"
                        : "octets that are not the client preface (RFC 9113, 3.4)");
    }
}
