package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;

/** Events in a form in which they can be compared, whatever the cuts of the input were. */
final class Events {
    private Events() {}

    /** The events with neighbouring DATA of a stream joined, because the boundaries between them mean nothing. */
    static List<H2Event> joined(List<H2Event> events) {
        List<H2Event> joined = new ArrayList<>();
        for (H2Event event : events) {
            int last = joined.size() - 1;
            if (last >= 0
                    && event instanceof DataReceived data
                    && joined.get(last) instanceof DataReceived before
                    && before.streamId() == data.streamId()
                    && !before.endStream()) {
                joined.set(last, joined(before, data));
            } else {
                joined.add(event);
            }
        }
        return joined;
    }

    private static DataReceived joined(DataReceived first, DataReceived second) {
        ByteBuffer octets = ByteBuffer.allocate(
                        first.data().remaining() + second.data().remaining())
                .put(first.data().duplicate())
                .put(second.data().duplicate())
                .flip();
        int length = first.flowControlledLength() + second.flowControlledLength();
        return new DataReceived(first.streamId(), octets, length, second.endStream());
    }
}
