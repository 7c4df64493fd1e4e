package org.javahyper.hpack;

/** When an encoder uses the Huffman code for a string (RFC 7541, 5.2). */
public enum HuffmanMode {
    /** When that makes it shorter; octets as they are on a tie. */
    SHORTER,
    /** For every string, even where it makes it longer. */
    ALWAYS,
    /** For none. */
    NEVER
}
