package org.javahyper.h2;

/** All stream ids of this side are used up (RFC 9113, 5.1.1): a new connection is needed. */
public final class NoAvailableStreamIdException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public NoAvailableStreamIdException(String message) {
        super(message);
    }
}
