package org.javahyper.httpbin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.javahyper.h2.FrameObserver;
import org.jspecify.annotations.Nullable;

/**
 * A running server for tests and demonstrations: HTTP/2 over TLS with ALPN, or in cleartext with prior knowledge, and endpoints that tell a
 * client what it has sent.
 *
 * <pre>{@code
 * try (HttpBin server = HttpBin.builder().start()) {
 *     URI uri = server.uri().resolve("/get"); // https://localhost:49152/get
 *     Path trusted = server.certificate().orElseThrow();
 * }
 * }</pre>
 *
 * <p>All threads are daemons: a program that is only a server waits for something else to end it. Safe for use by many threads.
 */
public final class HttpBin implements AutoCloseable {
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);
    private static final int BACKLOG = 128;

    private final Acceptor acceptor;
    private final URI uri;
    private final @Nullable TestCertificates certificates;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpBin(Acceptor acceptor, URI uri, @Nullable TestCertificates certificates) {
        this.acceptor = acceptor;
        this.uri = uri;
        this.certificates = certificates;
    }

    /** Starts the configuration of a server: on localhost, on a free port, over TLS with a certificate of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /** The port the server listens on. */
    public int port() {
        return uri.getPort();
    }

    /** Where the server is, with the path {@code /}. */
    public URI uri() {
        return uri;
    }

    /**
     * The file with the certificate that the server has made for itself, as PEM; clients that are to trust it take it from there. It is for the
     * names localhost, 127.0.0.1 and ::1, and goes when the server closes. Empty in cleartext and with a key store of the caller.
     */
    public Optional<Path> certificate() {
        return Optional.ofNullable(certificates).map(TestCertificates::certificate);
    }

    /** Shuts down with a second of grace. */
    @Override
    public void close() {
        shutdown(CLOSE_GRACE);
    }

    /**
     * Stops accepting, tells every client to go away, lets open streams finish and then closes all connections. Does nothing the second time.
     *
     * @param grace how long streams may take to finish; an interrupt cuts it short
     */
    public void shutdown(Duration grace) {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            acceptor.shutdown(grace);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(certificates);
        }
    }

    private static void delete(@Nullable TestCertificates certificates) {
        if (certificates != null) {
            try {
                certificates.delete();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Changes some options of the server, then starts it. */
    public static final class Builder {
        private String host = "localhost";
        private int port;
        private boolean cleartext;
        private @Nullable KeyStore keyStore;
        private char[] password = new char[0];
        private @Nullable Supplier<? extends FrameObserver> observers;
        private Routes routes = Routes.standard();

        private Builder() {}

        /** The name or address to listen on; {@code 0.0.0.0} for all. Default localhost. */
        public Builder host(String value) {
            host = Objects.requireNonNull(value);
            return this;
        }

        /** The port to listen on; 0 takes a free one. Default 0. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** No TLS: clients begin with HTTP/2 at once (RFC 9113, 3.3). */
        public Builder cleartext() {
            cleartext = true;
            return this;
        }

        /**
         * TLS with a key of the caller, in place of one made at the start.
         *
         * @param value with a private key and its certificates
         * @param keyPassword opens the key; copied
         */
        public Builder keyStore(KeyStore value, char[] keyPassword) {
            keyStore = Objects.requireNonNull(value);
            password = keyPassword.clone();
            return this;
        }

        /**
         * Has every frame shown to an observer.
         *
         * @param value is asked once for each connection; the observer is then called by one thread at a time
         */
        public Builder observers(Supplier<? extends FrameObserver> value) {
            observers = Objects.requireNonNull(value);
            return this;
        }

        /** Other endpoints; for tests. */
        Builder routes(Routes value) {
            routes = value;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws IOException if the address is not free, or keytool cannot make a certificate
         * @throws IllegalArgumentException if the key store has no key that opens with the password
         */
        public HttpBin start() throws IOException {
            ServerSocket serverSocket = new ServerSocket();
            TestCertificates certificates = null;
            try {
                serverSocket.setReuseAddress(true);
                serverSocket.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
                if (!cleartext && keyStore == null) {
                    certificates = TestCertificates.create();
                }
                Acceptor acceptor = new Acceptor(serverSocket, tls(certificates), routes, observers);
                HttpBin server = new HttpBin(acceptor, uri(serverSocket), certificates);
                acceptor.start();
                return server;
            } catch (IOException | RuntimeException failure) {
                serverSocket.close();
                delete(certificates);
                throw failure;
            }
        }

        private @Nullable ServerTls tls(@Nullable TestCertificates certificates) {
            try {
                if (certificates != null) {
                    return new ServerTls(certificates.keyStore(), certificates.password());
                }
                return cleartext || keyStore == null ? null : new ServerTls(keyStore, password);
            } catch (GeneralSecurityException unusable) {
                throw new IllegalArgumentException(
                        "Cannot use the key store: " + unusable.getMessage()
                                + ". It needs a private key that opens with the password; check both.",
                        unusable);
            }
        }

        private URI uri(ServerSocket serverSocket) {
            boolean isWildcard = serverSocket.getInetAddress().isAnyLocalAddress();
            try {
                return new URI(
                        cleartext ? "http" : "https",
                        null,
                        isWildcard ? "localhost" : host,
                        serverSocket.getLocalPort(),
                        "/",
                        null,
                        null);
            } catch (URISyntaxException impossible) {
                throw new IllegalArgumentException(
                        "Cannot make a URI with host \"" + host + "\". Choose a name or an address.", impossible);
            }
        }
    }
}
