package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFileTest {
    @TempDir
    private static Path folder;

    private static String pem;

    @BeforeAll
    static void createPem() throws Exception {
        pem = Files.readString(TestPem.create(folder));
    }

    @Test
    void keyAndCertificateAreFoundAmongOtherThings() throws Exception {
        Path file = Files.writeString(
                folder.resolve("all.pem"),
                "Bag Attributes\n" + TestPem.block("EC PARAMETERS", new byte[8]) + pem + "\n");

        KeyStore store = PemFile.read(file, "secret".toCharArray());

        assertEquals(1, store.size());
        assertEquals("EC", store.getKey("server", "secret".toCharArray()).getAlgorithm());
        assertEquals(1, store.getCertificateChain("server").length);
    }

    @Test
    void fileWithoutCertificateIsRefused() throws Exception {
        assertRefused(pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE")), "it has no certificate; ");
    }

    @Test
    void fileWithoutKeyIsRefused() throws Exception {
        assertRefused(
                pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")), "it has no unencrypted key in PKCS #8 form");
    }

    @Test
    void brokenKeyIsRefused() throws Exception {
        assertRefused(
                TestPem.block("PRIVATE KEY", new byte[16]) + pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")),
                "make sure that the key and the certificate belong together");
    }

    private static void assertRefused(String text, String reason) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.pem"), text);

        UsageException refusal = assertThrows(UsageException.class, () -> PemFile.read(file, new char[0]));

        assertTrue(refusal.getMessage().startsWith("the file \"" + file + "\" cannot be used: "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
