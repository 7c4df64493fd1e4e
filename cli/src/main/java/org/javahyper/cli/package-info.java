/** The {@code hyper} command: requests, a demonstration and a test server. */
@NullMarked
package org.javahyper.cli;

import org.jspecify.annotations.NullMarked;
