package org.javahyper.hyperframe;

import static org.javahyper.hyperframe.BigEndian.int32;
import static org.javahyper.hyperframe.BigEndian.int64;
import static org.javahyper.hyperframe.BigEndian.uint16;
import static org.javahyper.hyperframe.BigEndian.uint31;

import org.jspecify.annotations.Nullable;

/**
 * A received frame, seen in place.
 *
 * <p>A reader has one view, which it moves: what it shows is valid until the next call of {@link FrameReader#next()}. With assertions on, a use
 * after that fails. Offsets are into {@link #array()}, which belongs to whoever fed the reader and must not be written to.
 *
 * <p>Ask for {@link #violation()} first. Only if it is null may the accessors of a type's fields be used, and only those of its own type; the
 * others answer nonsense or throw.
 *
 * <p>Of DATA a view may show a piece, see {@link FrameReader}; of every other type it shows the whole frame.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6">RFC 9113, section 6</a>
 */
public final class FrameView {
    private static final byte[] NOTHING = new byte[0];
    private static final String EXPIRED =
            "This view has expired: FrameReader.next() has been called since. Copy what must last longer.";

    // What a view shows. Numbers, because storing a reference costs the garbage collector's write barrier.

    /** A whole frame of nothing but content, without any rule that it could break: the usual case, found out once. */
    private static final int PLAIN = 0;
    /** Any other whole frame. */
    private static final int WHOLE = 1;
    /** A piece of a DATA frame. */
    private static final int PIECE = 2;
    /** The header of a frame that is too large. */
    private static final int REFUSED = 3;

    private long header; // the first eight octets
    private int streamId;
    private int shape;
    private boolean rejectsNonZeroPadding;

    private byte[] array = NOTHING;
    private int payloadOffset;

    private int pieceLength; // octets of payload, if this is not a whole frame

    // Of a piece only; of a whole frame header and payload tell
    private int padLength;
    private int frameDataLength;
    private int dataOffset;
    private int dataLength;
    private boolean startsFrame;
    private boolean endsFrame;
    private boolean nonZeroPadding;

    private boolean expired; // only set with assertions on

    FrameView() {}

    // The frame header

    /**
     * The first rule that this frame breaks, or null. Of DATA in pieces it is known with the first piece, and the same for all, except that
     * {@link FrameViolation#PADDING_NOT_ZERO} comes with the padding: the last piece tells, and the data of earlier ones has been seen then.
     */
    public @Nullable FrameViolation violation() {
        assert !expired : EXPIRED;
        return shape == PLAIN ? null : firstBroken();
    }

    private @Nullable FrameViolation firstBroken() {
        if (shape == REFUSED) {
            return FrameViolation.FRAME_TOO_LARGE;
        }
        FrameViolation broken = FrameRules.firstBroken(this);
        return broken == null && rejectsNonZeroPadding && hasNonZeroPadding()
                ? FrameViolation.PADDING_NOT_ZERO
                : broken;
    }

    /** The type, 0 to 255; see {@link FrameType}. */
    public int type() {
        assert !expired : EXPIRED;
        return (int) (header >>> 32) & 0xff;
    }

    /** The flag octet as received. */
    public int flags() {
        assert !expired : EXPIRED;
        return (int) (header >>> 24) & 0xff;
    }

    /** Whether a flag is set that the type defines; other bits of the octet are ignored (RFC 9113, 4.1). */
    public boolean has(int flag) {
        return (flags() & flag & Flags.defined(type())) != 0;
    }

    /** The stream, or 0 for the connection; the reserved bit is masked. */
    public int streamId() {
        assert !expired : EXPIRED;
        return streamId;
    }

    /** The announced length of the payload in octets, padding included. */
    public int length() {
        assert !expired : EXPIRED;
        return (int) (header >>> 40);
    }

    // The payload

    /** The array that holds the payload. */
    public byte[] array() {
        assert !expired : EXPIRED;
        return array;
    }

    /** Where the payload begins. */
    public int payloadOffset() {
        assert !expired : EXPIRED;
        return payloadOffset;
    }

    /** Octets of payload in this view: all of it, or of DATA in pieces what has come with this piece. */
    public int payloadLength() {
        assert !expired : EXPIRED;
        return shape == PLAIN || shape == WHOLE ? length() : pieceLength;
    }

    /** Of DATA, HEADERS and PUSH_PROMISE: octets of padding in the frame, 0 to 255; 0 also if the frame is not PADDED. */
    public int padLength() {
        assert !expired : EXPIRED;
        if (shape == PIECE) {
            return padLength;
        }
        return isPadded() && payloadLength() > 0 ? array[payloadOffset] & 0xff : 0;
    }

    /**
     * Of DATA, HEADERS and PUSH_PROMISE: whether an octet of padding is not 0. Of DATA in pieces: of the padding that has come so far, so the
     * last piece tells about all of it.
     */
    public boolean hasNonZeroPadding() {
        assert !expired : EXPIRED;
        if (shape == PIECE) {
            return nonZeroPadding;
        }
        int padding = Math.min(padLength(), payloadLength() - 1);
        int end = payloadOffset + payloadLength();
        return anyNonZero(array, end - padding, end);
    }

