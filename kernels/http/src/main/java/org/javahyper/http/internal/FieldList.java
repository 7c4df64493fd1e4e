package org.javahyper.http.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A header list under construction: names and values in one array, a bit for each sensitive field. Reusable after {@link #clear()}. */
public final class FieldList {
    private String[] fields;
    private int size;
    private long @Nullable [] sensitive;

    public FieldList(int expectedFields) {
        fields = new String[2 * Math.max(1, expectedFields)];
    }

    public void add(String name, String value, boolean isSensitive) {
        int at = size << 1;
        if (at == fields.length) {
            fields = Arrays.copyOf(fields, 2 * at);
        }
        fields[at] = name;
        fields[at + 1] = value;
        size++;
        if (isSensitive) {
            markSensitive(size - 1);
        }
    }

    /** Gives a field another value; a mark once set stays. */
    public void replace(int index, String value, boolean isSensitive) {
        fields[(index << 1) + 1] = value;
        if (isSensitive) {
            markSensitive(index);
        }
    }

    public int size() {
        return size;
    }

    public String name(int index) {
        return fields[index << 1];
    }

    public String value(int index) {
        return fields[(index << 1) + 1];
    }

    public boolean isSensitive(int index) {
        return sensitive != null && index >> 6 < sensitive.length && (sensitive[index >> 6] >>> index & 1) != 0;
    }

    public void clear() {
        Arrays.fill(fields, 0, size << 1, null);
        size = 0;
        sensitive = null;
    }

    /** The names and values, in an array of exactly their number. */
    public String[] toArray() {
        return Arrays.copyOf(fields, size << 1);
    }

    /** The marks, one bit for each field, or null when there is none. */
    public long @Nullable [] sensitiveBits() {
        return sensitive == null ? null : Arrays.copyOf(sensitive, (size + 63) >> 6);
    }

    private void markSensitive(int index) {
        long[] bits = sensitive == null ? new long[1] : sensitive;
        if (index >> 6 >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max((index >> 6) + 1, 2 * bits.length));
        }
        bits[index >> 6] |= 1L << index;
        sensitive = bits;
    }
}
