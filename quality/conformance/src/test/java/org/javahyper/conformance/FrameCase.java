package org.javahyper.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.javahyper.hyperframe.ContinuationFrame;
import org.javahyper.hyperframe.DataFrame;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameWriter;
import org.javahyper.hyperframe.GoAwayFrame;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.hyperframe.PushPromiseFrame;
import org.javahyper.hyperframe.RstStreamFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.hyperframe.WindowUpdateFrame;
import org.javahyper.testkit.Hex;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file of http2-frame-test-case: octets, and either what they mean or the error codes that answer them.
 *
 * @param wire the octets in hex
 * @param frame their meaning, or null if they are an error
 * @param error the error codes that are right, or null
 */
record FrameCase(
        String wire, @Nullable Described frame, @Nullable List<Integer> error) {
    /** A frame as the file describes it: the fields of the header, and those of the payload by their names in the RFC. */
    record Described(int length, int type, int flags, int streamIdentifier, JsonNode framePayload) {
        /** The record that has to come out of the octets. */
        Frame toFrame() {
            return switch (type) {
                case FrameType.DATA ->
                    new DataFrame(streamIdentifier, octets("data"), padLength(), has(Flags.END_STREAM));
                case FrameType.HEADERS ->
                    new HeadersFrame(
                            streamIdentifier,
                            octets("header_block_fragment"),
                            padLength(),
                            has(Flags.PRIORITY) ? priority() : null,
                            has(Flags.END_STREAM),
                            has(Flags.END_HEADERS));
                case FrameType.PRIORITY -> new PriorityFrame(streamIdentifier, priority());
                case FrameType.RST_STREAM -> new RstStreamFrame(streamIdentifier, number("error_code"));
                case FrameType.SETTINGS -> new SettingsFrame(settings(), has(Flags.ACK));
                case FrameType.PUSH_PROMISE ->
                    new PushPromiseFrame(
                            streamIdentifier,
                            number("promised_stream_id"),
                            octets("header_block_fragment"),
                            padLength(),
                            has(Flags.END_HEADERS));
                case FrameType.PING -> new PingFrame(octets("opaque_data"), has(Flags.ACK));
                case FrameType.GOAWAY ->
                    new GoAwayFrame(number("last_stream_id"), number("error_code"), octets("additional_debug_data"));
                case FrameType.WINDOW_UPDATE ->
                    new WindowUpdateFrame(streamIdentifier, number("window_size_increment"));
                case FrameType.CONTINUATION ->
                    new ContinuationFrame(streamIdentifier, octets("header_block_fragment"), has(Flags.END_HEADERS));
                default -> throw new AssertionError("The corpus has no frames of type " + type);
            };
        }

        private PriorityFields priority() {
            return new PriorityFields(
                    number("stream_dependency"),
                    framePayload.required("exclusive").booleanValue(),
                    number("weight"));
        }

        private List<SettingsFrame.Setting> settings() {
            return StreamSupport.stream(framePayload.required("settings").spliterator(), false)
                    .map(pair -> new SettingsFrame.Setting(
                            pair.required(0).intValue(), pair.required(1).longValue()))
                    .toList();
        }

        private int padLength() {
            return has(Flags.PADDED) ? number("padding_length") : FrameWriter.NOT_PADDED;
        }

        private int number(String name) {
            return framePayload.required(name).intValue();
        }

        private byte[] octets(String name) {
            return framePayload.required(name).stringValue().getBytes(ISO_8859_1);
        }

        private boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    byte[] octets() {
        return Hex.bytes(wire);
    }

    /** The octets with padding of zeros: the corpus pads with words, which RFC 9113, 6.1, does not allow a sender. */
    byte[] octetsWithZeroPadding() {
        byte[] octets = octets();
        int padLength = frame == null ? 0 : Math.max(0, frame.padLength());
        Arrays.fill(octets, octets.length - padLength, octets.length, (byte) 0);
        return octets;
    }
}
