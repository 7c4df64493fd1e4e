package org.javahyper.hpack.internal;

import java.util.Arrays;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.http.internal.Latin1;

/**
 * The encoder: chooses a representation for each field and writes it.
 *
 * <pre>{@code
 * | 1 |        Index (7+)         |   6.1    indexed
 * | 0 | 1 |      Index (6+)       |   6.2.1  literal with incremental indexing
 * | 0 | 0 | 1 |   Max size (5+)   |   6.3    dynamic table size update
 * | 0 | 0 | 0 | 1 |  Index (4+)   |   6.2.3  literal never indexed
 * | 0 | 0 | 0 | 0 |  Index (4+)   |   6.2.2  literal without indexing
 * }</pre>
 *
 * A literal's index is that of its name, or 0 if the name follows as a string; its value follows in any case.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-6">RFC 7541, section 6</a>
 */
public final class FieldBlockEncoder implements HpackEncoder {
    private static final int INDEXED = 0x80;
    private static final int WITH_INDEXING = 0x40;
    private static final int SIZE_UPDATE = 0x20;
    private static final int NEVER_INDEXED = 0x10;
    private static final int WITHOUT_INDEXING = 0x00;

    private static final int HUFFMAN = 0x80;

    /** Two size updates. */
    private static final int MAX_SIZE_UPDATES_SIZE = 2 * PrefixedInteger.MAX_ENCODED_SIZE;

    /** What a literal field takes beside the octets of its strings: the octet 0x00, 0x10 or 0x40 and two lengths, or an index and one length. */
    private static final int MAX_FIELD_OVERHEAD = 1 + 2 * PrefixedInteger.MAX_ENCODED_SIZE;

    private static final int MAX_BLOCK_SIZE = 1 << 30;

    private final DynamicTable table;
    private final EncoderIndex index;
    private final HuffmanMode huffmanMode;
    private final IndexingPolicy indexingPolicy;
    private final int tableSizeCap;

    private int signalledCapacity; // what the decoder knows
    private int lowestCapacity; // since then

    /** For each field of the block the pattern of its literal, and the name's token above 8 bits. */
    private int[] plan = {};

    public FieldBlockEncoder(HuffmanMode huffmanMode, IndexingPolicy indexingPolicy, int tableSize, int tableSizeCap) {
        this.huffmanMode = huffmanMode;
        this.indexingPolicy = indexingPolicy;
        this.tableSizeCap = tableSizeCap;
        table = new DynamicTable(Math.min(tableSize, tableSizeCap));
        index = new EncoderIndex(table);
        signalledCapacity = tableSize;
        lowestCapacity = table.capacity();
    }

    @Override
    public int maxEncodedSize(Headers headers) {
        long octets = 0;
        int longest = 0;
        for (int i = 0; i < headers.size(); i++) {
            int nameLength = headers.name(i).length();
            int valueLength = headers.value(i).length();
            octets += (long) nameLength + valueLength;
            longest = Math.max(longest, Math.max(nameLength, valueLength));
        }
        return maxEncodedSize(headers.size(), octets, longest);
    }

    @Override
    public byte[] encode(Headers headers) {
        byte[] block = new byte[maxEncodedSize(headers)];
        return Arrays.copyOf(block, encode(headers, block, 0));
    }

    @Override
    public int encode(Headers headers, byte[] target, int offset) {
        requireRoom(planFields(headers), target, offset);
        int fields = headers.size();
        int at = writeSizeUpdates(target, offset);
        for (int i = 0; i < fields; i++) {
            at = writeField(headers.name(i), headers.value(i), plan[i] >>> 8, plan[i] & 0xff, target, at);
        }
        return at;
    }

    @Override
    public void maxTableSize(long octets) {
        if (octets < 0 || octets > 0xffff_ffffL) {
            throw new IllegalArgumentException("Cannot use a table of " + octets
                    + " octets: SETTINGS_HEADER_TABLE_SIZE has 0 to 2^32-1. Give the value of the setting.");
        }
        int capacity = (int) Math.min(octets, tableSizeCap);
        table.resize(capacity);
        lowestCapacity = Math.min(lowestCapacity, capacity);
    }

    @Override
    public int tableSize() {
        return table.size();
    }

    @Override
    public int tableCapacity() {
        return table.capacity();
    }

    /** The sizes of the table; it never shows names or values. */
    @Override
    public String toString() {
        return "HpackEncoder[entries=" + table.length() + ", tableSize=" + table.size() + ", tableCapacity="
                + table.capacity() + "]";
    }

    /**
     * Asks the policy about every field before anything changes, because it may throw.
     *
     * @return how many octets the block has at most
     */
    private int planFields(Headers headers) {
        int fields = headers.size();
        if (fields > plan.length) {
            plan = new int[Math.max(fields, 16)];
        }
        int capacity = table.capacity();
        long octets = 0;
        int longest = 0;
        for (int i = 0; i < fields; i++) {
            String name = headers.name(i);
            String value = headers.value(i);
            int nameToken = HeaderNames.token(name);
            int pattern = headers.isSensitive(i)
                    ? NEVER_INDEXED
                    : pattern(indexingPolicy.indexing(nameToken, name, value, capacity));
            plan[i] = (nameToken << 8) | pattern;
            octets += (long) name.length() + value.length();
            longest = Math.max(longest, Math.max(name.length(), value.length()));
        }
        return maxEncodedSize(fields, octets, longest);
    }

