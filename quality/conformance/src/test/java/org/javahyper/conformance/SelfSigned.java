package org.javahyper.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A self-signed certificate for localhost and 127.0.0.1 that the JDK's keytool has made, for both ends of a test in one program.
 *
 * @param keyStore with the key and the certificate, under the password {@link #PASSWORD}
 * @param file the certificate as PEM
 */
record SelfSigned(KeyStore keyStore, Path file) {
    static final String PASSWORD = "changeit";

    private static final String ALIAS = "localhost";

    private static @Nullable SelfSigned shared;

    /** The one that all tests share: making it takes a second. */
    static synchronized SelfSigned shared() throws IOException, InterruptedException, GeneralSecurityException {
        if (shared == null) {
            shared = create();
        }
        return shared;
    }

    private static SelfSigned create() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createDirectories(ForeignTool.WORKSHOP);
        Path keys = folder.resolve("peers.p12");
        Files.deleteIfExists(keys);
        // spotless:off
        ForeignTool.at(Path.of(System.getProperty("java.home"), "bin", "keytool")).output(
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
        // spotless:on
        KeyStore keyStore = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        Path file = folder.resolve("peers.pem");
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keyStore.getCertificate(ALIAS).getEncoded());
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        return new SelfSigned(keyStore, file);
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) keyStore.getCertificate(ALIAS);
    }

    KeyManagerFactory keyManagers() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore, PASSWORD.toCharArray());
        return factory;
    }
}
