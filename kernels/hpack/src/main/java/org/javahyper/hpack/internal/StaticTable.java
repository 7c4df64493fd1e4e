package org.javahyper.hpack.internal;

import org.javahyper.hpack.HeaderSink;
import org.javahyper.http.HeaderNames;

/**
 * The static table: indices 1 to 61. Every name in it is one of {@link HeaderNames}, every field is well-formed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#appendix-A">RFC 7541, appendix A</a>
 */
final class StaticTable {
    // spotless:off
    private static final String[] FIELDS = {
        /*  1 */ ":authority", "",                   ":method", "GET",                      ":method", "POST",
        /*  4 */ ":path", "/",                       ":path", "/index.html",                ":scheme", "http",
        /*  7 */ ":scheme", "https",                 ":status", "200",                      ":status", "204",
        /* 10 */ ":status", "206",                   ":status", "304",                      ":status", "400",
        /* 13 */ ":status", "404",                   ":status", "500",                      "accept-charset", "",
        /* 16 */ "accept-encoding", "gzip, deflate", "accept-language", "",                 "accept-ranges", "",
        /* 19 */ "accept", "",                       "access-control-allow-origin", "",     "age", "",
        /* 22 */ "allow", "",                        "authorization", "",                   "cache-control", "",
        /* 25 */ "content-disposition", "",          "content-encoding", "",                "content-language", "",
        /* 28 */ "content-length", "",               "content-location", "",                "content-range", "",
        /* 31 */ "content-type", "",                 "cookie", "",                          "date", "",
        /* 34 */ "etag", "",                         "expect", "",                          "expires", "",
        /* 37 */ "from", "",                         "host", "",                            "if-match", "",
        /* 40 */ "if-modified-since", "",            "if-none-match", "",                   "if-range", "",
        /* 43 */ "if-unmodified-since", "",          "last-modified", "",                   "link", "",
        /* 46 */ "location", "",                     "max-forwards", "",                    "proxy-authenticate", "",
        /* 49 */ "proxy-authorization", "",          "range", "",                           "referer", "",
        /* 52 */ "refresh", "",                      "retry-after", "",                     "server", "",
        /* 55 */ "set-cookie", "",                   "strict-transport-security", "",       "transfer-encoding", "",
        /* 58 */ "user-agent", "",                   "vary", "",                            "via", "",
        /* 61 */ "www-authenticate", "",
    };
    // spotless:on

    /** The highest index. */
    static final int LENGTH = FIELDS.length / 2;

    // By index; entry 0 stands for none and is empty. One entry more ends the last run of equal names.
    private static final String[] NAMES = new String[LENGTH + 1];
    private static final String[] VALUES = new String[LENGTH + 1];
    private static final int[] VALUE_HASHES = new int[LENGTH + 1];
    private static final int[] SIZES = new int[LENGTH + 1];
    private static final int[] TRAITS = new int[LENGTH + 2];

    /** The lowest index of a name, by its token; 0 for a name that is not here. */
    private static final byte[] FIRST_INDICES = new byte[HeaderSink.NAME_TOKEN_MASK + 1];

    static {
        for (int index = LENGTH; index >= 1; index--) {
            String name = FIELDS[2 * index - 2];
            String value = FIELDS[2 * index - 1];
            int token = HeaderNames.token(name);
            NAMES[index] = HeaderNames.name(token);
            VALUES[index] = value;
            VALUE_HASHES[index] = value.hashCode();
            SIZES[index] = name.length() + value.length() + DynamicTable.ENTRY_OVERHEAD;
            TRAITS[index] = token | HeaderSink.WELL_FORMED_NAME | HeaderSink.WELL_FORMED_VALUE;
            FIRST_INDICES[token] = (byte) index;
        }
    }

    private StaticTable() {}

    static String name(int index) {
        return NAMES[index];
    }

    static String value(int index) {
        return VALUES[index];
    }

    static int size(int index) {
        return SIZES[index];
    }

    static int traits(int index) {
        return TRAITS[index];
    }

    /** The lowest index with this name, or 0. */
    static int nameIndex(int nameToken) {
        return FIRST_INDICES[nameToken];
    }

    /** The index of the field, or 0. Entries of one name stand together, seven at most. */
    static int fieldIndex(int nameToken, String value) {
        int first = FIRST_INDICES[nameToken];
        if (first == 0) {
            return 0;
        }
        int valueHash = value.hashCode();
        int index = first;
        while ((TRAITS[index] & HeaderSink.NAME_TOKEN_MASK) == nameToken) {
            if (VALUE_HASHES[index] == valueHash && VALUES[index].equals(value)) {
                return index;
            }
            index++;
        }
        return 0;
    }
}
