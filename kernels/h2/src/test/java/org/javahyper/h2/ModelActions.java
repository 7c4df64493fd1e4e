package org.javahyper.h2;

import java.nio.ByteBuffer;
import org.javahyper.h2.ModelMessage.Kind;
import org.javahyper.h2.ModelStream.Phase;
import org.javahyper.h2.ReferenceModel.Block;
import org.javahyper.h2.ReferenceModel.Data;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.WindowUpdateFrame;

/** What the program asks of the model's streams: refused with the exception that the kernel must throw, or done. */
final class ModelActions {
    private final ReferenceModel model;
    private final ModelRules rules;

    ModelActions(ReferenceModel model) {
        this.model = model;
        rules = new ModelRules(model);
    }

    // H2-ST-S01 to S04

    void sendHeaders(int id, ModelMessage message, boolean endStream, PriorityFields priority) {
        ModelRules.requireId(id);
        rules.requireOpen();
        if (priority != null && (!model.isClient || priority.streamDependency() == id)) {
            throw ModelRules.misuse();
        }
        ModelStream stream = model.streams.get(id);
        if (stream == null) {
            stream = request(id, message, endStream);
        } else {
            response(stream, message, endStream);
        }
        PriorityFields sent = priority == null || model.ignoresRfc7540() ? null : priority;
        model.queuedFrames.add(new Block(id, 0, message.headers(), endStream, sent));
        if (endStream) {
            end(stream);
        }
    }

    private ModelStream request(int id, ModelMessage message, boolean endStream) {
        if (!model.isIdle(id)) {
            throw new StreamClosedException("");
        }
        if (!model.isClient || !model.isOwn(id)) {
            throw new NoSuchStreamException("");
        }
        if (!model.mayOpen()) {
            throw ModelRules.misuse();
        }
        rules.requireRoom();
        ModelRules.requireValid(message.isRequest());
        ModelRules.requireEnd(endStream, message.contentLength(), 0);

        ModelStream stream = model.open(id);
        stream.state = StreamState.OPEN;
        stream.sending = Phase.BODY;
        stream.method = message.method();
        stream.announced = message.contentLength();
        return stream;
    }

    private void response(ModelStream stream, ModelMessage message, boolean endStream) {
        if ((!stream.maySend() && stream.state != StreamState.RESERVED_LOCAL) || stream.sending == Phase.TUNNEL) {
            throw ModelRules.misuse();
        }
        if (stream.sending == Phase.BODY) {
            ModelRules.requireValid(message.kind() == Kind.TRAILERS && endStream);
            ModelRules.requireEnd(true, stream.announced, stream.sent);
            return;
        }
        if (stream.isReserved()) {
            rules.requireRoom();
        }
        boolean isFinal = message.kind() == Kind.RESPONSE;
        ModelRules.requireValid(isFinal || (message.kind() == Kind.INTERIM && !endStream));
        long length = bodyLength(stream, message);
        if (isFinal) {
            ModelRules.requireEnd(endStream, length, 0);
        }

        if (stream.isReserved()) {
            stream.state = StreamState.HALF_CLOSED_REMOTE;
        }
        if (isFinal) {
            stream.announced = length;
            stream.sending = Phase.BODY;
            if (stream.isTunnel(message.status())) {
                stream.sending = Phase.TUNNEL;
                stream.receiving = stream.receiving == Phase.DONE ? Phase.DONE : Phase.TUNNEL;
            }
        }
    }

    /** H2-CL-05. */
    private static long bodyLength(ModelStream stream, ModelMessage message) {
        if (stream.isTunnel(message.status())) {
            return ModelStream.UNKNOWN;
        }
        boolean isEmpty = stream.method.equals("HEAD") || message.status() == 204 || message.status() == 304;
        return isEmpty ? 0 : message.contentLength();
    }

    // H2-ST-S05 to S07

    int sendData(int id, ByteBuffer data, boolean endStream, int padLength) {
        if (padLength < -1 || padLength > 255) {
            throw new IllegalArgumentException();
        }
        ModelStream stream = rules.requireStream(id);
        if (!stream.maySend() || stream.sending == Phase.NOTHING) {
            throw ModelRules.misuse();
        }
        long whole = stream.sent + data.remaining();
        boolean announced = stream.announced != ModelStream.UNKNOWN;
        if (announced && (whole > stream.announced || (endStream && whole != stream.announced))) {
            throw ModelRules.misuse();
        }

        ByteBuffer rest = data.duplicate();
        int padding = padLength + 1;
        long room = Math.min(
                model.options.maxOutboundPerStream() - stream.queued, model.options.maxOutboundTotal() - model.queued);
        while (rest.hasRemaining() && room > 0 && window(stream) > padding) {
            long frame = Math.min(model.remote(SettingId.MAX_FRAME_SIZE), window(stream)) - padding;
            int length = (int) Math.min(Math.min(rest.remaining(), room), frame);
            room -= length;
            boolean last = endStream && length == rest.remaining();
            send(stream, rest.slice().limit(length), padLength, last);
            rest.position(rest.position() + length);
        }
        if (endStream && !data.hasRemaining()) {
            send(stream, data.slice(), window(stream) >= padding ? padLength : -1, true);
        }
        return data.remaining() - rest.remaining();
    }

