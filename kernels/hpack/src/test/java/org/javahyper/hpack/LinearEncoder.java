package org.javahyper.hpack;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.http.HeaderField;

/** Encodes fields with indexing and without the Huffman code, by the letter of HP-TAB-08 and without any cleverness. */
final class LinearEncoder {
    private static final int STATIC_ENTRIES = 61;

    private final int capacity;
    private final List<HeaderField> entries = new ArrayList<>(); // static ones, then dynamic ones, newest first

    LinearEncoder(int capacity) {
        this.capacity = capacity;
        HpackDecoder decoder = HpackDecoder.create();
        for (int index = 1; index <= STATIC_ENTRIES; index++) {
            decoder.decode(Blocks.block().indexed(index).octets()).forEach(entries::add);
        }
    }

    byte[] encode(String name, String value) {
        HeaderField field = new HeaderField(name, value);
        if (entries.contains(field)) {
            return Blocks.block().indexed(entries.indexOf(field) + 1).octets();
        }
        int nameIndex = 0;
        for (int index = entries.size(); index >= 1; index--) {
            nameIndex = entries.get(index - 1).name().equals(name) ? index : nameIndex;
        }
        entries.add(STATIC_ENTRIES, field);
        while (tableSize() > capacity) {
            entries.remove(entries.size() - 1);
        }
        return nameIndex == 0
                ? Blocks.block().literal(Blocks.WITH_INDEXING, name, value).octets()
                : Blocks.block().literal(Blocks.WITH_INDEXING, nameIndex, value).octets();
    }

    int tableSize() {
        return entries.stream()
                .skip(STATIC_ENTRIES)
                .mapToInt(entry -> entry.name().length() + entry.value().length() + 32)
                .sum();
    }
}
