/** The vocabulary that every HTTP version shares: header lists and their grammar. */
@NullMarked
package org.javahyper.http;

import org.jspecify.annotations.NullMarked;
