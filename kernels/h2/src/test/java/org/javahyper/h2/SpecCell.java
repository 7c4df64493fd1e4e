package org.javahyper.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A cell of a state table, in the grammar of docs/spec/behaviours.md, 4.5:
 *
 * <pre>
 * cell    = [ "★ " ] case *( "; " case )
 * case    = [ condition *( " " condition ) ": " ] outcome [ " + glitch" ]
 * </pre>
 */
record SpecCell(String text, List<Case> cases) {
    private static final Pattern CASE = Pattern.compile(
            "(?:([\\w-]+(?: [\\w-]+)*): )?([A-Z_]+|=|[CS]![A-Z_]+|ref|cancel|drop|ign|mis|4\\.7|-)" + "( \\+ glitch)?");

    /** What happens under conditions, all of which have to hold. */
    record Case(Set<String> conditions, String outcome, boolean isGlitch) {}

    static SpecCell parse(String rowId, String text) {
        List<Case> cases = new ArrayList<>();
        for (String part : text.replaceFirst("^★ ", "").split("; ", -1)) {
            Matcher matcher = CASE.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(rowId + ": no case of the grammar: \"" + part + "\"");
            }
            Set<String> conditions = matcher.group(1) == null
                    ? Set.of()
                    : Set.of(matcher.group(1).split(" ", -1));
            cases.add(new Case(conditions, matcher.group(2), matcher.group(3) != null));
        }
        return new SpecCell(text, List.copyOf(cases));
    }

    List<Integer> indices() {
        return IntStream.range(0, cases.size()).boxed().toList();
    }

    /** The outcome under all these circumstances. */
    String outcome(Set<String> circumstances) {
        return cases.get(caseFor(circumstances)).outcome();
    }

    /** The index of the last case whose conditions hold. */
    int caseFor(Set<String> circumstances) {
        for (int i = cases.size() - 1; i >= 0; i--) {
            if (circumstances.containsAll(cases.get(i).conditions())) {
                return i;
            }
        }
        throw new AssertionError("no case holds for " + circumstances + ": " + text);
    }
}
