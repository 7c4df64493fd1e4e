package org.javahyper.h2;

/** As many streams are open as the peer allows (RFC 9113, 5.1.2). */
public final class TooManyStreamsException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public TooManyStreamsException(String message) {
        super(message);
    }
}
