package org.javahyper.h2;

import static org.javahyper.h2.ReferenceModel.require;
import static org.javahyper.h2.SettingId.INITIAL_WINDOW_SIZE;
import static org.javahyper.h2.SettingId.MAX_CONCURRENT_STREAMS;

import java.nio.ByteBuffer;
import java.util.List;
import org.javahyper.h2.ModelStream.Phase;
import org.javahyper.h2.ReferenceModel.Block;
import org.javahyper.h2.ReferenceModel.Data;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.OriginsReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.hyperframe.AltSvcFrame;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.OriginFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.hyperframe.PriorityUpdateFrame;
import org.javahyper.hyperframe.RstStreamFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.hyperframe.WindowUpdateFrame;

/** What the peer's frames do to the model. */
final class ModelInput {
    private static final int HEADER = 9; // octets

    /**
     * Octets of a frame that arrive in one input.
     *
     * @param from the first of them, counted from the frame's beginning
     * @param to the first behind them
     * @param length of the frame, with its header
     */
    record Part(Object frame, int from, int to, int length) {
        boolean isLast() {
            return to == length;
        }
    }

    private final ReferenceModel model;
    private final ModelActions actions;
    private final ModelControl control;
    private final ModelBlocks blocks;
    private boolean discarding; // the DATA frame at hand
    private boolean midFrame;

    ModelInput(ReferenceModel model, ModelActions actions, ModelControl control) {
        this.model = model;
        this.actions = actions;
        this.control = control;
        blocks = new ModelBlocks(model);
    }

    /** One call with octets. */
    void receive(List<Part> parts) {
        if (model.isOver()) {
            return;
        }
        if (model.state == ConnectionState.NEW) {
            if (model.isClient) {
                throw new IllegalActionException("");
            }
            control.initiate();
        }
        model.reportProgress();
        for (Part part : parts) {
            midFrame = !part.isLast();
            if (part.frame() instanceof Data data) {
                data(data, part);
            } else if (part.isLast()) {
                frame(part.frame());
            }
            model.reportProgress();
        }
    }

    /** H2-OP-05. */
    void receiveEndOfInput() {
        if (model.isOver()) {
            return;
        }
        boolean clean = model.streams.isEmpty() && !midFrame;
        model.state = ConnectionState.ENDED;
        for (int id : model.streams.keySet()) {
            model.events.add(ReferenceModel.reset(id, ErrorCode.NO_ERROR, true, ResetReason.END_OF_INPUT));
        }
        model.streams.clear();
        model.events.add(new ConnectionEnded(clean));
    }

    private void frame(Object frame) {
        if (frame instanceof Block block) {
            if (blocks.receive(block) && block.priority() != null) {
                prioritized(block.streamId(), block.priority());
            }
        } else if (frame instanceof RstStreamFrame reset) {
            rstStream(reset);
        } else if (frame instanceof WindowUpdateFrame update) {
            windowUpdate(update);
        } else if (frame instanceof SettingsFrame settings) {
            settings(settings);
        } else if (frame instanceof PingFrame ping) {
            ping(ping);
        } else if (frame instanceof GoAwayFrame goAway) {
            goAway(goAway);
        } else if (frame instanceof PriorityFrame priority) {
            prioritized(priority.streamId(), priority.priority());
        } else if (frame instanceof PriorityUpdateFrame update) {
            priorityUpdate(update);
        } else if (frame instanceof AltSvcFrame service) {
            alternativeService(service);
        } else if (frame instanceof OriginFrame origins) {
            model.events.add(new OriginsReceived(origins.origins()));
        } else {
            require(frame.equals(ModelControl.PREFACE), frame.toString());
        }
    }

    // H2-ST-R05, H2-CLOSED-02, H2-FLOW

    private void data(Data data, Part part) {
        int before = HEADER + (data.padLength() < 0 ? 0 : 1);
        int size = data.octets().remaining();
        int begin = Math.min(Math.max(part.from() - before, 0), size);
        int end = Math.min(Math.max(part.to() - before, 0), size);
        if (begin == end && !part.isLast()) {
            return; // a piece has data, or is the last
        }
        ModelStream stream = model.streams.get(data.streamId());
        if (begin == 0) {
            firstPiece(data, stream);
        }
        int length = end - begin + (part.isLast() ? data.flowControlledLength() - size : 0);
        if (discarding) {
            return;
        }
        if (stream == null) {
            actions.credit(length); // reset by the program between two pieces
            return;
        }
        boolean ends = part.isLast() && data.endStream();
        ByteBuffer octets = data.octets().slice().position(begin).limit(end);
        stream.unacknowledged += length;
        model.events.add(new DataReceived(stream.id, octets, length, ends));
        if (ends) {
            model.peerEnded(stream);
        }
    }

    private void firstPiece(Data data, ModelStream stream) {
        int length = data.flowControlledLength();
        model.receiveWindow.current -= length;
        require(model.receiveWindow.current >= 0, "DATA beyond the connection window");
        discarding = stream == null;
        if (stream == null) {
            model.requireDropped(data.streamId());
            actions.credit(length);
            return;
        }
        require(
                stream.state == StreamState.OPEN || stream.state == StreamState.HALF_CLOSED_LOCAL,
                "DATA on stream " + stream.id + ", which is " + stream.state);
        require(stream.receiving == Phase.BODY || stream.receiving == Phase.TUNNEL, "DATA before HEADERS");
        stream.receiveWindow.current -= length;
        require(length == 0 || stream.receiveWindow.current >= 0, "DATA beyond the window of stream " + stream.id);
    }

    // H2-ST-R07, R08, H2-CLOSED-03

