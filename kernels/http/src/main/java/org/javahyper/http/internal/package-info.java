/** For the kernels only: text as octets, field lists under construction, output on its way to the peer. */
@NullMarked
package org.javahyper.http.internal;

import org.jspecify.annotations.NullMarked;
