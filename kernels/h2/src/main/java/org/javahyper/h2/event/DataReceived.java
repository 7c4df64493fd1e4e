package org.javahyper.h2.event;

import java.nio.ByteBuffer;

/**
 * Octets of a body have arrived. One DATA frame may give several of these; their boundaries have no meaning.
 *
 * <p>The program owes the windows {@code flowControlledLength} octets: it passes them to
 * {@link org.javahyper.h2.H2Connection#acknowledgeReceivedData} when it has consumed the data.
 *
 * @param streamId the stream
 * @param data a view of the array that was passed to {@code receiveData}, valid until the caller reuses that array; the event's own copy where
 *     the input was a direct or read-only buffer
 * @param flowControlledLength octets, padding included
 * @param endStream whether this is the end of the stream; {@link StreamEnded} follows then
 */
public record DataReceived(int streamId, ByteBuffer data, int flowControlledLength, boolean endStream)
        implements H2Event {
    @Override
    public String toString() {
        return "DataReceived[streamId=" + streamId + ", data=" + Octets.preview(data) + ", flowControlledLength="
                + flowControlledLength + ", endStream=" + endStream + "]";
    }
}
