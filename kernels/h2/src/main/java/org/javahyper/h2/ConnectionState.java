package org.javahyper.h2;

/**
 * The life of a connection. GOAWAY in one direction stops new streams in the other, and lets the existing ones run to their end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
 */
public enum ConnectionState {
    /** Nothing was sent. */
    NEW,
    /** The preface is queued or sent. */
    OPEN,
    /** We are going away. */
    GOAWAY_SENT,
    /** The peer is going away: no further stream can be opened by us. */
    GOAWAY_RECEIVED,
    /** Both sides are going away. */
    GOAWAY_BOTH,
    /** The peer broke the protocol; a GOAWAY is queued. */
    FAILED,
    /** The peer has closed the transport. */
    ENDED
}
