package org.javahyper.hyperframe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Objects;

/** How the upper level takes octets out of the lower one. */
final class Octets {
    private Octets() {}

    /** A view of octets that must be exactly one frame. */
    static FrameView viewOf(byte[] octets) {
        int rest = octets.length - FrameHeader.FRAME_HEADER_LENGTH;
        if (rest < 0 || FrameHeader.at(octets, 0).length() != rest) {
            throw FrameException.incomplete("Cannot decode " + octets.length
                    + " octets as one frame: it has a header of 9 octets and the payload that the header announces"
                    + " (RFC 9113, 4.1). Pass exactly one frame, or cut a stream of them with a FrameReader.");
        }
        FrameReader reader = new FrameReader(FrameHeader.MAX_LENGTH);
        reader.feed(octets);
        return Objects.requireNonNull(reader.next()); // a whole frame is there
    }

    static byte[] copy(FrameView view, int offset, int length) {
        return Arrays.copyOfRange(view.array(), offset, offset + length);
    }

    /** One character for each octet. */
    static String text(FrameView view, int offset, int length) {
        return new String(view.array(), offset, length, ISO_8859_1);
    }

    /** The pad length as the records have it. */
    static int padLength(FrameView view) {
        return view.has(Flags.PADDED) ? view.padLength() : FrameWriter.NOT_PADDED;
    }
}
