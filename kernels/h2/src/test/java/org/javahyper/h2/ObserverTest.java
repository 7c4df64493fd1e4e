package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;
import static org.javahyper.h2.Messages.body;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an observer is told, and that it alters nothing. */
class ObserverTest {
    /** Keeps what it is told. */
    private static final class Recorder implements FrameObserver {
        private final List<Frame> received = new ArrayList<>();
        private final List<Frame> sent = new ArrayList<>();
        private final List<String> dataPieces = new ArrayList<>();
        private final List<String> tableSizes = new ArrayList<>();

        @Override
        public void received(FrameView frame) {
            received.add(Frame.parse(frame));
        }

        @Override
        public void sent(FrameView frame) {
            if (frame.type() == FrameType.DATA) {
                dataPieces.add(frame.length() + (frame.endsFrame() ? " complete" : " partial"));
            }
            sent.add(Frame.parse(frame));
        }

        @Override
        public void tableSizes(int decoder, int encoder) {
            tableSizes.add(decoder + ", " + encoder);
        }
    }

    @Test
    @Spec({"H2-CFG-16", "X-IO-06"})
    void everyFrameThatIsSentIsSeenInOrder() {
        Recorder recorder = new Recorder();
        H2Connection client =
                new H2Connection(H2Configuration.client().observer(recorder).build());

        client.initiate();
        client.sendHeaders(1, Messages.withLongField(POST, 20_000), false);
        client.sendData(1, ByteBuffer.wrap(body(20_000)), false);
        client.sendDataByReference(1, ByteBuffer.wrap(body(20_000)), true);
        client.sendHeaders(3, GET, false);
        client.sendDataByReference(3, ByteBuffer.allocate(0), true);
        client.ping(1);
        client.resetStream(1, ErrorCode.CANCEL);
        client.incrementFlowControlWindow(0, 9);
        client.updateSettings(Settings.empty());
        client.closeConnection(ErrorCode.NO_ERROR, new byte[3]);

        assertEquals(frames(client.dataToSend()), recorder.sent);
        assertEquals(
                List.of("16384 complete", "3616 complete", "16384 complete", "3616 complete", "0 complete"),
                recorder.dataPieces);
    }

