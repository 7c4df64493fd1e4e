package org.javahyper.httpbin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A key and a self-signed certificate for localhost, made by the JDK's keytool when a server starts. The certificate lies in a temporary folder
 * for as long as the server or the process lives; the key is kept in memory only.
 */
final class TestCertificates {
    private static final String ALIAS = "localhost";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final Path certificate;
    private final KeyStore keyStore;
    private final char[] password;

    private TestCertificates(Path folder, Path certificate, KeyStore keyStore, char[] password) {
        this.folder = folder;
        this.certificate = certificate;
        this.keyStore = keyStore;
        this.password = password;
    }

    /** Makes a new pair for the names localhost, 127.0.0.1 and ::1. */
    static TestCertificates create() throws IOException {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Path folder = Files.createTempDirectory("httpbin-");
        Path certificate = folder.resolve("localhost.pem");
        Path storeFile = folder.resolve("localhost.p12");
        try {
            runKeytool(storeFile, password);
            KeyStore keyStore = load(storeFile, password);
            Files.writeString(certificate, pem(keyStore));
            folder.toFile().deleteOnExit(); // last in, first out: the file goes before its folder
            certificate.toFile().deleteOnExit();
            return new TestCertificates(folder, certificate, keyStore, password.toCharArray());
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("Cannot read the key store that keytool has made", unreadable);
        } finally {
            Files.deleteIfExists(storeFile);
        }
    }

    KeyStore keyStore() {
        return keyStore;
    }

    char[] password() {
        return password;
    }

    /** The file with the certificate, as PEM. */
    Path certificate() {
        return certificate;
    }

    /** Removes the file and its folder. */
    void delete() throws IOException {
        Files.deleteIfExists(certificate);
        Files.deleteIfExists(folder);
    }

    private static void runKeytool(Path storeFile, String password) throws IOException {
        // spotless:off
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it runs for half a second
                "-genkeypair",
                "-alias", ALIAS,
                "-keyalg", "EC",
                "-groupname", "secp256r1",
                "-validity", "30",
                "-dname", "CN=localhost",
                "-ext", "SAN=dns:localhost,ip:127.0.0.1,ip:::1",
                "-storetype", "PKCS12",
                "-keystore", storeFile.toString(),
                "-storepass:env", "HTTPBIN_PASSWORD")); // other users can read arguments
        // spotless:on
        keytool.environment().put("HTTPBIN_PASSWORD", password);
        Process process = keytool.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("Cannot make a certificate: keytool of " + System.getProperty("java.home")
                        + " says \"" + said.strip() + "\". Give the server a key store of your own.");
            }
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool was making a certificate", interrupted);
        }
    }

    private static KeyStore load(Path storeFile, String password) throws IOException, GeneralSecurityException {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream octets = Files.newInputStream(storeFile)) {
            keyStore.load(octets, password.toCharArray());
        }
        return keyStore;
    }

    private static String pem(KeyStore keyStore) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + PEM.encodeToString(keyStore.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
