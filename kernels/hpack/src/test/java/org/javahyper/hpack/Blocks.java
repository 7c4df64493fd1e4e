package org.javahyper.hpack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.javahyper.hpack.internal.PrefixedInteger;

/** Field blocks written by hand. */
final class Blocks {
    static final int WITH_INDEXING = 0x40;
    static final int WITHOUT_INDEXING = 0x00;
    static final int NEVER_INDEXED = 0x10;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    static Blocks block() {
        return new Blocks();
    }

    Blocks sizeUpdate(int capacity) {
        return integer(capacity, 5, 0x20);
    }

    Blocks indexed(int index) {
        return integer(index, 7, 0x80);
    }

    Blocks indexed(int index, int times) {
        for (int i = 0; i < times; i++) {
            indexed(index);
        }
        return this;
    }

    Blocks literal(int pattern, String name, String value) {
        return integer(0, 4, pattern).string(name).string(value);
    }

    Blocks literal(int pattern, int nameIndex, String value) {
        return integer(nameIndex, pattern == WITH_INDEXING ? 6 : 4, pattern).string(value);
    }

    Blocks string(String text) {
        byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
        return integer(plain.length, 7, 0).raw(plain);
    }

    Blocks huffman(byte[] encoded) {
        return integer(encoded.length, 7, 0x80).raw(encoded);
    }

    /** The announcement of a string, without its octets. */
    Blocks stringOfLength(int length, boolean huffman) {
        return integer(length, 7, huffman ? 0x80 : 0);
    }

    Blocks raw(byte... more) {
        octets.writeBytes(more);
        return this;
    }

    byte[] octets() {
        return octets.toByteArray();
    }

    private Blocks integer(int value, int prefixBits, int pattern) {
        byte[] integer = new byte[PrefixedInteger.MAX_ENCODED_SIZE];
        octets.write(integer, 0, PrefixedInteger.write(value, prefixBits, pattern, integer, 0));
        return this;
    }
}
