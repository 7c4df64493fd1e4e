package org.javahyper.client.internal;

import org.javahyper.h2.ErrorCode;

/** Error codes for people. */
final class ErrorCodes {
    private static final String[] MEANINGS = {
        "graceful shutdown",
        "a rule of the protocol was broken",
        "an internal error",
        "a flow-control limit was passed",
        "settings were not acknowledged in time",
        "a frame came for a closed stream",
        "a frame had a wrong size",
        "the request was not processed",
        "the response is not wanted any more",
        "the compression state is lost",
        "the tunnel broke",
        "too much was asked of the peer",
        "the TLS parameters are too weak",
        "HTTP/1.1 is required"
    };

    private ErrorCodes() {}

    /** Name, number and meaning (RFC 9113, 7); of an unknown code the number. */
    static String describe(ErrorCode errorCode) {
        return errorCode.code() < MEANINGS.length
                ? errorCode + " (0x" + Long.toHexString(errorCode.code()) + ", " + MEANINGS[(int) errorCode.code()]
                        + ")"
                : "the unknown error code " + errorCode;
    }
}