    // DATA

    /** Where the data of this piece begins. */
    public int dataOffset() {
        assert !expired : EXPIRED;
        if (shape == PIECE) {
            return dataOffset;
        }
        return isPadded() ? payloadOffset + Math.min(1, payloadLength()) : payloadOffset;
    }

    /** Octets of data in this piece, padding stripped. */
    public int dataLength() {
        assert !expired : EXPIRED;
        return shape == PIECE ? dataLength : frameDataLength();
    }

    /** Octets of data in the whole frame, padding stripped. */
    public int frameDataLength() {
        assert !expired : EXPIRED;
        if (shape == PIECE) {
            return frameDataLength;
        }
        return isPadded() ? Math.max(0, length() - 1 - padLength()) : length();
    }

    /**
     * What this piece takes from the flow-control windows, in octets: its data, and if it is the last one also the pad length octet and the
     * padding. Over all pieces the sum is the frame's length.
     */
    public int flowControlledLength() {
        assert !expired : EXPIRED;
        if (shape == PIECE) {
            return dataLength + (endsFrame ? length() - frameDataLength : 0);
        }
        return length();
    }

    /** Whether this is the first piece of its frame; true of every type but DATA. */
    public boolean startsFrame() {
        assert !expired : EXPIRED;
        return shape != PIECE || startsFrame;
    }

    /** Whether this is the last piece of its frame; true of every type but DATA. */
    public boolean endsFrame() {
        assert !expired : EXPIRED;
        return shape != PIECE || endsFrame;
    }

    // HEADERS, PUSH_PROMISE, CONTINUATION

    /** Where the field block fragment begins. */
    public int fragmentOffset() {
        return payloadOffset() + (shape == PLAIN ? 0 : fieldsLength());
    }

    /** Octets of the field block fragment: without padding, priority fields and promised stream id. */
    public int fragmentLength() {
        return shape == PLAIN ? length() : payloadLength() - fieldsLength() - padLength();
    }

    /** Whether padding is what the bit 0x8 means: for a type that is not known it may mean anything. */
    private boolean isPadded() {
        return shape != PLAIN && type() <= FrameType.PUSH_PROMISE && has(Flags.PADDED);
    }

    /** Octets in front of the fragment. */
    private int fieldsLength() {
        int padLengthField = isPadded() ? 1 : 0;
        if (type() == FrameType.PUSH_PROMISE) {
            return padLengthField + 4;
        }
        return has(Flags.PRIORITY) ? padLengthField + 5 : padLengthField;
    }

    /** Of PUSH_PROMISE: the stream that is reserved. */
    public int promisedStreamId() {
        return uint31(array(), payloadOffset() + (isPadded() ? 1 : 0));
    }

    // PRIORITY, and HEADERS with PRIORITY
    //
    //  +-+-------------------------------------------------------------+---------------+
    //  |E|                  Stream Dependency (31)                     |  Weight - 1   |
    //  +-+-------------------------------------------------------------+---------------+

    /** The stream depended on, 0 to 2^31-1. */
    public int streamDependency() {
        return uint31(array(), priorityOffset());
    }

    /** Whether the dependency is exclusive. */
    public boolean exclusive() {
        return array()[priorityOffset()] < 0;
    }

    /** The weight, 1 to 256: the octet plus one. */
    public int weight() {
        return (array()[priorityOffset() + 4] & 0xff) + 1;
    }

    /** The three as a value. */
    public PriorityFields priorityFields() {
        return new PriorityFields(streamDependency(), exclusive(), weight());
    }

    private int priorityOffset() {
        return payloadOffset() + (isPadded() ? 1 : 0);
    }

    // RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE

    /** Of RST_STREAM and GOAWAY: the 32 bits of the error code, which are unsigned; a negative value is one above 2^31-1. */
    public int errorCode() {
        return int32(array(), type() == FrameType.GOAWAY ? payloadOffset + 4 : payloadOffset);
    }

    /** Of SETTINGS: the number of entries. */
    public int settingsCount() {
        return payloadLength() / 6;
    }

    /** Of SETTINGS: the identifier of an entry, 0 to 65535; entries count from 0. */
    public int settingId(int index) {
        return uint16(array(), payloadOffset() + 6 * index);
    }

    /** Of SETTINGS: the value of an entry, 0 to 2^32-1; entries count from 0. */
    public long settingValue(int index) {
        return int32(array(), payloadOffset() + 6 * index + 2) & 0xffff_ffffL;
    }

    /** Of PING: the eight octets, the first in the highest bits. */
    public long opaqueData() {
        return (long) int32(array(), payloadOffset()) << 32 | (int32(array(), payloadOffset() + 4) & 0xffff_ffffL);
    }

    /** Of GOAWAY: the last stream id, 0 to 2^31-1. */
    public int lastStreamId() {
        return uint31(array(), payloadOffset());
    }

    /** Of GOAWAY: where the debug data begins. */
    public int debugDataOffset() {
        return payloadOffset() + 8;
    }

    /** Of GOAWAY: octets of debug data. */
    public int debugDataLength() {
        return payloadLength() - 8;
    }

