package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.H2Event;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Draw;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a peer sends after the handshake: nothing is thrown, cuts do not matter, and a connection fails once. */
class AnyBytesTest {
    private static final int[] TYPES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xc, 0x10, 0xbb};

    @ParameterizedTest
    @EnumSource(Role.class)
    @Spec({"X-ATOM-03", "X-ATOM-04", "X-BUF-02", "H2-EV-19", "INV-1", "INV-2", "INV-3"})
    void anyOctets(Role role) {
        Property.forAll(2_000, draw -> check(role, draw.bytes(120), draw));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Spec({"X-ATOM-03", "X-ATOM-04", "X-BUF-02", "H2-EV-19", "INV-1", "INV-2", "INV-3"})
    void anyFrames(Role role) {
        Property.forAll(4_000, draw -> check(role, frames(draw), draw));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Spec({"X-ATOM-03", "X-ATOM-04", "X-BUF-02", "H2-EV-19", "INV-1", "INV-2", "INV-3", "INV-8"})
    void damagedTraffic(Role role) {
        Property.forAll(4_000, draw -> check(role, damaged(traffic(role), draw), draw));
    }

    private static void check(Role role, byte[] input, Draw draw) {
        Run whole = new Run(role);
        whole.receive(List.of(input));
        Run parts = new Run(role);
        parts.receive(draw.cuts(input));

        assertEquals(Events.joined(whole.events), Events.joined(parts.events));
        assertArrayEquals(whole.output.toByteArray(), parts.output.toByteArray());
        assertEquals(whole.state(), parts.state());
        assertFalse(whole.output.size() > 4 * input.length + 64 + 512, "amplification");
    }

    /** Frames with headers that are mostly right and payloads that are mostly wrong. */
    private static byte[] frames(Draw draw) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int count = draw.integer(1, 8);
        for (int i = 0; i < count; i++) {
            int type = TYPES[draw.integer(0, TYPES.length - 1)];
            byte[] payload = draw.bool() ? draw.bytes(12) : new byte[draw.oneOf(0, 1, 4, 5, 6, 8, 12)];
            byte[] frame = FrameFactory.raw(type, 0, draw.integer(0, 9), payload);
            frame[4] = (byte) draw.integer(0, 0x2d); // flags, defined for the type or not
            frames.writeBytes(frame);
        }
        return frames.toByteArray();
    }

    /** What a peer would send, with every kind of frame in it. */
    private static byte[] traffic(Role role) {
        FrameFactory peer = new FrameFactory();
        byte[] message = role == Role.SERVER
                ? FrameFactory.concat(
                        peer.headers(1, false, FrameFactory.POST),
                        peer.headersInParts(3, true, 7, FrameFactory.GET),
                        peer.headers(5, false, FrameFactory.POST))
                : FrameFactory.concat(
                        peer.headers(1, false, ":status", "103", "link", "x"),
                        peer.headers(1, false, ":status", "200", "content-length", "11"),
                        peer.headersInParts(3, true, 7, ":status", "204", "server", "x"),
                        peer.headers(5, false, ":status", "404"));
        return FrameFactory.concat(
                message,
                FrameFactory.data(1, 5, false),
                FrameFactory.windowUpdate(1, 100),
                FrameFactory.ping(7, false),
                FrameFactory.paddedData(1, 6, 9, false),
                peer.headers(1, true, "checksum", "abc"),
                FrameFactory.priority(5),
                FrameFactory.settings(4, 70_000, 1, 0),
                FrameFactory.rstStream(5, ErrorCode.CANCEL),
                FrameFactory.raw(0xbb, 0, 1, new byte[3]),
                FrameFactory.goAway(3, ErrorCode.NO_ERROR));
    }

    /** A few octets changed, left out or repeated. */
    private static byte[] damaged(byte[] octets, Draw draw) {
        byte[] damaged = octets;
        int times = draw.integer(0, 3);
        for (int i = 0; i < times; i++) {
            int at = draw.integer(0, damaged.length - 1);
            int to = Math.min(damaged.length, at + draw.integer(1, 12));
            byte[] head = Arrays.copyOf(damaged, at);
            byte[] tail = Arrays.copyOfRange(damaged, to, damaged.length);
            byte[] middle = Arrays.copyOfRange(damaged, at, to);
            damaged = switch (draw.integer(0, 3)) {
                case 0 -> FrameFactory.concat(head, middle, middle, tail);
                case 1 -> FrameFactory.concat(head, tail);
                case 2 -> FrameFactory.concat(head, draw.bytes(12), tail);
                default -> {
                    byte[] changed = damaged.clone();
                    changed[at] ^= (byte) (1 << draw.integer(0, 7));
                    yield changed;
                }
            };
        }
        return damaged;
    }

    /** One connection and what came of its input. */
    private static final class Run {
        private final Kernel kernel;
        private final List<H2Event> events = new ArrayList<>();
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();

        Run(Role role) {
            kernel = role == Role.CLIENT ? Kernel.client() : Kernel.server();
            if (role == Role.CLIENT) {
                kernel.connection.sendHeaders(1, Headers.of(FrameFactory.GET), true);
                kernel.connection.sendHeaders(3, Headers.of(FrameFactory.GET), true);
                kernel.connection.sendHeaders(5, Headers.of(FrameFactory.POST), false);
                kernel.connection.dataToSend();
            }
        }

        void receive(List<byte[]> parts) {
            for (byte[] part : parts) {
                boolean failed = kernel.connection.connectionState() == ConnectionState.FAILED;
                List<H2Event> got = kernel.connection.receiveData(part);
                assertFalse(failed && !got.isEmpty(), "events after ConnectionFailed");
                events.addAll(got);
                output.writeBytes(kernel.connection.dataToSend());
            }
            for (int i = 0; i < events.size() - 1; i++) {
                assertFalse(events.get(i) instanceof ConnectionFailed, "ConnectionFailed is the last event");
            }
        }

        String state() {
            return kernel.connection.connectionState() + " " + kernel.connection.isClosed() + " "
                    + kernel.connection.receiveWindow(0) + " " + kernel.connection.sendWindow(0) + " "
                    + kernel.connection.openInboundStreams() + " " + kernel.connection.openOutboundStreams();
        }
    }
}
