package org.javahyper.h2;

/** A receive window as docs/spec/behaviours.md has it (H2-WIN): what the peer was offered at most, may still send, and is owed. */
final class ModelWindow {
    static final long LARGEST = 0x7fff_ffffL;

    long max;
    long current;
    long processed;

    ModelWindow(long octets) {
        max = octets;
        current = octets;
    }

    /** H2-WIN-02: SETTINGS move both by the difference. */
    void move(long difference) {
        max += difference;
        current += difference;
    }

    /** H2-WIN-02: an increment by hand raises what is offered. */
    void open(int increment) {
        current += increment;
        max = Math.max(max, current);
    }

    /** H2-WIN-03: the increment that is due when octets have been consumed, or 0. */
    int acknowledge(long octets) {
        processed += octets;
        boolean standstill = current == 0 && processed > Math.min(1_024, max / 4);
        if (processed == 0 || (!standstill && processed < max / 2)) {
            return 0;
        }
        int increment = (int) Math.min(processed, max - current);
        processed = 0;
        current += increment;
        return increment;
    }
}
