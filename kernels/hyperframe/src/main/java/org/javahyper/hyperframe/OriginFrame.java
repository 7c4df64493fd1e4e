package org.javahyper.hyperframe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * ORIGIN: the origins for which a server says that it has authority on this connection. They are not looked at.
 *
 * @param origins in order, one character for each octet
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8336#section-2">RFC 8336, section 2</a>
 */
public record OriginFrame(List<String> origins) implements Frame {
    /**
     * Checks the origins.
     *
     * @throws IllegalArgumentException if one is longer than 65535 octets or has a character above U+00FF
     */
    public OriginFrame {
        origins = List.copyOf(origins);
        for (String origin : origins) {
            Arguments.shortOctets("origin", origin);
        }
    }

    static OriginFrame of(FrameView view) {
        List<String> origins = new ArrayList<>();
        int end = view.payloadOffset() + view.payloadLength();
        int entry = view.payloadOffset();
        while (entry < end) {
            int length = view.originEntryLength(entry);
            origins.add(Octets.text(view, entry + 2, length));
            entry += 2 + length;
        }
        return new OriginFrame(origins);
    }

    @Override
    public int type() {
        return FrameType.ORIGIN;
    }

    @Override
    public int flags() {
        return 0;
    }

    /** Always 0: authority is that of the connection. */
    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public int length() {
        return origins.stream().mapToInt(origin -> 2 + origin.length()).sum();
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.origin(target, offset, origins);
    }

    @Override
    public String toString() {
        String quoted = origins.stream().map(FrameText::quote).collect(Collectors.joining(", ", "[", "]"));
        return new FrameText(this).field("origins", quoted).toString();
    }
}
