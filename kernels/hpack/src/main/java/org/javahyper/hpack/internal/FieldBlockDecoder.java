package org.javahyper.hpack.internal;

import java.util.Objects;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * The decoder: size updates first, then field after field, told apart by the high bits of their first octet.
 *
 * <pre>{@code
 * | 1 |        Index (7+)         |   6.1    indexed
 * | 0 | 1 |      Index (6+)       |   6.2.1  literal with incremental indexing
 * | 0 | 0 | 1 |   Max size (5+)   |   6.3    dynamic table size update
 * | 0 | 0 | 0 | 1 |  Index (4+)   |   6.2.3  literal never indexed
 * | 0 | 0 | 0 | 0 |  Index (4+)   |   6.2.2  literal without indexing
 * }</pre>
 *
 * Once a limit is passed, fields are read on for what they do to the table, and strings are only made for its entries.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#section-6">RFC 7541, section 6</a>
 */
public final class FieldBlockDecoder implements HpackDecoder {
    private static final int WITH_INDEXING = 0x40;
    private static final int SIZE_UPDATE = 0x20;
    private static final int NEVER_INDEXED = 0x10;

    private static final int MAX_SIZE_UPDATES = 2;
    private static final int NO_UPDATE_OWED = Integer.MAX_VALUE;
    private static final byte[] NO_BLOCK = {};

    /** What of an entry's traits belongs to its name. */
    private static final int NAME_TRAITS = HeaderSink.NAME_TOKEN_MASK | HeaderSink.WELL_FORMED_NAME;

    private final DynamicTable table;
    private final boolean discardOversized;
    private final StringLiteral nameLiteral = new StringLiteral();
    private final StringLiteral valueLiteral = new StringLiteral();

    private HpackLimits limits;
    private int maxAllowedTableSize;
    private int owedTableSize = NO_UPDATE_OWED; // the next block's first update must not be above
    private boolean poisoned;

    // The block in hand.
    private byte[] block = NO_BLOCK;
    private int at;
    private int end;
    private long headerListSize;
    private int headerFieldCount;
    private int evictionsBefore;
    private boolean skipping;

    // Its limits.
    private int maxHeaderListSize;
    private int maxHeaderFields;
    private int failingHeaderListSize;

    public FieldBlockDecoder(HpackLimits limits, boolean discardOversized, int tableSize) {
        this.limits = limits;
        this.discardOversized = discardOversized;
        maxAllowedTableSize = tableSize;
        table = new DynamicTable(tableSize);
    }

    @Override
    public boolean decode(byte[] array, int offset, int length, HeaderSink sink) {
        Objects.checkFromIndexSize(offset, length, array.length);
        open(array, offset, length);
        readSizeUpdates();
        while (at < end) {
            int first = block[at];
            if (first < 0) {
                readIndexed(sink);
            } else if (first >= WITH_INDEXING) {
                readLiteral(6, HeaderSink.LITERAL_WITH_INDEXING, sink);
            } else if (first >= SIZE_UPDATE) {
                throw misplacedSizeUpdate();
            } else if (first >= NEVER_INDEXED) {
                readLiteral(4, HeaderSink.NEVER_INDEXED, sink);
            } else {
                readLiteral(4, HeaderSink.LITERAL_WITHOUT_INDEXING, sink);
            }
        }
        close();
        return !skipping;
    }

    @Override
    public long headerListSize() {
        return headerListSize;
    }

    @Override
    public int headerFieldCount() {
        return headerFieldCount;
    }

    @Override
    public int evictionCount() {
        return table.evictions() - evictionsBefore;
    }

    @Override
    public void limits(HpackLimits newLimits) {
        limits = newLimits;
    }

    @Override
    public void maxAllowedTableSize(int octets) {
        if (octets < 0) {
            throw new IllegalArgumentException("Cannot allow a table of " + octets
                    + " octets: it has 0 to 2^31-1. Give 0 to do without a dynamic table.");
        }
        maxAllowedTableSize = octets;
        if (octets < table.capacity()) {
            owedTableSize = Math.min(owedTableSize, octets);
        }
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
        return "HpackDecoder[entries=" + table.length() + ", tableSize=" + table.size() + ", tableCapacity="
                + table.capacity() + "]";
    }

    /** Whatever is thrown between here and {@link #close} leaves the decoder poisoned. */
    private void open(byte[] array, int offset, int length) {
        if (poisoned) {
            throw new HpackException(
                    Kind.POISONED, "An earlier block has failed, so the table is no longer the peer's (RFC 7541, 2.2)");
        }
        poisoned = true;
        block = array;
        at = offset;
        end = offset + length;
        headerListSize = 0;
        headerFieldCount = 0;
        evictionsBefore = table.evictions();
        skipping = false;
        maxHeaderListSize = limits.maxHeaderListSize();
        maxHeaderFields = limits.maxHeaderFields();
        failingHeaderListSize = discardOversized ? limits.maxHeaderListSizeHard() : maxHeaderListSize;
    }

    private void close() {
        poisoned = false;
        block = NO_BLOCK;
        nameLiteral.clear();
        valueLiteral.clear();
    }

    private void readSizeUpdates() {
        int updates = 0;
        while (at < end && (block[at] & 0xe0) == SIZE_UPDATE) {
            updates++;
            if (updates > MAX_SIZE_UPDATES) {
                throw misplacedSizeUpdate();
            }
            updateSize(readInteger(5));
        }
        if (owedTableSize != NO_UPDATE_OWED) {
            throw new HpackException(
                    Kind.INVALID_TABLE_SIZE,
                    "The table has " + table.capacity() + " octets and must shrink to " + owedTableSize
                            + ", but the block does not begin with an update (RFC 9113, 4.3.1)");
        }
    }

