package org.javahyper.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;

/**
 * Looks on while frames come and go, for debugging and traces. It cannot alter what the connection does. What it throws reaches the caller of the
 * connection: out of an action with everything already queued and accounted for, out of {@code receiveData} with the connection failed, because
 * the rest of that input is lost.
 */
public interface FrameObserver {
    /**
     * A frame of the peer has been cut out of the input, before it takes effect.
     *
     * @param frame valid during the call; of DATA that arrives in pieces, one call for each piece
     */
    void received(FrameView frame);

    /**
     * A frame has been appended to the output.
     *
     * @param frame valid during the call
     */
    void sent(FrameView frame);

    /**
     * A header block has changed or may have changed a compression table.
     *
     * @param decoder octets in the table of the peer's fields
     * @param encoder octets in the table of our own
     */
    default void tableSizes(int decoder, int encoder) {}

    /**
     * The program did something that is permitted and will likely have no effect, such as a priority signal to a peer that ignores it.
     *
     * @param message one sentence for people
     */
    default void notice(String message) {}

    /**
     * An observer that writes a line for each frame, such as {@code << 0x00000003    47 HEADERS       END_HEADERS|END_STREAM}: direction, stream,
     * length, type, flags.
     *
     * @throws UncheckedIOException from the connection's methods, if the target fails
     */
    static FrameObserver printingTo(Appendable target) {
        return new FrameObserver() {
            @Override
            public void received(FrameView frame) {
                print("<<", frame);
            }

            @Override
            public void sent(FrameView frame) {
                print(">>", frame);
            }

            @Override
            public void notice(String message) {
                append("-- " + message + "\n");
            }

            private void print(String direction, FrameView frame) {
                append(String.format(
                        Locale.ROOT,
                        "%s 0x%08x %5d %-13s %s\n",
                        direction,
                        frame.streamId(),
                        frame.length(),
                        FrameType.name(frame.type()),
                        Flags.describe(frame.type(), frame.flags())));
            }

            private void append(String line) {
                try {
                    target.append(line);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        };
    }
}
