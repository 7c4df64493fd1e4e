package org.javahyper.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ids that tests name in their {@code Spec} annotations, and the tests of each, read from the sources of all modules. */
final class SpecUses {
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Pattern ANNOTATION = Pattern.compile("@Spec\\(([^)]*)\\)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern TARGET = Pattern.compile("\\bvoid\\s+(\\w+)\\s*\\(|\\b(?:class|interface|record)\\s");

    private final SortedMap<String, SortedSet<String>> testsOfId = new TreeMap<>();

    /** Reads the test sources of every module that the {@code pom.xml} of a folder lists. */
    static SpecUses ofModules(Path root) throws IOException {
        SpecUses uses = new SpecUses();
        Matcher module = MODULE.matcher(Files.readString(root.resolve("pom.xml")));
        while (module.find()) {
            Path tests = root.resolve(module.group(1)).resolve("src/test/java");
            if (Files.exists(tests)) {
                uses.addSources(tests);
            }
        }
        return uses;
    }

    private void addSources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".java")).toList()) {
                addSource(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
    }

    /** Adds what one source names. An annotation without string literals counts as an id that is its text, so that it cannot pass unseen. */
    void addSource(String className, String source) {
        Matcher annotation = ANNOTATION.matcher(source);
        while (annotation.find()) {
            Matcher target = TARGET.matcher(source);
            boolean method = target.find(annotation.end()) && target.group(1) != null;
            String test = method ? className + "." + target.group(1) : className;
            List<String> ids = LITERAL.matcher(annotation.group(1))
                    .results()
                    .map(literal -> literal.group(1))
                    .toList();
            for (String id : ids.isEmpty() ? List.of(annotation.group(1)) : ids) {
                testsOfId.computeIfAbsent(id, any -> new TreeSet<>()).add(test);
            }
        }
    }

    /** The ids that are named. */
    SortedSet<String> ids() {
        return new TreeSet<>(testsOfId.keySet());
    }

    /** The tests that name an id, as {@code Class.method}, or {@code Class} where the annotation is on the class. */
    SortedSet<String> testsOf(String id) {
        return testsOfId.getOrDefault(id, new TreeSet<>());
    }
}
