package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.ascii;
import static org.javahyper.h2.Messages.body;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.hyperframe.PriorityUpdateFrame;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies on their way into DATA frames: windows, frame sizes, END_STREAM, and the bounds on what waits undrained. */
class SendDataTest {
    private static final Limits ROOMY = Limits.builder()
            .maxOutboundPerStream(1 << 20)
            .maxOutboundTotal(1 << 20)
            .build();

    @Test
    @Spec({"H2-OP-07", "H2-ST-S05", "H2-FLOW-01", "H2-FLOW-03"})
    void bodyGoesOutInOneFrameAndLowersBothWindows() {
        Kernel client = posting();
        ByteBuffer data = ascii("hello");

        int taken = client.connection.sendData(1, data, true);

        assertEquals(5, taken);
        assertEquals(0, data.remaining());
        assertEquals(List.of(frame("hello", true)), client.sent());
        assertEquals(65_530, client.connection.sendWindow(0));
        assertEquals(65_530, client.connection.sendWindow(1));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @ParameterizedTest(name = "{1} octets in frames of {0}: {2}")
    @CsvSource({
        "16384, 16384, 1, 16384",
        "16384, 16385, 2, 1",
        "16384, 32768, 2, 16384",
        "16384, 40000, 3, 7232",
        "20000, 40000, 2, 20000",
        "40000, 40000, 1, 40000"
    })
    @Spec({"H2-OP-42", "H2-SET-08", "INV-7"})
    void framesAreAsLongAsThePeerAllows(int maxFrameSize, int length, int frameCount, int lastLength) {
        Kernel client = posting(H2Configuration.client().build(), SettingId.MAX_FRAME_SIZE, maxFrameSize);

        client.connection.sendData(1, ByteBuffer.wrap(body(length)), true);

        List<Frame> frames = client.sent();
        assertEquals(frameCount, frames.size());
        for (int i = 0; i < frameCount; i++) {
            assertEquals(
                    i == frameCount - 1 ? lastLength : maxFrameSize,
                    frames.get(i).length());
            assertEquals(i == frameCount - 1, ((DataFrame) frames.get(i)).endStream());
        }
    }

    @Test
    @Spec({"H2-OP-07", "H2-FLOW-03", "H2-EV-08"})
    void streamWindowBoundsWhatIsTakenAndEndStreamWaitsForTheLastOctet() {
        Kernel client = posting(H2Configuration.client().build(), SettingId.INITIAL_WINDOW_SIZE, 3);
        ByteBuffer data = ascii("hello");

        int first = client.connection.sendData(1, data, true);
        int shut = client.connection.sendData(1, data, true);
        List<?> events = client.receive(FrameFactory.windowUpdate(1, 2));
        int rest = client.connection.sendData(1, data, true);

        assertEquals(List.of(3, 0, 2), List.of(first, shut, rest));
        assertEquals(List.of(new WindowUpdated(1, 2)), events);
        assertEquals(List.of(frame("hel", false), frame("lo", true)), client.sent());
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-OP-07", "H2-OP-23", "H2-OP-25", "H2-FLOW-08"})
    void connectionWindowIsSharedByTheStreams() {
        Kernel client = posting(H2Configuration.client().limits(ROOMY).build(), SettingId.INITIAL_WINDOW_SIZE, 60_000);
        client.connection.sendHeaders(3, POST, false);

        int first = client.connection.sendData(1, ByteBuffer.allocate(60_000), false);
        int second = client.connection.sendData(3, ByteBuffer.allocate(60_000), false);

        assertEquals(60_000, first);
        assertEquals(5_535, second);
        assertEquals(0, client.connection.sendWindow(0));
        assertEquals(0, client.connection.sendWindow(3));
        client.receive(FrameFactory.windowUpdate(0, 70_000));
        assertEquals(70_000, client.connection.sendWindow(0));
        assertEquals(0, client.connection.sendWindow(1));
        assertEquals(54_465, client.connection.sendWindow(3));
    }

    @Test
    @Spec({"EX-04", "H2-OP-07", "H2-OP-23", "H2-FLOW-09", "H2-SET-08"})
    void loweredWindowIsNegativeUntilItIsOpenedAgain() {
        Kernel client = posting();
        client.connection.sendData(1, ByteBuffer.allocate(10_000), false);
        client.receive(FrameFactory.settings(SettingId.INITIAL_WINDOW_SIZE, 0));
        client.sent();

        assertEquals(-10_000, client.connection.sendWindow(1));
        assertEquals(55_535, client.connection.sendWindow(0));
        assertEquals(0, client.connection.sendData(1, ascii("a"), true));
        assertEquals(0, client.connection.sendData(1, ByteBuffer.allocate(0), false));
        assertFalse(client.connection.hasDataToSend());
        client.receive(FrameFactory.windowUpdate(1, 10_001));
        assertEquals(1, client.connection.sendData(1, ascii("ab"), true));
        assertEquals(0, client.connection.sendWindow(1));
        assertEquals(0, client.connection.sendData(1, ByteBuffer.allocate(0), true));
        assertEquals(List.of(frame("a", false), frame("", true)), client.sent());
    }

    @Test
    @Spec({"EX-04", "H2-OP-07", "H2-OP-09", "H2-ST-S06"})
    void negativeWindowDoesNotKeepAStreamFromEnding() {
        Kernel client = posting();
        client.connection.sendData(1, ByteBuffer.allocate(10_000), false);
        client.receive(FrameFactory.settings(SettingId.INITIAL_WINDOW_SIZE, 0));
        client.sent();

        client.connection.endStream(1);

        assertEquals(List.of(frame("", true)), client.sent());
        assertEquals(-10_000, client.connection.sendWindow(1));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
    }

    @Test
    @Spec("H2-OP-07")
    void emptyDataWithoutEndStreamSendsNothing() {
        Kernel client = posting();

        int taken = client.connection.sendData(1, ByteBuffer.allocate(0), false);

        assertEquals(0, taken);
        assertFalse(client.connection.hasDataToSend());
        assertEquals(StreamState.OPEN, client.connection.streamState(1));
    }

    @Test
    @Spec({"H2-OP-07", "X-BUF-04"})
    void lentAndCopiedBodiesGiveTheSameOctets() {
        Property.forAll(200, draw -> {
            byte[] body = draw.bytes(70_000);
            int from = draw.integer(0, body.length);
            boolean endStream = draw.bool();
            int maxFrameSize = draw.integer(16_384, 30_000);
            Kernel copying =
                    posting(H2Configuration.client().limits(ROOMY).build(), SettingId.MAX_FRAME_SIZE, maxFrameSize);
            Kernel lending =
                    posting(H2Configuration.client().limits(ROOMY).build(), SettingId.MAX_FRAME_SIZE, maxFrameSize);
            ByteBuffer copied = ByteBuffer.wrap(body).position(from);
            ByteBuffer lent = ByteBuffer.wrap(body).asReadOnlyBuffer().position(from);

            int takenByCopy = copying.connection.sendData(1, copied, endStream);
            int takenByReference = lending.connection.sendDataByReference(1, lent, endStream);

            assertEquals(takenByCopy, takenByReference);
            assertEquals(copied, lent);
            assertEquals(copying.connection.sendWindow(1), lending.connection.sendWindow(1));
            assertEquals(copying.connection.streamState(1), lending.connection.streamState(1));
            assertArrayEquals(copying.connection.dataToSend(), lending.connection.dataToSend());
        });
    }

    @Test
    @Spec("H2-OP-07")
    void lentOctetsAreReadWhenTheyAreDrainedAndCopiedOnesAtOnce() {
        Kernel client = posting();
        byte[] body = {1, 2};

        client.connection.sendDataByReference(1, ByteBuffer.wrap(body), false);
        client.connection.sendData(1, ByteBuffer.wrap(body), false);
        body[0] = 9;

        assertEquals(
                List.of(
                        new DataFrame(1, new byte[] {9, 2}, FrameWriter.NOT_PADDED, false),
                        new DataFrame(1, new byte[] {1, 2}, FrameWriter.NOT_PADDED, false)),
                client.sent());
    }

    // The bounds on undrained output

    /** The four ways in which a driver takes output. */
    enum Drain implements ObjLongConsumer<H2Connection> {
        ALL {
            @Override
            public void accept(H2Connection connection, long octets) {
                connection.dataToSend();
            }
        },
        INTO_A_BUFFER {
            @Override
            public void accept(H2Connection connection, long octets) {
                ByteBuffer target = ByteBuffer.allocate((int) octets);
                connection.dataToSend(target);
                assertEquals(0, target.remaining());
            }
        },
        BY_GATHERING {
            @Override
            public void accept(H2Connection connection, long octets) {
                long length = 0;
                for (ByteBuffer view : connection.dataToSendAsBuffers()) {
                    length += view.remaining();
                }
                connection.dataSent(Math.min(length, octets));
            }
        },
        OCTET_BY_OCTET {
            @Override
            public void accept(H2Connection connection, long octets) {
                ByteBuffer target = ByteBuffer.allocate(1);
                for (long i = 0; i < octets; i++) {
                    assertEquals(1, connection.dataToSend(target.clear()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Drain.class)
    @Spec({"H2-OP-07", "H2-OP-29", "H2-LIM-17", "INV-4"})
    void aStreamIsBoundedUntilItsOctetsAreDrained(Drain drain) {
        Limits limits = Limits.builder().maxOutboundPerStream(100).build();
        Kernel client = posting(H2Configuration.client().limits(limits).build());
        client.connection.sendHeaders(3, POST, false);
        client.connection.dataToSend();
        ByteBuffer data = ByteBuffer.wrap(body(150));

        int first = client.connection.sendData(1, data, true);
        int second = client.connection.sendData(1, data, true);
        int other = client.connection.sendData(3, ByteBuffer.allocate(10), false);
        drain.accept(client.connection, client.connection.pendingOctets());
        int rest = client.connection.sendData(1, data, true);

        assertEquals(List.of(100, 0, 10, 50), List.of(first, second, other, rest));
        assertEquals(StreamState.HALF_CLOSED_LOCAL, client.connection.streamState(1));
        assertEquals(65_535 - 160, client.connection.sendWindow(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-OP-07", "H2-LIM-17", "INV-4"})
    void theConnectionIsBoundedUntilOctetsAreDrained(boolean lent) {
        Limits limits = Limits.builder().maxOutboundTotal(100).build();
        Kernel client = posting(H2Configuration.client().limits(limits).build());
        client.connection.sendHeaders(3, POST, false);
        client.connection.dataToSend();

        assertEquals(80, send(client, 1, 80, lent));
        assertEquals(20, send(client, 3, 80, lent));
        assertEquals(0, send(client, 1, 1, lent));
        client.connection.dataToSend(ByteBuffer.allocate(88));
        assertEquals(0, send(client, 1, 1, lent), "the last octet of the first frame still waits");
        client.connection.dataToSend(ByteBuffer.allocate(1));
        assertEquals(80, send(client, 1, 90, lent));
        client.connection.dataToSend();
        assertEquals(100, send(client, 3, 200, lent));
    }

    private static int send(Kernel client, int streamId, int length, boolean lent) {
        return lent
                ? client.connection.sendDataByReference(streamId, ByteBuffer.allocate(length), false)
                : client.connection.sendData(streamId, ByteBuffer.allocate(length), false);
    }

    @Test
    @Spec({"H2-OP-07", "INV-4"})
    void octetsOfAResetStreamCountUntilTheyAreDrained() {
        Limits limits = Limits.builder().maxOutboundTotal(100).build();
        Kernel client = posting(H2Configuration.client().limits(limits).build());
        client.connection.sendData(1, ByteBuffer.allocate(100), false);
        client.connection.resetStream(1, ErrorCode.CANCEL);
        client.connection.sendHeaders(3, POST, false);

        int before = client.connection.sendData(3, ByteBuffer.allocate(60), false);
        client.connection.dataToSend();
        int after = client.connection.sendData(3, ByteBuffer.allocate(60), false);

        assertEquals(List.of(0, 60), List.of(before, after));
    }

    @Test
    @Spec({"H2-OP-07", "INV-4", "X-BUF-04"})
    void manySmallFramesAreAccountedForExactlyHoweverTheyAreDrained() {
        Property.forAll(100, draw -> {
            Limits limits = Limits.builder()
                    .maxOutboundPerStream(40)
                    .maxOutboundTotal(60)
                    .build();
            Kernel client = posting(H2Configuration.client().limits(limits).build());
            client.connection.sendHeaders(3, POST, false);
            client.connection.dataToSend();
            ByteBuffer output = ByteBuffer.allocate(100_000);
            int[] sent = new int[2];
            for (int step = 0; step < 120; step++) {
                int stream = draw.integer(0, 1);
                int length = draw.integer(1, 5);
                int taken = send(client, 2 * stream + 1, length, draw.bool());
                sent[stream] += taken;
                if (taken < length) {
                    drainSome(client.connection, output, draw.integer(1, 80));
                }
            }
            drainSome(client.connection, output, 10_000);

            assertEquals(40, send(client, 1, 50, false));
            assertEquals(20, send(client, 3, 50, false));
            assertEquals(65_535 - sent[0] - sent[1] - 60, client.connection.sendWindow(0));
        });
    }

    @Test
    @Spec({"H2-OP-07", "INV-4", "X-BUF-04"})
    void eachOfManyFramesCountsUntilItsLastOctetIsDrained() {
        Limits limits = Limits.builder().maxOutboundPerStream(20).build();
        Kernel client = posting(H2Configuration.client().limits(limits).build());
        ByteBuffer output = ByteBuffer.allocate(100);
        for (int i = 0; i < 10; i++) {
            assertEquals(1, send(client, 1, 1, false)); // a frame of 10 octets
        }
        drainSome(client.connection, output, 50);
        for (int i = 0; i < 15; i++) {
            assertEquals(1, send(client, 1, 1, false));
        }

        for (int i = 0; i < 60; i++) {
            drainSome(client.connection, output, 9);
            assertEquals(0, send(client, 1, 1, false), "round " + i);
            drainSome(client.connection, output, 1);
            assertEquals(1, send(client, 1, 1, false), "round " + i);
        }
    }

    private static void drainSome(H2Connection connection, ByteBuffer output, int octets) {
        output.clear().limit(octets);
        connection.dataToSend(output);
    }

    @Test
    @Spec({"H2-PRIO-05", "H2-OP-43"})
    void framesGoOutInTheOrderOfTheCallsWhateverThePriorities() {
        Kernel server = Kernel.of(
                H2Configuration.server().priorityScheme(PriorityScheme.BOTH).build());
        server.receive(
                server.peer.headers(1, true, FrameFactory.GET),
                server.peer.headers(3, true, FrameFactory.GET),
                new PriorityFrame(1, new PriorityFields(3, false, 1)).toBytes(),
                new PriorityUpdateFrame(3, "u=0").toBytes());
        server.connection.sendHeaders(1, OK, false);
        server.connection.sendHeaders(3, OK, false);
        server.sent();

        server.connection.sendData(1, ascii("one"), false);
        server.connection.sendData(3, ascii("three"), true);
        server.connection.sendData(1, ascii("end"), true);

        assertEquals(
                List.of(1, 3, 1),
                server.sent().stream()
                        .map(frame -> ((DataFrame) frame).streamId())
                        .toList());
    }

    @Test
    @Spec({"H2-ST-S20", "H2-ST-S05"})
    void serverSendsNoDataBeforeTheFinalResponse() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, true, FrameFactory.GET));
        server.connection.sendHeaders(1, Messages.HINTS, false);
        server.sent();

        IllegalActionException refusal =
                assertThrows(IllegalActionException.class, () -> server.connection.sendData(1, ascii("hello"), true));

        assertEquals(
                "Cannot send data on stream 1: the message is AWAITING_HEADERS (RFC 9113, 8.1 and 8.5). "
                        + "Send the header section first, then data, then trailers.",
                refusal.getMessage());
        server.connection.sendHeaders(1, OK, false);
        assertEquals(5, server.connection.sendData(1, ascii("hello"), true));
    }

    private static Kernel posting() {
        return posting(H2Configuration.client().build());
    }

    /** A client that has sent a request without END_STREAM on stream 1. */
    private static Kernel posting(H2Configuration configuration, long... peerSettings) {
        Kernel client = Kernel.of(configuration, peerSettings);
        client.connection.sendHeaders(1, GET, false);
        client.connection.dataToSend();
        return client;
    }

    private static DataFrame frame(String data, boolean endStream) {
        return new DataFrame(1, ascii(data).array(), FrameWriter.NOT_PADDED, endStream);
    }
}
