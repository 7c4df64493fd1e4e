package org.javahyper.hyperframe;

import org.javahyper.testkit.Draw;

/** Random valid frames of every type. */
final class RandomFrames {
    private static final String OCTETS = "https://example.com:443 u=3, i\"\\\0\n\u00ff";

    private RandomFrames() {}

    static Frame frame(Draw draw) {
        return switch (draw.integer(0, 13)) {
            case 0 -> new DataFrame(stream(draw), draw.bytes(40), padLength(draw), draw.bool());
            case 1 ->
                new HeadersFrame(
                        stream(draw),
                        draw.bytes(40),
                        padLength(draw),
                        draw.bool() ? priority(draw) : null,
                        draw.bool(),
                        draw.bool());
            case 2 -> new PriorityFrame(stream(draw), priority(draw));
            case 3 -> new RstStreamFrame(stream(draw), (int) draw.upTo(0xffff_ffffL));
            case 4 ->
                draw.bool()
                        ? SettingsFrame.acknowledgement()
                        : new SettingsFrame(draw.list(5, RandomFrames::setting), false);
            case 5 ->
                new PushPromiseFrame(
                        stream(draw), 2 * draw.integer(1, (1 << 30) - 1), draw.bytes(40), padLength(draw), draw.bool());
            case 6 -> new PingFrame(draw.upTo(Long.MAX_VALUE) - (draw.bool() ? Long.MAX_VALUE : 0), draw.bool());
            case 7 -> new GoAwayFrame(streamOrConnection(draw), (int) draw.upTo(0xffff_ffffL), draw.bytes(20));
            case 8 -> new WindowUpdateFrame(streamOrConnection(draw), draw.integer(1, Integer.MAX_VALUE));
            case 9 -> new ContinuationFrame(stream(draw), draw.bytes(40), draw.bool());
            case 10 ->
                draw.bool()
                        ? new AltSvcFrame(0, draw.string(OCTETS, 1, 20), draw.string(OCTETS, 0, 20))
                        : new AltSvcFrame(stream(draw), "", draw.string(OCTETS, 0, 20));
            case 11 -> new OriginFrame(draw.list(4, d -> d.string(OCTETS, 0, 20)));
            case 12 -> new PriorityUpdateFrame(stream(draw), draw.string(OCTETS, 0, 20));
            default ->
                new ExtensionFrame(
                        draw.oneOf(0xb, 0xd, 0x11, 0xff),
                        draw.integer(0, 255),
                        streamOrConnection(draw),
                        draw.bytes(40));
        };
    }

    private static int stream(Draw draw) {
        return draw.integer(1, Integer.MAX_VALUE);
    }

    private static int streamOrConnection(Draw draw) {
        return draw.integer(0, Integer.MAX_VALUE);
    }

    private static int padLength(Draw draw) {
        return draw.integer(FrameWriter.NOT_PADDED, 255);
    }

    private static PriorityFields priority(Draw draw) {
        return new PriorityFields(streamOrConnection(draw), draw.bool(), draw.integer(1, 256));
    }

    private static SettingsFrame.Setting setting(Draw draw) {
        return new SettingsFrame.Setting(draw.integer(0, 0xffff), draw.upTo(0xffff_ffffL));
    }
}