    private long window(ModelStream stream) {
        return Math.min(model.sendWindow, stream.sendWindow);
    }

    private void send(ModelStream stream, ByteBuffer octets, int padLength, boolean endStream) {
        Data data = new Data(stream.id, octets, padLength, endStream);
        model.queuedFrames.add(data);
        model.sendWindow -= data.flowControlledLength();
        stream.sendWindow -= data.flowControlledLength();
        stream.sent += octets.remaining();
        stream.queued += octets.remaining();
        model.queued += octets.remaining();
        if (endStream) {
            end(stream);
        }
    }

    /** A DATA frame has left the output. */
    void drained(Data data) {
        ModelStream stream = model.streams.get(data.streamId());
        if (stream != null) {
            stream.queued -= data.octets().remaining();
        }
        model.queued -= data.octets().remaining();
    }

    void resetStream(int id, ErrorCode errorCode) {
        model.reset(rules.requireStream(id), errorCode);
    }

    private void end(ModelStream stream) {
        if (stream.end(true)) {
            model.close(stream, ClosedReason.ENDED);
        }
    }

    // H2-ST-S09, S10

    void pushStream(int id, int promisedId, ModelMessage message) {
        if (!model.isClient) {
            ModelStream parent = rules.requireStream(id);
            ModelRules.requireId(promisedId);
            boolean mayPush = model.mayOpen() && parent.maySend() && parent.sending != Phase.TUNNEL && !model.isOwn(id);
            boolean mayPromise = model.isOwn(promisedId) && model.isIdle(promisedId);
            if (mayPush && mayPromise && model.remote(SettingId.ENABLE_PUSH) == 1) {
                ModelRules.requireValid(message.kind() == Kind.SAFE_REQUEST);
                ModelStream promised = model.open(promisedId);
                promised.state = StreamState.RESERVED_LOCAL;
                promised.receiving = Phase.DONE;
                promised.method = message.method();
                model.queuedFrames.add(new Block(id, promisedId, message.headers(), false, null));
                return;
            }
        }
        throw ModelRules.misuse();
    }

    // Windows: H2-ST-S08, H2-WIN

    void acknowledge(int id, int octets) {
        ModelRules.requireId(id);
        if (octets < 0) {
            throw new IllegalArgumentException();
        }
        if (model.isOver()) {
            return;
        }
        rules.requireOpen();
        ModelStream stream = model.streams.get(id);
        if (stream == null && model.isIdle(id)) {
            throw new NoSuchStreamException("");
        }
        if (octets > (stream == null ? model.owedByClosedStreams : stream.unacknowledged)) {
            throw ModelRules.misuse();
        }
        if (octets == 0) {
            return;
        }
        credit(octets);
        if (stream == null) {
            model.owedByClosedStreams -= octets;
            return;
        }
        stream.unacknowledged -= octets;
        int increment = stream.receiving == Phase.DONE ? 0 : stream.receiveWindow.acknowledge(octets);
        if (increment > 0) {
            model.queuedFrames.add(new WindowUpdateFrame(id, increment));
        }
    }

    void credit(int octets) {
        int increment = model.receiveWindow.acknowledge(octets);
        if (increment > 0) {
            model.queuedFrames.add(new WindowUpdateFrame(0, increment));
        }
    }

    void incrementWindow(int id, int increment) {
        if (increment <= 0) {
            throw new IllegalArgumentException();
        }
        ModelWindow window = model.receiveWindow;
        if (id == 0) {
            rules.requireOpen();
        } else {
            ModelStream stream = rules.requireStream(id);
            if (stream.state == StreamState.RESERVED_LOCAL) {
                throw ModelRules.misuse();
            }
            if (stream.receiving == Phase.DONE) {
                return;
            }
            window = stream.receiveWindow;
        }
        if (window.current + increment > ModelWindow.LARGEST) {
            throw ModelRules.misuse();
        }
        window.open(increment);
        model.queuedFrames.add(new WindowUpdateFrame(id, increment));
    }
}
