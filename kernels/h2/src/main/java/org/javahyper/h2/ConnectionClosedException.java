package org.javahyper.h2;

/** The connection has failed or ended: nothing can be sent on it any more. */
public final class ConnectionClosedException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public ConnectionClosedException(String message) {
        super(message);
    }
}
