package org.javahyper.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.http.internal.Latin1;

/**
 * The field names that the protocols know, each as one canonical {@code String} and one small number, its token.
 *
 * <p>A name that came through {@link #canonical} is the same instance wherever it appears, so comparing it usually ends at {@code ==}; a token
 * fits into a {@code switch}.
 */
public final class HeaderNames {
    /** The token of every name that is not in this class. */
    public static final int UNKNOWN = 0;

    // Pseudo-fields (RFC 9113, 8.3; RFC 8441, 4).
    public static final int AUTHORITY = 1;
    public static final int METHOD = 2;
    public static final int PATH = 3;
    public static final int SCHEME = 4;
    public static final int STATUS = 5;
    public static final int PROTOCOL = 6;

    /** Tokens from 1 to this one are those of pseudo-fields. */
    public static final int LAST_PSEUDO = PROTOCOL;

    // Fields that belong to a connection (RFC 9113, 8.2.2).
    public static final int CONNECTION = 7;
    public static final int KEEP_ALIVE = 8;
    public static final int PROXY_CONNECTION = 9;
    public static final int TRANSFER_ENCODING = 10;
    public static final int UPGRADE = 11;
    public static final int HTTP2_SETTINGS = 12;

    /** Tokens from {@link #CONNECTION} to this one are those of connection-specific fields. */
    public static final int LAST_CONNECTION_SPECIFIC = HTTP2_SETTINGS;

    // Fields with a meaning for framing, routing or compression.
    public static final int TE = 13;
    public static final int HOST = 14;
    public static final int CONTENT_LENGTH = 15;
    public static final int COOKIE = 16;
    public static final int SET_COOKIE = 17;
    public static final int AUTHORIZATION = 18;
    public static final int PROXY_AUTHORIZATION = 19;
    public static final int TRAILER = 20;
    public static final int CONTENT_ENCODING = 21;
    public static final int CONTENT_TYPE = 22;
    public static final int CONTENT_RANGE = 23;
    public static final int CACHE_CONTROL = 24;
    public static final int MAX_FORWARDS = 25;
    public static final int EXPECT = 26;

    private static final String[] NAMES = {
        "",
        ":authority",
        ":method",
        ":path",
        ":scheme",
        ":status",
        ":protocol",
        "connection",
        "keep-alive",
        "proxy-connection",
        "transfer-encoding",
        "upgrade",
        "http2-settings",
        "te",
        "host",
        "content-length",
        "cookie",
        "set-cookie",
        "authorization",
        "proxy-authorization",
        "trailer",
        "content-encoding",
        "content-type",
        "content-range",
        "cache-control",
        "max-forwards",
        "expect",
        // Names without a constant: frequent, so worth one shared instance.
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "accept-ranges",
        "access-control-allow-origin",
        "age",
        "allow",
        "alt-svc",
        "content-disposition",
        "content-language",
        "content-location",
        "content-security-policy",
        "date",
        "dnt",
        "etag",
        "expires",
        "from",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "last-modified",
        "link",
        "location",
        "origin",
        "pragma",
        "priority",
        "proxy-authenticate",
        "range",
        "referer",
        "refresh",
        "retry-after",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-fetch-user",
        "server",
        "strict-transport-security",
        "upgrade-insecure-requests",
        "user-agent",
        "vary",
        "via",
        "www-authenticate",
        "x-content-type-options",
        "x-forwarded-for",
        "x-frame-options",
        "x-requested-with",
        "x-xss-protection",
    };

    private static final byte[][] OCTETS = new byte[NAMES.length][];

    // Open addressing; the table is computed here and less than a fifth full, so most look-ups end at the first probe.
    private static final byte[] SLOTS = new byte[512];
    private static final byte[] SLOTS_BY_HASH = new byte[512];

    static {
        for (int token = 1; token < NAMES.length; token++) {
            byte[] octets = NAMES[token].getBytes(StandardCharsets.ISO_8859_1);
            OCTETS[token] = octets;
            int slot = slot(octets, 0, octets.length);
            while (SLOTS[slot] != UNKNOWN) {
                slot = next(slot);
            }
            SLOTS[slot] = (byte) token;
            int slotByHash = slotByHash(NAMES[token]);
            while (SLOTS_BY_HASH[slotByHash] != UNKNOWN) {
                slotByHash = next(slotByHash);
            }
            SLOTS_BY_HASH[slotByHash] = (byte) token;
        }
    }

    private HeaderNames() {}

    /** The token of a name in lower case, or {@link #UNKNOWN}. */
    public static int token(String name) {
        int slot = slotByHash(name);
        while (SLOTS_BY_HASH[slot] != UNKNOWN && !NAMES[SLOTS_BY_HASH[slot]].equals(name)) {
            slot = next(slot);
        }
        return SLOTS_BY_HASH[slot];
    }

    /** The token of a name given as octets, or {@link #UNKNOWN}. */
    public static int token(byte[] octets, int offset, int length) {
        if (length == 0) {
            return UNKNOWN;
        }
        int slot = slot(octets, offset, length);
        while (SLOTS[slot] != UNKNOWN && !isName(SLOTS[slot], octets, offset, length)) {
            slot = next(slot);
        }
        return SLOTS[slot];
    }

    /**
     * The name of a token.
     *
     * @param token one that {@link #token} returned, other than {@link #UNKNOWN}
     */
    public static String name(int token) {
        return NAMES[token];
    }

    /** The one instance of a known name; any other name as it was given. */
    public static String canonical(String name) {
        int token = token(name);
        return token == UNKNOWN ? name : NAMES[token];
    }

    /** The one instance of a known name; a new {@code String} for any other. */
    public static String canonical(byte[] octets, int offset, int length) {
        int token = token(octets, offset, length);
        return token == UNKNOWN ? Latin1.string(octets, offset, length) : NAMES[token];
    }

    private static boolean isName(int token, byte[] octets, int offset, int length) {
        byte[] name = OCTETS[token];
        return Arrays.equals(name, 0, name.length, octets, offset, offset + length);
    }

    private static int slot(byte[] octets, int offset, int length) {
        int first = octets[offset] & 0xff;
        int middle = octets[offset + (length >> 1)] & 0xff;
        int last = octets[offset + length - 1] & 0xff;
        return slot(((first * 31 + middle) * 31 + last) * 31 + length);
    }

    /** A {@code String} knows its hash code from the second time on. */
    private static int slotByHash(String name) {
        return slot(name.hashCode());
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 9)) & (SLOTS.length - 1);
    }

    private static int next(int slot) {
        return (slot + 1) & (SLOTS.length - 1);
    }
}
