package org.javahyper.hpack.internal;

import java.util.Objects;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackException;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderNames;

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
    private static final int NO_MORE_UPDATES = MAX_SIZE_UPDATES + 1;
    private static final int NO_UPDATE_OWED = Integer.MAX_VALUE;

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
    private final FieldCarry carry = new FieldCarry();
    private boolean midBlock;
    private int sizeUpdates; // NO_MORE_UPDATES behind the first field
    private long headerListSize;
    private int headerFieldCount;
    private int evictionsBefore;
    private boolean skipping;

    // Its limits.
    private int maxHeaderListSize;
    private int maxHeaderFields;
    private int failingHeaderListSize;
    private int failingHeaderFields;

    public FieldBlockDecoder(HpackLimits limits, boolean discardOversized, int tableSize) {
        this.limits = limits;
        this.discardOversized = discardOversized;
        maxAllowedTableSize = tableSize;
        table = new DynamicTable(tableSize);
    }

    @Override
    public boolean decodeFragment(byte[] array, int offset, int length, boolean endOfBlock, HeaderSink sink) {
        Objects.checkFromIndexSize(offset, length, array.length);
        requireNotPoisoned();
        poisoned = true; // until all has gone well
        if (!midBlock) {
            beginBlock();
        }
        if (!endOfBlock) {
            carry.append(array, offset, length);
            readWholeFields(sink);
        } else if (carry.isEmpty()) {
            readFields(array, offset, offset + length, sink);
            endBlock();
        } else {
            carry.append(array, offset, length);
            readFields(carry.octets(), 0, carry.length(), sink);
            endBlock();
        }
        midBlock = !endOfBlock;
        poisoned = false;
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

    private void requireNotPoisoned() {
        if (poisoned) {
            throw new HpackException(
                    Kind.POISONED, "An earlier block has failed, so the table is no longer the peer's (RFC 7541, 2.2)");
        }
    }

    private void beginBlock() {
        sizeUpdates = 0;
        headerListSize = 0;
        headerFieldCount = 0;
        evictionsBefore = table.evictions();
        skipping = false;
        maxHeaderListSize = limits.maxHeaderListSize();
        maxHeaderFields = limits.maxHeaderFields();
        failingHeaderListSize = discardOversized ? limits.maxHeaderListSizeHard() : maxHeaderListSize;
        failingHeaderFields = discardOversized ? limits.maxHeaderFieldsHard() : maxHeaderFields;
    }

    private void endBlock() {
        endSizeUpdates();
        carry.clear();
        nameLiteral.trim();
        valueLiteral.trim();
    }

    /** Reads the fields that have come to their end, and leaves the rest in the carry. */
    private void readWholeFields(HeaderSink sink) {
        byte[] octets = carry.octets();
        int at = 0;
        int fieldEnd = FieldExtent.end(octets, at, carry.length(), allowance(0));
        while (fieldEnd != FieldExtent.INCOMPLETE) {
            readFields(octets, at, fieldEnd, sink);
            at = fieldEnd;
            fieldEnd = FieldExtent.end(octets, at, carry.length(), allowance(0));
        }
        carry.keepFrom(at);
    }

    private void readFields(byte[] block, int offset, int end, HeaderSink sink) {
        int at = readSizeUpdates(block, offset, end);
        while (at < end) {
            int first = block[at];
            if (first < 0) {
                at = readIndexed(block, at, end, sink);
            } else if ((first & 0xe0) != SIZE_UPDATE) {
                at = readLiteral(block, at, end, sink);
            } else {
                throw misplacedSizeUpdate();
            }
        }
    }

    private int readSizeUpdates(byte[] block, int offset, int end) {
        int at = offset;
        while (at < end && (block[at] & 0xe0) == SIZE_UPDATE) {
            sizeUpdates++;
            if (sizeUpdates > MAX_SIZE_UPDATES) {
                throw misplacedSizeUpdate();
            }
            long read = PrefixedInteger.read(block, at, end, 5);
            updateSize(PrefixedInteger.value(read));
            at = PrefixedInteger.end(read);
        }
        if (at < end) {
            endSizeUpdates();
        }
        return at;
    }

    /** A field or the end of the block has come; an update that was owed had to stand before it. */
    private void endSizeUpdates() {
        if (sizeUpdates < NO_MORE_UPDATES) {
            requireNoUpdateOwed();
            sizeUpdates = NO_MORE_UPDATES;
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

    private void requireNoUpdateOwed() {
        if (owedTableSize != NO_UPDATE_OWED) {
            throw new HpackException(
                    Kind.INVALID_TABLE_SIZE,
                    "The table has " + table.capacity() + " octets and must shrink to " + owedTableSize
                            + ", but the block does not begin with an update (RFC 9113, 4.3.1)");
        }
    }

    private int readIndexed(byte[] block, int at, int end, HeaderSink sink) {
        long read = PrefixedInteger.read(block, at, end, 7);
        int index = PrefixedInteger.value(read);
        if (index > StaticTable.LENGTH) {
            int slot = dynamicSlot(index);
            if (admits(table.entrySize(slot))) {
                sink.field(table.name(slot), table.value(slot), table.note(slot));
            }
        } else if (admits(StaticTable.size(requireNotZero(index)))) {
            sink.field(StaticTable.name(index), StaticTable.value(index), StaticTable.traits(index));
        }
        return PrefixedInteger.end(read);
    }

    private int readLiteral(byte[] block, int offset, int end, HeaderSink sink) {
        int representation = representation(block[offset]);
        long read =
                PrefixedInteger.read(block, offset, end, representation == HeaderSink.LITERAL_WITH_INDEXING ? 6 : 4);
        int nameIndex = PrefixedInteger.value(read);
        int at = PrefixedInteger.end(read);
        String name = null; // where it has a string of its own, made when it is wanted
        int nameLength;
        int nameTraits;
        if (nameIndex == 0) {
            at = nameLiteral.read(block, at, end, allowance(0));
            nameLength = nameLiteral.length();
            nameTraits = nameTraits(block);
        } else if (nameIndex <= StaticTable.LENGTH) {
            name = StaticTable.name(nameIndex);
            nameLength = name.length();
            nameTraits = StaticTable.traits(nameIndex) & NAME_TRAITS;
        } else {
            int slot = dynamicSlot(nameIndex);
            name = table.name(slot);
            nameLength = name.length();
            nameTraits = table.note(slot) & NAME_TRAITS;
        }
        at = valueLiteral.read(block, at, end, allowance(nameLength));
        int size = nameLength + valueLiteral.length() + DynamicTable.ENTRY_OVERHEAD;
        boolean delivered = admits(size);
        boolean inserted = representation == HeaderSink.LITERAL_WITH_INDEXING && table.makeRoom(size);
        if (delivered || inserted) {
            if (name == null) {
                name = name(block, nameTraits);
            }
            String value = valueLiteral.text(block);
            int traits = valueLiteral.isFieldValue(block) ? nameTraits | HeaderSink.WELL_FORMED_VALUE : nameTraits;
            if (inserted) {
                table.insert(name, value, size, traits);
            }
            if (delivered) {
                sink.field(name, value, traits | representation);
            }
        }
        return at;
    }

    private static int representation(int first) {
        if (first >= WITH_INDEXING) {
            return HeaderSink.LITERAL_WITH_INDEXING;
        }
        return first >= NEVER_INDEXED ? HeaderSink.NEVER_INDEXED : HeaderSink.LITERAL_WITHOUT_INDEXING;
    }

    private String name(byte[] block, int nameTraits) {
        int nameToken = nameTraits & HeaderSink.NAME_TOKEN_MASK;
        return nameToken == HeaderNames.UNKNOWN ? nameLiteral.text(block) : HeaderNames.name(nameToken);
    }

    private int nameTraits(byte[] block) {
        byte[] octets = nameLiteral.octets(block);
        int nameToken = HeaderNames.token(octets, nameLiteral.offset(), nameLiteral.length());
        boolean wellFormed = nameToken != HeaderNames.UNKNOWN
                || FieldGrammar.isLowerCaseToken(octets, nameLiteral.offset(), nameLiteral.length());
        return wellFormed ? nameToken | HeaderSink.WELL_FORMED_NAME : nameToken;
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
