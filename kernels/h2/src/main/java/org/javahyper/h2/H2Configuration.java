package org.javahyper.h2;

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
 * @param validateInboundHeaders whether the rules of RFC 9113, 8.2 and 8.3 are applied to received header lists
 * @param validateOutboundHeaders whether they are applied to header lists to be sent
 * @param normalizeInboundHeaders whether several {@code cookie} fields of a request are joined (RFC 9113, 8.2.3)
 * @param normalizeOutboundHeaders whether names are lower-cased, surrounding blanks and connection-specific fields removed, and credentials
 *     kept out of compression tables
 * @param splitOutboundCookies whether {@code cookie} fields are split at {@code "; "} before they are compressed
 * @param observer is told of every frame, or null
 */
public record H2Configuration(
        Role role,
        Limits limits,
        boolean validateInboundHeaders,
        boolean validateOutboundHeaders,
        boolean normalizeInboundHeaders,
        boolean normalizeOutboundHeaders,
        boolean splitOutboundCookies,
        @Nullable FrameObserver observer) {
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
        private boolean validateInboundHeaders = true;
        private boolean validateOutboundHeaders = true;
        private boolean normalizeInboundHeaders = true;
        private boolean normalizeOutboundHeaders = true;
        private boolean splitOutboundCookies;
        private @Nullable FrameObserver observer;

        private Builder(Role role) {
            this.role = role;
        }

        /** Every bound. Default {@link Limits#defaults()}. */
        public Builder limits(Limits value) {
            limits = value;
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

        /** An observer of every frame. Default none. */
        public Builder observer(@Nullable FrameObserver value) {
            observer = value;
            return this;
        }

        /** The configuration. */
        public H2Configuration build() {
            return new H2Configuration(
                    role,
                    limits,
                    validateInboundHeaders,
                    validateOutboundHeaders,
                    normalizeInboundHeaders,
                    normalizeOutboundHeaders,
                    splitOutboundCookies,
                    observer);
        }
    }
}
