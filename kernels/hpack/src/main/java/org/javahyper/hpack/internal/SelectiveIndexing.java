package org.javahyper.hpack.internal;

import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.http.HeaderNames;

/** The built-in policy: an entry must leave room for others, and its value must have a chance to be sent again. */
public final class SelectiveIndexing implements IndexingPolicy {
    private static final boolean[] SELDOM_REPEATED = new boolean[HeaderSink.NAME_TOKEN_MASK + 1];

    static {
        String[] names = {
            "age",
            "content-length",
            "content-range",
            "etag",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "last-modified",
            "location",
            "set-cookie",
        };
        for (String name : names) {
            SELDOM_REPEATED[HeaderNames.token(name)] = true;
        }
    }

    @Override
    public Indexing indexing(int nameToken, String name, String value, int tableCapacity) {
        long size = (long) name.length() + value.length() + DynamicTable.ENTRY_OVERHEAD;
        boolean wouldFlush = 4 * size > 3L * tableCapacity;
        return wouldFlush || SELDOM_REPEATED[nameToken] || isQuery(nameToken, value)
                ? Indexing.NO_INDEX
                : Indexing.INDEX;
    }

    private static boolean isQuery(int nameToken, String value) {
        return nameToken == HeaderNames.PATH && value.indexOf('?') >= 0;
    }
}
