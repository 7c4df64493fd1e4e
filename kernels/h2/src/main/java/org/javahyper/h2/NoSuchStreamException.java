package org.javahyper.h2;

/** The stream was never opened, and is not opened by this action. */
public final class NoSuchStreamException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public NoSuchStreamException(String message) {
        super(message);
    }
}
