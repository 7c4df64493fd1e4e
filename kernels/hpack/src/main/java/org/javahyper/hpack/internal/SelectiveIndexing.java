package org.javahyper.hpack.internal;

import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.http.HeaderNames;

/** The built-in policy: an entry must leave room for others, and its value must have a chance to be sent again. */
public final class SelectiveIndexing implements IndexingPolicy {
    private static final boolean[] SELDOM_REPEATED = new boolean[HeaderSink.NAME_TOKEN_MASK + 1];

    static {
        String[] names = {
            ":path", // what is in the static table is found there all the same
            "age",
            "content-length",
            "content-range",
            "etag",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "last-modified",
            "set-cookie",
        };
        for (String name : names) {
            SELDOM_REPEATED[HeaderNames.token(name)] = true;
        }
    }

    @Override
    public Indexing indexing(int nameToken, String name, String value, int tableCapacity) {
        return !SELDOM_REPEATED[nameToken] && leavesRoom(name, value, tableCapacity)
                ? Indexing.INDEX
                : Indexing.NO_INDEX;
    }

    /** Whether a field takes three quarters of the table or less. */
    static boolean leavesRoom(String name, String value, int tableCapacity) {
        long size = (long) name.length() + value.length() + DynamicTable.ENTRY_OVERHEAD;
        return 4 * size <= 3L * tableCapacity;
    }
}
