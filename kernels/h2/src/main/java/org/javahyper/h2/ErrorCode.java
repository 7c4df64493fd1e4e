package org.javahyper.h2;

import java.util.List;

/**
 * Why a stream was reset or a connection is going away. Codes without a name are kept as numbers.
 *
 * @param code the code on the wire, 0 to 2^32-1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-7">RFC 9113, section 7</a>
 */
public record ErrorCode(long code) {
    public static final ErrorCode NO_ERROR = new ErrorCode(0x0);
    public static final ErrorCode PROTOCOL_ERROR = new ErrorCode(0x1);
    public static final ErrorCode INTERNAL_ERROR = new ErrorCode(0x2);
    public static final ErrorCode FLOW_CONTROL_ERROR = new ErrorCode(0x3);
    public static final ErrorCode SETTINGS_TIMEOUT = new ErrorCode(0x4);
    public static final ErrorCode STREAM_CLOSED = new ErrorCode(0x5);
    public static final ErrorCode FRAME_SIZE_ERROR = new ErrorCode(0x6);
    public static final ErrorCode REFUSED_STREAM = new ErrorCode(0x7);
    public static final ErrorCode CANCEL = new ErrorCode(0x8);
    public static final ErrorCode COMPRESSION_ERROR = new ErrorCode(0x9);
    public static final ErrorCode CONNECT_ERROR = new ErrorCode(0xa);
    public static final ErrorCode ENHANCE_YOUR_CALM = new ErrorCode(0xb);
    public static final ErrorCode INADEQUATE_SECURITY = new ErrorCode(0xc);
    public static final ErrorCode HTTP_1_1_REQUIRED = new ErrorCode(0xd);

    private static final ErrorCode[] KNOWN = {
        NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR, SETTINGS_TIMEOUT, STREAM_CLOSED, FRAME_SIZE_ERROR,
        REFUSED_STREAM, CANCEL, COMPRESSION_ERROR, CONNECT_ERROR, ENHANCE_YOUR_CALM, INADEQUATE_SECURITY,
                HTTP_1_1_REQUIRED
    };

    private static final List<String> NAMES = List.of(
            "NO_ERROR",
            "PROTOCOL_ERROR",
            "INTERNAL_ERROR",
            "FLOW_CONTROL_ERROR",
            "SETTINGS_TIMEOUT",
            "STREAM_CLOSED",
            "FRAME_SIZE_ERROR",
            "REFUSED_STREAM",
            "CANCEL",
            "COMPRESSION_ERROR",
            "CONNECT_ERROR",
            "ENHANCE_YOUR_CALM",
            "INADEQUATE_SECURITY",
            "HTTP_1_1_REQUIRED");

    /**
     * Wraps a code.
     *
     * @throws IllegalArgumentException if it does not fit into 32 bits
     */
    public ErrorCode {
        if (code < 0 || code > 0xffff_ffffL) {
            throw new IllegalArgumentException("Cannot make an error code of " + code
                    + ": codes are 0 to 2^32-1 (RFC 9113, 7). Use one of the constants.");
        }
    }

    /** The code of 32 bits as they stand on the wire; the one instance where the code has a name. */
    public static ErrorCode of(int bits) {
        return bits >= 0 && bits < KNOWN.length ? KNOWN[bits] : new ErrorCode(bits & 0xffff_ffffL);
    }

    /** The name of RFC 9113, or the number in hexadecimal digits. */
    @Override
    public String toString() {
        return code < NAMES.size() ? NAMES.get((int) code) : "0x" + Long.toHexString(code);
    }
}
