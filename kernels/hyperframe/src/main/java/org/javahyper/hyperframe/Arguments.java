package org.javahyper.hyperframe;

/** The checks of what callers pass to the records and writers. */
final class Arguments {
    private Arguments() {}

    /** Checks a number against its bounds, both included. */
    static void inRange(String what, long value, long min, long max, String rule) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("Cannot use " + what + " " + value + ": " + rule
                    + ". Pass a number from " + min + " to " + max + ".");
        }
    }

    /** Checks the stream id of a frame that needs a stream. */
    static void stream(int type, int streamId) {
        inRange(
                "stream id",
                streamId,
                1,
                Integer.MAX_VALUE,
                FrameType.name(type) + " needs a stream, and stream ids have 31 bits (RFC 9113, 4.1 and 6)");
    }

    /** Checks the stream id of a frame that may belong to a stream or to the connection. */
    static void streamOrConnection(int streamId) {
        inRange("stream id", streamId, 0, Integer.MAX_VALUE, "stream ids have 31 bits (RFC 9113, 4.1)");
    }

    /** Checks a pad length; -1 says that the frame is not PADDED. */
    static void padLength(int padLength) {
        inRange("pad length", padLength, -1, 255, "it is one octet, or -1 for none (RFC 9113, 6.1)");
    }

    /** Checks that each character is one octet. */
    static void octets(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                throw new IllegalArgumentException("Cannot use " + what + " with the character U+"
                        + Integer.toHexString(text.charAt(i)) + " at " + i
                        + ": each character stands for one octet. Encode the text first.");
            }
        }
    }

    /** The same for a text whose length is sent in two octets. */
    static void shortOctets(String what, String text) {
        inRange("length of " + what, text.length(), 0, 65_535, "it is sent in 16 bits");
        octets(what, text);
    }
}
