package org.javahyper.h2.internal;

import static org.javahyper.http.HeaderNames.AUTHORITY;
import static org.javahyper.http.HeaderNames.HOST;
import static org.javahyper.http.HeaderNames.METHOD;
import static org.javahyper.http.HeaderNames.PATH;
import static org.javahyper.http.HeaderNames.PROTOCOL;
import static org.javahyper.http.HeaderNames.SCHEME;
import static org.javahyper.http.HeaderNames.STATUS;

import java.util.Objects;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a well-formed header list (RFC 9113, 8.2 and 8.3), the same for what we receive and what we send.
 *
 * <p>One pass: {@link #begin}, {@link #field} for each field in order, {@link #end}. Each of the latter two returns the rule that is broken, as
 * a sentence for people, or null. The caller remembers the first one.
 */
final class HeaderRules {
    enum Kind {
        REQUEST,
        /** A request that the server makes for the client. */
        PUSH,
        RESPONSE,
        TRAILERS;

        boolean isRequest() {
            return this == REQUEST || this == PUSH;
        }
    }

    static final String CONNECT = "CONNECT";

    private static final int REQUEST_PSEUDO = bit(METHOD) | bit(SCHEME) | bit(AUTHORITY) | bit(PATH) | bit(PROTOCOL);
    private static final int RESPONSE_PSEUDO = bit(STATUS);

    private Kind kind = Kind.REQUEST;
    private boolean outbound;
    private boolean extendedConnect; // whether the server has announced that it accepts it
    private int seen; // a bit for each pseudo-field
    private boolean regularSeen;
    private boolean teSeen;
    private int status;
    private long contentLength;
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String path;
    private @Nullable String authority;
    private @Nullable String host;

    void begin(Kind listKind, boolean isOutbound, boolean isExtendedConnectAllowed) {
        kind = listKind;
        outbound = isOutbound;
        extendedConnect = isExtendedConnectAllowed;
        seen = 0;
        regularSeen = false;
        teSeen = false;
        status = 0;
        contentLength = ContentLength.UNKNOWN;
        method = null;
        scheme = null;
        path = null;
        authority = null;
        host = null;
    }

    /** The status of a response, 100 to 999; 0 where there was none. */
    int status() {
        return status;
    }

    boolean isInformational() {
        return isInformational(status);
    }

    static boolean isInformational(int status) {
        return status >= 100 && status < 200;
    }

    /** The announced length of the content, or {@link ContentLength#UNKNOWN}; CONNECT has no content (RFC 9110, 9.3.6). */
    long contentLength() {
        return method().equals(CONNECT) ? ContentLength.UNKNOWN : contentLength;
    }

    /** The method of a request; empty where there was none. */
    String method() {
        return method == null ? "" : method;
    }

    /** The scheme of a request; empty where there was none. */
    String scheme() {
        return scheme == null ? "" : scheme;
    }

    /** Host and port of a promised request, which breaks a rule without them. */
    String authority() {
        return Objects.requireNonNull(authority);
    }

    /** Judges the next field; whether name and value are well-formed is already known, because it need be found out only once. */
    @Nullable
    String field(int token, String name, String value, boolean wellFormedName, boolean wellFormedValue) {
        if (!wellFormedName) {
            return name.startsWith(":")
                    ? "unknown pseudo-field (RFC 9113, 8.3)"
                    : "field name is not a lower-case token (RFC 9113, 8.2.1)";
        }
        if (!wellFormedValue) {
            return "field value with a control octet or surrounding blanks (RFC 9113, 8.2.1)";
        }
        if (token != HeaderNames.UNKNOWN && token <= HeaderNames.LAST_PSEUDO) {
            return pseudoField(token, value);
        }
        regularSeen = true;
        return token == HeaderNames.UNKNOWN ? null : regularField(token, value);
    }

    /** Judges what can only be known when all fields have been seen. */
    @Nullable
    String end(boolean endStream) {
        return switch (kind) {
            case REQUEST -> method().equals(CONNECT) ? endOfConnect() : endOfRequest();
            case PUSH -> endOfPush();
            case RESPONSE -> status == 0 ? "response without :status (RFC 9113, 8.3.2)" : framing(endStream);
            case TRAILERS -> framing(endStream);
        };
    }

    /** Judges what must be right even where fields are not validated: where END_STREAM stands, and what a server may promise. */
    @Nullable
    String framing(boolean endStream) {
        return switch (kind) {
            case REQUEST -> null;
            case PUSH -> promise();
            case RESPONSE -> isInformational() && endStream ? "interim response with END_STREAM (RFC 9113, 8.1)" : null;
            case TRAILERS -> endStream ? null : "trailers without END_STREAM (RFC 9113, 8.1)";
        };
    }

    private @Nullable String pseudoField(int token, String value) {
        int allowed = switch (kind) {
            case REQUEST, PUSH -> REQUEST_PSEUDO;
            case RESPONSE -> RESPONSE_PSEUDO;
            case TRAILERS -> 0;
        };
        String malformed = value(token, value); // remembered even where it does not belong: validation may be off
        if ((allowed & bit(token)) == 0) {
            return "pseudo-field " + HeaderNames.name(token) + " where it does not belong (RFC 9113, 8.3)";
        }
        if (regularSeen) {
            return "pseudo-field after a regular field (RFC 9113, 8.3)";
        }
        if (has(token)) {
            return "pseudo-field " + HeaderNames.name(token) + " twice (RFC 9113, 8.3)";
        }
        seen |= bit(token);
        return malformed;
    }

    private @Nullable String value(int token, String value) {
        return switch (token) {
            case METHOD -> method(value);
            case SCHEME -> scheme(value);
            case PATH -> path(value);
            case AUTHORITY -> authority(value);
            case STATUS -> status(value);
            default -> extendedConnect ? null : ":protocol without SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441, 4)";
        };
    }

    private @Nullable String method(String value) {
        method = value;
        return FieldGrammar.isToken(value) ? null : ":method is not a token (RFC 9110, 9.1)";
    }

    private @Nullable String scheme(String value) {
        scheme = value;
        return FieldGrammar.isScheme(value) ? null : ":scheme is not a URI scheme (RFC 9113, 8.3.1)";
    }

    private @Nullable String path(String value) {
        path = value;
        return FieldGrammar.isRequestTarget(value)
                ? null
                : ":path is empty or has blanks, controls or a fragment (RFC 9113, 8.3.1)";
    }

    private @Nullable String authority(String value) {
        authority = value;
        return FieldGrammar.isHostAndPort(value) ? null : ":authority is not host and port (RFC 9113, 8.3.1)";
    }

    private @Nullable String status(String value) {
        status = statusCode(value);
        if (status == 0) {
            return ":status is not three digits from 100 to 999 (RFC 9113, 8.3.2)";
        }
        return status == 101 ? ":status 101 has no place in HTTP/2 (RFC 9113, 8.6)" : null;
    }

    /** The number of a status, 100 to 999; 0 if it is malformed. */
    static int statusCode(String value) {
        boolean threeDigits = value.length() == 3
                && value.charAt(0) >= '1'
                && value.charAt(0) <= '9'
                && isDigit(value.charAt(1))
                && isDigit(value.charAt(2));
        return threeDigits ? 100 * (value.charAt(0) - '0') + 10 * (value.charAt(1) - '0') + value.charAt(2) - '0' : 0;
    }

    private @Nullable String regularField(int token, String value) {
        if (token <= HeaderNames.LAST_CONNECTION_SPECIFIC) {
            return "connection-specific field " + HeaderNames.name(token) + " (RFC 9113, 8.2.2)";
        }
        if (kind == Kind.TRAILERS) {
            return trailerField(token);
        }
        return switch (token) {
            case HeaderNames.TE -> te(value);
            case HOST -> kind.isRequest() ? host(value) : null;
            case HeaderNames.CONTENT_LENGTH -> contentLength(value);
            default -> null;
        };
    }

    private @Nullable String te(String value) {
        if (!kind.isRequest() || teSeen || !value.equalsIgnoreCase("trailers")) {
            return "te other than \"trailers\" once in a request (RFC 9113, 8.2.2)";
        }
        teSeen = true;
        return null;
    }

    private @Nullable String host(String value) {
        if (host != null) {
            return "host twice (RFC 9112, 3.2)";
        }
        host = value;
        return FieldGrammar.isHostAndPort(value) ? null : "host is not host and port (RFC 9110, 7.2)";
    }

    private @Nullable String contentLength(String value) {
        long length = FieldGrammar.contentLength(value);
        if (length < 0 || (contentLength != ContentLength.UNKNOWN && length != contentLength)) {
            return "content-length is not one number (RFC 9110, 8.6)";
        }
        contentLength = length;
        return null;
    }

    /** What is not to be merged into the header section: framing always, routing and the rest if we send it. */
    private @Nullable String trailerField(int token) {
        boolean forbidden = switch (token) {
            case HeaderNames.CONTENT_LENGTH, HeaderNames.TE -> true;
            case HOST,
                    HeaderNames.TRAILER,
                    HeaderNames.AUTHORIZATION,
                    HeaderNames.CONTENT_ENCODING,
                    HeaderNames.CONTENT_TYPE,
                    HeaderNames.CONTENT_RANGE,
                    HeaderNames.SET_COOKIE,
                    HeaderNames.CACHE_CONTROL,
                    HeaderNames.MAX_FORWARDS -> outbound;
            default -> false;
        };
        return forbidden ? HeaderNames.name(token) + " in trailers (RFC 9110, 6.5.1)" : null;
    }

    private @Nullable String endOfRequest() {
        return has(PROTOCOL) ? ":protocol without CONNECT (RFC 8441, 4)" : target();
    }

    /** An ordinary CONNECT names a host and a port and nothing else, an extended one is like any other request (RFC 8441, 4). */
    private @Nullable String endOfConnect() {
        if (!Origin.hasHost(authority)) {
            return "CONNECT without :authority (RFC 9113, 8.5)";
        }
        if (has(PROTOCOL)) {
            return target();
        }
        if (scheme != null || path != null) {
            return "CONNECT with :scheme or :path (RFC 9113, 8.5)";
        }
        if (!Origin.hasPort(Objects.requireNonNull(authority))) {
            return "CONNECT without a port from 0 to 65535 (RFC 9110, 9.3.6)";
        }
        return hostDiffers() ? "host differs from :authority (RFC 9113, 8.3.1)" : null;
    }

    private @Nullable String target() {
        if (method == null || scheme == null || path == null) {
            return "request without :method, :scheme or :path (RFC 9113, 8.3.1)";
        }
        boolean isHttp = Origin.isHttp(scheme);
        if (isHttp && path.charAt(0) != '/' && !(path.equals("*") && method.equals("OPTIONS"))) {
            return ":path does not begin with / (RFC 9113, 8.3.1)";
        }
        if (isHttp && !Origin.hasHost(authority) && !Origin.hasHost(host)) {
            return "neither :authority nor host (RFC 9113, 8.3.1)";
        }
        return hostDiffers() ? "host differs from :authority (RFC 9113, 8.3.1)" : null;
    }

    private @Nullable String endOfPush() {
        String violation = promise();
        return violation != null ? violation : endOfRequest();
    }

    /** What is promised must be safe and cacheable, without content, and of an authority that can be judged. */
    private @Nullable String promise() {
        if (!method().equals("GET") && !method().equals("HEAD")) {
            return "promised method is neither GET nor HEAD (RFC 9113, 8.4)";
        }
        if (contentLength > 0) {
            return "promised request with content (RFC 9113, 8.4)";
        }
        return Origin.hasHost(authority) ? null : "promise without :authority (RFC 9113, 8.4)";
    }

    private boolean has(int token) {
        return (seen & bit(token)) != 0;
    }

    private boolean hostDiffers() {
        return authority != null
                && host != null
                && !Origin.withoutDefaultPort(authority, scheme())
                        .equalsIgnoreCase(Origin.withoutDefaultPort(host, scheme()));
    }

    private static boolean isDigit(char octet) {
        return octet >= '0' && octet <= '9';
    }

    private static int bit(int token) {
        return 1 << token;
    }
}