    /** Of WINDOW_UPDATE: the increment in octets, 1 to 2^31-1. */
    public int windowSizeIncrement() {
        return uint31(array(), payloadOffset());
    }

    // ALTSVC, ORIGIN, PRIORITY_UPDATE

    /** Of ALTSVC: where the origin begins. */
    public int originOffset() {
        return payloadOffset() + 2;
    }

    /** Of ALTSVC: octets of the origin. */
    public int originLength() {
        return uint16(array(), payloadOffset());
    }

    /** Of ALTSVC and PRIORITY_UPDATE: where the field value begins. */
    public int fieldValueOffset() {
        return type() == FrameType.ALTSVC ? originOffset() + originLength() : payloadOffset() + 4;
    }

    /** Of ALTSVC and PRIORITY_UPDATE: octets of the field value. */
    public int fieldValueLength() {
        return payloadOffset() + payloadLength() - fieldValueOffset();
    }

    /**
     * Of ORIGIN: octets of an entry's origin, which begins two octets behind the entry. A walk over all entries is
     *
     * <pre>{@code
     * int end = view.payloadOffset() + view.payloadLength();
     * for (int entry = view.payloadOffset(); entry < end; entry += 2 + view.originEntryLength(entry)) {
     *     String origin = new String(view.array(), entry + 2, view.originEntryLength(entry), US_ASCII);
     * }
     * }</pre>
     *
     * @param entryOffset where the entry begins
     */
    public int originEntryLength(int entryOffset) {
        return uint16(array(), entryOffset);
    }

    /** Of PRIORITY_UPDATE: the stream whose priority is meant, 1 to 2^31-1. */
    public int prioritizedStreamId() {
        return uint31(array(), payloadOffset());
    }

    // For the reader

    /** Makes padding that is not 0 a violation, or accepts it. */
    void rejectNonZeroPadding(boolean reject) {
        rejectsNonZeroPadding = reject;
    }

    /**
     * Decodes a frame header; what the view shows is then that frame, as yet without payload.
     *
     * <pre>
     *  +-----------------------------------------------+
     *  |                 Length (24)                   |
     *  +---------------+---------------+---------------+
     *  |   Type (8)    |   Flags (8)   |
     *  +-+-------------+---------------+-------------------------------+
     *  |R|                 Stream Identifier (31)                      |
     *  +-+-------------------------------------------------------------+
     * </pre>
     */
    void readHeader(byte[] octets, int offset) {
        header = int64(octets, offset);
        streamId = ((int) header << 8 | (octets[offset + 8] & 0xff)) & Integer.MAX_VALUE;
    }

    /** Shows the whole frame, whose payload begins at the offset. */
    void showFrame(byte[] newArray, int offset) {
        locate(newArray, offset);
        shape = FrameRules.isPlain(type(), flags(), streamId) ? PLAIN : WHOLE;
    }

    private void locate(byte[] newArray, int offset) {
        // Comparing spares the garbage collector's write barrier, a tenth of the time that a small frame takes.
        if (array != newArray) {
            array = newArray;
        }
        payloadOffset = offset;
    }

    /** Marks the frame as longer than allowed; it has no payload. */
    void refuse() {
        shape = REFUSED;
        pieceLength = 0;
        release();
    }

    /** Lets go of the array. */
    void release() {
        locate(NOTHING, 0);
    }

    /** Begins to show a DATA frame in pieces. Its pad length is 0 until it is known. */
    void beginPieces() {
        shape = PIECE;
        padLength = 0;
        frameDataLength = length();
        nonZeroPadding = false;
    }

    /** Takes the pad length of DATA; one that is too long for the frame leaves no data. */
    void readPadLength(int octet) {
        padLength = octet;
        frameDataLength = Math.max(0, length() - 1 - octet);
    }

    /** Takes octets of a DATA frame's padding. */
    void readPadding(byte[] octets, int offset, int octetCount) {
        nonZeroPadding = nonZeroPadding || anyNonZero(octets, offset, offset + octetCount);
    }

    /** Says which octets are the data of this piece of DATA. */
    void showData(int offset, int octets, boolean starts, boolean ends) {
        dataOffset = offset;
        dataLength = octets;
        startsFrame = starts;
        endsFrame = ends;
    }

    /** Shows a piece of DATA: octets of an array, data and all. */
    void showPiece(byte[] newArray, int offset, int octets) {
        locate(newArray, offset);
        pieceLength = octets;
    }

    /** Lets another view go on from here and makes this one fail from now on; only used with assertions on. */
    void handOver(FrameView successor) {
        successor.rejectsNonZeroPadding = rejectsNonZeroPadding;
        successor.header = header;
        successor.streamId = streamId;
        successor.shape = shape;
        successor.padLength = padLength;
        successor.frameDataLength = frameDataLength;
        successor.nonZeroPadding = nonZeroPadding;
        successor.expired = false;
        expired = true;
        release();
    }

    private static boolean anyNonZero(byte[] octets, int from, int to) {
        int seen = 0;
        for (int i = from; i < to; i++) {
            seen |= octets[i];
        }
        return seen != 0;
    }
}
