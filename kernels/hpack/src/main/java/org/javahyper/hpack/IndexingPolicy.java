package org.javahyper.hpack;

import org.javahyper.hpack.internal.AdaptiveIndexing;
import org.javahyper.hpack.internal.SelectiveIndexing;

/**
 * Decides which fields an encoder puts into its table.
 *
 * <p>It is asked once for each field that is not sensitive, in order, before anything of the block is written. One that answers from its arguments
 * alone may serve any number of encoders.
 */
@FunctionalInterface
public interface IndexingPolicy {
    /** Leaves out what would flush the table, and names whose values seldom come twice: {@code :path}, {@code etag}, {@code age} and so on. */
    IndexingPolicy SELECTIVE = new SelectiveIndexing();

    /** Puts every field into the table. */
    IndexingPolicy INDEX_EVERYTHING = (nameToken, name, value, tableCapacity) -> Indexing.INDEX;

    /**
     * A policy that learns from the fields of one encoder which names have values that come again. It compresses best where much is sent, and takes
     * about 2.5 KiB.
     *
     * @return a new one, for a single encoder
     */
    static IndexingPolicy adaptive() {
        return new AdaptiveIndexing();
    }

    /** What to do with a field. */
    enum Indexing {
        /** Name the table entry that holds it, or send it and make it an entry. */
        INDEX,
        /** Name the table entry that holds it, or send it and make no entry. */
        NO_INDEX,
        /** Send it and mark it, so that no hop makes it an entry. */
        NEVER_INDEX
    }

    /**
     * Decides about one field.
     *
     * @param nameToken the token of the name in {@link org.javahyper.http.HeaderNames}, 0 if it has none
     * @param tableCapacity octets that the encoder's table may hold; the field would take the length of name and value plus 32
     */
    Indexing indexing(int nameToken, String name, String value, int tableCapacity);
}