    private int maxEncodedSize(int fields, long fieldOctets, int longest) {
        long octets = fieldOctets;
        if (huffmanMode == HuffmanMode.ALWAYS) {
            octets *= HuffmanCode.MAX_OCTETS_PER_OCTET;
        } else {
            octets += (long) HuffmanCode.MAX_OCTETS_PER_OCTET
                    * longest; // tried, and not sent if it is longer than the string
        }
        octets += MAX_SIZE_UPDATES_SIZE + (long) MAX_FIELD_OVERHEAD * fields;
        if (octets > MAX_BLOCK_SIZE) {
            throw tooLarge(octets);
        }
        return (int) octets;
    }

    private static int pattern(IndexingPolicy.Indexing indexing) {
        if (indexing == IndexingPolicy.Indexing.INDEX) {
            return WITH_INDEXING;
        }
        return indexing == IndexingPolicy.Indexing.NO_INDEX ? WITHOUT_INDEXING : NEVER_INDEXED;
    }

    /** If the capacity was lower for a while, the decoder must evict as we did; so it is told the lowest value, then the present one. */
    private int writeSizeUpdates(byte[] target, int offset) {
        int capacity = table.capacity();
        int at = offset;
        if (lowestCapacity < Math.min(signalledCapacity, capacity)) {
            at = PrefixedInteger.write(lowestCapacity, 5, SIZE_UPDATE, target, at);
            at = PrefixedInteger.write(capacity, 5, SIZE_UPDATE, target, at);
        } else if (capacity != signalledCapacity) {
            at = PrefixedInteger.write(capacity, 5, SIZE_UPDATE, target, at);
        }
        signalledCapacity = capacity;
        lowestCapacity = capacity;
        return at;
    }

    private int writeField(String name, String value, int nameToken, int pattern, byte[] target, int offset) {
        int hash = EncoderIndex.hash(name, value);
        if (pattern != NEVER_INDEXED) {
            int fieldIndex = StaticTable.fieldIndex(nameToken, value);
            if (fieldIndex == 0) {
                fieldIndex = dynamicIndex(index.findField(hash, name, value));
            }
            if (fieldIndex != 0) {
                return PrefixedInteger.write(fieldIndex, 7, INDEXED, target, offset);
            }
        }
        int nameIndex = StaticTable.nameIndex(nameToken);
        if (nameIndex == 0) {
            nameIndex = dynamicIndex(index.findName(name));
        }
        int at = PrefixedInteger.write(nameIndex, pattern == WITH_INDEXING ? 6 : 4, pattern, target, offset);
        if (nameIndex == 0) {
            at = writeString(name, target, at);
        }
        at = writeString(value, target, at);
        if (pattern == WITH_INDEXING) {
            insert(hash, name, value);
        }
        return at;
    }

    private static int dynamicIndex(int position) {
        return position == EncoderIndex.NONE ? 0 : StaticTable.LENGTH + 1 + position;
    }

    private void insert(int hash, String name, String value) {
        int size = name.length() + value.length() + DynamicTable.ENTRY_OVERHEAD;
        if (table.makeRoom(size)) {
            table.insert(name, value, size, hash);
            index.addNewest();
        }
    }

    private int writeString(String text, byte[] target, int offset) {
        int length = text.length();
        if (huffmanMode == HuffmanMode.NEVER) {
            return writePlain(text, target, offset);
        }
        int start = offset + 1; // most strings have a length of one octet
        int end = HuffmanEncoder.encode(text, target, start);
        int encodedLength = end - start;
        if (encodedLength >= length && huffmanMode == HuffmanMode.SHORTER) {
            return writePlain(text, target, offset);
        }
        int prefixEnd = offset + PrefixedInteger.encodedSize(encodedLength, 7);
        if (prefixEnd != start) {
            System.arraycopy(target, start, target, prefixEnd, encodedLength);
        }
        PrefixedInteger.write(encodedLength, 7, HUFFMAN, target, offset);
        return prefixEnd + encodedLength;
    }

    private static int writePlain(String text, byte[] target, int offset) {
        return Latin1.copy(text, target, PrefixedInteger.write(text.length(), 7, 0, target, offset));
    }

    private static void requireRoom(int size, byte[] target, int offset) {
        if (offset < 0 || offset > target.length || size > target.length - offset) {
            throw new IllegalArgumentException("Cannot encode at " + offset + " of " + target.length
                    + " octets: the block may take " + size + " octets. Make room for maxEncodedSize(headers).");
        }
    }

    private static IllegalArgumentException tooLarge(long octets) {
        return new IllegalArgumentException("Cannot encode a block that may take " + octets
                + " octets: the most is 2^30. Send fewer or shorter fields.");
    }
}
