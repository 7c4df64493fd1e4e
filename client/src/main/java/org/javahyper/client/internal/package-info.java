/** How the client drives a kernel: seats, exchanges, transports. */
@NullMarked
package org.javahyper.client.internal;

import org.jspecify.annotations.NullMarked;
