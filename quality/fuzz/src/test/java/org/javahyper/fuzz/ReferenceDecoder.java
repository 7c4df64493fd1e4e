package org.javahyper.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.javahyper.fuzz.Outcome.Totals;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.hpack.HpackLimits;

/**
 * HPACK decoding as RFC 7541 tells it, with a list for the dynamic table and nothing that makes it fast.
 *
 * <p>A field may have several faults, such as a value that is too long for the limits and for the block; any of them may be the reason of a
 * refusal, and which one depends on how the block arrives. So the faults of a field are collected to its end, or where there is no going on.
 */
final class ReferenceDecoder {
    private static final List<Field> STATIC_TABLE = Seeds.lines("rfc7541-appendix-a.txt")
            .map(entry -> (entry + " ").split(" ", 2))
            .map(entry -> Field.carried(HeaderSink.INDEXED, entry[0], entry[1].strip()))
            .toList();

    private final List<Field> table = new ArrayList<>(); // newest first
    private final boolean discards;
    private HpackLimits limits;
    private int capacity;
    private int allowed;
    private int owed = Integer.MAX_VALUE;

    // The block in hand.
    private byte[] block = {};
    private int at;
    private final EnumSet<Kind> faults = EnumSet.noneOf(Kind.class);
    private List<Field> delivered = new ArrayList<>();
    private long listSize;
    private int count;
    private int evictions;

    ReferenceDecoder(HpackLimits limits, boolean discards, int capacity) {
        this.limits = limits;
        this.discards = discards;
        this.capacity = capacity;
        allowed = capacity;
    }

    void limits(HpackLimits newLimits) {
        limits = newLimits;
    }

    void maxAllowedTableSize(int octets) {
        allowed = octets;
        if (octets < capacity) {
            owed = Math.min(owed, octets);
        }
    }

    Outcome decode(byte[] newBlock) {
        block = newBlock;
        at = 0;
        delivered = new ArrayList<>();
        listSize = 0;
        count = 0;
        evictions = 0;
        faults.clear();
        try {
            readSizeUpdates();
            while (at < block.length) {
                readField();
            }
            refuseIfFaulty();
        } catch (Refusal refusal) {
            return new Outcome(delivered, refusal.kinds, null);
        }
        boolean complete = delivered.size() == count;
        return new Outcome(
                delivered, Set.of(), new Totals(complete, listSize, count, evictions, tableSize(), capacity));
    }

    private void readSizeUpdates() {
        for (int updates = 0; at < block.length && (block[at] & 0xe0) == 0x20; updates++) {
            noteIf(updates == 2, Kind.MISPLACED_TABLE_SIZE_UPDATE);
            int size = readInteger(5);
            refuseIfFaulty();
            if (size > Math.min(allowed, owed)) {
                throw refuse(Kind.INVALID_TABLE_SIZE);
            }
            owed = Integer.MAX_VALUE;
            capacity = size;
            evictDownTo(capacity);
        }
        noteIf(owed != Integer.MAX_VALUE, Kind.INVALID_TABLE_SIZE);
    }

    private void readField() {
        int first = block[at] & 0xff;
        if ((first & 0xe0) == 0x20) {
            faults.add(Kind.MISPLACED_TABLE_SIZE_UPDATE);
            readInteger(5);
            refuseIfFaulty();
        }
        count++;
        noteIf(count > (discards ? limits.maxHeaderFieldsHard() : limits.maxHeaderFields()), Kind.TOO_MANY_FIELDS);
        noteIf(isTooLarge(32), Kind.OVERSIZED_HEADER_LIST);
        if (first >= 0x80) {
            Field entry = entry(readInteger(7));
            deliver(Field.carried(HeaderSink.INDEXED, entry.name(), entry.value()));
        } else if (first >= 0x40) {
            Field field = readLiteral(6, HeaderSink.LITERAL_WITH_INDEXING);
            insert(field);
            deliver(field);
        } else {
            deliver(readLiteral(4, first >= 0x10 ? HeaderSink.NEVER_INDEXED : HeaderSink.LITERAL_WITHOUT_INDEXING));
        }
    }

