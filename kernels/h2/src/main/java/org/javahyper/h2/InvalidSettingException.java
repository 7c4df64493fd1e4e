package org.javahyper.h2;

/** A value is not allowed for its setting (RFC 9113, 6.5.2), there are too many at once, or an {@code HTTP2-Settings} field is malformed. */
public final class InvalidSettingException extends H2Exception {
    private static final long serialVersionUID = 1;

    /** Says what was asked, what the rule is, and what to do. */
    public InvalidSettingException(String message) {
        super(message);
    }
}
