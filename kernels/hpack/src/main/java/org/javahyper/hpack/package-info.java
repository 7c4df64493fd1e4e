/** HPACK, the header compression of HTTP/2: an encoder and a decoder that know nothing of frames or connections. */
@NullMarked
package org.javahyper.hpack;

import org.jspecify.annotations.NullMarked;
