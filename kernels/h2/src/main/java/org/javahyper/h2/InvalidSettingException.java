package org.javahyper.h2;

/** The value is not allowed for that setting (RFC 9113, 6.5.2). */
public final class InvalidSettingException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public InvalidSettingException(String message) {
        super(message);
    }
}
