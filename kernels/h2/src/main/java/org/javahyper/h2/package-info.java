/** One HTTP/2 connection in either role, without sockets, threads or clocks: start at {@link org.javahyper.h2.H2Connection}. */
@NullMarked
package org.javahyper.h2;

import org.jspecify.annotations.NullMarked;
