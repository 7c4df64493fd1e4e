package org.javahyper.h2;

import java.time.Duration;
import org.javahyper.h2.internal.SettingRules;
import org.jspecify.annotations.Nullable;

/**
 * How a connection behaves; immutable, and safe as it comes.
 *
 * <pre>{@code
 * H2Configuration configuration = H2Configuration.server().limits(limits).build();
 * }</pre>
 *
 * @param role client or server
 * @param limits every bound, and with them what the first SETTINGS announces
 * @param initialSettings further entries of the first SETTINGS, or all of them
 * @param exactInitialSettings whether these are all of them, in this order
 * @param enablePush whether a client accepts pushed streams
 * @param pushAuthority decides on a client for which authorities the server may push
 * @param extendedConnect whether a server accepts extended CONNECT (RFC 8441)
 * @param priorityScheme which priority signals count; decides what is announced as NO_RFC7540_PRIORITIES
 * @param windowPolicy decides when consumed octets are given back to the peer
 * @param validateInboundHeaders whether the rules of RFC 9113, 8.2 and 8.3 are applied to received header lists
 * @param validateOutboundHeaders whether they are applied to header lists to be sent
 * @param checkOutboundContentLength whether the body to be sent must be as long as its {@code content-length} says
 * @param normalizeInboundHeaders whether several {@code cookie} fields of a request are joined (RFC 9113, 8.2.3)
 * @param normalizeOutboundHeaders whether names are lower-cased, surrounding blanks and connection-specific fields removed, and credentials
 *     kept out of compression tables
 * @param splitOutboundCookies whether {@code cookie} fields are split at {@code "; "} before they are compressed
 * @param answerMalformedRequests whether a server answers malformed requests with 400 or 431 before it resets them
 * @param acknowledgeSettings whether the peer's settings are acknowledged and applied as they come
 * @param acknowledgePings whether PING is answered as it comes
 * @param pingsFirst whether answers to PING go out ahead of DATA that waits
 * @param requireSettingsFirst whether the peer's first frame must be SETTINGS (RFC 9113, 3.4)
 * @param rejectNonZeroPadding whether padding that is not zero costs the connection (RFC 9113, 6.1)
 * @param alternativeServices whether a client reports ALTSVC
 * @param origins whether a client reports ORIGIN
 * @param settingsTimeout how long the peer may take to acknowledge settings; zero: as long as it likes
 * @param observer is told of every frame, or null
 */
