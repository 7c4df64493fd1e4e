package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/** A file of hpack-test-case: header lists that share one compression context, and their field blocks unless the story is a raw one. */
record HpackStory(List<Case> cases) {
    HpackStory {
        assertFalse(cases.isEmpty(), "a story has cases");
    }

    /**
     * One header list.
     *
     * @param headerTableSize the SETTINGS_HEADER_TABLE_SIZE that was acknowledged just before it, or null if there was none
     * @param wire the field block in hex, or null in a raw story
     * @param headers maps of one field each
     */
    record Case(@Nullable Integer headerTableSize, @Nullable String wire, List<Map<String, String>> headers) {
        Headers fields() {
            Headers.Builder fields = Headers.builder();
            headers.forEach(field -> field.forEach(fields::add));
            return fields.build();
        }
    }

    /** The same fields without the marks of sensitive ones, which JSON does not have. */
    static Headers unmarked(Headers decoded) {
        Headers.Builder fields = Headers.builder();
        for (HeaderField field : decoded) {
            fields.add(field.name(), field.value());
        }
        return fields.build();
    }
}
