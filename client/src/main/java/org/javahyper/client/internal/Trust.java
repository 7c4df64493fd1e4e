package org.javahyper.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.ConnectionException;
import org.jspecify.annotations.Nullable;

/** Which servers are trusted, and why one is not. */
final class Trust {
    private Trust() {}

    /** The context that a configuration asks for. */
    static SSLContext context(ClientConfiguration configuration) throws ConnectionException {
        try {
            if (configuration.sslContext() != null) {
                return configuration.sslContext();
            }
            if (configuration.caFile() != null) {
                return context(authorities(configuration.caFile()));
            }
            return configuration.verifiesServer()
                    ? SSLContext.getDefault()
                    : context(new TrustManager[] {new TrustingAnybody()});
        } catch (NoSuchAlgorithmException noTls) {
            throw new IllegalStateException("This Java platform has no TLS. Install one that has.", noTls);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new ConnectionException(
                    "Cannot read the certificates of " + configuration.caFile() + ": " + unusable.getMessage()
                            + ". Name a file of certificates in PEM form.",
                    true,
                    unusable);
        }
    }

    private static SSLContext context(TrustManager[] trustManagers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers, null);
        return context;
    }

    private static TrustManager[] authorities(Path caFile) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream pem = Files.newInputStream(caFile)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("there is none in it");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Rule and advice where a handshake failed because of the server's certificate, or null. */
    static @Nullable String whatIsWrongWithTheCertificate(Throwable failure) {
        CertificateException culprit = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the server's certificate has expired. Have it renewed, and check this machine's clock.";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the server's certificate is not valid yet. Check this machine's clock.";
            }
            culprit = cause instanceof CertificateException certificate ? certificate : culprit;
        }
        if (culprit == null) {
            return null;
        }
        // The JDK throws subclasses for paths that do not verify, and the plain class without a cause for names that do
        // not match.
        return culprit.getClass() == CertificateException.class && culprit.getCause() == null
                ? "the server's certificate is for another host (" + culprit.getMessage() + "). Check the host name."
                : "the server's certificate does not verify (" + culprit.getMessage()
                        + "). Trust its authority through a CA file, if you know it.";
    }

    /** Checks nothing; an extended trust manager, because the JDK would check the host name around a plain one. */
    private static final class TrustingAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
