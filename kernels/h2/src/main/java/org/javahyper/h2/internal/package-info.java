/** How a connection works: the state tables, what the peer's frames do, what the program's actions do. */
@NullMarked
package org.javahyper.h2.internal;

import org.jspecify.annotations.NullMarked;
