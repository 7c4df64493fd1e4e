package org.javahyper.httpbin;

import java.nio.ByteBuffer;

/** The octets of a body that have arrived and were not read yet. The window of the stream bounds them. */
final class BodyBuffer {
    private byte[] octets = new byte[0];
    private int begin;
    private int end;

    int length() {
        return end - begin;
    }

    /** Copies octets behind the others. */
    void append(ByteBuffer data) {
        int added = data.remaining();
        if (end + added > octets.length) {
            makeRoom(added);
        }
        data.get(octets, end, added);
        end += added;
    }

    /**
     * Takes the first octets.
     *
     * @return how many, 0 if there are none
     */
    int read(byte[] target, int offset, int length) {
        int taken = Math.min(length, length());
        System.arraycopy(octets, begin, target, offset, taken);
        begin += taken;
        return taken;
    }

    /**
     * Forgets all octets.
     *
     * @return how many there were
     */
    int clear() {
        int cleared = length();
        begin = end;
        return cleared;
    }

    /** Twice the room that is needed: moving the octets together is rare then. */
    private void makeRoom(int added) {
        int needed = 2 * (length() + added);
        byte[] target = needed > octets.length ? new byte[needed] : octets;
        int length = length();
        System.arraycopy(octets, begin, target, 0, length);
        octets = target;
        begin = 0;
        end = length;
    }
}
