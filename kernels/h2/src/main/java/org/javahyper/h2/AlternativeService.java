package org.javahyper.h2;

/**
 * Another place at which an origin can be reached: the content of an ALTSVC frame to be sent.
 *
 * @param streamId the stream whose origin is meant, or 0 if the origin is named
 * @param origin such as {@code https://example.org}; empty where a stream is named
 * @param fieldValue as of the Alt-Svc field, such as {@code h2=":8443"; ma=60}; one character for each octet
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7838#section-4">RFC 7838, section 4</a>
 */
public record AlternativeService(int streamId, String origin, String fieldValue) {
    /**
     * Checks that the origin is named exactly once.
     *
     * @throws IllegalArgumentException if the stream id is negative, or an origin and a stream are named, or neither
     */
    public AlternativeService {
        if (streamId < 0 || origin.isEmpty() == (streamId == 0)) {
            throw new IllegalArgumentException("Cannot advertise for the origin \"" + origin + "\" and stream "
                    + streamId + ": one of them is named (RFC 7838, 4). Use forOrigin or forStream.");
        }
    }

    /** A place for an origin that is named. */
    public static AlternativeService forOrigin(String origin, String fieldValue) {
        return new AlternativeService(0, origin, fieldValue);
    }

    /** A place for the origin of a request. */
    public static AlternativeService forStream(int streamId, String fieldValue) {
        return new AlternativeService(streamId, "", fieldValue);
    }
}
