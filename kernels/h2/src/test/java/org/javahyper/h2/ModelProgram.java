package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.javahyper.h2.ModelMessage.Kind;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Draw;

/** Programs on both sides of a pair that do anything at all, in any order. */
final class ModelProgram {
    private static final byte[] BODY = Messages.body(40_000);

    private final Draw draw;
    private final ModelPair pair;
    private final boolean leaves; // whether a side may go away

    ModelProgram(Draw draw, ModelPair pair) {
        this.draw = draw;
        this.pair = pair;
        leaves = draw.oneIn(3);
        if (!draw.oneIn(8)) {
            initiate(pair.client);
        }
        if (draw.bool()) {
            initiate(pair.server);
        }
    }

    boolean isOver() {
        return pair.client.kernel.isClosed() && pair.server.kernel.isClosed();
    }

    /** Lets one side do something, or octets arrive. */
    void step() {
        ModelSide side = draw.bool() ? pair.client : pair.server;
        switch (draw.integer(0, 55)) {
            default -> pair.deliver(side);
            case 16, 17, 18, 19, 20, 21, 22 -> open(side);
            case 23, 24, 25, 26, 27, 28 -> headers(side);
            case 29, 30, 31, 32, 33, 34, 35 -> data(side);
            case 36 ->
                onStream(
                        side, "end", H2Connection::endStream, (m, id) -> m.actions.sendData(id, slice(0, 0), true, -1));
            case 37, 38 -> reset(side);
            case 39, 40, 41, 42 -> acknowledge(side);
            case 43 -> increment(side);
            case 44, 45 -> settings(side);
            case 46 -> acknowledgeSettings(side);
            case 47 -> ping(side);
            case 48 -> push(side);
            case 49, 50 -> priority(side);
            case 51 -> advertise(side);
            case 52 -> goAway(side);
            case 53 -> initiate(side);
            case 54 -> end(side);
        }
    }

    // Streams

    /** A stream that is open, most often, or any other, or none. */
    private int anyId(ModelSide side) {
        return anyId(side, stream -> true);
    }

    private int anyId(ModelSide side, Predicate<ModelStream> likely) {
        List<Integer> ids = side.model.streams.values().stream()
                .filter(likely)
                .map(stream -> stream.id)
                .toList();
        if (!ids.isEmpty() && !draw.oneIn(8)) {
            return draw.oneOf(ids);
        }
        return draw.integer(-1, Math.max(side.model.highest[0], side.model.highest[1]) + 3);
    }

    private void open(ModelSide side) {
        if (!side.model.isClient) {
            push(side);
            return;
        }
        int id = draw.oneIn(6) ? side.kernel.nextStreamId() + draw.integer(0, 4) : side.kernel.nextStreamId();
        send(side, id, draw.oneIn(40) ? ModelMessage.LARGE_REQUEST : draw.oneOf(ModelMessage.REQUESTS));
    }

    private void headers(ModelSide side) {
        int id = anyId(side, stream -> stream.maySend() || stream.state == StreamState.RESERVED_LOCAL);
        ModelStream stream = side.model.streams.get(id);
        List<ModelMessage> likely = stream == null || stream.sending == ModelStream.Phase.BODY
                ? ModelMessage.TRAILERS
                : ModelMessage.RESPONSES;
        send(side, id, draw.oneOf(draw.oneIn(5) ? ModelMessage.ALL : likely));
    }

    private void send(ModelSide side, int id, ModelMessage message) {
        boolean end = message.kind() == Kind.TRAILERS ? !draw.oneIn(6) : draw.oneIn(4);
        PriorityFields priority = draw.oneIn(8) ? new PriorityFields(draw.integer(0, 5), draw.bool(), 7) : null;
        pair.does(
                side,
                "headers on " + id + ": " + message.headers() + (end ? " END" : "") + " " + priority,
                c -> {
                    if (priority == null) {
                        c.sendHeaders(id, message.headers(), end);
                    } else {
                        c.sendHeaders(id, message.headers(), end, priority);
                    }
                },
                m -> m.actions.sendHeaders(id, message, end, priority));
    }

