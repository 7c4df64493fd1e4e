package org.javahyper.h2;

import static org.javahyper.h2.ReferenceModel.require;
import static org.javahyper.h2.SettingId.MAX_CONCURRENT_STREAMS;

import org.javahyper.h2.ModelStream.Phase;
import org.javahyper.h2.ReferenceModel.Block;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.hyperframe.RstStreamFrame;

/** What the peer's field blocks do to the model. */
final class ModelBlocks {
    private final ReferenceModel model;

    ModelBlocks(ReferenceModel model) {
        this.model = model;
    }

    /** Does what a block says; true if the program hears of it, and not only that its stream is no more. */
    boolean receive(Block block) {
        int id = block.streamId();
        ModelStream stream = model.streams.get(id);
        int before = model.events.size();
        if (block.promisedStreamId() != 0) {
            promise(block, stream);
        } else if (stream != null) {
            message(stream, block);
        } else if (model.isIdle(id)) {
            request(block);
        } else {
            model.requireDropped(id);
        }
        return model.events.size() > before && !isEnd(model.events.get(before));
    }

    private static boolean isEnd(H2Event event) {
        return event instanceof StreamReset || event instanceof StreamRefused;
    }

    // H2-ST-R01 to R04, H2-CLOSED-01

    private void request(Block block) {
        int id = block.streamId();
        require(!model.isClient && !model.isOwn(id), "request on stream " + id);
        if (id > model.goAwaySent) {
            refuse(id); // H2-GO-05
        } else if (model.openInbound() >= model.largestLocal(MAX_CONCURRENT_STREAMS)) {
            refuse(id);
            model.queuedFrames.add(new RstStreamFrame(id, (int) ErrorCode.REFUSED_STREAM.code()));
        } else {
            ModelStream stream = model.open(id);
            stream.state = StreamState.OPEN;
            stream.receiving = Phase.BODY;
            stream.method = block.headers().first(":method");
            model.processed = id;
            model.events.add(new RequestReceived(id, block.headers(), block.endStream()));
            endIf(block.endStream(), stream);
        }
    }

    private void refuse(int id) {
        model.highest[id & 1] = id;
        model.remember(id, ClosedReason.REFUSED);
        model.events.add(new StreamRefused(id));
    }

    private void message(ModelStream stream, Block block) {
        require(
                stream.state == StreamState.OPEN
                        || stream.state == StreamState.HALF_CLOSED_LOCAL
                        || stream.state == StreamState.RESERVED_REMOTE,
                "HEADERS on stream " + stream.id + ", which is " + stream.state);
        if (stream.receiving == Phase.TUNNEL) {
            // the peer has sent trailers before it could know of the 2xx
            resetByUs(stream, ErrorCode.PROTOCOL_ERROR, ResetReason.PROTOCOL_VIOLATION);
            return;
        }
        if (stream.receiving == Phase.BODY) {
            model.events.add(new TrailersReceived(stream.id, block.headers(), true));
            endIf(true, stream);
            return;
        }
        if (stream.isReserved()) {
            if (model.openInbound() >= model.largestLocal(MAX_CONCURRENT_STREAMS)) {
                // the server has not acknowledged our SETTINGS
                resetByUs(stream, ErrorCode.REFUSED_STREAM, ResetReason.REFUSED);
                return;
            }
            stream.state = StreamState.HALF_CLOSED_LOCAL;
        }
        int status = Integer.parseInt(block.headers().first(":status"));
        if (status < 200) {
            stream.informational++;
            if (stream.informational > model.options.maxInformational()) {
                resetByUs(stream, ErrorCode.ENHANCE_YOUR_CALM, ResetReason.LIMIT);
            } else {
                model.events.add(new InformationalResponseReceived(stream.id, block.headers()));
            }
            return;
        }
        stream.receiving = Phase.BODY;
        if (stream.isTunnel(status)) {
            stream.receiving = Phase.TUNNEL;
            stream.sending = stream.sending == Phase.DONE ? Phase.DONE : Phase.TUNNEL;
        }
        model.events.add(new ResponseReceived(stream.id, block.headers(), block.endStream()));
        endIf(block.endStream(), stream);
    }

    private void endIf(boolean endStream, ModelStream stream) {
        if (endStream) {
            model.peerEnded(stream);
        }
    }

    // H2-ST-R09, R10, H2-CLOSED-04

    private void promise(Block block, ModelStream parent) {
        int id = block.promisedStreamId();
        require(model.isClient && model.isIdle(id) && !model.isOwn(id), "promise of stream " + id);
        require(model.largestLocal(SettingId.ENABLE_PUSH) == 1, "promise where push is off");
        if (parent == null) {
            model.requireDropped(block.streamId());
        }
        long reserved =
                model.streams.values().stream().filter(ModelStream::isReserved).count();
        if (id > model.goAwaySent) {
            refuse(id);
        } else if (parent == null) {
            model.highest[id & 1] = id;
            model.remember(id, ClosedReason.SENT_RST);
            model.queuedFrames.add(new RstStreamFrame(id, (int) ErrorCode.CANCEL.code()));
        } else if (model.latestLocal(SettingId.ENABLE_PUSH) == 0 || reserved >= model.options.maxReservedStreams()) {
            refuse(id);
            model.queuedFrames.add(new RstStreamFrame(id, (int) ErrorCode.REFUSED_STREAM.code()));
        } else {
            ModelStream promised = model.open(id);
            promised.state = StreamState.RESERVED_REMOTE;
            promised.sending = Phase.DONE;
            promised.method = block.headers().first(":method");
            model.processed = id;
            model.events.add(new PushedStreamReceived(parent.id, id, block.headers()));
        }
    }

    private void resetByUs(ModelStream stream, ErrorCode errorCode, ResetReason reason) {
        model.reset(stream, errorCode);
        model.events.add(ReferenceModel.reset(stream.id, errorCode, false, reason));
    }
}
