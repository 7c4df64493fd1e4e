package org.javahyper.h2.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.PriorityScheme;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.OriginsReceived;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.PriorityFields;
import org.jspecify.annotations.Nullable;

/** The peer's frames that change nothing here and are only passed on: priorities, alternative services, origins. */
final class InboundSignals {
    private final Endpoint endpoint;
    private final PriorityScheme scheme;
    private final PrioritizedStreams prioritized = new PrioritizedStreams();

    InboundSignals(Endpoint endpoint) {
        this.endpoint = endpoint;
        scheme = endpoint.configuration.priorityScheme();
    }

    // Priorities of RFC 7540

    void priority(FrameView frame) {
        String fault = priorityFault(frame);
        if (fault == null) {
            prioritized(frame.streamId(), frame.priorityFields());
        } else if (!endpoint.life.isClosed(frame.streamId())) {
            endpoint.life.streamFault(frame.streamId(), ErrorCode.PROTOCOL_ERROR, fault);
        }
    }

    /** Passes on the fields of PRIORITY or HEADERS, if they count: we read them, and the peer means them (RFC 9218, 2.1). */
    void prioritized(int streamId, PriorityFields fields) {
        if (scheme.includesRfc7540() && endpoint.settings.announced().value(SettingId.NO_RFC7540_PRIORITIES) == 0) {
            endpoint.emit(new PriorityUpdated(streamId, fields));
        }
    }

    /** The rule that the priority fields of a frame break, or null. */
    static @Nullable String priorityFault(FrameView frame) {
        return frame.streamDependency() == frame.streamId() ? "a stream depends on itself (RFC 7540, 5.3.1)" : null;
    }

    // Priorities of RFC 9218

    /** A client may give priorities to streams that it has not opened yet; their number counts against those that it may open. */
    void priorityUpdate(FrameView frame) {
        int streamId = frame.prioritizedStreamId();
        if (endpoint.role == Role.CLIENT) {
            throw ConnectionError.protocolError("PRIORITY_UPDATE from a server (RFC 9218, 7.1)");
        }
        boolean idle = endpoint.ids.isIdle(streamId);
        if (idle && endpoint.ids.isLocal(streamId)) {
            throw ConnectionError.protocolError(
                    "PRIORITY_UPDATE for stream " + streamId + ", which was not promised (RFC 9218, 7.1)");
        }
        if (idle) {
            prioritize(streamId);
        }
        boolean known = idle || endpoint.streams.find(streamId) != null;
        if (known && scheme.includesRfc9218()) {
            endpoint.emit(new ExtensiblePriorityUpdated(
                    streamId, text(frame, frame.fieldValueOffset(), frame.fieldValueLength())));
        }
    }

    private void prioritize(int streamId) {
        prioritized.opened(endpoint.ids.highestRemote());
        long allowed = endpoint.settings.maxConcurrentStreams();
        if (prioritized.sizeWith(streamId) + endpoint.openInbound() > allowed) {
            throw ConnectionError.protocolError("PRIORITY_UPDATE for more idle streams than MAX_CONCURRENT_STREAMS "
                    + allowed + " leaves room for (RFC 9218, 7.1)");
        }
        prioritized.add(streamId);
    }

    // Alternative services and origins

    /** On a stream the frame speaks of that request's origin, until the final response has come. */
    void altSvc(FrameView frame) {
        if (endpoint.role == Role.SERVER || !endpoint.configuration.alternativeServices()) {
            return;
        }
        String fieldValue = text(frame, frame.fieldValueOffset(), frame.fieldValueLength());
        if (frame.streamId() == 0) {
            String origin = text(frame, frame.originOffset(), frame.originLength());
            endpoint.emit(new AlternativeServiceAvailable(origin, fieldValue));
            return;
        }
        Stream stream = endpoint.streams.find(frame.streamId());
        if (stream != null && stream.inbound == MessagePhase.AWAITING_HEADERS) {
            endpoint.emit(new AlternativeServiceAvailable(stream.origin(), fieldValue));
        }
    }

    void origin(FrameView frame) {
        if (endpoint.role == Role.SERVER || !endpoint.configuration.origins()) {
            return;
        }
        List<String> origins = new ArrayList<>();
        int end = frame.payloadOffset() + frame.payloadLength();
        for (int entry = frame.payloadOffset(); entry < end; entry += 2 + frame.originEntryLength(entry)) {
            String origin = text(frame, entry + 2, frame.originEntryLength(entry));
            if (Origin.isOrigin(origin)) {
                origins.add(origin);
            }
        }
        endpoint.emit(new OriginsReceived(origins));
    }

    private static String text(FrameView frame, int offset, int length) {
        return new String(frame.array(), offset, length, StandardCharsets.ISO_8859_1);
    }
}
