package org.javahyper.h2;

/**
 * Decides on a client whether the server may push a response for an authority.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.4">RFC 9113, section 8.4</a>
 */
@FunctionalInterface
public interface PushAuthority {
    /** The server may push for the authority of the request on which it promises. */
    PushAuthority SAME = String::equalsIgnoreCase;

    /**
     * Whether a promise is acceptable.
     *
     * @param requested host and port of the request on which the promise came, without the scheme's default port
     * @param promised host and port of the promised request, without the scheme's default port
     */
    boolean allows(String requested, String promised);
}
