package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for 127.0.0.1 with its key, as a PEM file. */
final class TestPem {
    private static final String PASSWORD = "password";
    private static final String ALIAS = "server";

    private TestPem() {}

    static Path create(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path storeFile = folder.resolve("server.p12");
        // spotless:off
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "1",
                "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", storeFile.toString(), "-storepass", PASSWORD)
                .inheritIO()
                .start();
        // spotless:on
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream octets = Files.newInputStream(storeFile)) {
            store.load(octets, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        byte[] certificate = store.getCertificate(ALIAS).getEncoded();
        return Files.writeString(
                folder.resolve("server.pem"), block("PRIVATE KEY", key) + block("CERTIFICATE", certificate));
    }

    /** A file beside it without the key, for clients. */
    static Path certificateOnly(Path pem) throws IOException {
        String text = Files.readString(pem);
        return Files.writeString(
                pem.resolveSibling("certificate.pem"), text.substring(text.indexOf("-----BEGIN CERTIFICATE")));
    }

    static String block(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END "
                + label + "-----\n";
    }
}
