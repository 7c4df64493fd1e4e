/** The whole against its specification, public corpora and foreign tools. */
@NullMarked
package org.javahyper.conformance;

import org.jspecify.annotations.NullMarked;
