package org.javahyper.benchmarks;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param tasks what to measure
 * @param rounds how often every library has its turn
 * @param iterations how many tenths of a second of warming up, and then of measuring, a turn has
 */
record Settings(Set<Task> tasks, int rounds, int iterations) {
    static final String USAGE = """
            Usage: java [-Dhyper.corpora=FOLDER] -jar benchmarks.jar [OPTION ...] [SUBJECT ...]

            Subjects: hpack (that is, decode and encode), frames (read and write), sizes. All of them if none is given.

              --rounds N       turns that every library has, one after the other (5)
              --iterations N   tenths of a second of warming up, and then of measuring, in each turn (20)
              --quick          the same as --rounds 1 --iterations 10

            FOLDER holds hpack-test-case; without it the header lists of this module are used.
            """;

    private static final int ROUNDS = 5;
    private static final int ITERATIONS = 20;
    private static final int QUICK_ITERATIONS = 10;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is not understood; its message has the usage
     */
    static Settings parse(String... arguments) {
        Set<Task> tasks = EnumSet.noneOf(Task.class);
        int rounds = ROUNDS;
        int iterations = ITERATIONS;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--rounds" -> rounds = count(arguments, ++i);
                case "--iterations" -> iterations = count(arguments, ++i);
                case "--quick" -> {
                    rounds = 1;
                    iterations = QUICK_ITERATIONS;
                }
                case "hpack" -> tasks.addAll(EnumSet.of(Task.DECODE, Task.ENCODE));
                case "frames" -> tasks.addAll(EnumSet.of(Task.READ, Task.WRITE));
                default -> tasks.add(task(arguments[i]));
            }
        }
        return new Settings(tasks.isEmpty() ? EnumSet.allOf(Task.class) : tasks, rounds, iterations);
    }

    private static int count(String[] arguments, int index) {
        if (index == arguments.length || !arguments[index].matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "The number behind " + arguments[index - 1] + " is missing.\n\n" + USAGE);
        }
        return Integer.parseInt(arguments[index]);
    }

    private static Task task(String name) {
        for (Task task : Task.values()) {
            if (task.argument().equals(name)) {
                return task;
            }
        }
        throw new IllegalArgumentException("There is no subject or option " + name + ".\n\n" + USAGE);
    }
}
