/** Speed and allocation beside other stacks: the same work for each in one run. */
@NullMarked
package org.javahyper.benchmarks;

import org.jspecify.annotations.NullMarked;
