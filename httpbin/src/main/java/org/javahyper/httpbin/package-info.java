/** The server, its connections and its endpoints; {@link org.javahyper.httpbin.HttpBin} is the way in. */
@NullMarked
package org.javahyper.httpbin;

import org.jspecify.annotations.NullMarked;
