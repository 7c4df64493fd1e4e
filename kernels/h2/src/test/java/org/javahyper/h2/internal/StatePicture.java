package org.javahyper.h2.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A state machine as SVG. Where the boxes stand, and which way an arrow takes that is not straight, is laid out by hand; the rest is computed.
 *
 * <p>A box names the state and the inputs that leave it as it is; an arrow the inputs that lead on.
 */
final class StatePicture {
    /** One character of the fonts below, in pixels; they are monospaced so that widths are known. */
    private static final double NAME = 8.43;

    private static final double INPUT = 6.63;
    private static final int LINE = 15;

    /** What is kept free around a text, in pixels. */
    private static final int GAP = 8;

    /** A rectangle with lines of text: a box, or the label of an arrow. */
    record Box(double left, double top, double right, double bottom, List<String> lines, Anchor anchor) {
        /** Whether they come nearer than some pixels to each other. */
        boolean isNear(Box other, int pixels) {
            return left - pixels < other.right
                    && other.left - pixels < right
                    && top - pixels < other.bottom
                    && other.top - pixels < bottom;
        }

        /** Whether a line that is not slanted passes through. */
        boolean isCrossedBy(Point from, Point to) {
            return isNear(
                    new Box(
                            Math.min(from.x, to.x),
                            Math.min(from.y, to.y),
                            Math.max(from.x, to.x),
                            Math.max(from.y, to.y),
                            lines,
                            anchor),
                    0);
        }

        double x() {
            return (left + right) / 2;
        }

        double y() {
            return (top + bottom) / 2;
        }
    }

    /** Where a line of text is held, as SVG calls it: fonts differ a little in width. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    record Point(double x, double y) {}

    /** An arrow with all its corners, and its label. */
    record Way(StateMachine.Arrow arrow, List<Point> points, Box label) {}

    private final StateMachine machine;
    private final int width;
    private final int height;
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final List<Way> ways = new ArrayList<>();

    StatePicture(StateMachine machine, int width, int height) {
        this.machine = machine;
        this.width = width;
        this.height = height;
    }

    // The layout

    /** Puts a state into a box around a point. */
    StatePicture box(Enum<?> state, int x, int y) {
        List<String> staying = machine.staying(state.name());
        double widest = state.name().length() * NAME;
        for (String input : staying) {
            widest = Math.max(widest, input.length() * INPUT);
        }
        return box(state, x, y, (int) widest + 28);
    }

    StatePicture box(Enum<?> state, int x, int y, int boxWidth) {
        List<String> staying = machine.staying(state.name());
        double boxHeight = 36 + (staying.isEmpty() ? 0 : LINE * staying.size() + 4);
        boxes.put(
                state.name(),
                new Box(
                        x - boxWidth / 2.0,
                        y - boxHeight / 2,
                        x + boxWidth / 2.0,
                        y + boxHeight / 2,
                        staying,
                        Anchor.MIDDLE));
        return this;
    }

    /**
     * Draws the arrow between two boxes: horizontally or vertically, with corners.
     *
     * @param labelled the part of the way that bears the label, from 0; a horizontal one above itself, a vertical one at its right
     * @param corners x, y, x, y, ...; the first lies opposite to a side of the box {@code from}, the last to one of {@code to}
     */
    StatePicture way(Enum<?> from, Enum<?> to, int labelled, int... corners) {
        return way(from, to, labelled, false, corners);
    }

    /** Draws an arrow whose label stands at the left of a vertical part. */
    StatePicture wayLabelledLeft(Enum<?> from, Enum<?> to, int labelled, int... corners) {
        return way(from, to, labelled, true, corners);
    }

