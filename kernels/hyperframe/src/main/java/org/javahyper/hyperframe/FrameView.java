package org.javahyper.hyperframe;

import static org.javahyper.hyperframe.BigEndian.int32;
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

    private int length;
    private int type;
    private int flags;
    private int streamId;
    private boolean tooLarge;
    private boolean rejectsNonZeroPadding;

    private byte[] array = NOTHING;
    private int payloadOffset;
    private int payloadLength;

    // DATA only
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
        if (tooLarge) {
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
        return type;
    }

    /** The flag octet as received. */
    public int flags() {
        assert !expired : EXPIRED;
        return flags;
    }

    /** Whether a flag is set that the type defines; other bits of the octet are ignored (RFC 9113, 4.1). */
    public boolean has(int flag) {
        assert !expired : EXPIRED;
        int set = flags & flag;
        return set != 0 && (set & Flags.defined(type)) != 0;
    }

    /** The stream, or 0 for the connection; the reserved bit is masked. */
    public int streamId() {
        assert !expired : EXPIRED;
        return streamId;
    }

    /** The announced length of the payload in octets, padding included. */
    public int length() {
        assert !expired : EXPIRED;
        return length;
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
        return payloadLength;
    }

    /** Of DATA, HEADERS and PUSH_PROMISE: octets of padding in the frame, 0 to 255; 0 also if the frame is not PADDED. */
    public int padLength() {
        assert !expired : EXPIRED;
        return type != FrameType.DATA && isPadded() ? array[payloadOffset] & 0xff : padLength;
    }

    /**
     * Of DATA, HEADERS and PUSH_PROMISE: whether an octet of padding is not 0. Of DATA in pieces: of the padding that has come so far, so the
     * last piece tells about all of it.
     */
    public boolean hasNonZeroPadding() {
        assert !expired : EXPIRED;
        if (type == FrameType.DATA) {
            return nonZeroPadding;
        }
        int end = payloadOffset + payloadLength;
        return anyNonZero(array, end - padLength(), end);
    }

    // DATA

    /** Where the data of this piece begins. */
    public int dataOffset() {
        assert !expired : EXPIRED;
        return dataOffset;
    }

    /** Octets of data in this piece, padding stripped. */
    public int dataLength() {
        assert !expired : EXPIRED;
        return dataLength;
    }

    /** Octets of data in the whole frame, padding stripped. */
    public int frameDataLength() {
        assert !expired : EXPIRED;
        return frameDataLength;
    }

    /**
     * What this piece takes from the flow-control windows, in octets: its data, and if it is the last one also the pad length octet and the
     * padding. Over all pieces the sum is the frame's length.
     */
    public int flowControlledLength() {
        assert !expired : EXPIRED;
        return dataLength + (endsFrame ? length - frameDataLength : 0);
    }

    /** Whether this is the first piece of its frame; true of every type but DATA. */
    public boolean startsFrame() {
        assert !expired : EXPIRED;
        return startsFrame;
    }

    /** Whether this is the last piece of its frame; true of every type but DATA. */
    public boolean endsFrame() {
        assert !expired : EXPIRED;
        return endsFrame;
    }

    // HEADERS, PUSH_PROMISE, CONTINUATION

    /** Where the field block fragment begins. */
    public int fragmentOffset() {
        return payloadOffset() + fieldsLength();
    }

    /** Octets of the field block fragment: without padding, priority fields and promised stream id. */
    public int fragmentLength() {
        return payloadLength() - fieldsLength() - padLength();
    }

    /** Whether padding is what the bit 0x8 means: for a type that is not known it may mean anything. */
    private boolean isPadded() {
        return type <= FrameType.PUSH_PROMISE && has(Flags.PADDED);
    }

    /** Octets in front of the fragment. */
    private int fieldsLength() {
        int padLengthField = isPadded() ? 1 : 0;
        if (type == FrameType.PUSH_PROMISE) {
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

    /** Moves the view to octets of an array. */
    void locate(byte[] newArray, int offset, int octets) {
        // Comparing spares the garbage collector's write barrier, a tenth of the time that a small frame takes.
        if (array != newArray) {
            array = newArray;
        }
        payloadOffset = offset;
        payloadLength = octets;
    }

    /** Lets go of the array. */
    void release() {
        locate(NOTHING, 0, 0);
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
        int lengthAndType = int32(octets, offset);
        length = lengthAndType >>> 8;
        type = lengthAndType & 0xff;
        flags = octets[offset + 4] & 0xff;
        streamId = uint31(octets, offset + 5);
        padLength = 0;
        frameDataLength = length;
        nonZeroPadding = false;
        startsFrame = true;
        endsFrame = true;
    }

    /** Marks the frame as longer than allowed; it has no payload. */
    void refuse() {
        tooLarge = true;
        release();
    }

    /** Shows the whole frame, whose payload begins at the offset. */
    void showFrame(byte[] newArray, int offset) {
        locate(newArray, offset, length);
        if (type == FrameType.DATA) {
            showWholeData();
        }
    }

    private void showWholeData() {
        dataOffset = payloadOffset;
        dataLength = length;
        if (length > 0 && has(Flags.PADDED)) {
            readPadLength(array[payloadOffset] & 0xff);
            dataOffset = payloadOffset + 1;
            dataLength = frameDataLength;
            readPadding(array, dataOffset + dataLength, length - 1 - dataLength);
        }
    }

    /** Takes the pad length of DATA; one that is too long for the frame leaves no data. */
    void readPadLength(int octet) {
        padLength = octet;
        frameDataLength = Math.max(0, length - 1 - octet);
    }

    /** Takes octets of a DATA frame's padding. */
    void readPadding(byte[] octets, int offset, int octetCount) {
        nonZeroPadding = nonZeroPadding || anyNonZero(octets, offset, offset + octetCount);
    }

    /** Says which octets are the data of this piece of DATA. */
    void showPiece(int offset, int octets, boolean starts, boolean ends) {
        dataOffset = offset;
        dataLength = octets;
        startsFrame = starts;
        endsFrame = ends;
    }

    /** Lets another view go on from here and makes this one fail from now on; only used with assertions on. */
    void handOver(FrameView successor) {
        successor.rejectsNonZeroPadding = rejectsNonZeroPadding;
        successor.length = length;
        successor.type = type;
        successor.flags = flags;
        successor.streamId = streamId;
        successor.padLength = padLength;
        successor.frameDataLength = frameDataLength;
        successor.nonZeroPadding = nonZeroPadding;
        successor.startsFrame = startsFrame;
        successor.endsFrame = endsFrame;
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
