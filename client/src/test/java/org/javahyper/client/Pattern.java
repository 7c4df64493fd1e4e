package org.javahyper.client;

/** Bodies that show where octets were lost or moved. */
final class Pattern {
    private Pattern() {}

    static byte[] octets(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + i / 256);
        }
        return octets;
    }
}
