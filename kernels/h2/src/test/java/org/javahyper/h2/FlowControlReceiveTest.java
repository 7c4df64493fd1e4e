package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.WindowUpdateFrame;
import org.javahyper.testkit.Spec;
import org.javahyper.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DATA and the windows it passes through, as received (docs/spec/behaviours.md, 4.14). */
class FlowControlReceiveTest {
    @Test
    @Spec({"H2-FLOW-01", "H2-FLOW-02", "H2-FLOW-04", "FR-SER-02", "FR-SER-03"})
    void dataWithItsPaddingLowersBothWindows() {
        Kernel kernel = serverWithBody();

        List<H2Event> events =
                kernel.receive(FrameFactory.paddedData(1, 3, 6, false), FrameFactory.paddedData(1, 0, 0, false));

        assertEquals(
                List.of(
                        new DataReceived(1, ByteBuffer.allocate(3), 10, false),
                        new DataReceived(1, ByteBuffer.allocate(0), 1, false)),
                events);
        assertEquals(65_535 - 11, kernel.connection.receiveWindow(1));
        assertEquals(65_535 - 11, kernel.connection.receiveWindow(0));
        assertEquals(List.of(), kernel.sent());
    }

    @Test
    @Spec({"H2-FLOW-01", "H2-FLOW-02"})
    void headersAreNotFlowControlled() {
        Kernel kernel = serverWithBody();

        kernel.receive(kernel.peer.headers(1, true, "checksum", "abc"));

        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    @Test
    @Spec({"H2-EV-05", "X-BUF-02", "FR-SER-03", "INV-2"})
    void piecesOfAFrameAddUpToIt() {
        byte[] frame = FrameFactory.paddedData(1, 5, 4, true);

        Splits.forEach(frame, parts -> {
            Kernel kernel = serverWithBody();
            int data = 0;
            int flowControlled = 0;
            int ends = 0;
            for (byte[] part : parts) {
                for (DataReceived piece :
                        ConnectionPair.only(kernel.connection.receiveData(part), DataReceived.class)) {
                    data += piece.data().remaining();
                    flowControlled += piece.flowControlledLength();
                    ends += piece.endStream() ? 1 : 0;
                }
            }

            assertEquals(List.of(5, 10, 1), List.of(data, flowControlled, ends));
            assertEquals(65_535 - 10, kernel.connection.receiveWindow(0));
            assertEquals(StreamState.HALF_CLOSED_REMOTE, kernel.connection.streamState(1));
        });
    }

    @Test
    @Spec({"X-BUF-03", "H2-EV-05"})
    void dataIsAViewOfTheInputOrOfACopyOfADirectBuffer() {
        byte[] frame = FrameFactory.data(1, 2, false);
        DataReceived view = (DataReceived) serverWithBody().receive(frame).get(0);
        byte[] input = frame.clone();
        DataReceived ofArray =
                (DataReceived) serverWithBody().connection.receiveData(input).get(0);
        ByteBuffer direct = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
        DataReceived copied =
                (DataReceived) serverWithBody().connection.receiveData(direct).get(0);

        Arrays.fill(input, (byte) 7);
        direct.clear().put(input);

        assertEquals(ByteBuffer.allocate(2), view.data());
        assertEquals(ByteBuffer.wrap(new byte[] {7, 7}), ofArray.data());
        assertEquals(ByteBuffer.allocate(2), copied.data());
    }

    @Test
    @Spec({"H2-FLOW-04", "H2-X-06"})
    void dataBeyondTheConnectionWindowCostsTheConnection() {
        Limits limits = Limits.builder().initialStreamWindow(100_000).build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        for (int i = 0; i < 3; i++) {
            kernel.receive(FrameFactory.data(1, 16_384, false));
        }

        List<H2Event> most = kernel.receive(FrameFactory.data(1, 16_383, false));
        int window = kernel.connection.receiveWindow(0);
        List<H2Event> events = kernel.receive(FrameFactory.data(1, 1, false));

        assertEquals(1, most.size());
        assertEquals(0, window);
        Outcome.assertConnectionError(kernel, events, ErrorCode.FLOW_CONTROL_ERROR, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-FLOW-04", "H2-FLOW-05", "H2-X-06", "INV-2", "INV-6"})
    void dataBeyondTheStreamWindowCostsTheStreamAndIsCredited(boolean octetByOctet) {
        Limits limits = Limits.builder().initialStreamWindow(50_000).build();
        Kernel kernel = Kernel.of(H2Configuration.server().limits(limits).build());
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        for (int i = 0; i < 3; i++) {
            kernel.receive(FrameFactory.data(1, 16_384, false));
        }
        byte[] tooMuch = FrameFactory.data(1, 1_000, false);

        List<H2Event> events = new ArrayList<>();
        for (byte[] part : octetByOctet ? Splits.octets(tooMuch) : List.of(tooMuch)) {
            events.addAll(kernel.connection.receiveData(part));
        }

        Outcome.assertStreamError(kernel, events, 1, ErrorCode.FLOW_CONTROL_ERROR);
        assertEquals(65_535 - 49_152 - 1_000, kernel.connection.receiveWindow(0));
        kernel.connection.acknowledgeReceivedData(1, 49_152);
        assertEquals(List.of(new WindowUpdateFrame(0, 50_152)), kernel.sent());
        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec({"H2-WIN-03", "H2-WIN-07", "INV-2", "INV-6"})
    void creditForDroppedDataDoesNotDependOnHowItWasCut(boolean octetByOctet) {
        Kernel kernel = serverWithBody();
        kernel.connection.resetStream(1, ErrorCode.CANCEL);
        kernel.sent();
        byte[] input = FrameFactory.concat(
                FrameFactory.data(1, 16_384, false),
                FrameFactory.data(1, 16_000, false),
                FrameFactory.data(1, 16_384, false));

        for (byte[] part : octetByOctet ? Splits.octets(input) : List.of(input)) {
            kernel.connection.receiveData(part);
        }

        assertEquals(List.of(new WindowUpdateFrame(0, 48_768)), kernel.sent());
        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    @Test
    @Spec({"H2-CLOSED-08", "H2-WIN-07", "INV-6"})
    void restOfAFrameIsCreditedWhenTheProgramResetsTheStreamInTheMiddle() {
        Kernel kernel = serverWithBody();
        kernel.receive(FrameFactory.data(1, 16_384, false), FrameFactory.data(1, 16_384, false));
        byte[] frame = FrameFactory.data(1, 1_000, true);

        List<H2Event> first = kernel.connection.receiveData(frame, 0, 409);
        kernel.connection.resetStream(1, ErrorCode.CANCEL);
        List<H2Event> rest = kernel.connection.receiveData(frame, 409, frame.length - 409);
        kernel.sent();
        kernel.connection.acknowledgeReceivedData(1, 32_768 + 400);

        assertEquals(400, ((DataReceived) first.get(0)).flowControlledLength());
        assertEquals(List.of(), rest);
        assertEquals(List.of(new WindowUpdateFrame(0, 33_768)), kernel.sent());
        assertEquals(65_535, kernel.connection.receiveWindow(0));
    }

    // WINDOW_UPDATE

    @Test
    @Spec({"H2-FLOW-06", "H2-EV-08"})
    void windowUpdateOpensASendWindow() {
        Kernel kernel = serverWithBody();

        List<H2Event> events = kernel.receive(FrameFactory.windowUpdate(1, 10), FrameFactory.windowUpdate(0, 20));

        assertEquals(List.of(new WindowUpdated(1, 10), new WindowUpdated(0, 20)), events);
        assertEquals(65_545, kernel.connection.sendWindow(1));
        assertEquals(65_555, kernel.connection.sendWindow(0));
    }

    @Test
    @Spec({"H2-FLOW-06", "H2-X-06"})
    void streamWindowAbove31BitsCostsTheStream() {
        Kernel kernel = serverWithBody();

        List<H2Event> most = kernel.receive(FrameFactory.windowUpdate(1, 0x7fff_ffff - 65_535));
        List<H2Event> events = kernel.receive(FrameFactory.windowUpdate(1, 1));

        assertEquals(1, most.size());
        Outcome.assertStreamError(kernel, events, 1, ErrorCode.FLOW_CONTROL_ERROR);
    }

    @Test
    @Spec({"H2-FLOW-06", "H2-X-06"})
    void connectionWindowAbove31BitsCostsTheConnection() {
        Kernel kernel = Kernel.client();
        kernel.connection.sendHeaders(1, Headers.of(FrameFactory.GET), true);
        kernel.sent();

        List<H2Event> most = kernel.receive(FrameFactory.windowUpdate(0, 0x7fff_ffff - 65_535));
        List<H2Event> events = kernel.receive(FrameFactory.windowUpdate(0, 1));

        assertEquals(1, most.size());
        Outcome.assertConnectionError(kernel, events, ErrorCode.FLOW_CONTROL_ERROR, 0);
    }

    private static Kernel serverWithBody() {
        Kernel kernel = Kernel.server();
        kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        return kernel;
    }

    @Test
    @Spec({"H2-OP-18", "H2-CONN-09"})
    void dataBeforeAConnectionErrorInTheSameInputMayBeAcknowledged() {
        Kernel server = Kernel.server();
        List<H2Event> events = server.receive(
                server.peer.headers(1, false, FrameFactory.POST),
                FrameFactory.data(1, 100, false),
                FrameFactory.ping(1, false),
                FrameFactory.windowUpdate(99, 1));
        byte[] output = server.connection.dataToSend();

        DataReceived data = (DataReceived) events.get(1);
        server.connection.acknowledgeReceivedData(1, data.flowControlledLength());

        assertEquals(ConnectionState.FAILED, server.connection.connectionState());
        assertTrue(output.length > 0);
        assertFalse(server.connection.hasDataToSend());
    }

    @Test
    @Spec({"H2-FLOW-04", "H2-FLOW-09"})
    void streamMayEndWhileItsWindowIsNegative() {
        Kernel server = Kernel.server();
        server.receive(server.peer.headers(1, false, FrameFactory.POST), FrameFactory.data(1, 100, false));
        server.connection.updateSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 0));
        server.receive(FrameFactory.settingsAck());
        assertEquals(-100, server.connection.receiveWindow(1));

        List<H2Event> events = server.receive(FrameFactory.data(1, 0, true));

        assertEquals(2, events.size(), events::toString);
        assertEquals(StreamState.HALF_CLOSED_REMOTE, server.connection.streamState(1));
    }
}