    private void data(ModelSide side) {
        int id = anyId(side, stream -> stream.maySend() && stream.sending != ModelStream.Phase.NOTHING);
        boolean end = draw.oneIn(4);
        ModelStream stream = side.model.streams.get(id);
        long left = stream == null || stream.announced < 0 ? -1 : stream.announced - stream.sent;
        int length = left >= 0 && !draw.oneIn(6) ? (int) left : draw.integer(0, draw.oneIn(4) ? 20_000 : 900);
        ByteBuffer octets = slice(stream == null ? 0 : id * 31 + (int) stream.sent, length);
        int padLength = draw.oneIn(5) ? draw.integer(-1, 256) : -1;
        boolean lent = draw.bool();
        pair.tell(side, "data of " + length + (end ? " END" : "") + " padded by " + padLength + " on " + id);
        side.ask(
                c -> padLength != -1
                        ? c.sendData(id, octets.duplicate(), end, padLength)
                        : lent
                                ? c.sendDataByReference(id, octets.duplicate(), end)
                                : c.sendData(id, octets.duplicate(), end),
                m -> m.actions.sendData(id, octets, end, padLength));
    }

    private static ByteBuffer slice(int from, int length) {
        return ByteBuffer.wrap(BODY, from % 17_000, length).slice();
    }

    private void reset(ModelSide side) {
        ErrorCode code = draw.oneOf(ErrorCode.CANCEL, ErrorCode.NO_ERROR, new ErrorCode(0xffff_ffffL));
        onStream(side, "reset", (c, id) -> c.resetStream(id, code), (m, id) -> m.actions.resetStream(id, code));
    }

    private void push(ModelSide side) {
        int promised = draw.oneIn(6) ? anyId(side) : side.kernel.nextStreamId();
        ModelMessage message = draw.oneOf(draw.oneIn(6) ? ModelMessage.ALL : ModelMessage.SAFE);
        onStream(
                side,
                "push " + promised + ": " + message.headers(),
                (c, id) -> c.pushStream(id, promised, message.headers()),
                (m, id) -> m.actions.pushStream(id, promised, message));
    }

    // Windows

    private void acknowledge(ModelSide side) {
        int highest = Math.max(side.model.highest[0], side.model.highest[1]);
        int id = draw.oneIn(3) ? draw.integer(1, highest + 1) : anyId(side);
        ModelStream stream = side.model.streams.get(id);
        long owed = stream == null ? side.model.owedByClosedStreams : stream.unacknowledged;
        int octets = (int) (draw.oneIn(4) ? owed + draw.oneOf(1, -1, 1_000) : draw.bool() ? draw.upTo(owed) : owed);
        pair.acknowledge(side, id, octets);
    }

    private void increment(ModelSide side) {
        int id = draw.bool() ? 0 : anyId(side);
        int increment = draw.oneOf(1, 100, 70_000, 0, Integer.MAX_VALUE, Integer.MAX_VALUE - 100_000);
        pair.does(
                side,
                "increment " + id + " by " + increment,
                c -> c.incrementFlowControlWindow(id, increment),
                m -> m.actions.incrementWindow(id, increment));
    }

    // The connection

    private void settings(ModelSide side) {
        Settings settings = Settings.empty();
        for (int i = draw.integer(0, 3); i > 0; i--) {
            settings = switch (draw.integer(0, 7)) {
                case 0 -> settings.and(SettingId.INITIAL_WINDOW_SIZE, draw.oneOf(65_535, 0, 10, 500, 100_000));
                case 1 -> settings.and(SettingId.HEADER_TABLE_SIZE, draw.oneOf(4_096, 0, 60, 200, 10_000));
                case 2 -> settings.and(SettingId.MAX_CONCURRENT_STREAMS, draw.integer(0, 6));
                case 3 -> settings.and(SettingId.ENABLE_PUSH, draw.integer(0, 1));
                case 4 -> settings.and(SettingId.MAX_FRAME_SIZE, draw.oneOf(16_384, 20_000, 16_777_215, 100));
                case 5 -> settings.and(SettingId.ENABLE_CONNECT_PROTOCOL, draw.integer(0, 2));
                case 6 -> settings.and(SettingId.INITIAL_WINDOW_SIZE, draw.oneOf(0x7fff_ffffL, 0x8000_0000L));
                default -> settings.and(draw.integer(0x9, 0xb), draw.integer(0, 1));
            };
        }
        Settings changes = settings;
        pair.does(side, "settings " + changes, c -> c.updateSettings(changes), m -> m.control.updateSettings(changes));
    }

