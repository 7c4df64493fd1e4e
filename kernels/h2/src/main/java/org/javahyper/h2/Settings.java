package org.javahyper.h2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, ordered list of settings: the entries of one SETTINGS frame, or all values that are in force.
 *
 * <p>Order and duplicates are kept, as on the wire; look-ups see the last entry.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.5">RFC 9113, section 6.5</a>
 */
public final class Settings {
    /** What {@link #value} says of a limit that was never set. */
    public static final long UNLIMITED = 0xffff_ffffL;

    private static final Settings EMPTY = new Settings(new int[0], new long[0]);

    private final int[] ids;
    private final long[] values;

    private Settings(int[] ids, long[] values) {
        this.ids = ids;
        this.values = values;
    }

    /** No entry: every value is the protocol's initial one. */
    public static Settings empty() {
        return EMPTY;
    }

    /**
     * One entry.
     *
     * @param id 0 to 65,535, see {@link SettingId}
     * @param value 0 to 2^32-1
     * @throws IllegalArgumentException if either is out of range
     */
    public static Settings of(int id, long value) {
        return EMPTY.and(id, value);
    }

    /**
     * These entries and one more.
     *
     * @param id 0 to 65,535, see {@link SettingId}
     * @param value 0 to 2^32-1
     * @throws IllegalArgumentException if either is out of range
     */
    public Settings and(int id, long value) {
        if (id < 0 || id > 0xffff || value < 0 || value > UNLIMITED) {
            throw new IllegalArgumentException("Cannot set " + SettingId.name(id) + " to " + value
                    + ": identifiers have 16 bits and values 32 (RFC 9113, 6.5.1). Choose numbers in these ranges.");
        }
        int[] moreIds = Arrays.copyOf(ids, ids.length + 1);
        long[] moreValues = Arrays.copyOf(values, values.length + 1);
        moreIds[ids.length] = id;
        moreValues[ids.length] = value;
        return new Settings(moreIds, moreValues);
    }

    /** These entries and then others, order and duplicates kept. */
    public Settings and(Settings more) {
        int[] moreIds = Arrays.copyOf(ids, ids.length + more.ids.length);
        long[] moreValues = Arrays.copyOf(values, moreIds.length);
        System.arraycopy(more.ids, 0, moreIds, ids.length, more.ids.length);
        System.arraycopy(more.values, 0, moreValues, ids.length, more.ids.length);
        return new Settings(moreIds, moreValues);
    }

    /** The values in force after these and then other entries: each identifier once, in ascending order. */
    public Settings merge(Settings later) {
        Settings merged = this;
        for (int i = 0; i < later.ids.length; i++) {
            merged = merged.with(later.ids[i], later.values[i]);
        }
        return merged;
    }

    /** The number of entries. */
    public int size() {
        return ids.length;
    }

    /**
     * The identifier of an entry.
     *
     * @param index 0 to {@code size() - 1}
     */
    public int id(int index) {
        return ids[index];
    }

    /**
     * The value of an entry.
     *
     * @param index 0 to {@code size() - 1}
     * @return 0 to 2^32-1
     */
    public long valueAt(int index) {
        return values[index];
    }

    /** Whether there is an entry of that identifier. */
    public boolean contains(int id) {
        return lastIndexOf(id) >= 0;
    }

    /**
     * The value of the last entry of that identifier, or the one that the protocol begins with.
     *
     * @return 0 to 2^32-1; {@link #UNLIMITED} for a limit that was never set, 0 for an unknown identifier without entry
     */
    public long value(int id) {
        int index = lastIndexOf(id);
        return index < 0 ? SettingId.initialValue(id) : values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings settings
                && Arrays.equals(ids, settings.ids)
                && Arrays.equals(values, settings.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(values);
    }

    /** {@code {INITIAL_WINDOW_SIZE=65535, ...}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(SettingId.name(ids[i]))
                    .append('=')
                    .append(values[i]);
        }
        return text.append('}').toString();
    }

    private int lastIndexOf(int id) {
        int index = ids.length - 1;
        while (index >= 0 && ids[index] != id) {
            index--;
        }
        return index;
    }

    /** One value replaced in place, or inserted where the order of identifiers wants it. */
    private Settings with(int id, long value) {
        int at = 0;
        while (at < ids.length && ids[at] < id) {
            at++;
        }
        int replaced = at < ids.length && ids[at] == id ? 1 : 0;
        int[] newIds = new int[ids.length + 1 - replaced];
        long[] newValues = new long[newIds.length];
        System.arraycopy(ids, 0, newIds, 0, at);
        System.arraycopy(values, 0, newValues, 0, at);
        newIds[at] = id;
        newValues[at] = value;
        System.arraycopy(ids, at + replaced, newIds, at + 1, newIds.length - at - 1);
        System.arraycopy(values, at + replaced, newValues, at + 1, newIds.length - at - 1);
        return new Settings(newIds, newValues);
    }
}
