package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;

import java.util.List;
import org.javahyper.h2.AlternativeService;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.TooManyStreamsException;
import org.javahyper.hyperframe.AltSvcFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.OriginFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.hyperframe.PriorityUpdateFrame;

/** The program's hints to the peer, which change nothing here: priorities, alternative services, origins. */
public final class OutboundSignals {
    private static final String ADVERTISE = "advertise an alternative service";

    private final Endpoint endpoint;
    private final PrioritizedStreams prioritized = new PrioritizedStreams();

    public OutboundSignals(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    // Priorities

    public void prioritize(int streamId, PriorityFields priority) {
        ActionRules.requireStreamId(streamId);
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, "send PRIORITY");
        requireMayPrioritize(endpoint, streamId, priority);

        if (endpoint.ignoresRfc7540()) {
            endpoint.output.notice("PRIORITY of stream " + streamId
                    + " not sent: a side ignores the signals of RFC 7540 (RFC 9218, 2.1)");
            return;
        }
        endpoint.output.frame(new PriorityFrame(streamId, priority));
    }

    /** Signals of priority are a client's, and a stream cannot wait for itself. */
    static void requireMayPrioritize(Endpoint endpoint, int streamId, PriorityFields priority) {
        requireClient(endpoint, "prioritize stream " + streamId);
        if (priority.streamDependency() == streamId) {
            throw new IllegalActionException("Cannot prioritize stream " + streamId
                    + ": it would depend on itself (RFC 7540, 5.3.1). Name another stream, or 0.");
        }
    }

    public void sendPriorityUpdate(int streamId, String fieldValue) {
        String action = "send PRIORITY_UPDATE for stream " + streamId;
        ActionRules.requireStreamId(streamId);
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, action);
        requireClient(endpoint, action);
        boolean idle = endpoint.ids.isIdle(streamId);
        if (idle && !endpoint.ids.isLocal(streamId)) {
            throw ActionRules.idle(streamId, "send PRIORITY_UPDATE");
        }
        if (idle) {
            requireRoomForIdle(streamId, action);
        }
        PriorityUpdateFrame frame = new PriorityUpdateFrame(streamId, fieldValue);
        requireFits(frame, action);

        if (idle) {
            prioritized.add(streamId);
        }
        if (endpoint.settings.remote().value(SettingId.NO_RFC7540_PRIORITIES) == 0) {
            endpoint.output.notice("PRIORITY_UPDATE of stream " + streamId
                    + ": the server has not said that it heeds it (RFC 9218, 2.1.1)");
        }
        endpoint.output.frame(frame);
    }

    /** Idle streams with a priority count against those that may be opened (RFC 9218, 7.1). */
    private void requireRoomForIdle(int streamId, String action) {
        prioritized.opened(endpoint.ids.highestLocal());
        int counted = prioritized.sizeWith(streamId) + endpoint.openOutbound();
        long allowed = endpoint.settings.remote().value(SettingId.MAX_CONCURRENT_STREAMS);
        if (counted > allowed) {
            throw new TooManyStreamsException("Cannot " + action + ": the peer allows " + allowed
                    + " concurrent streams, and with it " + counted
                    + " would be open or idle with a priority (RFC 9218, 7.1). Open the stream first.");
        }
    }

    // Alternative services and origins

    public void advertise(AlternativeService service) {
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, ADVERTISE);
        requireServer(endpoint, ADVERTISE);
        if (service.streamId() != 0) {
            Stream stream = ActionRules.lookUp(endpoint, service.streamId(), ADVERTISE);
            if (!MESSAGE.allows(stream.outbound, MessageInput.HEADERS)) {
                throw new IllegalActionException("Cannot " + ADVERTISE + " on stream " + stream.id
                        + ": the final response has been sent (RFC 7838, 4). Advertise for an origin.");
            }
        }
        AltSvcFrame frame = new AltSvcFrame(service.streamId(), service.origin(), service.fieldValue());
        requireFits(frame, ADVERTISE);

        endpoint.output.frame(frame);
    }

    public void advertiseOrigins(List<String> origins) {
        String action = "advertise origins";
        ActionRules.requireConnection(endpoint, ConnectionInput.SEND, action);
        requireServer(endpoint, action);
        for (String origin : origins) {
            if (!Origin.isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "Cannot advertise \"" + origin
                                + "\": an origin is scheme, host and perhaps port (RFC 8336, 2.1). Write it like https://example.org.");
            }
        }
        OriginFrame frame = new OriginFrame(origins);
        requireFits(frame, action);

        endpoint.output.frame(frame);
    }

    private static void requireClient(Endpoint endpoint, String action) {
        if (endpoint.role == Role.SERVER) {
            throw new IllegalActionException(
                    "Cannot " + action
                            + ": such signals are a client's and have no meaning from a server (RFC 9113, 5.3; RFC 9218, 7). Leave it out.");
        }
    }

    private static void requireServer(Endpoint endpoint, String action) {
        if (endpoint.role == Role.CLIENT) {
            throw new IllegalActionException(
                    "Cannot " + action + ": only a server does (RFC 7838, 4; RFC 8336, 2). Leave it out.");
        }
    }

    private void requireFits(Frame frame, String action) {
        int room = endpoint.maxOutboundFrameSize();
        if (frame.length() > room) {
            throw new IllegalArgumentException("Cannot " + action + ": the frame would have " + frame.length()
                    + " octets and the peer accepts " + room + " (RFC 9113, 4.2). Send less.");
        }
    }
}
