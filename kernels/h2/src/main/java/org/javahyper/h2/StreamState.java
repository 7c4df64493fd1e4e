package org.javahyper.h2;

/**
 * The life of a stream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-5.1">RFC 9113, section 5.1</a>
 */
public enum StreamState {
    IDLE,
    RESERVED_LOCAL,
    RESERVED_REMOTE,
    OPEN,
    HALF_CLOSED_LOCAL,
    HALF_CLOSED_REMOTE,
    CLOSED
}
