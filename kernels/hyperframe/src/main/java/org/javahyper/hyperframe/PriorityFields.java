package org.javahyper.hyperframe;

/**
 * The priority fields of HEADERS and PRIORITY. RFC 9113 has deprecated the scheme behind them.
 *
 * @param streamDependency the stream depended on, 0 to 2^31-1; 0 is the root
 * @param exclusive whether the stream becomes the only dependant
 * @param weight 1 to 256; on the wire one less
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-5.3.2">RFC 9113, section 5.3.2</a>
 */
public record PriorityFields(int streamDependency, boolean exclusive, int weight) {
    /** What holds for a stream of which nothing was said: no dependency, weight 16 (RFC 7540, 5.3.5). */
    public static final PriorityFields DEFAULT = new PriorityFields(0, false, 16);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the dependency is negative or the weight not 1 to 256
     */
    public PriorityFields {
        Arguments.inRange(
                "stream dependency", streamDependency, 0, Integer.MAX_VALUE, "stream ids have 31 bits (RFC 9113, 6.3)");
        Arguments.inRange("weight", weight, 1, 256, "weights are one octet plus one (RFC 7540, 5.3.2)");
    }
}
