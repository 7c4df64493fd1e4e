package org.javahyper.benchmarks;

/**
 * A table of the report: what all its contenders do.
 *
 * @param task what is done
 * @param input to what it is done, if there is a choice; else empty
 */
record Measure(Task task, String input) {
    static Measure of(Task task) {
        return new Measure(task, "");
    }

    String title() {
        return input.isEmpty() ? task.argument() : task.argument() + " " + input;
    }
}
