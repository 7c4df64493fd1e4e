package org.javahyper.hyperframe;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of octets into frames.
 *
 * <pre>{@code
 * reader.feed(array, 0, length);
 * for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
 *     FrameViolation violation = frame.violation();
 *     ...
 * }
 * }</pre>
 *
 * <p>The input may be cut anywhere, and costs the same however it is cut. A frame that lies inside one input is viewed where it is. Otherwise
 * its octets are collected in a carry buffer, which grows with what has come, never with what was announced, holds at most one frame, and is
 * given up when it has done its work unless it is small.
 *
 * <p>The payload of DATA is never collected but passed on as it comes, so that one frame may be seen in several pieces:
 *
 * <ul>
 *   <li>A piece has at least one octet of data, with two exceptions: a frame without data is one piece, and when padding ends in a later input
 *       than the data, the last piece has no data.
 *   <li>The first piece comes after the pad length is known.
 *   <li>Padding is skipped as it comes; it is accounted for in {@link FrameView#flowControlledLength()} of the last piece.
 * </ul>
 *
 * <p>A frame that is announced as longer than allowed is the last: its view says {@link FrameViolation#FRAME_TOO_LARGE} as soon as its header
 * is there, and whatever is fed after that is swallowed. All other violations leave the reader in step.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4">RFC 9113, section 4</a>
 */
public final class FrameReader {
    private static final byte[] NOTHING = new byte[0];

    /** The carry buffer's first size in octets; larger ones are not kept. */
    private static final int SMALL_CARRY = 256;

    /** Two views take turns if assertions are on, so that the use of an expired one is noticed. */
    private static final boolean VIEWS_EXPIRE = FrameReader.class.desiredAssertionStatus();

    /** What must come next; of header and payload some may be in the carry buffer. */
    private enum Expected {
        FRAME,
        HEADER,
        PAYLOAD,
        PAD_LENGTH,
        DATA,
        NOTHING_MORE
    }

    private int maxFrameSize;
    private Expected expected = Expected.FRAME;
    private FrameView view = new FrameView();
    private @Nullable FrameView spareView; // only if views expire

    private byte[] input = NOTHING;
    private int position;
    private int limit;

    private byte[] carry = NOTHING;
    private int carried;

    private int dataLeft; // octets of the DATA frame that is being passed on
    private int paddingLeft;

    /**
     * A reader at the beginning of a frame.
     *
     * @param maxFrameSize the longest payload that is accepted, in octets, 0 to 2^24-1
     * @throws IllegalArgumentException if it is outside this range
     */
    public FrameReader(int maxFrameSize) {
        maxFrameSize(maxFrameSize);
    }

    /**
     * Changes the longest payload that is accepted, beginning with the next frame whose header is not yet complete.
     *
     * @param octets 0 to 2^24-1
     * @throws IllegalArgumentException if it is outside this range
     */
    public void maxFrameSize(int octets) {
        Arguments.inRange("max frame size", octets, 0, FrameHeader.MAX_LENGTH, "lengths have 24 bits (RFC 9113, 4.1)");
        maxFrameSize = octets;
    }

    /**
     * Chooses whether padding that is not 0 breaks a rule, {@link FrameViolation#PADDING_NOT_ZERO}, from now on. It does not by default.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.1">RFC 9113, section 6.1</a>
     */
    public void rejectNonZeroPadding(boolean reject) {
        view.rejectNonZeroPadding(reject);
    }

    /** The same as {@link #feed(byte[], int, int)} with all of an array. */
    public void feed(byte[] array) {
        feed(array, 0, array.length);
    }

    /**
     * Takes the next input. It is read by the calls of {@link #next()} that follow, until that returns null, and not kept; it is never written
     * to.
     *
     * @param array must not change before {@link #next()} has returned null
     * @throws IllegalStateException if octets of the previous input are unread
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void feed(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        if (position < limit) {
            throw new IllegalStateException("Cannot feed " + length + " octets: " + (limit - position)
                    + " of the previous input are unread. Call next() until it returns null.");
        }
        if (expected != Expected.NOTHING_MORE) {
            input = array;
            position = offset;
            limit = offset + length;
        }
    }

    /**
     * The same with all that remains of a buffer, whose position moves to its limit. The octets of a direct or read-only buffer are copied.
     *
     * @throws IllegalStateException if octets of the previous input are unread
     */
    public void feed(ByteBuffer octets) {
        int length = octets.remaining();
        if (octets.hasArray()) {
            feed(octets.array(), octets.arrayOffset() + octets.position(), length);
            octets.position(octets.limit());
        } else {
            byte[] copy = new byte[length];
            octets.duplicate().get(copy);
            feed(copy);
            octets.position(octets.limit());
        }
    }

    /**
     * Moves on to the next frame, or the next piece of DATA.
     *
     * @return the one view of this reader, valid until the next call; or null if the input is used up
     */
    public @Nullable FrameView next() {
        if (VIEWS_EXPIRE) {
            renewView();
        }
        if (expected == Expected.FRAME && limit - position >= FrameHeader.FRAME_HEADER_LENGTH) {
            int payloadOffset = position + FrameHeader.FRAME_HEADER_LENGTH;
            view.readHeader(input, position);
            int length = view.length();
            if (length <= limit - payloadOffset && length <= maxFrameSize) {
                position = payloadOffset + length;
                view.showFrame(input, payloadOffset);
                return view;
            }
        }
        return nextInParts();
    }

    /** Whether the input has ended within a frame: octets of an incomplete one are held, or the rest of a DATA frame is still to come. */
    public boolean isMidFrame() {
        return expected != Expected.FRAME && expected != Expected.NOTHING_MORE;
    }

    /** What is not a frame that lies whole in the input. */
    private @Nullable FrameView nextInParts() {
        return switch (expected) {
            case FRAME, HEADER -> nextFrame();
            case PAYLOAD -> nextPayload();
            case PAD_LENGTH, DATA -> nextPiece();
            case NOTHING_MORE -> null;
        };
    }

    private @Nullable FrameView nextFrame() {
        if (!collect(FrameHeader.FRAME_HEADER_LENGTH)) {
            expected = carried == 0 ? Expected.FRAME : Expected.HEADER;
            return inputUsedUp();
        }
        view.readHeader(carry, 0);
        if (view.length() > maxFrameSize) {
            return refuseFrame();
        }
        if (view.length() <= limit - position) {
            expected = Expected.FRAME;
            view.showFrame(input, position);
            position += view.length();
            return view;
        }
        return view.type() == FrameType.DATA ? firstPiece() : nextPayload();
    }

    /** The frame whose header has been read, if the rest of its payload is there now. */
    private @Nullable FrameView nextPayload() {
        if (!collect(view.length())) {
            expected = Expected.PAYLOAD;
            return inputUsedUp();
        }
        expected = Expected.FRAME;
        view.showFrame(carry, 0);
        if (carry.length > SMALL_CARRY) {
            carry = NOTHING; // the view holds it for as long as it is needed
        }
        return view;
    }

    /**
     * Takes input into the carry buffer.
     *
     * @return whether as many octets as asked for are together, which begin at 0 and count as read then
     */
    private boolean collect(int octets) {
        int part = Math.min(octets - carried, limit - position);
        makeRoom(carried + part, octets);
        System.arraycopy(input, position, carry, carried, part);
        position += part;
        carried += part;
        if (carried < octets) {
            return false;
        }
        carried = 0;
        return true;
    }

    /** Doubles the carry buffer if it is too small, up to what the frame needs. */
    private void makeRoom(int needed, int most) {
        if (needed > carry.length) {
            byte[] larger = new byte[Math.max(SMALL_CARRY, Math.min(2 * needed, most))];
            System.arraycopy(carry, 0, larger, 0, carried);
            carry = larger;
        }
    }

    private FrameView refuseFrame() {
        expected = Expected.NOTHING_MORE;
        view.refuse();
        carry = NOTHING;
        input = NOTHING;
        position = 0;
        limit = 0;
        return view;
    }

    private @Nullable FrameView firstPiece() {
        view.beginPieces();
        if (view.has(Flags.PADDED)) {
            expected = Expected.PAD_LENGTH;
        } else {
            beginData(view.length());
        }
        return nextPiece();
    }

    private void beginData(int payloadLeft) {
        expected = Expected.DATA;
        dataLeft = view.frameDataLength();
        paddingLeft = payloadLeft - dataLeft;
    }

    /** The next piece of a DATA frame: what has come of it, if that is data or its end. */
    private @Nullable FrameView nextPiece() {
        int start = position;
        if (expected == Expected.PAD_LENGTH) {
            if (position == limit) {
                return inputUsedUp();
            }
            view.readPadLength(input[position++] & 0xff);
            beginData(view.length() - 1);
        }
        int data = Math.min(dataLeft, limit - position);
        int padding = Math.min(paddingLeft, limit - position - data);
        boolean starts = dataLeft == view.frameDataLength();
        boolean ends = data == dataLeft && padding == paddingLeft;

        view.showData(position, data, starts, ends);
        view.readPadding(input, position + data, padding);
        position += data + padding;
        dataLeft -= data;
        paddingLeft -= padding;
        if (ends) {
            expected = Expected.FRAME;
        } else if (data == 0) {
            return inputUsedUp();
        }
        view.showPiece(input, start, position - start);
        return view;
    }

    /** Lets go of the input. */
    private @Nullable FrameView inputUsedUp() {
        view.release();
        input = NOTHING;
        position = 0;
        limit = 0;
        return null;
    }

    /** Goes on with the other view and lets the one that was handed out expire. */
    private void renewView() {
        FrameView renewed = spareView == null ? new FrameView() : spareView;
        view.handOver(renewed);
        spareView = view;
        view = renewed;
    }
}
