package org.javahyper.h2;

/**
 * Decides on a client whether the server may push a response for an origin.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.4">RFC 9113, section 8.4</a>
 */
@FunctionalInterface
public interface PushAuthority {
    /** The server may push for the origin of the request on which it promises. */
    PushAuthority SAME = String::equalsIgnoreCase;

    /**
     * Whether a promise is acceptable.
     *
     * @param requested the origin of the request on which the promise came, such as {@code https://example.org}, without the scheme's default port
     * @param promised the origin of the promised request
     */
    boolean allows(String requested, String promised);
}
