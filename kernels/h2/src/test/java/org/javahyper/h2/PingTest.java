package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.WindowUpdateFrame;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PING of the peer (RFC 9113, 6.7), and its answer on the way out. */
class PingTest {
    @Test
    @Spec({"H2-PING-01", "H2-EV-11"})
    void pingIsAnsweredAtOnceAndInOrder() {
        Kernel kernel = Kernel.server();

        List<H2Event> events =
                kernel.receive(FrameFactory.ping(-1, false), FrameFactory.ping(0x0102_0304_0506_0708L, false));

        assertEquals(List.of(new PingReceived(-1), new PingReceived(0x0102_0304_0506_0708L)), events);
        assertEquals(List.of(new PingFrame(-1, true), new PingFrame(0x0102_0304_0506_0708L, true)), kernel.sent());
    }

    @Test
    @Spec({"H2-PING-02", "H2-EV-12"})
    void anyAcknowledgementIsReportedAndNotAnswered() {
        Kernel kernel = Kernel.client();

        List<H2Event> events = kernel.receive(FrameFactory.ping(42, true));

        assertEquals(List.of(new PingAckReceived(42)), events);
        assertEquals(List.of(), kernel.sent());
    }

    // Ahead of DATA

    @Test
    @Spec("H2-PING-01")
    void answerWaitsItsTurnByDefault() {
        Kernel client = talking(H2Configuration.client().build());
        client.connection.sendData(1, ascii("hello"), false);

        client.receive(FrameFactory.ping(7, false));

        assertEquals(List.of(data("hello"), new PingFrame(7, true)), client.sent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Spec("H2-PING-01")
    void answersGoAheadOfDataThatWaitsAndBehindEverythingElse(boolean lent) {
        Kernel client = talking(pingsFirst());
        client.connection.incrementFlowControlWindow(0, 1);
        send(client, "hello", lent);
        client.connection.incrementFlowControlWindow(1, 2);
        send(client, "world", lent);

        client.receive(FrameFactory.ping(7, false), FrameFactory.ping(8, false));

        assertEquals(
                List.of(
                        new WindowUpdateFrame(0, 1),
                        new PingFrame(7, true),
                        new PingFrame(8, true),
                        data("hello"),
                        new WindowUpdateFrame(1, 2),
                        data("world")),
                client.sent());
    }

    @Test
    @Spec({"H2-PING-01", "H2-OP-43"})
    void answerGoesAheadOfHeadersThatWaitBehindData() {
        Kernel client = talking(pingsFirst());
        client.connection.sendData(1, ascii("hello"), false);
        client.connection.sendHeaders(3, Messages.withLongField(GET, 40_000), true);

        client.receive(FrameFactory.ping(7, false));

        List<Frame> sent = client.sent();
        assertEquals(List.of(new PingFrame(7, true), data("hello")), sent.subList(0, 2));
        assertEquals(5, sent.size(), "the block stays in one piece");
    }

    @Test
    @Spec("H2-PING-01")
    void withoutDataTheAnswerGoesToTheEnd() {
        Kernel client = talking(pingsFirst());
        client.connection.sendData(1, ascii("hello"), false);
        client.sent();
        client.connection.incrementFlowControlWindow(0, 1);

        client.receive(FrameFactory.ping(7, false));

        assertEquals(List.of(new WindowUpdateFrame(0, 1), new PingFrame(7, true)), client.sent());
    }

    /** Frames of 14 octets, WINDOW_UPDATE of 13 before them: wherever the transport has stopped, no frame is torn and answers keep their order. */
    @ParameterizedTest
    @CsvSource({
        " 0, u 7 8 hello world",
        " 5, u 7 8 hello world",
        "13, u 7 8 hello world",
        "14, u hello 7 8 world",
        "26, u hello 7 8 world",
        "27, u hello 7 8 world",
        "28, u hello world 7 8",
        "40, u hello world 7 8",
        "41, u hello world 7 8",
    })
    @Spec({"H2-PING-01", "X-BUF-04"})
    void answersTearNoFrameOfWhichPartIsTaken(int taken, String expected) {
        for (boolean lent : new boolean[] {false, true}) {
            Kernel client = talking(pingsFirst());
            client.connection.incrementFlowControlWindow(0, 1);
            send(client, "hello", lent);
            send(client, "world", lent);
            ByteBuffer output = ByteBuffer.allocate(taken);
            client.connection.dataToSend(output);

            client.receive(FrameFactory.ping(7, false), FrameFactory.ping(8, false));

            byte[] all = FrameFactory.concat(output.array(), client.connection.dataToSend());
            assertEquals(expected, text(client.frames(all)), "lent: " + lent);
        }
    }

    @Test
    @Spec({"H2-PING-01", "H2-LIM-17", "INV-4"})
    void answersAheadOfDataLeaveItsAccountRight() {
        Limits limits = Limits.builder().maxOutboundPerStream(10).build();
        Kernel client =
                talking(H2Configuration.client().limits(limits).pingsFirst(true).build());
        client.connection.sendData(1, ascii("hello"), false);
        client.connection.sendData(1, ascii("world"), false);
        client.connection.dataToSend(ByteBuffer.allocate(1));
        client.receive(FrameFactory.ping(7, false)); // behind the first DATA

        client.connection.dataToSend(ByteBuffer.allocate(12));
        int beforeTheFirstIsTaken = client.connection.sendData(1, ascii("a"), false);
        client.connection.dataToSend(ByteBuffer.allocate(1));
        int after = client.connection.sendData(1, ascii("abcdefg"), false);
        client.connection.dataToSend(ByteBuffer.allocate(17 + 13));
        int beforeTheSecondIsTaken = client.connection.sendData(1, ascii("a"), false);
        client.connection.dataToSend(ByteBuffer.allocate(1));
        int last = client.connection.sendData(1, ascii("abcdefg"), false);

        assertEquals(List.of(0, 5, 0, 5), List.of(beforeTheFirstIsTaken, after, beforeTheSecondIsTaken, last));
    }

    @Test
    @Spec({"H2-PING-01", "X-BUF-04"})
    void answerGoesAheadOfTheNextOfManyFrames() {
        Kernel client = talking(pingsFirst());
        for (int i = 0; i < 10; i++) {
            client.connection.sendData(1, ascii("a"), false); // a frame of 10 octets
        }
        client.connection.dataToSend(ByteBuffer.allocate(50));
        for (int i = 0; i < 30; i++) {
            client.connection.sendData(1, ascii("b"), false);
        }

        for (int i = 0; i < 30; i++) {
            client.receive(FrameFactory.ping(i, false));

            ByteBuffer next = ByteBuffer.allocate(17 + 10);
            client.connection.dataToSend(next);
            assertEquals(i + (i < 5 ? " a" : " b"), text(client.frames(next.array())));
        }
    }

    @Test
    @Spec({"H2-PING-01", "H2-LIM-17", "X-BUF-04"})
    void manyFramesAndAnswersKeepTheirPlaces() {
        Property.forAll(200, draw -> {
            Kernel client = talking(pingsFirst());
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            int pings = 0;
            StringBuilder offered = new StringBuilder();
            for (int step = 0; step < 60; step++) {
                switch (draw.integer(0, 3)) {
                    case 0 -> client.receive(FrameFactory.ping(pings++, false));
                    case 1 -> {
                        ByteBuffer part = ByteBuffer.allocate(draw.integer(0, 40));
                        output.write(part.array(), 0, client.connection.dataToSend(part));
                    }
                    default -> {
                        String text = draw.string("abc", 1, 9);
                        send(client, text, draw.bool());
                        offered.append(text);
                    }
                }
            }
            output.writeBytes(client.connection.dataToSend());

            StringBuilder sent = new StringBuilder();
            List<Long> answers = new ArrayList<>();
            for (Frame frame : client.frames(output.toByteArray())) {
                if (frame instanceof PingFrame ping) {
                    answers.add(ping.opaqueData());
                } else {
                    sent.append(text(List.of(frame)));
                }
            }
            assertEquals(LongStream.range(0, pings).boxed().toList(), answers);
            assertEquals(offered.toString(), sent.toString());
        });
    }

    private static H2Configuration pingsFirst() {
        return H2Configuration.client().pingsFirst(true).build();
    }

    /** A client with stream 1 open. */
    private static Kernel talking(H2Configuration configuration) {
        Kernel client = Kernel.of(configuration);
        client.connection.sendHeaders(1, Messages.POST, false);
        client.sent();
        return client;
    }

    private static void send(Kernel client, String text, boolean lent) {
        if (lent) {
            client.connection.sendDataByReference(1, ascii(text), false);
        } else {
            client.connection.sendData(1, ascii(text), false);
        }
    }

    private static DataFrame data(String text) {
        return new DataFrame(1, ascii(text).array(), FrameWriter.NOT_PADDED, false);
    }

    /** DATA as its text, PING as its number, anything else as u. */
    private static String text(List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame instanceof DataFrame data
                        ? new String(data.data(), StandardCharsets.US_ASCII)
                        : frame instanceof PingFrame ping ? Long.toString(ping.opaqueData()) : "u")
                .collect(Collectors.joining(" "));
    }
}
