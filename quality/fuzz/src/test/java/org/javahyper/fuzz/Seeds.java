package org.javahyper.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.javahyper.testkit.Hex;

/** The inputs that a target begins with. */
final class Seeds {
    private Seeds() {}

    /** Reads a resource of this package: one seed in hex per line; what stands behind a {@code #} is a comment. */
    static Stream<byte[]> in(String resource) {
        return lines(resource).map(Hex::bytes);
    }

    /** The lines of a resource of this package, without comments. */
    static Stream<String> lines(String resource) {
        try (InputStream file = Seeds.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
