package org.javahyper.h2;

/**
 * Which priority signals a connection understands. The kernel passes them on as events and schedules nothing itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9218#section-2.1">RFC 9218, section 2.1</a>
 */
public enum PriorityScheme {
    /** PRIORITY_UPDATE frames; {@code priority} fields are ordinary fields. */
    RFC9218(false, true),
    /** PRIORITY frames and the priority fields of HEADERS, which RFC 9113 has deprecated. */
    RFC7540(true, false),
    /** The signals of both. */
    BOTH(true, true),
    /** None: signals of the peer are checked and dropped. */
    NONE(false, false);

    private final boolean rfc7540;
    private final boolean rfc9218;

    PriorityScheme(boolean rfc7540, boolean rfc9218) {
        this.rfc7540 = rfc7540;
        this.rfc9218 = rfc9218;
    }

    /** Whether the signals of RFC 7540, 5.3 count; where not, NO_RFC7540_PRIORITIES is announced. */
    public boolean includesRfc7540() {
        return rfc7540;
    }

    /** Whether the signals of RFC 9218 count. */
    public boolean includesRfc9218() {
        return rfc9218;
    }
}
