package org.javahyper.hyperframe;

import java.io.Serial;

/**
 * Octets that are not a valid frame, thrown by the upper level only. The message names the rule and never contains octets of the payload.
 */
public final class FrameException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The families of errors. */
    public enum Kind {
        /** The type is not known; only {@link Frame#parseStrictly} minds. */
        UNKNOWN_FRAME,
        /** The padding does not fit into the payload. */
        INVALID_PADDING,
        /** The layout is wrong: too few or too many octets. */
        INVALID_FRAME,
        /** A field has a value that it must not have. */
        INVALID_DATA
    }

    private final Kind kind;
    private final FrameViolation.Scope scope;
    private final int errorCode;
    private final int frameType;
    private final int streamId;
    private final int length;

    private FrameException(
            Kind kind,
            FrameViolation.Scope scope,
            int errorCode,
            int frameType,
            int streamId,
            int length,
            String message) {
        super(message);
        this.kind = kind;
        this.scope = scope;
        this.errorCode = errorCode;
        this.frameType = frameType;
        this.streamId = streamId;
        this.length = length;
    }

    static FrameException of(FrameView frame, FrameViolation violation) {
        return new FrameException(
                violation.kind(),
                violation.scope(),
                violation.errorCode(),
                frame.type(),
                frame.streamId(),
                frame.length(),
                describe(frame) + ": " + violation.rule() + ".");
    }

    static FrameException unknown(FrameView frame) {
        return new FrameException(
                Kind.UNKNOWN_FRAME,
                FrameViolation.Scope.IGNORE,
                0,
                frame.type(),
                frame.streamId(),
                frame.length(),
                describe(frame) + ": the type is not known. Receivers drop such frames (RFC 9113, 4.1).");
    }

    /** Too few octets, or too many, to know of a frame at all. */
    static FrameException incomplete(String message) {
        int frameSizeError = FrameViolation.FRAME_TOO_LARGE.errorCode();
        return new FrameException(
                Kind.INVALID_FRAME, FrameViolation.Scope.CONNECTION, frameSizeError, -1, -1, -1, message);
    }

    private static String describe(FrameView frame) {
        return FrameType.name(frame.type()) + " on stream " + frame.streamId() + " with " + frame.length()
                + " octets of payload";
    }

    /** The family of the error. */
    public Kind kind() {
        return kind;
    }

    /** How far the consequences reach if a peer has sent the frame. */
    public FrameViolation.Scope scope() {
        return scope;
    }

    /** The code that a connection would send, 0x1 PROTOCOL_ERROR or 0x6 FRAME_SIZE_ERROR; 0x0 if the frame is to be ignored. */
    public int errorCode() {
        return errorCode;
    }

    /** The type of the frame, or -1 if the octets do not make one frame. */
    public int frameType() {
        return frameType;
    }

    /** The stream of the frame, or -1 if the octets do not make one frame. */
    public int streamId() {
        return streamId;
    }

    /** The announced length of the payload in octets, or -1 if the octets do not make one frame. */
    public int length() {
        return length;
    }
}