    private void rstStream(RstStreamFrame frame) {
        int id = frame.streamId();
        ModelStream stream = model.streams.get(id);
        if (stream == null) {
            require(!model.isIdle(id) && model.closedReason(id) != ClosedReason.IMPLICIT, "RST_STREAM on " + id);
            return;
        }
        model.close(stream, ClosedReason.RECEIVED_RST);
        model.events.add(ReferenceModel.reset(id, ErrorCode.of(frame.errorCode()), true, ResetReason.PEER_RST));
    }

    private void windowUpdate(WindowUpdateFrame frame) {
        int id = frame.streamId();
        ModelStream stream = model.streams.get(id);
        if (id == 0) {
            model.sendWindow += frame.windowSizeIncrement();
            require(model.sendWindow <= ModelWindow.LARGEST, "connection window above 2^31-1");
        } else if (stream == null) {
            require(!model.isIdle(id), "WINDOW_UPDATE on idle stream " + id);
            return;
        } else {
            require(stream.state != StreamState.RESERVED_REMOTE, "WINDOW_UPDATE on promised stream " + id);
            stream.sendWindow += frame.windowSizeIncrement();
            require(stream.sendWindow <= ModelWindow.LARGEST, "window of stream " + id + " above 2^31-1");
        }
        model.events.add(new WindowUpdated(id, frame.windowSizeIncrement()));
    }

    // H2-SET, H2-PING, H2-GO

    private void settings(SettingsFrame frame) {
        if (frame.ack()) {
            settingsAck();
            return;
        }
        Settings entries = Settings.empty();
        for (SettingsFrame.Setting setting : frame.settings()) {
            entries = entries.and(setting.id(), setting.value());
        }
        Settings before = ReferenceModel.asSettings(model.announced);
        ReferenceModel.put(model.announced, entries);
        model.pendingRemote.add(entries);
        if (model.options.acknowledgesSettings()) {
            control.acknowledgeSettings();
        }
        model.events.add(new RemoteSettingsChanged(before, ReferenceModel.asSettings(model.announced), entries));
    }

    private void settingsAck() {
        require(!model.pendingLocal.isEmpty(), "acknowledgement of nothing");
        Settings before = ReferenceModel.asSettings(model.localSettings);
        long windowBefore = model.largestLocal(INITIAL_WINDOW_SIZE);
        Settings entries = model.pendingLocal.remove();
        ReferenceModel.put(model.localSettings, entries);
        model.moveReceiveWindows(windowBefore);
        model.events.add(new SettingsAcknowledged(before, ReferenceModel.asSettings(model.localSettings), entries));
    }

    private void ping(PingFrame frame) {
        if (frame.ack()) {
            model.events.add(new PingAckReceived(frame.opaqueData()));
            if (model.awaitsPing && frame.opaqueData() == ReferenceModel.SHUTDOWN_PING) {
                model.goAway(model.lastProcessed(), ErrorCode.NO_ERROR, new byte[0]);
            }
            return;
        }
        if (model.options.acknowledgesPings()) {
            control.ping(frame.opaqueData(), true);
        }
        model.events.add(new PingReceived(frame.opaqueData()));
    }

    private void goAway(GoAwayFrame frame) {
        int last = frame.lastStreamId();
        require(last <= model.goAwayReceived, "last stream of GOAWAY rises");
        model.goAwayReceived = last;
        model.state = switch (model.state) {
            case OPEN -> ConnectionState.GOAWAY_RECEIVED;
            case GOAWAY_SENT -> ConnectionState.GOAWAY_BOTH;
            default -> model.state;
        };
        ByteBuffer debugData = ByteBuffer.wrap(frame.debugData());
        model.events.add(new GoAwayReceived(ErrorCode.of(frame.errorCode()), last, debugData));
        for (ModelStream stream : List.copyOf(model.streams.values())) {
            if (model.isOwn(stream.id) && stream.id > last) {
                model.close(stream, ClosedReason.RECEIVED_RST);
                model.events.add(ReferenceModel.reset(
                        stream.id, ErrorCode.REFUSED_STREAM, true, ResetReason.GOAWAY_UNPROCESSED));
            }
        }
    }

    // Signals: H2-PRIO-03, H2-EXT-02 to -04, H2-ALT-02, -03

    private void prioritized(int id, PriorityFields fields) {
        boolean meant = model.announced.getOrDefault(SettingId.NO_RFC7540_PRIORITIES, 0L) == 0;
        if (model.options.readsRfc7540() && meant) {
            model.events.add(new PriorityUpdated(id, fields));
        }
    }

    private void priorityUpdate(PriorityUpdateFrame frame) {
        int id = frame.prioritizedStreamId();
        boolean idle = model.isIdle(id);
        require(!model.isClient && !(idle && model.isOwn(id)), "PRIORITY_UPDATE for stream " + id);
        if (idle) {
            model.prioritizedIdle.add(id);
            model.prioritizedIdle.removeIf(prioritized -> !model.isIdle(prioritized));
            require(
                    model.prioritizedIdle.size() + model.openInbound() <= model.largestLocal(MAX_CONCURRENT_STREAMS),
                    "too many idle streams prioritized");
        }
        if (idle || model.streams.containsKey(id)) {
            model.events.add(new ExtensiblePriorityUpdated(id, frame.fieldValue()));
        }
    }

    private void alternativeService(AltSvcFrame frame) {
        ModelStream stream = model.streams.get(frame.streamId());
        if (frame.streamId() == 0) {
            model.events.add(new AlternativeServiceAvailable(frame.origin(), frame.fieldValue()));
        } else if (stream != null && stream.receiving == Phase.NOTHING) {
            String origin = stream.method.equals("CONNECT") ? "example.org:443" : "https://example.org";
            model.events.add(new AlternativeServiceAvailable(origin, frame.fieldValue()));
        }
    }
}
