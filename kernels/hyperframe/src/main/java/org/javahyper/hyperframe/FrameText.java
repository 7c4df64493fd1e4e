package org.javahyper.hyperframe;

import java.util.HexFormat;

/** Builds what {@code toString} of a frame returns: {@code HEADERS(streamId=1, flags=END_HEADERS, fieldBlockFragment=8286)}. */
final class FrameText {
    private static final int SHOWN_OCTETS = 10;

    private final StringBuilder text = new StringBuilder(80);

    FrameText(Frame frame) {
        text.append(FrameType.name(frame.type()))
                .append("(streamId=")
                .append(frame.streamId())
                .append(", flags=")
                .append(Flags.describe(frame.type(), frame.flags()));
    }

    FrameText field(String name, Object value) {
        text.append(", ").append(name).append('=').append(value);
        return this;
    }

    /** The padding, if there is any. */
    FrameText padLength(int padLength) {
        return padLength == FrameWriter.NOT_PADDED ? this : field("padLength", padLength);
    }

    FrameText priority(PriorityFields priority) {
        return field("streamDependency", priority.streamDependency())
                .field("exclusive", priority.exclusive())
                .field("weight", priority.weight());
    }

    FrameText errorCode(int errorCode) {
        return field("errorCode", "0x" + Integer.toHexString(errorCode));
    }

    /** Octets as hexadecimal digits, at most ten of them. */
    FrameText octets(String name, byte[] octets) {
        if (octets.length == 0) {
            return field(name, "none");
        }
        int shown = Math.min(octets.length, SHOWN_OCTETS);
        String digits = HexFormat.of().formatHex(octets, 0, shown);
        return field(name, shown < octets.length ? digits + "..." : digits);
    }

    /** Text in quotes; what is not printable ASCII, a quote or a backslash is escaped, so that a peer cannot forge lines of a log. */
    FrameText text(String name, String octets) {
        return field(name, quote(octets));
    }

    static String quote(String octets) {
        StringBuilder quoted = new StringBuilder(octets.length() + 2).append('"');
        for (int i = 0; i < octets.length(); i++) {
            char octet = octets.charAt(i);
            if (octet >= ' ' && octet <= '~' && octet != '"' && octet != '\\') {
                quoted.append(octet);
            } else {
                quoted.append("\\x").append(HexFormat.of().toHexDigits((byte) octet));
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return text + ")";
    }
}
