/**
 * HTTP/2 frames on two levels.
 *
 * <p>The lower level allocates nothing for a frame and throws nothing for bad input: {@link org.javahyper.hyperframe.FrameReader} cuts,
 * {@link org.javahyper.hyperframe.FrameView} shows, {@link org.javahyper.hyperframe.FrameWriter} writes. The upper level is built on it:
 * {@link org.javahyper.hyperframe.Frame} and its records are values for tools, tests and people.
 */
@NullMarked
package org.javahyper.hyperframe;

import org.jspecify.annotations.NullMarked;
