package org.javahyper.h2.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States change by the tables alone: the sources assign to a state nothing but the initial one, and what a table gives.
 *
 * <p>It reads the text, so it finds what is written in the common way, which is all that the formatter leaves: {@code name = value;} and
 * {@code object.name = value;}.
 */
class StateAssignmentsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String STATES = "(?:StreamState|MessagePhase|ConnectionState)";
    private static final String INITIAL = "(?:StreamState.IDLE|MessagePhase.AWAITING_HEADERS|ConnectionState.NEW)";
    private static final String TABLE = "(?:\\w+\\.)?(?:STREAM|MESSAGE|CONNECTION)\\.next\\(";

    private static final Pattern FIELD = Pattern.compile("(?m)^    (?:private )?" + STATES + " (\\w+) = ([^;]+);");
    private static final Pattern METHOD =
            Pattern.compile("(?m)^    private static " + STATES + " (\\w+)\\(.*\\{\\s+return ([^;]+);\\s+}");

    @Test
    void statesChangeByTheTablesAlone() throws IOException {
        List<String> sources = sources();
        Set<String> fields = new TreeSet<>();
        Set<String> steps = new HashSet<>();
        sources.forEach(source -> matches(FIELD, source).forEach(match -> fields.add(match.group(1))));
        sources.forEach(source -> matches(METHOD, source)
                .filter(match -> match.group(2).matches("(?s)" + TABLE + ".*"))
                .forEach(match -> steps.add(match.group(1))));
        Pattern allowed = Pattern.compile("(?s)" + INITIAL + "|" + TABLE + ".*"
                + (steps.isEmpty() ? "" : "|(?:" + String.join("|", steps) + ")\\(.*"));

        List<String> values =
                sources.stream().flatMap(source -> assignments(source, fields)).toList();

        assertEquals(Set.of("state", "inbound", "outbound"), fields);
        assertTrue(values.size() > 15, "only found " + values);
        assertEquals(
                List.of(),
                values.stream()
                        .filter(value -> !allowed.matcher(value).matches())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(classes = {ConnectionInput.class, StreamInput.class, MessageInput.class, LateFrame.class})
    void everyInputOfATableIsAskedFor(Class<? extends Enum<?>> inputs) throws IOException {
        List<String> code = sources().stream()
                .filter(source -> !source.contains("TransitionTable.of("))
                .toList();

        List<String> unused = Stream.of(inputs.getEnumConstants())
                .map(input -> inputs.getSimpleName() + "." + input.name())
                .filter(input -> code.stream().noneMatch(source -> source.matches("(?s).*\\b" + input + "\\b.*")))
                .toList();

        assertEquals(List.of(), unused);
    }

    /** What is assigned to the fields, in a source; a bare name is a field only where one is declared. */
    private static Stream<String> assignments(String source, Set<String> fields) {
        List<String> values = new ArrayList<>();
        for (String field : fields) {
            boolean isHere =
                    matches(FIELD, source).anyMatch(match -> match.group(1).equals(field));
            String where = isHere ? "(?:\\w\\.|^ +)" : "\\w\\.";
            Pattern assignment = Pattern.compile("(?m)" + where + field + " = ([^;]+);");
            matches(assignment, source).forEach(match -> values.add(match.group(1)));
        }
        matches(FIELD, source).forEach(match -> values.add(match.group(2)));
        return values.stream();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String source) {
        return pattern.matcher(source).results();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> sources = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }
}
