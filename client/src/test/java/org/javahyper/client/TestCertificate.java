package org.javahyper.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of an authority of its own, made by the JDK's keytool.
 *
 * @param context shows the certificate, and trusts the authority
 * @param authority a file for clients that trust the authority
 */
record TestCertificate(SSLContext context, Path authority) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /**
     * Makes one.
     *
     * @param names such as {@code dns:localhost,ip:127.0.0.1}
     * @param startDate in keytool's words, such as {@code -1d}; it is valid for ten days from then on
     */
    static TestCertificate of(Path folder, String names, String startDate) throws Exception {
        Path file = Files.createTempDirectory(folder, "key").resolve("store.p12");
        // spotless:off
        keytool(file, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c",
                "-startdate", "-2y", "-validity", "1000");
        keytool(file, "-alias", "server", "-dname", "CN=server", "-ext", "san=" + names,
                "-startdate", startDate, "-validity", "10", "-signer", "authority");
        // spotless:on
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD);
        }
        return new TestCertificate(context(store), pem(store, file.resolveSibling("authority.pem")));
    }

    private static void keytool(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1"); // it does not live long enough for more
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String messages = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), messages);
    }

    private static SSLContext context(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", store.getKey("server", PASSWORD), PASSWORD, store.getCertificateChain("server"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", store.getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static Path pem(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        byte[] certificate = store.getCertificate("authority").getEncoded();
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                        + "\n-----END CERTIFICATE-----\n");
    }
}
