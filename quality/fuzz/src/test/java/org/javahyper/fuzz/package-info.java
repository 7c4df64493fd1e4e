/** Fuzz targets: octets in, and claims about what the parsers make of them. */
@NullMarked
package org.javahyper.fuzz;

import org.jspecify.annotations.NullMarked;
