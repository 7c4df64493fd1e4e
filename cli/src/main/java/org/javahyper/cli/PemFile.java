package org.javahyper.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificate chain, its own certificate first, and private key, in one PEM file as certificate authorities hand them out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemFile {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private PemFile() {}

    /**
     * Reads the file into a store in memory.
     *
     * @param password protects the key in the store
     * @throws UsageException if the file cannot be read, or does not have what it should
     */
    static KeyStore read(Path file, char[] password) {
        try {
            List<Certificate> chain = new ArrayList<>();
            byte[] encodedKey = null;
            Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (block.find()) {
                byte[] octets = Base64.getMimeDecoder().decode(block.group(2));
                switch (block.group(1)) {
                    case "CERTIFICATE" ->
                        chain.add(CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(octets)));
                    case "PRIVATE KEY" -> encodedKey = octets;
                    default -> {} // parameters of a curve, a key in another form: missed below if it matters
                }
            }
            if (chain.isEmpty()) {
                throw wrong(file, "it has no certificate", "append the certificates, the server's own first");
            }
            return store(privateKey(file, chain.get(0), encodedKey), password, chain);
        } catch (IOException unreadable) {
            throw wrong(file, "it cannot be read", "name a file that can");
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw wrong(file, broken.getMessage(), "make sure that the key and the certificate belong together");
        }
    }

    private static PrivateKey privateKey(Path file, Certificate certificate, byte @Nullable [] encodedKey)
            throws GeneralSecurityException {
        if (encodedKey == null) {
            throw wrong(
                    file,
                    "it has no unencrypted key in PKCS #8 form, \"BEGIN PRIVATE KEY\"",
                    "append one; openssl pkcs8 -topk8 -nodes converts others");
        }
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(encodedKey));
    }

    private static KeyStore store(PrivateKey key, char[] password, List<Certificate> chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("server", key, password, chain.toArray(new Certificate[0]));
        return store;
    }

    private static UsageException wrong(Path file, @Nullable String reason, String advice) {
        return new UsageException("the file \"" + file + "\" cannot be used: " + reason + "; " + advice);
    }
}
