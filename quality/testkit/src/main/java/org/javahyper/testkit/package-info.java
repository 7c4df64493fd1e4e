/** What the tests of every module share; it depends on nothing of ours. */
@NullMarked
package org.javahyper.testkit;

import org.jspecify.annotations.NullMarked;