    private static List<Frame> frames(byte[] output) {
        byte[] preface = FrameFactory.preface();
        FrameReader reader = new FrameReader(1 << 20);
        reader.feed(output, preface.length, output.length - preface.length);
        List<Frame> frames = new ArrayList<>();
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            frames.add(Frame.parse(frame));
        }
        return frames;
    }

    @Test
    @Spec("H2-CFG-16")
    void framesOfThePeerAndTableSizesAreSeen() {
        Recorder recorder = new Recorder();
        Kernel server = Kernel.of(H2Configuration.server().observer(recorder).build());

        server.receive(server.peer.headers(1, true, "fresh", "value"));
        server.receive(server.peer.headers(3, true, FrameFactory.GET));
        server.connection.sendHeaders(3, Messages.OK, true);

        assertEquals(4, recorder.received.size(), "SETTINGS, ACK, two HEADERS");
        assertEquals(4, recorder.tableSizes.size(), "two blocks in, 400 and 200 out");
        assertEquals("42, 0", recorder.tableSizes.get(0));
    }

    @Test
    @Spec({"H2-CFG-16", "X-IO-06", "X-IO-03"})
    void observerAltersNothing() {
        H2Connection observed = new H2Connection(
                H2Configuration.client().observer(new Recorder()).build());
        H2Connection unobserved = new H2Connection(H2Configuration.client().build());

        for (H2Connection client : List.of(observed, unobserved)) {
            client.initiate();
            client.sendHeaders(1, POST, false);
            client.sendData(1, ByteBuffer.wrap(body(20_000)), false);
            client.sendDataByReference(1, ByteBuffer.wrap(body(20_000)), true);
        }

        assertArrayEquals(unobserved.dataToSend(), observed.dataToSend());
    }

    static Stream<Named<Consumer<H2Connection>>> actions() {
        return Stream.of(
                Named.of("sendHeaders", client -> client.sendHeaders(3, GET, true)),
                Named.of("sendData", client -> client.sendData(1, ascii("hello"), true)),
                Named.of("endStream", client -> client.endStream(1)),
                Named.of("resetStream", client -> client.resetStream(1, ErrorCode.CANCEL)),
                Named.of("ping", client -> client.ping(1)),
                Named.of("updateSettings", client -> client.updateSettings(Settings.of(4, 70_000))),
                Named.of("increment", client -> client.incrementFlowControlWindow(1, 5)),
                Named.of("closeConnection", client -> client.closeConnection(ErrorCode.NO_ERROR)));
    }

    @ParameterizedTest
    @MethodSource("actions")
    @Spec({"X-IO-06", "INV-5"})
    void whatAnObserverThrowsPassesThroughAndTheFrameIsSentAllTheSame(Consumer<H2Connection> action) {
        IllegalStateException thrown = new IllegalStateException("observer");
        boolean[] armed = new boolean[1];
        FrameObserver throwing = new FrameObserver() {
            @Override
            public void received(FrameView frame) {}

            @Override
            public void sent(FrameView frame) {
                if (armed[0]) {
                    throw thrown;
                }
            }
        };
        Kernel disturbed = posting(H2Configuration.client().observer(throwing).build());
        Kernel calm = posting(H2Configuration.client().build());
        armed[0] = true;

        assertSame(thrown, assertThrows(IllegalStateException.class, () -> action.accept(disturbed.connection)));
        action.accept(calm.connection);

        armed[0] = false;
        for (int id = 1; id < 5; id += 2) {
            assertEquals(calm.connection.streamState(id), disturbed.connection.streamState(id));
        }
        assertEquals(calm.connection.connectionState(), disturbed.connection.connectionState());
        assertEquals(calm.connection.sendWindow(0), disturbed.connection.sendWindow(0));
        assertEquals(calm.connection.receiveWindow(0), disturbed.connection.receiveWindow(0));
        assertEquals(calm.connection.openOutboundStreams(), disturbed.connection.openOutboundStreams());
        calm.connection.sendHeaders(5, GET, true);
        disturbed.connection.sendHeaders(5, GET, true);
        assertArrayEquals(calm.connection.dataToSend(), disturbed.connection.dataToSend());
    }

    private static Kernel posting(H2Configuration configuration) {
        Kernel client = Kernel.of(configuration);
        client.connection.sendHeaders(1, POST, false);
        return client;
    }

    @Test
    @Spec("H2-CFG-16")
    void printerWritesALineForEachFrame() {
        StringBuilder lines = new StringBuilder();
        Kernel server = Kernel.of(H2Configuration.server()
                .observer(FrameObserver.printingTo(lines))
                .build());
        lines.setLength(0);

        server.receive(FrameFactory.ping(1, false));
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        server.connection.resetStream(1, ErrorCode.NO_ERROR);

        List<String> printed = lines.toString().lines().toList();
        assertEquals(4, printed.size());
        assertEquals("<< 0x00000000     8 PING          -", printed.get(0));
        assertEquals(">> 0x00000000     8 PING          ACK", printed.get(1));
        assertEquals(">> 0x00000001     4 RST_STREAM    -", printed.get(3));
        assertEquals(
                "<< 0x00000001 HEADERS END_HEADERS|END_STREAM",
                printed.get(2).replaceAll(" +[0-9]+ HEADERS +", " HEADERS "));
    }

    @Test
    @Spec({"H2-CFG-16", "H2-LIM-04"})
    void printerTellsOfAListBeyondWhatThePeerAccepts() {
        StringBuilder lines = new StringBuilder();
        for (FrameObserver observer : List.of(new Recorder(), FrameObserver.printingTo(lines))) {
            Kernel server =
                    Kernel.of(H2Configuration.server().observer(observer).build(), SettingId.MAX_HEADER_LIST_SIZE, 50);
            server.receive(server.peer.headers(1, true, FrameFactory.GET));
            lines.setLength(0);

            server.connection.sendHeaders(1, Messages.OK, true);

            assertEquals(1, server.sent().size(), "the peer's limit is advice");
        }
        assertEquals(
                "-- The list on stream 1 has 85 octets and the peer accepts 50 (RFC 9113, 6.5.2)",
                lines.toString().lines().findFirst().orElseThrow());
    }

    @Test
    @Spec({"H2-CFG-16", "H2-PING-01"})
    void frameThatOvertakesOthersIsSeenWhenItIsQueued() {
        Recorder recorder = new Recorder();
        Kernel client = posting(
                H2Configuration.client().observer(recorder).pingsFirst(true).build());
        client.connection.sendData(1, ascii("hello"), false);
        recorder.sent.clear();

        client.receive(FrameFactory.ping(7, false));

        assertEquals(List.of(new PingFrame(7, true)), recorder.sent);
    }

    @Test
    @Spec("X-IO-06")
    void failureOfThePrintersTargetPassesThrough() {
        IOException full = new IOException("disk full");
        Writer target = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw full;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        H2Connection server = new H2Connection(H2Configuration.server()
                .observer(FrameObserver.printingTo(target))
                .build());

        UncheckedIOException failure = assertThrows(UncheckedIOException.class, server::initiate);

        assertSame(full, failure.getCause());
        assertArrayEquals(FrameFactory.settings(3, 100, 6, 32_768, 9, 1), server.dataToSend());
    }
}
