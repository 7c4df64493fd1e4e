/** What a connection has learnt from the peer's octets: one record for each kind of event. */
@NullMarked
package org.javahyper.h2.event;

import org.jspecify.annotations.NullMarked;
