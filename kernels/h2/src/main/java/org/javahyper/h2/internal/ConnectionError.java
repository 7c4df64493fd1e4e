package org.javahyper.h2.internal;

import org.javahyper.h2.ErrorCode;

/**
 * The peer broke a rule that costs the connection. A signal, not a report: it has no stack trace, and one place catches it and makes a GOAWAY
 * and an event of it.
 */
public final class ConnectionError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ErrorCode errorCode;
    private final String reason;

    ConnectionError(ErrorCode errorCode, String reason) {
        super(reason, null, false, false);
        this.errorCode = errorCode;
        this.reason = reason;
    }

    static ConnectionError protocolError(String reason) {
        return new ConnectionError(ErrorCode.PROTOCOL_ERROR, reason);
    }

    /** A limit was passed: the name of the limit and its value are part of the reason. */
    static ConnectionError calm(String limit, long value, String what) {
        return new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, limit + " " + value + " exceeded: " + what);
    }

    ErrorCode errorCode() {
        return errorCode;
    }

    String reason() {
        return reason;
    }
}
