package org.javahyper.http;

import org.jspecify.annotations.Nullable;

/**
 * One field of a header list.
 *
 * <p>Two fields are equal when their names and values are; whether one is sensitive takes no part.
 *
 * @param name the field name, lower case in HTTP/2
 * @param value the field value, one {@code char} per octet
 * @param sensitive whether the value must never enter a compression table (RFC 7541, 7.1.3)
 */
public record HeaderField(String name, String value, boolean sensitive) {
    /** A field that compression may index. */
    public HeaderField(String name, String value) {
        this(name, value, false);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderField field && name.equals(field.name) && value.equals(field.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + value.hashCode();
    }

    /** {@code name: value}; a sensitive value is masked. */
    @Override
    public String toString() {
        return name + ": " + (sensitive ? "<sensitive>" : value);
    }
}
