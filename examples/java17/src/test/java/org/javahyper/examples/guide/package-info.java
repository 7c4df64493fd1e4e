/** The code of {@code docs/guide/driver.md}, compiled and run. */
package org.javahyper.examples.guide;
