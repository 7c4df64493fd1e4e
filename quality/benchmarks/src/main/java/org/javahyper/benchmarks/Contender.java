package org.javahyper.benchmarks;

/**
 * One of those whose speed is measured at the same work.
 *
 * @param title what it is called in a table
 * @param ours the title of the contender of ours that does as much as this one
 */
record Contender(String title, String ours) {
    /** A contender that is compared with the first of ours. */
    static Contender of(String title) {
        return new Contender(title, Samples.OURS);
    }
}