    private StatePicture way(Enum<?> from, Enum<?> to, int labelled, boolean left, int... corners) {
        StateMachine.Arrow arrow = machine.arrows().stream()
                .filter(each -> each.from().equals(from.name()) && each.to().equals(to.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no arrow from " + from + " to " + to));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < corners.length; i += 2) {
            points.add(new Point(corners[i], corners[i + 1]));
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        points.add(0, edge(boxes.get(from.name()), first));
        points.add(edge(boxes.get(to.name()), last));
        boolean isStraight =
                points.size() == 3 && (points.get(0).x == points.get(2).x || points.get(0).y == points.get(2).y);
        if (isStraight) {
            points.remove(1); // it has only said where the way runs
        }
        ways.add(new Way(arrow, points, label(arrow.inputs(), points.get(labelled), points.get(labelled + 1), left)));
        return this;
    }

    /** The point of a box's edge that lies nearest to a point opposite to one of its sides. */
    private static Point edge(Box box, Point point) {
        double x = Math.max(box.left, Math.min(box.right, point.x));
        double y = Math.max(box.top, Math.min(box.bottom, point.y));
        return new Point(x, y);
    }

    private static Box label(List<String> lines, Point from, Point to, boolean left) {
        double widest = 0;
        for (String line : lines) {
            widest = Math.max(widest, line.length() * INPUT);
        }
        double x = (from.x + to.x) / 2;
        double y = (from.y + to.y) / 2;
        double tall = LINE * lines.size();
        if (from.y == to.y) {
            return new Box(x - widest / 2, y - tall - 4, x + widest / 2, y - 4, lines, Anchor.MIDDLE);
        }
        double start = left ? x - 7 - widest : x + 7;
        return new Box(start, y - tall / 2, start + widest, y + tall / 2, lines, left ? Anchor.END : Anchor.START);
    }

    // What must hold

    /** Sentences about what is missing, overlaps or crosses; none if the picture can be read. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (StateMachine.Arrow arrow : machine.arrows()) {
            if (ways.stream().noneMatch(way -> way.arrow.equals(arrow))) {
                faults.add(arrow + " is not drawn");
            }
        }
        Map<String, Box> all = new LinkedHashMap<>(boxes);
        ways.forEach(way -> all.put(way.arrow.toString(), way.label));
        all.forEach((name, box) -> {
            if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) {
                faults.add(name + " is beyond the margin");
            }
            all.forEach((otherName, other) -> {
                if (!name.equals(otherName) && box.isNear(other, GAP)) {
                    faults.add(name + " touches " + otherName);
                }
            });
            ways.stream().filter(way -> isCrossed(box, way)).forEach(way -> faults.add(way.arrow + " crosses " + name));
        });
        return faults;
    }

    private static boolean isCrossed(Box box, Way way) {
        for (int i = 1; i < way.points.size(); i++) {
            if (box.isCrossedBy(way.points.get(i - 1), way.points.get(i))) {
                return true;
            }
        }
        return false;
    }

    // The drawing

    String svg(String title) {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
                <title>%s</title>
                <style>
                svg { --ground: #ffffff; --box: #eef3f9; --line: #44546a; --text: #1b2430; }
                @media (prefers-color-scheme: dark) { svg { --ground: #0d1117; --box: #1c2733; --line: #9fb3c8; --text: #e6edf3; } }
                text { font: 11px ui-monospace, Consolas, "DejaVu Sans Mono", monospace; fill: var(--text); }
                .name { font-size: 14px; font-weight: bold; text-anchor: middle; }
                .middle { text-anchor: middle; }
                .end { text-anchor: end; }
                rect { fill: var(--box); stroke: var(--line); stroke-width: 1.5; }
                path { fill: none; stroke: var(--line); stroke-width: 1.5; }
                .tip, .dot { fill: var(--line); stroke: none; }
                .ground { fill: var(--ground); stroke: none; }
                </style>
                <rect class="ground" width="100%%" height="100%%"/>
                """.formatted(width, height, width, height, title));
        start(svg, boxes.get(machine.states().get(0)));
        ways.forEach(way -> draw(svg, way));
        boxes.forEach((name, box) -> draw(svg, name, box));
        return svg.append("</svg>\n").toString();
    }

    private static void start(StringBuilder svg, Box box) {
        svg.append("<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"5\"/>\n"
                .formatted(number(box.x()), number(box.top - 26)));
        path(svg, List.of(new Point(box.x(), box.top - 26), new Point(box.x(), box.top)));
    }

    private static void draw(StringBuilder svg, Way way) {
        path(svg, way.points);
        lines(svg, way.label, way.label.top - 4);
    }

    private static void draw(StringBuilder svg, String name, Box box) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\"/>\n"
                .formatted(
                        number(box.left), number(box.top), number(box.right - box.left), number(box.bottom - box.top)));
        text(svg, "name", box.x(), box.top + 23, name);
        lines(svg, box, box.top + 26);
    }

    private static void lines(StringBuilder svg, Box box, double above) {
        double x = switch (box.anchor) {
            case START -> box.left;
            case MIDDLE -> box.x();
            case END -> box.right;
        };
        double y = above;
        for (String line : box.lines) {
            y += LINE;
            text(svg, box.anchor.name().toLowerCase(Locale.ROOT), x, y, line);
        }
    }

    private static void path(StringBuilder svg, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M" : " L")
                    .append(number(point.x))
                    .append(' ')
                    .append(number(point.y));
        }
        svg.append("<path d=\"").append(path).append("\"/>\n");
        tip(svg, points.get(points.size() - 2), points.get(points.size() - 1));
    }

    /** The point of an arrow that is not slanted. */
    private static void tip(StringBuilder svg, Point from, Point to) {
        double dx = Math.signum(to.x - from.x);
        double dy = Math.signum(to.y - from.y);
        svg.append("<path class=\"tip\" d=\"M%s %s L%s %s L%s %s Z\"/>\n"
                .formatted(
                        number(to.x),
                        number(to.y),
                        number(to.x - 9 * dx - 4 * dy),
                        number(to.y - 9 * dy - 4 * dx),
                        number(to.x - 9 * dx + 4 * dy),
                        number(to.y - 9 * dy + 4 * dx)));
    }

    private static void text(StringBuilder svg, String kind, double x, double y, String text) {
        svg.append("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n".formatted(kind, number(x), number(y), text));
    }

    /** With at most one decimal, the same everywhere. */
    private static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }
}
