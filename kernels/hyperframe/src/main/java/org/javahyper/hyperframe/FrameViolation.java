package org.javahyper.hyperframe;

import static org.javahyper.hyperframe.FrameException.Kind.INVALID_DATA;
import static org.javahyper.hyperframe.FrameException.Kind.INVALID_FRAME;
import static org.javahyper.hyperframe.FrameException.Kind.INVALID_PADDING;
import static org.javahyper.hyperframe.FrameViolation.Scope.CONNECTION;
import static org.javahyper.hyperframe.FrameViolation.Scope.IGNORE;
import static org.javahyper.hyperframe.FrameViolation.Scope.STREAM;

/**
 * The rules that a single frame can break, whatever the state of its stream, and what follows from each.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.2">RFC 9113, section 4.2</a>
 */
public enum FrameViolation {
    // spotless:off
    FRAME_TOO_LARGE         (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "A payload must not be longer than the receiver's SETTINGS_MAX_FRAME_SIZE (RFC 9113, 4.2)"),
    STREAM_ID_MISSING       (CONNECTION, Code.PROTOCOL,   INVALID_DATA,    "DATA, HEADERS, PRIORITY, RST_STREAM, PUSH_PROMISE and CONTINUATION need a stream id other than 0 (RFC 9113, 6.1 to 6.10)"),
    STREAM_ID_NOT_ZERO      (CONNECTION, Code.PROTOCOL,   INVALID_DATA,    "SETTINGS, PING, GOAWAY and PRIORITY_UPDATE must have stream id 0 (RFC 9113, 6.5, 6.7 and 6.8; RFC 9218, 7.1)"),
    ORIGIN_ON_STREAM        (IGNORE,     Code.NONE,       INVALID_DATA,    "ORIGIN must have stream id 0 (RFC 8336, 2.2)"),
    PAD_LENGTH_MISSING      (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "A PADDED frame must begin with its pad length (RFC 9113, 4.2, 6.1, 6.2 and 6.6)"),
    PADDING_TOO_LONG        (CONNECTION, Code.PROTOCOL,   INVALID_PADDING, "Padding must fit behind the other fields of the payload (RFC 9113, 6.1, 6.2 and 6.6)"),
    PRIORITY_FIELDS_MISSING (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "HEADERS with PRIORITY must hold 5 octets of priority fields (RFC 9113, 4.2 and 6.2)"),
    PRIORITY_LENGTH         (STREAM,     Code.FRAME_SIZE, INVALID_FRAME,   "PRIORITY payload must be 5 octets (RFC 9113, 6.3)"),
    RST_STREAM_LENGTH       (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "RST_STREAM payload must be 4 octets (RFC 9113, 6.4)"),
    SETTINGS_LENGTH         (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "SETTINGS payload must be a multiple of 6 octets (RFC 9113, 6.5)"),
    SETTINGS_ACK_NOT_EMPTY  (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "SETTINGS with ACK must have no payload (RFC 9113, 6.5)"),
    PROMISED_ID_MISSING     (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "PUSH_PROMISE must hold 4 octets of promised stream id (RFC 9113, 4.2 and 6.6)"),
    PROMISED_ID_ILLEGAL     (CONNECTION, Code.PROTOCOL,   INVALID_DATA,    "A promised stream id must be even and not 0 (RFC 9113, 5.1.1 and 6.6)"),
    PING_LENGTH             (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "PING payload must be 8 octets (RFC 9113, 6.7)"),
    GOAWAY_LENGTH           (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "GOAWAY payload must be at least 8 octets (RFC 9113, 4.2 and 6.8)"),
    WINDOW_UPDATE_LENGTH    (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "WINDOW_UPDATE payload must be 4 octets (RFC 9113, 6.9)"),
    STREAM_INCREMENT_ZERO   (STREAM,     Code.PROTOCOL,   INVALID_DATA,    "The increment of a stream's window must be at least 1 (RFC 9113, 6.9)"),
    CONNECTION_INCREMENT_ZERO(CONNECTION, Code.PROTOCOL,  INVALID_DATA,    "The increment of the connection's window must be at least 1 (RFC 9113, 6.9)"),
    ALTSVC_LENGTH           (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "ALTSVC payload must hold its Origin-Len and as many octets of Origin (RFC 7838, 4; RFC 9113, 4.2)"),
    ALTSVC_ORIGIN           (IGNORE,     Code.NONE,       INVALID_DATA,    "ALTSVC must name an origin on stream 0 and none on another stream (RFC 7838, 4)"),
    ORIGIN_ENTRY_LENGTH     (IGNORE,     Code.NONE,       INVALID_FRAME,   "Each Origin-Entry must hold its Origin-Len and as many octets (RFC 8336, 2.1)"),
    ORIGIN_FLAGS            (IGNORE,     Code.NONE,       INVALID_DATA,    "ORIGIN must have none of the flags 0x1, 0x2, 0x4 and 0x8 (RFC 8336, 2.2)"),
    PRIORITY_UPDATE_LENGTH  (CONNECTION, Code.FRAME_SIZE, INVALID_FRAME,   "PRIORITY_UPDATE payload must be at least 4 octets (RFC 9218, 7.1; RFC 9113, 4.2)"),
    PRIORITIZED_ID_ZERO     (CONNECTION, Code.PROTOCOL,   INVALID_DATA,    "A prioritized stream id must not be 0 (RFC 9218, 7.1)"),
    /** Only of a reader that is told to {@link FrameReader#rejectNonZeroPadding}. */
    PADDING_NOT_ZERO        (CONNECTION, Code.PROTOCOL,   INVALID_PADDING, "Padding octets must be 0 (RFC 9113, 6.1, 6.2 and 6.6)");
    // spotless:on

    /** How far the consequences reach. */
    public enum Scope {
        /** A connection error (RFC 9113, 5.4.1). */
        CONNECTION,
        /** A stream error on the frame's stream (RFC 9113, 5.4.2). */
        STREAM,
        /** None: the frame is dropped. */
        IGNORE
    }

    /** The error codes of RFC 9113, section 7, that occur here. */
    private static final class Code {
        static final int NONE = 0x0;
        static final int PROTOCOL = 0x1;
        static final int FRAME_SIZE = 0x6;
    }

    private final Scope scope;
    private final int errorCode;
    private final FrameException.Kind kind;
    private final String rule;

    FrameViolation(Scope scope, int errorCode, FrameException.Kind kind, String rule) {
        this.scope = scope;
        this.errorCode = errorCode;
        this.kind = kind;
        this.rule = rule;
    }

    public Scope scope() {
        return scope;
    }

    /** The code to send: 0x1 PROTOCOL_ERROR or 0x6 FRAME_SIZE_ERROR; 0x0 if the frame is to be ignored. */
    public int errorCode() {
        return errorCode;
    }

    /** The family under which the upper level throws it. */
    public FrameException.Kind kind() {
        return kind;
    }

    /** The rule in one sentence, with its section: {@code PING payload must be 8 octets (RFC 9113, 6.7)}. */
    public String rule() {
        return rule;
    }
}
