package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.javahyper.h2.Refusals.Refusal;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A refused action changes nothing: of two connections with the same history one is asked for what is refused. It shows the same state as before,
 * and then both do the same in every respect.
 */
class AtomicityTest {
    /** The methods that are never refused, whatever the state. */
    private static final Set<String> NEVER_REFUSED =
            Set.of("receiveEndOfInput()", "tick(long)", "dataToSend()", "clearOutput()");

    private static final Path SOURCES = Path.of("src/main/java/org/javahyper/h2");

    /** A class that imports one of the kernel's exceptions refuses something. */
    private static final Pattern REFUSES = Pattern.compile("(?m)^import org\\.javahyper\\.h2\\.\\w+Exception;$");

    static List<Refusal> refusals() {
        return Refusals.all();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @Spec({"X-ATOM-01", "X-IO-03", "INV-5", "INV-16"})
    void refusedActionChangesNothing(Refusal refusal) {
        Kernel asked = refusal.history().begin(refusal.role());
        Kernel spared = refusal.history().begin(refusal.role());
        Map<String, Object> before = VisibleState.of(asked.connection);

        assertThrows(refusal.exception(), () -> refusal.action().accept(asked.connection));

        assertEquals(before, VisibleState.of(asked.connection));
        assertEquals(10, Refusals.BODY.remaining());
        assertEquals(Continuation.of(spared), Continuation.of(asked));
    }

    @Test
    @Spec({"X-ATOM-01", "H2-EV-24"})
    void refusalForLackOfConcurrencyIsRememberedForOneEventOnly() {
        Kernel client = History.FULL.begin(Role.CLIENT);

        assertThrows(TooManyStreamsException.class, () -> client.connection.sendHeaders(19, Messages.GET, true));

        assertEquals(
                List.of(new StreamsAvailable(1)),
                client.receive(FrameFactory.rstStream(3, ErrorCode.CANCEL)).subList(1, 2));
        assertEquals(
                1, client.receive(FrameFactory.rstStream(7, ErrorCode.CANCEL)).size());
    }

    @Test
    @Spec("X-ATOM-01")
    void everyOperationThatCanBeRefusedHasARow() {
        Set<String> withRows =
                Refusals.all().stream().map(Refusal::operation).collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>(withRows);
        expected.addAll(NEVER_REFUSED);
        expected.addAll(VisibleState.QUESTIONS);

        assertEquals(expected, VisibleState.methods());
    }

    /** The stacks of all refusals pass through every {@code throw} in the classes that refuse. */
    @Test
    @Spec("X-ATOM-01")
    void everyThrowIsReachedByARow() throws IOException {
        Set<String> reached = new HashSet<>();
        for (Refusal refusal : Refusals.all()) {
            Kernel kernel = refusal.history().begin(refusal.role());
            RuntimeException refused =
                    assertThrows(RuntimeException.class, () -> refusal.action().accept(kernel.connection));
            for (StackTraceElement frame : refused.getStackTrace()) {
                reached.add(frame.getFileName() + ":" + frame.getLineNumber());
            }
        }

        Map<String, Set<String>> missed = throwStatements();
        missed.values().removeIf(lines -> !Collections.disjoint(lines, reached));

        assertEquals(Map.of(), missed);
    }

    /** Each statement by its first line, with all its lines: which of them a stack shows depends on the message. */
    private static Map<String, Set<String>> throwStatements() throws IOException {
        Map<String, Set<String>> statements = new TreeMap<>();
        for (Path source : refusingSources()) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).strip().startsWith("throw ")) {
                    String first = source.getFileName() + ":" + (i + 1);
                    statements.put(first, new TreeSet<>(Set.of(first)));
                    while (!lines.get(i).endsWith(";")) {
                        i++;
                        statements.get(first).add(source.getFileName() + ":" + (i + 1));
                    }
                }
            }
        }
        return statements;
    }

    private static List<Path> refusingSources() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(SOURCES.resolve("H2Connection.java")));
        try (Stream<Path> internal = Files.list(SOURCES.resolve("internal"))) {
            for (Path source : internal.toList()) {
                if (REFUSES.matcher(Files.readString(source)).find()) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }
}
