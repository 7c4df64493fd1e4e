package org.javahyper.h2;

/** The header list breaks a rule of HTTP (RFC 9113, 8.2 and 8.3) or a limit of the peer. */
public final class InvalidHeadersException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public InvalidHeadersException(String message) {
        super(message);
    }
}
