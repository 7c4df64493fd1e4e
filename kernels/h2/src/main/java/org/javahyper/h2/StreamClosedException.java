package org.javahyper.h2;

/** The stream has ended or was reset, or its id was skipped by a higher one. */
public final class StreamClosedException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public StreamClosedException(String message) {
        super(message);
    }
}
