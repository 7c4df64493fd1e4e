package org.javahyper.benchmarks;

import java.util.Locale;

/** What can be measured. All but the last are benchmark methods of that name. */
enum Task {
    DECODE,
    ENCODE,
    READ,
    WRITE,
    SIZES;

    /** Its name on the command line, which is also that of the method. */
    String argument() {
        return name().toLowerCase(Locale.ROOT);
    }
}
