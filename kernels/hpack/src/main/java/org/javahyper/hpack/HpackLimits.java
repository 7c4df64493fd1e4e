package org.javahyper.hpack;

/**
 * How much one field block may hold.
 *
 * <p>The size of a list is the sum over its fields of name, value and 32, in octets (RFC 9113, 6.5.2). A decoder that discards goes on between
 * a limit and its hard companion, to keep its table in step, and gives up beyond; one that does not gives up at the limit.
 *
 * @param maxHeaderListSize octets, 0 to 2^30
 * @param maxHeaderListSizeHard octets, {@code maxHeaderListSize} to 2^30
 * @param maxHeaderFields fields, 0 to 2^30; each crumb of a cookie counts
 * @param maxHeaderFieldsHard fields, {@code maxHeaderFields} to 2^30
 */
public record HpackLimits(
        int maxHeaderListSize, int maxHeaderListSizeHard, int maxHeaderFields, int maxHeaderFieldsHard) {
    /** 32,768 octets and 200 fields, the hard limits twice that. */
    public static final HpackLimits DEFAULT = of(32_768, 200);

    private static final int LARGEST = 1 << 30;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative, above 2^30, or above its hard companion
     */
    public HpackLimits {
        requireOrder("header list size", maxHeaderListSize, maxHeaderListSizeHard);
        requireOrder("number of fields", maxHeaderFields, maxHeaderFieldsHard);
    }

    /** The limits with hard ones twice as large. */
    public static HpackLimits of(int maxHeaderListSize, int maxHeaderFields) {
        return new HpackLimits(maxHeaderListSize, twice(maxHeaderListSize), maxHeaderFields, twice(maxHeaderFields));
    }

    private static int twice(int limit) {
        return (int) Math.min(2L * limit, LARGEST);
    }

    private static void requireOrder(String what, int soft, int hard) {
        if (soft < 0 || hard < soft || hard > LARGEST) {
            throw new IllegalArgumentException("Cannot limit the " + what + " to " + soft + " and hard to " + hard
                    + ": both are 0 to 2^30 and the hard limit is not the smaller one. Give limits in that order.");
        }
    }
}
