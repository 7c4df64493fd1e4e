package org.javahyper.hpack.internal;

import java.util.Arrays;

/**
 * The dynamic table: a ring of parallel arrays, oldest entries evicted first.
 *
 * <p>Entries are numbered in the order in which they were inserted. The number says where in the ring an entry is, and it stays the same while
 * newer entries come and older ones go, so nothing is ever moved. The ring starts small and doubles when it is full; its length is a power of
 * two. Numbers may wrap around: only their differences count.
 *
 * <p>Each entry has a note of its codec: the decoder keeps the traits there, the encoder a hash code.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-4">RFC 7541, section 4</a>
 */
final class DynamicTable {
    /** What an entry counts beside the octets of its name and value (RFC 7541, 4.1). */
    static final int ENTRY_OVERHEAD = 32;

    private static final int INITIAL_SLOTS = 4;

    private String[] names = new String[INITIAL_SLOTS];
    private String[] values = new String[INITIAL_SLOTS];
    private long[] facts = new long[INITIAL_SLOTS]; // size and note

    private int newest; // number of the entry inserted last
    private int length; // entries
    private int size; // octets
    private int capacity; // octets
    private int evictions;

    DynamicTable(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Evicts entries until another one fits.
     *
     * @param entrySize octets, its overhead included
     * @return false if it is larger than the whole table, which is empty now
     */
    boolean makeRoom(int entrySize) {
        evict(Math.max(0, capacity - entrySize));
        return entrySize <= capacity;
    }

    /** Inserts an entry for which there is room. */
    void insert(String name, String value, int entrySize, int note) {
        if (length == names.length) {
            grow();
        }
        newest++;
        int slot = slot(newest);
        names[slot] = name;
        values[slot] = value;
        facts[slot] = ((long) entrySize << 32) | (note & 0xffff_ffffL);
        length++;
        size += entrySize;
    }

    /** Changes how many octets the entries may take, and evicts what is too much. */
    void resize(int newCapacity) {
        capacity = newCapacity;
        evict(newCapacity);
    }

    /** The slot of an entry; 0 is the entry inserted last, {@code length() - 1} the oldest. */
    int slotAt(int position) {
        return slot(newest - position);
    }

    /** The slot of an entry given by its number. */
    int slot(int number) {
        return number & (names.length - 1);
    }

    String name(int slot) {
        return names[slot];
    }

    String value(int slot) {
        return values[slot];
    }

    int entrySize(int slot) {
        return (int) (facts[slot] >>> 32);
    }

    int note(int slot) {
        return (int) facts[slot];
    }

    /** The number of the entry inserted last. */
    int newest() {
        return newest;
    }

    /** The number of entries. */
    int length() {
        return length;
    }

    /** How many entries the ring has room for before it grows. */
    int slots() {
        return names.length;
    }

    /** Octets of the entries. */
    int size() {
        return size;
    }

    /** Octets that the entries may take. */
    int capacity() {
        return capacity;
    }

    /** How many entries have been evicted so far; may wrap around. */
    int evictions() {
        return evictions;
    }

    private void evict(int maxSize) {
        while (size > maxSize) {
            int oldest = slotAt(length - 1);
            names[oldest] = "";
            values[oldest] = "";
            size -= entrySize(oldest);
            length--;
            evictions++;
        }
    }

    /** The ring is full, so its oldest entry follows its newest one: with the two parts swapped where needed, each entry keeps its number. */
    private void grow() {
        int slots = names.length;
        names = Arrays.copyOf(names, 2 * slots);
        values = Arrays.copyOf(values, 2 * slots);
        facts = Arrays.copyOf(facts, 2 * slots);
        for (int position = 0; position < slots; position++) {
            int number = newest - position;
            move(number & (slots - 1), slot(number));
        }
    }

    private void move(int from, int to) {
        names[to] = names[from];
        values[to] = values[from];
        facts[to] = facts[from];
    }
}
