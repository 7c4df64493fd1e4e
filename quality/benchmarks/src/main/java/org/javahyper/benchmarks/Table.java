package org.javahyper.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of cells, the first column flush left and the others flush right. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(heads);
    }

    /** A number as a cell; a dash where there is none. */
    static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    /** Adds a row with as many cells as there are heads. */
    void row(String... cells) {
        rows.add(cells);
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            text.append(row[0]).append(" ".repeat(widths[0] - row[0].length()));
            for (int column = 1; column < row.length; column++) {
                text.append(" ".repeat(2 + widths[column] - row[column].length()))
                        .append(row[column]);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
