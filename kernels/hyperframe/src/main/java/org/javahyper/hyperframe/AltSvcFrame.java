package org.javahyper.hyperframe;

/**
 * ALTSVC: a server names another place at which an origin can be reached. The field value is not looked at.
 *
 * @param streamId the stream whose origin is meant, or 0 if the frame names it
 * @param origin one character for each octet; empty unless the stream id is 0
 * @param fieldValue as of the Alt-Svc field, one character for each octet
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7838#section-4">RFC 7838, section 4</a>
 */
public record AltSvcFrame(int streamId, String origin, String fieldValue) implements Frame {
    /**
     * Checks that the origin is named exactly once.
     *
     * @throws IllegalArgumentException if a component is outside its range, or if the origin is missing on stream 0 or given on another stream
     */
    public AltSvcFrame {
        Arguments.streamOrConnection(streamId);
        Arguments.shortOctets("origin", origin);
        Arguments.octets("field value", fieldValue);
        if (origin.isEmpty() == (streamId == 0)) {
            throw new IllegalArgumentException(
                    "Cannot advertise for the origin " + FrameText.quote(origin) + " on stream "
                            + streamId + ": " + FrameViolation.ALTSVC_ORIGIN.rule()
                            + ". Pass stream 0 and an origin, or a stream and an empty origin.");
        }
    }

    static AltSvcFrame of(FrameView view) {
        return new AltSvcFrame(
                view.streamId(),
                Octets.text(view, view.originOffset(), view.originLength()),
                Octets.text(view, view.fieldValueOffset(), view.fieldValueLength()));
    }

    @Override
    public int type() {
        return FrameType.ALTSVC;
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public int length() {
        return 2 + origin.length() + fieldValue.length();
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.altSvc(target, offset, streamId, origin, fieldValue);
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .text("origin", origin)
                .text("fieldValue", fieldValue)
                .toString();
    }
}
