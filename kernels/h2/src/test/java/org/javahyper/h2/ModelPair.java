package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.javahyper.h2.ModelInput.Part;
import org.javahyper.h2.ReferenceModel.Data;
import org.javahyper.testkit.Draw;

/** A client and a server with their models, and the wire between them, which carries octets when and in what pieces it likes. */
final class ModelPair {
    private static final int LARGE = 40_000; // octets

    final ModelSide client;
    final ModelSide server;

    private final Draw draw;
    private final List<String> story = new ArrayList<>();

    ModelPair(Draw draw) {
        this.draw = draw;
        client = ModelSetup.of(Role.CLIENT, draw);
        server = ModelSetup.of(Role.SERVER, draw);
    }

    /** What has been done, a line for each step. */
    String story() {
        return String.join("\n", story);
    }

    void tell(ModelSide side, String what) {
        story.add((side == client ? "client: " : "server: ") + what);
    }

    /** Lets one side do the same on the kernel and on the model. */
    void does(ModelSide side, String what, Consumer<H2Connection> ofKernel, Consumer<ModelSide> ofModel) {
        tell(side, what);
        side.ask(done(ofKernel), done(ofModel));
    }

    private static <T> Function<T, Object> done(Consumer<T> action) {
        return target -> {
            action.accept(target);
            return "done";
        };
    }

    // The wire

    /** Some of what a side has to send, or all of it, reaches the other one, in one piece or in several. */
    void deliver(ModelSide from) {
        ModelSide to = other(from);
        int pending = (int) from.kernel.pendingOctets();
        int length = draw.bool() ? draw.integer(0, pending) : pending;
        int way = length == pending ? draw.integer(0, 2) : draw.integer(0, 1);
        if (pending > 0) {
            tell(from, "sends " + length + " of " + pending + " octets");
        }
        byte[] octets = new byte[length];
        if (to.model.state == ConnectionState.NEW && to.model.isClient) {
            to.receive(octets, List.of(), 0); // refused, and nothing is taken
            return;
        }
        List<Part> parts = from.take(octets, way);
        if (draw.oneIn(3)) {
            int at = 0;
            for (byte[] cut : draw.cuts(octets)) {
                to.receive(cut, between(parts, at, at + cut.length), draw.integer(0, 2));
                at += cut.length;
            }
        } else {
            to.receive(octets, parts, 0);
        }
        Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last != null && !last.isLast() && last.frame() instanceof Data data && draw.oneIn(3)) {
            reset(to, data.streamId()); // between two pieces of DATA
        }
    }

    /** The parts of frames in the octets from one place to another. */
    private static List<Part> between(List<Part> parts, int from, int to) {
        List<Part> between = new ArrayList<>();
        int at = 0;
        for (Part part : parts) {
            int begin = Math.max(from, at) - at + part.from();
            int end = Math.min(to - at + part.from(), part.to());
            if (begin < end) {
                between.add(new Part(part.frame(), begin, end, part.length()));
            }
            at += part.to() - part.from();
        }
        return between;
    }

    private ModelSide other(ModelSide side) {
        return side == client ? server : client;
    }

    // The end

    /** Everything arrives, is acknowledged, and every stream is given up: then the windows of both sides are whole again. */
    void settle() {
        story.add("-- settle");
        if (client.model.isOver() || server.model.isOver() || client.model.state == ConnectionState.NEW) {
            return;
        }
        exchange();
        if (client.kernel.canOpenStream() && draw.bool()) {
            largeBodies();
        }
        for (ModelSide side : List.of(client, server)) {
            for (int id : List.copyOf(side.model.streams.keySet())) {
                reset(side, id);
            }
        }
        exchange();
        assertWhole(client, server);
        assertWhole(server, client);
    }

    /** More than half of the connection window each way, so that WINDOW_UPDATE shows how much each side has counted as consumed. */
    private void largeBodies() {
        int id = client.kernel.nextStreamId();
        headers(client, id, ModelMessage.REQUESTS.get(0));
        headers(server, id, ModelMessage.RESPONSES.get(0));
        for (ModelSide side : List.of(client, server)) {
            does(
                    other(side),
                    "increment " + id,
                    c -> c.incrementFlowControlWindow(id, LARGE),
                    m -> m.actions.incrementWindow(id, LARGE));
            exchange();
            ModelStream stream = side.model.streams.get(id);
            while (stream.sent < LARGE) {
                ByteBuffer rest = ByteBuffer.allocate(LARGE - (int) stream.sent);
                side.ask(c -> c.sendData(id, rest.duplicate(), false), m -> m.actions.sendData(id, rest, false, -1));
                exchange();
            }
        }
    }

    private void headers(ModelSide side, int id, ModelMessage message) {
        does(
                side,
                "headers on " + id,
                c -> c.sendHeaders(id, message.headers(), false),
                m -> m.actions.sendHeaders(id, message, false, null));
        exchange();
    }

    private void exchange() {
        acknowledgeAll(client);
        acknowledgeAll(server);
        while (client.kernel.hasDataToSend() || server.kernel.hasDataToSend()) {
            for (ModelSide side : List.of(client, server)) {
                byte[] octets = new byte[(int) side.kernel.pendingOctets()];
                other(side).receive(octets, side.take(octets, 0), 0);
                acknowledgeAll(other(side));
            }
        }
    }

    private void acknowledgeAll(ModelSide side) {
        while (!side.model.pendingRemote.isEmpty()) {
            does(side, "settings ack", H2Connection::acknowledgeSettings, m -> m.control.acknowledgeSettings());
        }
        for (ModelStream stream : List.copyOf(side.model.streams.values())) {
            acknowledge(side, stream.id, (int) stream.unacknowledged);
        }
        for (int id = Math.max(side.model.highest[0], side.model.highest[1]); id > 0; id--) {
            if (side.model.streamState(id) == StreamState.CLOSED) {
                acknowledge(side, id, (int) side.model.owedByClosedStreams); // any closed stream stands for all
                acknowledge(side, id, 1); // too much
                return;
            }
        }
    }

    private void reset(ModelSide side, int id) {
        does(side, "reset " + id, c -> c.resetStream(id), m -> m.actions.resetStream(id, ErrorCode.CANCEL));
    }

    void acknowledge(ModelSide side, int id, int octets) {
        does(
                side,
                "acknowledge " + octets + " on " + id,
                c -> c.acknowledgeReceivedData(id, octets),
                m -> m.actions.acknowledge(id, octets));
    }

    private static void assertWhole(ModelSide sender, ModelSide receiver) {
        ModelWindow window = receiver.model.receiveWindow;
        assertEquals(0, receiver.model.streams.size());
        assertEquals(0, receiver.model.owedByClosedStreams);
        assertEquals(0, sender.model.queued);
        assertEquals(receiver.kernel.receiveWindow(0), sender.kernel.sendWindow(0));
        assertTrue(window.current + window.processed >= window.max, "octets are lost");
        assertEquals(receiver.kernel.localSettings(), sender.kernel.remoteSettings());
    }
}
