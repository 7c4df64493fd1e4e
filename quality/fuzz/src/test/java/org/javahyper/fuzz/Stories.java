package org.javahyper.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.javahyper.testkit.Hex;

/** The blocks of hpack-test-case, below the folder that the system property {@code hyper.corpora} names. */
final class Stories {
    private static final Pattern BLOCK = Pattern.compile("\"wire\"\\s*:\\s*\"([0-9a-f]*)\"");
    private static final int LONGEST_SEED = 2_000;

    private Stories() {}

    /** The first blocks of each story as a script for {@link HpackDecoderFuzz}; none if the property is not set. */
    static Stream<byte[]> seeds() {
        String folder = System.getProperty("hyper.corpora", "");
        if (folder.isEmpty()) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(Path.of(folder, "hpack-test-case"))) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Stories::seed)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] seed(Path story) {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(new byte[3]); // fail at the default limits, a table of 4,096 octets
        for (String wire : BLOCK.matcher(read(story))
                .results()
                .map(match -> match.group(1))
                .toList()) {
            byte[] block = Hex.bytes(wire);
            if (block.length > HpackDecoderFuzz.LONGEST_BLOCK || script.size() + block.length > LONGEST_SEED) {
                break;
            }
            script.write(block.length);
            script.writeBytes(block);
        }
        return script.toByteArray();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
