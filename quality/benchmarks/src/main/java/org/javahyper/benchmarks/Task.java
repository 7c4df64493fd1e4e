package org.javahyper.benchmarks;

import java.util.Locale;

/** What can be measured. All but the last are benchmark methods of that name. */
enum Task {
    DECODE("field"),
    ENCODE("field"),
    READ("frame"),
    WRITE("frame"),
    SIZES("");

    private final String unit;

    Task(String unit) {
        this.unit = unit;
    }

    /** Its name on the command line, which is also that of the method. */
    String argument() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What one operation is. */
    String unit() {
        return unit;
    }
}
