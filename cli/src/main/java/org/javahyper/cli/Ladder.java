package org.javahyper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.SettingId;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;

/**
 * Draws the frames of a connection between its two ends, as the client saw them:
 *
 * <pre>
 *   client                    server
 *     | -- HEADERS -----------&gt; |  stream 1     62 octets  END_HEADERS END_STREAM
 *     | &lt;-------------- DATA -- |  stream 1    311 octets  END_STREAM
 * </pre>
 *
 * For one thread, like a connection that nobody shares.
 */
final class Ladder implements FrameObserver {
    private static final int SHAFT = 18; // hyphens of an arrow, with the name of a frame among them
    private static final int REMARK_WIDTH = 44;

    private final List<Rung> rungs = new ArrayList<>();

    /**
     * A frame.
     *
     * @param sent whether it went from the client to the server
     * @param length octets of its payload
     * @param nanos when it was seen, as {@link System#nanoTime()} counts
     */
    record Rung(boolean sent, int type, int streamId, int length, String remark, long nanos) {
        /** Whether it has this type and direction. */
        boolean is(int frameType, boolean sentByClient) {
            return type == frameType && sent == sentByClient;
        }
    }

    @Override
    public void sent(FrameView frame) {
        add(true, frame);
    }

    @Override
    public void received(FrameView frame) {
        add(false, frame);
    }

    /** The frames since the last call, in the order in which the client saw them. */
    List<Rung> take() {
        List<Rung> taken = List.copyOf(rungs);
        rungs.clear();
        return taken;
    }

    /** The drawing, a line for each frame and more where its remark is long. */
    static String draw(List<Rung> rungs) {
        StringBuilder drawing = new StringBuilder();
        for (Rung rung : rungs) {
            String arrow = arrow(rung);
            String place = String.format(Locale.ROOT, "stream %d %6d octets", rung.streamId, rung.length);
            for (String remark : wrap(rung.remark)) {
                drawing.append(("      |" + arrow + "|  " + place + "  " + remark).stripTrailing())
                        .append('\n');
                arrow = " ".repeat(arrow.length());
                place = " ".repeat(place.length());
            }
        }
        return drawing.toString();
    }

    private void add(boolean sent, FrameView frame) {
        if (frame.startsFrame()) {
            rungs.add(new Rung(sent, frame.type(), frame.streamId(), frame.length(), remark(frame), System.nanoTime()));
        }
    }

    private static String remark(FrameView frame) {
        String flags = Flags.describe(frame.type(), frame.flags()).replace('|', ' ');
        return switch (frame.type()) {
            case FrameType.SETTINGS -> frame.has(Flags.ACK) ? flags : settings(frame);
            case FrameType.WINDOW_UPDATE -> "room for " + frame.windowSizeIncrement() + " octets more";
            case FrameType.GOAWAY -> ErrorCode.of(frame.errorCode()) + ", last stream " + frame.lastStreamId();
            default -> flags.equals("-") ? "" : flags;
        };
    }

    private static String settings(FrameView frame) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < frame.settingsCount(); i++) {
            entries.add(SettingId.name(frame.settingId(i)) + "=" + frame.settingValue(i));
        }
        return String.join(" ", entries);
    }

    private static String arrow(Rung rung) {
        String name = FrameType.name(rung.type);
        String shaft = "-".repeat(SHAFT - name.length());
        return rung.sent ? " -- " + name + " " + shaft + "> " : " <" + shaft + " " + name + " -- ";
    }

    /** Breaks a remark between its words; at least one line. */
    private static List<String> wrap(String remark) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : remark.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > REMARK_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