public record H2Configuration(
        Role role,
        Limits limits,
        Settings initialSettings,
        boolean exactInitialSettings,
        boolean enablePush,
        PushAuthority pushAuthority,
        boolean extendedConnect,
        PriorityScheme priorityScheme,
        WindowPolicy windowPolicy,
        boolean validateInboundHeaders,
        boolean validateOutboundHeaders,
        boolean checkOutboundContentLength,
        boolean normalizeInboundHeaders,
        boolean normalizeOutboundHeaders,
        boolean splitOutboundCookies,
        boolean answerMalformedRequests,
        boolean acknowledgeSettings,
        boolean acknowledgePings,
        boolean pingsFirst,
        boolean requireSettingsFirst,
        boolean rejectNonZeroPadding,
        boolean alternativeServices,
        boolean origins,
        Duration settingsTimeout,
        @Nullable FrameObserver observer) {
    /** Octets of the largest frame that any peer accepts. */
    private static final int FIRST_SETTINGS = 16_384;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * Checks the options together.
     *
     * @throws IllegalArgumentException if an option belongs to the other role, or a value is not allowed
     */
    public H2Configuration {
        require(!enablePush || role == Role.CLIENT, "enablePush is an option of clients (RFC 9113, 8.4)");
        require(!extendedConnect || role == Role.SERVER, "extendedConnect is an option of servers (RFC 8441, 3)");
        require(
                !settingsTimeout.isNegative() && settingsTimeout.compareTo(LONGEST) <= 0,
                "settingsTimeout is zero to 2^63-1 nanoseconds");
        require(
                initialSettings.size() <= FIRST_SETTINGS / SettingRules.ENTRY,
                "initial settings fit into a frame of 16,384 octets (RFC 9113, 4.2)");
        for (int i = 0; i < initialSettings.size(); i++) {
            int id = initialSettings.id(i);
            String rule = SettingRules.initialRule(role, id, initialSettings.valueAt(i), exactInitialSettings);
            require(rule == null, "initial setting " + SettingId.name(id) + ": " + rule);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("Cannot configure: " + rule + ". Leave it out or change it.");
        }
    }

    /** Starts the configuration of a client. */
    public static Builder client() {
        return new Builder(Role.CLIENT);
    }

    /** Starts the configuration of a server. */
    public static Builder server() {
        return new Builder(Role.SERVER);
    }

    /** Changes some options of the default configuration. */
    public static final class Builder {
        private final Role role;
        private Limits limits = Limits.defaults();
        private Settings initialSettings = Settings.empty();
        private boolean exactInitialSettings;
        private boolean enablePush;
        private PushAuthority pushAuthority = PushAuthority.SAME;
        private boolean extendedConnect;
        private PriorityScheme priorityScheme = PriorityScheme.RFC9218;
        private WindowPolicy windowPolicy = WindowPolicy.AUTOMATIC;
        private boolean validateInboundHeaders = true;
        private boolean validateOutboundHeaders = true;
        private boolean checkOutboundContentLength = true;
        private boolean normalizeInboundHeaders = true;
        private boolean normalizeOutboundHeaders = true;
        private boolean splitOutboundCookies;
        private boolean answerMalformedRequests = true;
        private boolean acknowledgeSettings = true;
        private boolean acknowledgePings = true;
        private boolean pingsFirst;
        private boolean requireSettingsFirst = true;
        private boolean rejectNonZeroPadding;
        private boolean alternativeServices = true;
        private boolean origins = true;
        private Duration settingsTimeout = Duration.ZERO;
        private @Nullable FrameObserver observer;

        private Builder(Role role) {
            this.role = role;
        }

        /** Every bound. Default {@link Limits#defaults()}. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** Entries that the first SETTINGS has behind those that come from the limits and the other options. Default none. */
        public Builder initialSettings(Settings additions) {
            initialSettings = additions;
            exactInitialSettings = false;
            return this;
        }

        /** All entries of the first SETTINGS, in this order, whatever limits and options say. */
        public Builder exactInitialSettings(Settings all) {
            initialSettings = all;
            exactInitialSettings = true;
            return this;
        }

        /** Whether a client accepts pushed streams; announced as ENABLE_PUSH. Default false. */
        public Builder enablePush(boolean value) {
            enablePush = value;
            return this;
        }

        /** Decides on a client for which authorities the server may push. Default {@link PushAuthority#SAME}. */
        public Builder pushAuthority(PushAuthority value) {
            pushAuthority = value;
            return this;
        }

        /** Whether a server accepts extended CONNECT (RFC 8441); announced as ENABLE_CONNECT_PROTOCOL. Default false. */
        public Builder extendedConnect(boolean value) {
            extendedConnect = value;
            return this;
        }

        /** Which priority signals count; decides what is announced as NO_RFC7540_PRIORITIES. Default {@link PriorityScheme#RFC9218}. */
        public Builder priorityScheme(PriorityScheme value) {
            priorityScheme = value;
            return this;
        }

        /** Decides when consumed octets are given back to the peer. Default {@link WindowPolicy#AUTOMATIC}. */
        public Builder windowPolicy(WindowPolicy value) {
            windowPolicy = value;
            return this;
        }

        /** Whether received header lists are checked; false only for tools that look at bad traffic. Default true. */
        public Builder validateInboundHeaders(boolean value) {
            validateInboundHeaders = value;
            return this;
        }

        /** Whether header lists to be sent are checked; false only for tools that make bad traffic. Default true. */
        public Builder validateOutboundHeaders(boolean value) {
            validateOutboundHeaders = value;
            return this;
        }

        /**
         * Whether the body to be sent must be as long as its {@code content-length} says; false for proxies, which pass on what they get. It needs
         * the validation of outbound headers. Default true.
         */
        public Builder checkOutboundContentLength(boolean value) {
            checkOutboundContentLength = value;
            return this;
        }

        /** Whether several {@code cookie} fields of a request are joined. Default true. */
        public Builder normalizeInboundHeaders(boolean value) {
            normalizeInboundHeaders = value;
            return this;
        }

        /** Whether header lists are brought into the form of HTTP/2 before they are sent. Default true. */
        public Builder normalizeOutboundHeaders(boolean value) {
            normalizeOutboundHeaders = value;
            return this;
        }

        /** Whether {@code cookie} fields are split into crumbs that compress better. Default false. */
        public Builder splitOutboundCookies(boolean value) {
            splitOutboundCookies = value;
            return this;
        }

        /** Whether a server answers malformed requests with 400, and such with too many fields with 431, before it resets them. Default true. */
        public Builder answerMalformedRequests(boolean value) {
            answerMalformedRequests = value;
            return this;
        }

        /**
         * Whether the peer's settings are acknowledged and applied as they come; false leaves both to
         * {@link H2Connection#acknowledgeSettings}. Default true.
         */
        public Builder acknowledgeSettings(boolean value) {
            acknowledgeSettings = value;
            return this;
        }

        /** Whether PING is answered as it comes; false leaves it to {@link H2Connection#acknowledgePing}. Default true. */
        public Builder acknowledgePings(boolean value) {
            acknowledgePings = value;
            return this;
        }

        /** Whether answers to PING go out ahead of DATA that waits. Default false. */
        public Builder pingsFirst(boolean value) {
            pingsFirst = value;
            return this;
        }

        /** Whether the peer's first frame must be SETTINGS, as RFC 9113, 3.4 has it; false only for tools. Default true. */
        public Builder requireSettingsFirst(boolean value) {
            requireSettingsFirst = value;
            return this;
        }

        /** Whether padding that is not zero costs the connection, as RFC 9113, 6.1 permits. Default false. */
        public Builder rejectNonZeroPadding(boolean value) {
            rejectNonZeroPadding = value;
            return this;
        }

        /** Whether a client reports ALTSVC. Default true. */
        public Builder alternativeServices(boolean value) {
            alternativeServices = value;
            return this;
        }

        /** Whether a client reports ORIGIN; give false where the connection is not TLS, or goes through a proxy (RFC 8336, 2). Default true. */
        public Builder origins(boolean value) {
            origins = value;
            return this;
        }

        /**
         * How long the peer may take to acknowledge settings before the connection fails with SETTINGS_TIMEOUT; needs
         * {@link H2Connection#tick}. Default zero: as long as it likes.
         */
        public Builder settingsTimeout(Duration value) {
            settingsTimeout = value;
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
         * @throws IllegalArgumentException if an option belongs to the other role, or a value is not allowed
         */
        public H2Configuration build() {
            return new H2Configuration(
                    role,
                    limits,
                    initialSettings,
                    exactInitialSettings,
                    enablePush,
                    pushAuthority,
                    extendedConnect,
                    priorityScheme,
                    windowPolicy,
                    validateInboundHeaders,
                    validateOutboundHeaders,
                    checkOutboundContentLength,
                    normalizeInboundHeaders,
                    normalizeOutboundHeaders,
                    splitOutboundCookies,
                    answerMalformedRequests,
                    acknowledgeSettings,
                    acknowledgePings,
                    pingsFirst,
                    requireSettingsFirst,
                    rejectNonZeroPadding,
                    alternativeServices,
                    origins,
                    settingsTimeout,
                    observer);
        }
    }
}
