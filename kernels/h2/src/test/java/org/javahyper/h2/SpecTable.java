package org.javahyper.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A state table of docs/spec/behaviours.md, 4.5 to 4.7, as it stands there. */
record SpecTable(List<String> columns, List<Row> rows) {
    private static final Path BEHAVIOURS = Path.of("../../docs/spec/behaviours.md");

    static final SpecTable CONNECTION = read("### 4.5 Connection states", "| id | input |");
    static final SpecTable RECEIVING = read("#### Receiving", "| id | frame |");
    static final SpecTable SENDING = read("#### Sending", "| id | operation |");
    static final SpecTable CLOSED = read("### 4.7 Frames on closed streams", "| id | frame |");

    /** What an input does in each column. */
    record Row(String id, String input, List<SpecCell> cells) {}

    SpecCell cell(Row row, String column) {
        return row.cells().get(columns.indexOf(column));
    }

    private static SpecTable read(String section, String head) {
        List<String> lines = lines();
        int from = lines.indexOf(section);
        while (!lines.get(from).startsWith(head)) {
            from++;
        }
        int to = from;
        while (lines.get(to).startsWith("|")) {
            to++;
        }
        List<Row> rows =
                lines.subList(from + 2, to).stream().map(SpecTable::parse).toList();
        List<String> columns = columns(lines.get(from));
        return new SpecTable(columns.subList(2, columns.size()), rows);
    }

    private static Row parse(String line) {
        List<String> columns = columns(line);
        List<SpecCell> cells = columns.subList(2, columns.size()).stream()
                .map(cell -> SpecCell.parse(columns.get(0), cell))
                .toList();
        return new Row(columns.get(0), columns.get(1), cells);
    }

    private static List<String> columns(String line) {
        String[] parts = line.split("\\|", -1);
        return Arrays.stream(parts)
                .skip(1)
                .limit(parts.length - 2L)
                .map(String::strip)
                .toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(BEHAVIOURS);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
