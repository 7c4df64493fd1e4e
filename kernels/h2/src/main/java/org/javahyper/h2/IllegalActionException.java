package org.javahyper.h2;

/** The action does not fit the state of the stream or connection, or the role. */
public final class IllegalActionException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public IllegalActionException(String message) {
        super(message);
    }
}
