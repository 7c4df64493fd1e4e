package org.javahyper.conformance;

/**
 * A requirement of the specification.
 *
 * @param id its id, for example {@code H2-FLOW-04}
 * @param section the title of the section that has it
 * @param starred whether it is marked ★: contrary to habit, so it needs a test of its own
 * @param optional whether it, or a part of it, is marked ◇
 */
record SpecItem(String id, String section, boolean starred, boolean optional) {
    /** The id with its marks. */
    @Override
    public String toString() {
        return id + (starred ? " ★" : "") + (optional ? " ◇" : "");
    }
}