    private Field readLiteral(int prefixBits, int representation) {
        int index = readInteger(prefixBits);
        String name = index == 0 ? readString(0) : entry(index).name();
        return Field.carried(representation, name, readString(name.length()));
    }

    private void deliver(Field field) {
        noteIf(isTooLarge(field.size()), Kind.OVERSIZED_HEADER_LIST);
        refuseIfFaulty();
        listSize += field.size();
        if (listSize <= limits.maxHeaderListSize() && count <= limits.maxHeaderFields()) {
            delivered.add(field);
        }
    }

    private boolean isTooLarge(long fieldSize) {
        return listSize + fieldSize > (discards ? limits.maxHeaderListSizeHard() : limits.maxHeaderListSize());
    }

    private void insert(Field field) {
        evictDownTo(Math.max(0, capacity - field.size()));
        if (field.size() <= capacity) {
            table.add(0, field);
        }
    }

    private void evictDownTo(int size) {
        while (tableSize() > size) {
            table.remove(table.size() - 1);
            evictions++;
        }
    }

    private int tableSize() {
        return table.stream().mapToInt(Field::size).sum();
    }

    private Field entry(int index) {
        if (index == 0 || index > STATIC_TABLE.size() + table.size()) {
            faults.add(Kind.INVALID_TABLE_INDEX);
            return new Field("", "", 0);
        }
        return index <= STATIC_TABLE.size() ? STATIC_TABLE.get(index - 1) : table.get(index - 1 - STATIC_TABLE.size());
    }

    private String readString(int nameLength) {
        boolean huffman = at < block.length && block[at] < 0;
        int length = readInteger(7);
        int shortest = huffman ? (int) (8L * length / 30) : length;
        noteIf(isTooLarge(32L + nameLength + shortest), Kind.OVERSIZED_HEADER_LIST);
        if (length > block.length - at) {
            throw refuse(Kind.TRUNCATED);
        }
        byte[] octets = Arrays.copyOfRange(block, at, at + length);
        at += length;
        if (!huffman) {
            return Field.text(octets);
        }
        HuffmanTree.Decoded decoded = HuffmanTree.decode(octets);
        noteIf(isTooLarge(32L + nameLength + decoded.text().length()), Kind.OVERSIZED_HEADER_LIST);
        if (!decoded.valid()) {
            faults.add(Kind.INVALID_HUFFMAN_CODE);
            return "?"
                    .repeat(Math.max(
                            shortest,
                            decoded.text()
                                    .length())); // refused, but a value behind it counts with its announced length
        }
        return decoded.text();
    }

    private int readInteger(int prefixBits) {
        if (at == block.length) {
            throw refuse(Kind.TRUNCATED);
        }
        int mask = (1 << prefixBits) - 1;
        long value = block[at++] & mask;
        if (value < mask) {
            return (int) value;
        }
        for (int octets = 0; octets < 5; octets++) {
            if (at == block.length) {
                throw refuse(Kind.TRUNCATED);
            }
            value += (block[at] & 0x7fL) << (7 * octets);
            if (block[at++] >= 0) {
                if (value > Integer.MAX_VALUE) {
                    throw refuse(Kind.OVERSIZED_INTEGER);
                }
                return (int) value;
            }
        }
        throw refuse(Kind.OVERSIZED_INTEGER);
    }

    private void noteIf(boolean isFault, Kind kind) {
        if (isFault) {
            faults.add(kind);
        }
    }

    private void refuseIfFaulty() {
        if (!faults.isEmpty()) {
            throw new Refusal(faults);
        }
    }

    private Refusal refuse(Kind kind) {
        faults.add(kind);
        return new Refusal(faults);
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Set<Kind> kinds;

        Refusal(Set<Kind> kinds) {
            super(null, null, false, false);
            this.kinds = EnumSet.copyOf(kinds);
        }
    }
}
