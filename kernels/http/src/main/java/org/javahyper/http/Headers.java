package org.javahyper.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.javahyper.http.internal.FieldList;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, ordered list of header fields.
 *
 * <p>Each {@code char} of a name or value is one octet (ISO-8859-1), so every legal value survives unchanged. Duplicates are kept, and so is
 * the order. Pseudo-fields such as {@code :method} are ordinary members whose names begin with a colon. Look-ups ignore the case of names and
 * are linear: header lists are short.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5">RFC 9110, section 5</a>
 */
public final class Headers implements Iterable<HeaderField> {
    private static final Headers EMPTY = new Headers(new String[0], null);

    private final String[] fields; // n0, v0, n1, v1, ...
    private final long @Nullable [] sensitive; // a bit for each field; null when there is none

    private Headers(String[] fields, long @Nullable [] sensitive) {
        this.fields = fields;
        this.sensitive = sensitive;
    }

    /** The list without fields. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * A list of fields given as name, value, name, value, and so on.
     *
     * @throws IllegalArgumentException if a value is missing, or a character is above U+00FF
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Cannot make fields of " + namesAndValues.length
                    + " strings: names and values come in pairs. Give the last name a value, which may be empty.");
        }
        Builder builder = new Builder(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** For the kernels of this project, which have made the strings out of octets and need no further check. */
    public static Headers of(FieldList fields) {
        return fields.size() == 0 ? EMPTY : new Headers(fields.toArray(), fields.sensitiveBits());
    }

    /** Starts an empty list. */
    public static Builder builder() {
        return new Builder(8);
    }

    /** Starts a list with the fields of this one. */
    public Builder toBuilder() {
        return new Builder(size() + 4).addAll(this);
    }

    /** The number of fields. */
    public int size() {
        return fields.length >> 1;
    }

    /** Whether there is no field. */
    public boolean isEmpty() {
        return fields.length == 0;
    }

    /**
     * The name of a field.
     *
     * @param index 0 to {@code size() - 1}
     */
    public String name(int index) {
        return fields[index << 1];
    }

    /**
     * The value of a field, also where it is sensitive.
     *
     * @param index 0 to {@code size() - 1}
     */
    public String value(int index) {
        return fields[(index << 1) + 1];
    }

    /**
     * Whether a field must never enter a compression table; a proxy passes the mark on.
     *
     * @param index 0 to {@code size() - 1}
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-7.1.3">RFC 7541, section 7.1.3</a>
     */
    public boolean isSensitive(int index) {
        return sensitive != null && (sensitive[index >> 6] >>> index & 1) != 0;
    }

    /** The value of the first field of that name, or null. */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : value(index);
    }

    /** The values of all fields of that name, in order; empty if there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            values.add(value(i));
        }
        return values;
    }

    /** Whether there is a field of that name. */
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /**
     * Whether a field of that name has the token as a member of its comma-separated list; case is ignored.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1">RFC 9110, section 5.6.1</a>
     */
    public boolean contains(String name, String token) {
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            if (FieldGrammar.hasListMember(value(i), token)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The place of the next field of that name.
     *
     * @param from where to begin, 0 or more
     * @return the index, or -1
     */
    public int indexOf(String name, int from) {
        for (int i = from << 1; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return i >> 1;
            }
        }
        return -1;
    }

    /** The fields as records, in order. */
    @Override
    public Iterator<HeaderField> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public HeaderField next() {
                if (next >= size()) {
                    throw new NoSuchElementException();
                }
                int index = next++;
                return new HeaderField(name(index), value(index), isSensitive(index));
            }
        };
    }

    /** Equal when names and values are, in the same order; sensitivity takes no part. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && Arrays.equals(fields, headers.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    /** {@code [name: value, ...]}, sensitive values masked. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (HeaderField field : this) {
            text.append(text.length() == 1 ? "" : ", ").append(field);
        }
        return text.append(']').toString();
    }

    /** Collects fields. */
    public static final class Builder {
        private final FieldList fields;

        private Builder(int expectedFields) {
            fields = new FieldList(expectedFields);
        }

        /**
         * Appends a field.
         *
         * @throws IllegalArgumentException if a character is above U+00FF
         */
        public Builder add(String name, String value) {
            return add(name, value, false);
        }

        /**
         * Appends a field whose value is never to enter a compression table.
         *
         * @throws IllegalArgumentException if a character is above U+00FF
         */
        public Builder addSensitive(String name, String value) {
            return add(name, value, true);
        }

        /** Appends a field with its mark. */
        public Builder add(HeaderField field) {
            return add(field.name(), field.value(), field.sensitive());
        }

        /** Appends all fields of another list, marks included. */
        public Builder addAll(Headers headers) {
            for (int i = 0; i < headers.size(); i++) {
                fields.add(headers.name(i), headers.value(i), headers.isSensitive(i));
            }
            return this;
        }

        /** The list so far; the builder may go on. */
        public Headers build() {
            return of(fields);
        }

        private Builder add(String name, String value, boolean sensitive) {
            requireOctets("name", name, name);
            requireOctets("value", value, name);
            fields.add(HeaderNames.canonical(name), value, sensitive);
            return this;
        }

        private static void requireOctets(String part, String text, String name) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) > 0xff) {
                    throw new IllegalArgumentException(
                            "Cannot add field \"" + name + "\": its " + part
                                    + " has a character above U+00FF at " + i
                                    + ", and a field is made of octets. Encode it first, for example as UTF-8 or in percent form.");
                }
            }
        }
    }
}
