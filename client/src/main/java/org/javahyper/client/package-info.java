/** A blocking HTTP/2 client that starts no threads: start at {@link org.javahyper.client.Http2Connection}. */
@NullMarked
package org.javahyper.client;

import org.jspecify.annotations.NullMarked;
