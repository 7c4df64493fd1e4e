package org.javahyper.testkit;

import java.util.HexFormat;

/** Octets as people write them in tests. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** The octets of hexadecimal digits; white space is skipped, so that fields of a frame can stand apart. */
    public static byte[] bytes(String digits) {
        return FORMAT.parseHex(digits.replaceAll("\\s+", ""));
    }

    /** Lower-case hexadecimal digits, two for each octet. */
    public static String of(byte[] octets) {
        return FORMAT.formatHex(octets);
    }

    /** The same for a part of an array. */
    public static String of(byte[] octets, int offset, int length) {
        return FORMAT.formatHex(octets, offset, offset + length);
    }
}
