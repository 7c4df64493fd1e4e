package org.javahyper.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A self-signed certificate for localhost and 127.0.0.1 that openssl has made, for servers that want files.
 *
 * @param file the certificate as PEM
 * @param key its key as PEM
 */
record TestCertificate(Path file, Path key) {
    /** Makes a new one in place of the last. */
    static TestCertificate create() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(ForeignTool.WORKSHOP);
        TestCertificate certificate =
                new TestCertificate(folder.resolve("localhost.pem"), folder.resolve("localhost.key"));
        // spotless:off
        ForeignTool.named("openssl").output(
                "req", "-x509", "-nodes", "-days", "30",
                "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", certificate.key().toString(),
                "-out", certificate.file().toString());
        // spotless:on
        return certificate;
    }
}
