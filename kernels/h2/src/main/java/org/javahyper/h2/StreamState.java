package org.javahyper.h2;

/**
 * The life of a stream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-5.1">RFC 9113, section 5.1</a>
 */
public enum StreamState {
    /** Nothing has been sent or received on it. */
    IDLE,
    /** Promised by us; the response has not begun. */
    RESERVED_LOCAL,
    /** Promised by the peer; the response has not begun. */
    RESERVED_REMOTE,
    /** Both sides may send. */
    OPEN,
    /** We have set END_STREAM; the peer may send. */
    HALF_CLOSED_LOCAL,
    /** The peer has set END_STREAM; we may send. */
    HALF_CLOSED_REMOTE,
    /** Nothing more is sent; {@link H2Connection#closedReason} says why. */
    CLOSED
}
