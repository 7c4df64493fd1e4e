package org.javahyper.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * The h2spec program for this platform. Its binaries lie in the jar of a Maven plugin, which is on the class path of the tests.
 *
 * @see <a href="https://github.com/summerwind/h2spec">h2spec</a>
 */
final class H2Spec {
    private static final String FOLDER = "/h2spec/2.1.1/";
    private static final Map<String, String> ARCHIVES = Map.of(
            "linux amd64", "h2spec_linux_amd64.tar.gz",
            "mac x86_64", "h2spec_darwin_amd64.tar.gz",
            "windows amd64", "h2spec_windows_amd64.zip");
    private static final int TAR_BLOCK = 512;

    private H2Spec() {}

    /** Unpacks the program into a folder, or skips the test where there is none for this platform. */
    static ForeignTool unpackInto(Path folder) throws IOException {
        String archive = ARCHIVES.get(platform());
        if (archive == null) {
            throw Skip.because("h2spec has no binary for " + platform() + ", only for " + ARCHIVES.keySet());
        }
        Path program = Files.createDirectories(folder).resolve("h2spec.exe");
        try (InputStream octets = Objects.requireNonNull(H2Spec.class.getResourceAsStream(FOLDER + archive), archive)) {
            Files.write(program, archive.endsWith(".zip") ? fromZip(octets) : fromTar(octets));
        }
        program.toFile().setExecutable(true);
        return ForeignTool.at(program);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ", 2)[0];
        return system + " " + System.getProperty("os.arch");
    }

    /** The one file of a compressed tar: its length stands in the header, in octal digits from octet 124 to 135. */
    private static byte[] fromTar(InputStream archive) throws IOException {
        byte[] tar = new GZIPInputStream(archive).readAllBytes();
        int length = Integer.parseInt(new String(tar, 124, 11, US_ASCII), 8);
        return Arrays.copyOfRange(tar, TAR_BLOCK, TAR_BLOCK + length);
    }

    private static byte[] fromZip(InputStream archive) throws IOException {
        ZipInputStream zip = new ZipInputStream(archive);
        zip.getNextEntry();
        return zip.readAllBytes();
    }
}
