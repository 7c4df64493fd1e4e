package org.javahyper.benchmarks;

/** The frame reader and writer of one library, used as its own HTTP/2 stack uses them. */
interface FrameLibrary {
    /** Octets of the first frame that a cut input leaves to the one before. */
    int CUT = 16;

    /** Reads all frames of its input and returns a sum over what they say. */
    long read();

    /** Writes {@link Frames#COUNT} frames of DATA and returns their octets. */
    long write();

    /** An input that begins within a frame and ends with the octets in front of that. */
    static byte[] rotated(byte[] frames) {
        byte[] rotated = new byte[frames.length];
        System.arraycopy(frames, CUT, rotated, 0, frames.length - CUT);
        System.arraycopy(frames, 0, rotated, frames.length - CUT, CUT);
        return rotated;
    }
}