    private void updateSize(int capacity) {
        int allowed = Math.min(maxAllowedTableSize, owedTableSize);
        if (capacity > allowed) {
            throw new HpackException(
                    Kind.INVALID_TABLE_SIZE,
                    "The update to " + capacity + " octets is above the " + allowed
                            + " that are allowed (RFC 7541, 6.3)");
        }
        owedTableSize = NO_UPDATE_OWED;
        table.resize(capacity);
    }

    private void readIndexed(HeaderSink sink) {
        int index = readInteger(7);
        if (index > StaticTable.LENGTH) {
            int slot = dynamicSlot(index);
            if (admits(table.entrySize(slot))) {
                sink.field(table.name(slot), table.value(slot), table.traits(slot));
            }
        } else if (admits(StaticTable.size(requireNotZero(index)))) {
            sink.field(StaticTable.name(index), StaticTable.value(index), StaticTable.traits(index));
        }
    }

    private void readLiteral(int prefixBits, int representation, HeaderSink sink) {
        int nameIndex = readInteger(prefixBits);
        if (nameIndex == 0) {
            at = nameLiteral.read(block, at, end, allowance(0));
            int nameTraits = nameTraits(nameLiteral);
            readValue(null, nameLiteral.length(), nameTraits, representation, sink);
        } else if (nameIndex <= StaticTable.LENGTH) {
            String name = StaticTable.name(nameIndex);
            readValue(name, name.length(), StaticTable.traits(nameIndex) & NAME_TRAITS, representation, sink);
        } else {
            int slot = dynamicSlot(nameIndex);
            String name = table.name(slot);
            readValue(name, name.length(), table.traits(slot) & NAME_TRAITS, representation, sink);
        }
    }

    /** Reads the value of a literal field and does with the field what is to be done. */
    private void readValue(
            @Nullable String indexedName, int nameLength, int nameTraits, int representation, HeaderSink sink) {
        at = valueLiteral.read(block, at, end, allowance(nameLength));
        int size = nameLength + valueLiteral.length() + DynamicTable.ENTRY_OVERHEAD;
        boolean delivered = admits(size);
        boolean inserted = representation == HeaderSink.LITERAL_WITH_INDEXING && table.makeRoom(size);
        if (!delivered && !inserted) {
            return;
        }
        String name = indexedName != null ? indexedName : name(nameTraits);
        String value = valueLiteral.text();
        int traits = nameTraits | valueTraits(valueLiteral);
        if (inserted) {
            table.insert(name, value, size, traits);
        }
        if (delivered) {
            sink.field(name, value, traits | representation);
        }
    }

    private String name(int nameTraits) {
        int nameToken = nameTraits & HeaderSink.NAME_TOKEN_MASK;
        return nameToken == HeaderNames.UNKNOWN ? nameLiteral.text() : HeaderNames.name(nameToken);
    }

    private static int nameTraits(StringLiteral name) {
        int nameToken = HeaderNames.token(name.octets(), name.offset(), name.length());
        boolean wellFormed = nameToken != HeaderNames.UNKNOWN
                || FieldGrammar.isLowerCaseToken(name.octets(), name.offset(), name.length());
        return wellFormed ? nameToken | HeaderSink.WELL_FORMED_NAME : nameToken;
    }

    private static int valueTraits(StringLiteral value) {
        return FieldGrammar.isFieldValue(value.octets(), value.offset(), value.length())
                ? HeaderSink.WELL_FORMED_VALUE
                : 0;
    }

    private int readInteger(int prefixBits) {
        long read = PrefixedInteger.read(block, at, end, prefixBits);
        at = PrefixedInteger.end(read);
        return PrefixedInteger.value(read);
    }

    private int dynamicSlot(int index) {
        int position = index - StaticTable.LENGTH - 1;
        if (position >= table.length()) {
            throw invalidIndex(index);
        }
        return table.slotAt(position);
    }

    private int requireNotZero(int index) {
        if (index == 0) {
            throw invalidIndex(index);
        }
        return index;
    }

    /** Counts a field; true if it is within the limits. */
    private boolean admits(int size) {
        headerListSize += size;
        headerFieldCount++;
        if (headerListSize > maxHeaderListSize || headerFieldCount > maxHeaderFields) {
            skipOrFail();
            return false;
        }
        return true;
    }

    private void skipOrFail() {
        if (headerListSize > failingHeaderListSize) {
            throw new HpackException(
                    Kind.OVERSIZED_HEADER_LIST,
                    "The header list has " + headerListSize + " octets or more; the limit is " + failingHeaderListSize);
        }
        int failingHeaderFields = discardOversized ? limits.maxHeaderFieldsHard() : maxHeaderFields;
        if (headerFieldCount > failingHeaderFields) {
            throw new HpackException(
                    Kind.TOO_MANY_FIELDS,
                    "The header list has " + headerFieldCount + " fields or more; the limit is " + failingHeaderFields);
        }
        skipping = true;
    }

    /** How many octets a string of the next field may have before the list is beyond the limit that ends decoding. */
    private int allowance(int nameLength) {
        return (int) (failingHeaderListSize - headerListSize) - DynamicTable.ENTRY_OVERHEAD - nameLength;
    }

    private HpackException invalidIndex(int index) {
        return new HpackException(
                Kind.INVALID_TABLE_INDEX,
                "Index " + index + " is not one of 1 to " + (StaticTable.LENGTH + table.length())
                        + " (RFC 7541, 2.3.3)");
    }

    private static HpackException misplacedSizeUpdate() {
        return new HpackException(
                Kind.MISPLACED_TABLE_SIZE_UPDATE,
                "Table size updates stand before the first field, two at most (RFC 7541, 4.2)");
    }
}
