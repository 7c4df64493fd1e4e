package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A public collection of JSON files, below the folder that the system property {@code hyper.corpora} names. */
final class Corpus {
    private static final String PROPERTY = "hyper.corpora";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path folder;

    private Corpus(Path folder) {
        this.folder = folder;
    }

    /** Skips the test if the property is not set, and fails it if the property is set but the corpus is not there. */
    static Corpus named(String name) {
        String folder = System.getProperty(PROPERTY, "");
        if (folder.isEmpty()) {
            throw Skip.because("no " + name + ": pass the folder that holds it with -D" + PROPERTY + "=FOLDER");
        }
        Path corpus = Path.of(folder, name);
        assertTrue(Files.isDirectory(corpus), "-D" + PROPERTY + " names a folder without " + name + ": " + folder);
        return new Corpus(corpus);
    }

    /** The folders in it, in the order of their names. */
    List<String> folders() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** The JSON files of one of its folders, in the order of their names. */
    List<Path> files(String name) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve(name))) {
            return entries.filter(entry -> entry.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** A test of one file, named after it, also in what a failure says. */
    <T> DynamicTest test(Path file, Class<T> type, Consumer<T> test) {
        String name = folder.relativize(file).toString();
        return DynamicTest.dynamicTest(name, () -> assertAll(name, () -> test.accept(read(file, type))));
    }

    /** Reads a file whose members are the components of a record, in snake case. */
    <T> T read(Path file, Class<T> type) {
        return JSON.readValue(file, type);
    }
}
