package org.javahyper.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the HPACK benchmarks encode and decode: stories of header lists, each story with a compression context of its own.
 *
 * @param name says where the lists are from
 */
record Workload(String name, List<List<Headers>> stories) {
    /** Names the folder that holds hpack-test-case. Passed on to the JVMs that JMH starts. */
    private static final String CORPORA = "hyper.corpora";

    /** Fields of the connection (RFC 9113, 8.2.2). */
    private static final Set<String> FORBIDDEN =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings");

    /** The raw stories of hpack-test-case if the system property names a folder, else the lists of our own. */
    static Workload load() {
        String folder = System.getProperty(CORPORA, "");
        return folder.isEmpty() ? ownLists() : rawStories(Path.of(folder, "hpack-test-case", "raw-data"));
    }

    /** The lists that come with this module. */
    static Workload ownLists() {
        try (InputStream file = Workload.class.getResourceAsStream("stories.txt")) {
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Objects.requireNonNull(file, "stories.txt"), StandardCharsets.UTF_8));
            return new Workload("the lists of this module", parse(lines.lines().toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads lines of {@code name: value}; a blank line ends a list, a line of {@code # and a title} begins a story. */
    static List<List<Headers>> parse(List<String> lines) {
        List<List<Headers>> stories = new ArrayList<>();
        List<HeaderField> fields = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("#")) {
                stories.add(new ArrayList<>());
            } else if (!line.isBlank()) {
                int colon = line.indexOf(": ", 1);
                fields.add(new HeaderField(line.substring(0, colon), line.substring(colon + 2), false));
            } else if (!fields.isEmpty()) {
                stories.get(stories.size() - 1).add(list(fields));
                fields.clear();
            }
        }
        if (!fields.isEmpty()) {
            stories.get(stories.size() - 1).add(list(fields));
        }
        return stories;
    }

    static Workload rawStories(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<List<Headers>> stories = files.filter(
                            file -> file.getFileName().toString().matches("story_\\d\\d\\.json"))
                    .sorted()
                    .map(Workload::rawStory)
                    .toList();
            return new Workload(stories.size() + " raw stories of hpack-test-case", stories);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Headers> rawStory(Path file) {
        List<Headers> lists = new ArrayList<>();
        for (JsonNode list : JsonMapper.shared().readTree(file).get("cases")) {
            List<HeaderField> fields = new ArrayList<>();
            for (JsonNode field : list.get("headers")) {
                field.properties()
                        .forEach(pair -> fields.add(
                                new HeaderField(pair.getKey(), pair.getValue().asString(), false)));
            }
            lists.add(list(fields));
        }
        return lists;
    }

    private static Headers list(List<HeaderField> fields) {
        Headers.Builder list = Headers.builder();
        fields.forEach(list::add);
        return list.build();
    }

    /**
     * The same in the form in which every library takes every list: without fields that HTTP/2 forbids, pseudo-fields first, and no blanks at the
     * ends of values.
     */
    Workload acceptable() {
        List<List<Headers>> acceptable = stories.stream()
                .map(story -> story.stream().map(Workload::acceptable).toList())
                .toList();
        return new Workload(name, acceptable);
    }

    private static Headers acceptable(Headers fields) {
        Headers.Builder pseudo = Headers.builder();
        Headers.Builder regular = Headers.builder();
        for (HeaderField field : fields) {
            if (!FORBIDDEN.contains(field.name())) {
                (field.name().startsWith(":") ? pseudo : regular)
                        .add(field.name(), field.value().strip());
            }
        }
        return pseudo.addAll(regular.build()).build();
    }

    int fieldCount() {
        return stories.stream().flatMap(List::stream).mapToInt(Headers::size).sum();
    }

    /** The octets of all names and values. */
    long octets() {
        long octets = 0;
        for (List<Headers> story : stories) {
            for (Headers list : story) {
                for (HeaderField field : list) {
                    octets += field.name().length() + field.value().length();
                }
            }
        }
        return octets;
    }
}