    private void acknowledgeSettings(ModelSide side) {
        pair.does(
                side, "acknowledge settings", H2Connection::acknowledgeSettings, m -> m.control.acknowledgeSettings());
    }

    private void ping(ModelSide side) {
        boolean ack = draw.bool();
        pair.does(
                side,
                "ping" + (ack ? " ack" : ""),
                c -> {
                    if (ack) {
                        c.acknowledgePing(7);
                    } else {
                        c.ping(7);
                    }
                },
                m -> {
                    if (ack) {
                        m.control.acknowledgePing(7);
                    } else {
                        m.control.ping(7, false);
                    }
                });
    }

    /** PRIORITY_UPDATE for idle streams only when the client knows how many it may name. */
    private void priority(ModelSide side) {
        PriorityFields fields = new PriorityFields(draw.integer(0, 3), draw.bool(), draw.integer(1, 256));
        int id = draw.bool() ? anyId(side) : side.kernel.nextStreamId() + 2 * draw.integer(0, 3);
        if (draw.bool()) {
            pair.does(side, "prioritize " + id, c -> c.prioritize(id, fields), m -> m.control.prioritize(id, fields));
        } else if (side.model.remoteSettings.containsKey(SettingId.MAX_CONCURRENT_STREAMS)) {
            pair.does(
                    side,
                    "priority update " + id,
                    c -> c.sendPriorityUpdate(id, "u=1"),
                    m -> m.control.sendPriorityUpdate(id, "u=1"));
        }
    }

    private void advertise(ModelSide side) {
        int id = anyId(side);
        if (id <= 0) {
            List<String> origins = List.of("https://example.org", "https://example.com");
            pair.does(side, "origins", c -> c.advertiseOrigins(origins), m -> m.control.advertiseOrigins(origins));
            return;
        }
        AlternativeService service = draw.bool()
                ? AlternativeService.forStream(id, "h2=\":1\"")
                : AlternativeService.forOrigin("https://example.com", "clear");
        pair.does(
                side,
                "advertise " + service,
                c -> c.advertiseAlternativeService(service),
                m -> m.control.advertise(service));
    }

    private void goAway(ModelSide side) {
        if (!leaves) {
            return;
        }
        byte[] debugData = new byte[draw.integer(0, 3)];
        int last = draw.integer(-1, Math.max(side.model.highest[0], side.model.highest[1]) + 3);
        switch (draw.integer(0, 3)) {
            case 0 -> pair.does(side, "shutdown", H2Connection::shutdown, m -> m.control.shutdown());
            case 1 ->
                pair.does(
                        side,
                        "close",
                        c -> c.closeConnection(ErrorCode.NO_ERROR, debugData),
                        m -> m.control.closeConnection(ErrorCode.NO_ERROR, debugData));
            case 2 ->
                pair.does(
                        side,
                        "close with last stream " + last,
                        c -> c.closeConnection(ErrorCode.INTERNAL_ERROR, debugData, last),
                        m -> m.control.closeConnection(ErrorCode.INTERNAL_ERROR, debugData, last));
            default -> {}
        }
    }

    private void initiate(ModelSide side) {
        pair.does(side, "initiate", H2Connection::initiate, m -> m.control.initiate());
    }

    private void end(ModelSide side) {
        if (leaves && draw.oneIn(10)) {
            pair.tell(side, "end of input");
            side.receiveEndOfInput();
        }
    }

    // Any stream

    private interface OnStream<T> {
        void act(T target, int streamId);
    }

    private void onStream(ModelSide side, String what, OnStream<H2Connection> ofKernel, OnStream<ModelSide> ofModel) {
        int id = anyId(side);
        pair.does(side, what + " on " + id, c -> ofKernel.act(c, id), m -> ofModel.act(m, id));
    }
}
