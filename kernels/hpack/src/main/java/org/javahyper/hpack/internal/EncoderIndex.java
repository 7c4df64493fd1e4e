package org.javahyper.hpack.internal;

import org.jspecify.annotations.Nullable;

/**
 * Finds entries of a dynamic table by field and by name.
 *
 * <p>Two hash tables with chains, made of numbers of entries; the note of an entry is the hash code of its field. A bucket has the entry inserted last, and each entry has the one before it in the
 * same bucket, so a chain goes from new to old. Evicted entries are not taken out: the first one met ends a chain, since all behind it are older.
 *
 * <p>Names and values may be chosen so that all fall into one bucket. A search therefore gives up after some steps; the field is then sent as if
 * it were not in the table.
 */
final class EncoderIndex {
    /** What is found if nothing is. */
    static final int NONE = -1;

    private static final int MAX_STEPS = 16;
    private static final int BUCKETS_PER_SLOT = 2;
    private static final int MULTIPLIER = 0x9e3779b9; // 2^32 divided by the golden ratio

    private final DynamicTable table;
    private int[] newestByField;
    private int[] newestByName;
    private int[] olderByField;
    private int[] olderByName;
    private int shift;

    EncoderIndex(DynamicTable table) {
        this.table = table;
        allocate();
    }

    /** The position of the newest entry with this name and value, 0 being the newest of all, or {@link #NONE}. */
    int findField(int hash, String name, String value) {
        return find(newestByField[bucket(hash)], olderByField, hash, name, value);
    }

    /** The position of the newest entry with this name, or {@link #NONE}. */
    int findName(String name) {
        return find(newestByName[bucket(name.hashCode())], olderByName, 0, name, null);
    }

    private int find(int newest, int[] older, int hash, String name, @Nullable String value) {
        int number = newest;
        for (int step = 0; step < MAX_STEPS; step++) {
            int position = table.newest() - number;
            if (Integer.compareUnsigned(position, table.length()) >= 0) {
                return NONE; // evicted
            }
            int slot = table.slot(number);
            if ((value == null || (table.note(slot) == hash && table.value(slot).equals(value)))
                    && table.name(slot).equals(name)) {
                return position;
            }
            number = older[slot];
        }
        return NONE;
    }

    /** Adds the entry that has just been inserted into the table. */
    void addNewest() {
        if (olderByField.length == table.slots()) {
            add(table.newest());
        } else {
            allocate();
            for (int position = table.length() - 1; position >= 0; position--) {
                add(table.newest() - position);
            }
        }
    }

    private void add(int number) {
        int slot = table.slot(number);
        int byField = bucket(table.note(slot));
        olderByField[slot] = newestByField[byField];
        newestByField[byField] = number;
        int byName = bucket(table.name(slot).hashCode());
        olderByName[slot] = newestByName[byName];
        newestByName[byName] = number;
    }

    private void allocate() {
        int slots = table.slots();
        int buckets = BUCKETS_PER_SLOT * slots;
        newestByField = new int[buckets];
        newestByName = new int[buckets];
        olderByField = new int[slots];
        olderByName = new int[slots];
        shift = Integer.numberOfLeadingZeros(buckets - 1);
    }

    private int bucket(int hash) {
        return spread(hash) >>> shift;
    }

    /** Brings what tells hash codes apart into the high bits. */
    static int spread(int hash) {
        return hash * MULTIPLIER;
    }

    static int hash(String name, String value) {
        return 31 * name.hashCode() + value.hashCode();
    }
}
