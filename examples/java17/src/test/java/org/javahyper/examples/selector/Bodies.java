package org.javahyper.examples.selector;

/** Bodies that show where octets were lost or moved. */
final class Bodies {
    private Bodies() {}

    /** What {@code /bytes/{n}} answers. */
    static byte[] counting(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }

    /** One that differs from frame to frame. */
    static byte[] varied(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + i / 256);
        }
        return octets;
    }
}
