package org.javahyper.h2.event;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** How events show octets. */
final class Octets {
    private static final int SHOWN = 20;

    private Octets() {}

    /** The number of octets and the first of them in hexadecimal digits. */
    static String preview(ByteBuffer octets) {
        byte[] first = new byte[Math.min(SHOWN, octets.remaining())];
        octets.duplicate().get(first);
        return octets.remaining() + " octets " + HexFormat.of().formatHex(first)
                + (octets.remaining() > SHOWN ? "..." : "");
    }
}
