package org.javahyper.client;

import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.javahyper.h2.FrameObserver;
import org.jspecify.annotations.Nullable;

/**
 * How connections are made and used; immutable, and safe as it comes.
 *
 * <pre>{@code
 * ClientConfiguration configuration = ClientConfiguration.builder().readTimeout(Duration.ofSeconds(5)).build();
 * }</pre>
 *
 * @param sslContext what TLS is made with, or null for the platform's context
 * @param caFile certificates in PEM form that are trusted instead of the platform's, or null
 * @param verifiesServer whether certificate and host name are checked; false is dangerous
 * @param connectTimeout for connecting; of the TLS handshake each read may take what is left of it; zero waits without end
 * @param readTimeout for each single wait on the server; zero waits without end
 * @param streamWindow octets of a body that the server may send ahead of the program's reading
 * @param connectionWindow the same over all streams of a connection
 * @param observer is told of every frame, on whichever thread moves it, one at a time; or null
 */
public record ClientConfiguration(
        @Nullable SSLContext sslContext,
        @Nullable Path caFile,
        boolean verifiesServer,
        Duration connectTimeout,
        Duration readTimeout,
        int streamWindow,
        int connectionWindow,
        @Nullable FrameObserver observer) {
    private static final ClientConfiguration DEFAULTS = builder().build();

    /**
     * Checks the components together.
     *
     * @throws IllegalArgumentException if two of them contradict each other, or a number is out of its range
     */
    public ClientConfiguration {
        int trust = (sslContext == null ? 0 : 1) + (caFile == null ? 0 : 1) + (verifiesServer ? 0 : 1);
        if (trust > 1) {
            throw new IllegalArgumentException(
                    "Cannot take more than one of an SSL context, a CA file and no verification:"
                            + " each says alone whom to trust. Keep one.");
        }
        if (connectTimeout.isNegative() || readTimeout.isNegative()) {
            throw new IllegalArgumentException("Cannot wait " + connectTimeout + " to connect and " + readTimeout
                    + " to read: timeouts are not negative. Use zero to wait without end.");
        }
        if (streamWindow < 1 || connectionWindow < 65_535) {
            throw new IllegalArgumentException("Cannot open windows of " + streamWindow + " octets for a stream and "
                    + connectionWindow + " for the connection: they are 1 and 65,535 at least (RFC 9113, 6.9.2)."
                    + " Choose larger ones.");
        }
    }

    /** The platform's trust, 30 seconds to connect, 60 seconds for each wait, windows of 65,535 octets and 1 MiB. */
    public static ClientConfiguration defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Changes some options of the default configuration. */
    public static final class Builder {
        private @Nullable SSLContext sslContext;
        private @Nullable Path caFile;
        private boolean verifiesServer = true;
        private Duration connectTimeout = Duration.ofSeconds(30);
        private Duration readTimeout = Duration.ofSeconds(60);
        private int streamWindow = 65_535;
        private int connectionWindow = 1 << 20;
        private @Nullable FrameObserver observer;

        private Builder() {}

        /** What TLS is made with: own trust, own client certificates. Default the platform's. */
        public Builder sslContext(SSLContext value) {
            sslContext = value;
            return this;
        }

        /** A file of certificates in PEM form; servers are trusted that one of them vouches for, and no others. */
        public Builder caFile(Path value) {
            caFile = value;
            return this;
        }

        /**
         * Talks to any server, whatever its certificate says. Dangerous: whoever sits in between reads and changes everything. For tests against
         * machines of one's own.
         */
        public Builder dangerouslyDisableVerification() {
            verifiesServer = false;
            return this;
        }

        /** How long connecting may take, and with what is left each read of the TLS handshake; zero waits without end. Default 30 seconds. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** How long each single wait on the server may take; zero waits without end. Default 60 seconds. */
        public Builder readTimeout(Duration value) {
            readTimeout = value;
            return this;
        }

        /** Octets of a body that the server may send ahead of the program's reading, 1 to 2^31-1. Default 65,535. */
        public Builder streamWindow(int value) {
            streamWindow = value;
            return this;
        }

        /** The same over all streams of a connection, 65,535 to 2^31-1. Default 1,048,576. */
        public Builder connectionWindow(int value) {
            connectionWindow = value;
            return this;
        }

        /** An observer of every frame. Default none. */
        public Builder observer(@Nullable FrameObserver value) {
            observer = value;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if two options contradict each other, or a number is out of its range
         */
        public ClientConfiguration build() {
            return new ClientConfiguration(
                    sslContext,
                    caFile,
                    verifiesServer,
                    connectTimeout,
                    readTimeout,
                    streamWindow,
                    connectionWindow,
                    observer);
        }
    }
}
