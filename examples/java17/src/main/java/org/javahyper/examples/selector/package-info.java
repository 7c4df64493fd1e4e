/**
 * A server with one thread and one selector: the HTTP/2 kernel behind non-blocking sockets. Start reading at
 * {@link org.javahyper.examples.selector.SelectorServer}; {@code docs/guide/driver.md} explains what it does and why.
 */
@NullMarked
package org.javahyper.examples.selector;

import org.jspecify.annotations.NullMarked;
