package org.javahyper.hpack.internal;

import java.util.Arrays;
import org.javahyper.hpack.IndexingPolicy;

/**
 * The policy that learns: a field is indexed if it was sent before, or if the fields of that name usually were.
 *
 * <p>What was sent is remembered by hash code, in an array where a newer field takes the place of an older one. What is usual is a moving average
 * for each name, in an array where names may share a place. Neither has to be exact, and both have a fixed size, however many names there are.
 */
public final class AdaptiveIndexing implements IndexingPolicy {
    private static final int REMEMBERED_FIELDS = 512;
    private static final int AVERAGES = 128;

    /** The average if every field of a name came again; a name begins with it. */
    private static final int ALWAYS = 1_024;

    private static final int USUALLY = ALWAYS / 2;

    /** An eighth of the average is new with each field. */
    private static final int WEIGHT_SHIFT = 3;

    private final int[] fields = new int[REMEMBERED_FIELDS];
    private final int[] averages = new int[AVERAGES];

    public AdaptiveIndexing() {
        Arrays.fill(averages, ALWAYS);
    }

    @Override
    public Indexing indexing(int nameToken, String name, String value, int tableCapacity) {
        boolean again = remember(EncoderIndex.hash(name, value));
        boolean usual = average(name, again) >= USUALLY;
        return (again || usual) && SelectiveIndexing.leavesRoom(name, value, tableCapacity)
                ? Indexing.INDEX
                : Indexing.NO_INDEX;
    }

    /** Remembers a field; true if it was remembered already. */
    private boolean remember(int hash) {
        int place = place(hash, REMEMBERED_FIELDS);
        boolean again = fields[place] == hash;
        fields[place] = hash;
        return again;
    }

    private int average(String name, boolean again) {
        int place = place(name.hashCode(), AVERAGES);
        averages[place] += ((again ? ALWAYS : 0) - averages[place]) >> WEIGHT_SHIFT;
        return averages[place];
    }

    /** One of so many places, a power of two. */
    private static int place(int hash, int places) {
        return EncoderIndex.spread(hash) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(places));
    }
}
