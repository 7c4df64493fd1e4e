/** The codec behind the interfaces: tables, integers, strings and the Huffman code. */
@NullMarked
package org.javahyper.hpack.internal;

import org.jspecify.annotations.NullMarked;
