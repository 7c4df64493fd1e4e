package org.javahyper.benchmarks;

/** The frame reader and writer of one library, used as its own HTTP/2 stack uses them. */
interface FrameLibrary {
    /** Reads all frames of {@link Frames#INPUT} and returns the {@link Frames#CHECKSUM}. */
    long read();

    /** Writes as many frames and returns their octets. */
    long write();
}
