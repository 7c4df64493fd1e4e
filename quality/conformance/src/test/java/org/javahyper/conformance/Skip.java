package org.javahyper.conformance;

import org.opentest4j.TestAbortedException;

/** How a test is skipped here: aloud, since Maven does not show the reasons. */
final class Skip {
    private Skip() {}

    /** What is to be thrown. */
    static TestAbortedException because(String reason) {
        System.out.println("Skipped: " + reason);
        return new TestAbortedException(reason);
    }
}
