package org.javahyper.h2;

import org.jspecify.annotations.Nullable;

/**
 * Every number that bounds what a peer can make a connection hold or do; the first SETTINGS is derived from it.
 *
 * <p>Start with {@link #defaults()} and change what you know better:
 *
 * <pre>{@code
 * Limits limits = Limits.builder().connectionWindow(1 << 20).maxConcurrentStreams(250).build();
 * }</pre>
 *
 * @param maxFrameSize octets of the largest frame payload that is accepted, announced as MAX_FRAME_SIZE; 16,384 to 16,777,215
 * @param maxHeaderListSize octets of the largest header list that is delivered, names and values and 32 for each field, announced as MAX_HEADER_LIST_SIZE
 * @param maxHeaderListSizeHard octets at which a header list fails the connection; also the largest header block, compressed
 * @param maxHeaderFields fields in one header list that is delivered
 * @param maxHeaderFieldsHard fields at which a header list fails the connection
 * @param maxTrailerSize like {@code maxHeaderListSize}, for trailers
 * @param maxTrailerFields like {@code maxHeaderFields}, for trailers
 * @param maxContinuationFrames CONTINUATION frames in one header block, whatever their length
 * @param maxInformational interim responses to one request
 * @param decoderTableSize octets of the HPACK table that the peer may use, announced as HEADER_TABLE_SIZE
 * @param encoderTableSizeCap octets of our own HPACK table, however much the peer offers
 * @param maxSettingsEntries entries in one SETTINGS frame
 * @param maxConcurrentStreams streams that the peer may have open, announced as MAX_CONCURRENT_STREAMS
 * @param maxReservedStreams promised streams of which the response has not begun, at a client
 * @param rememberedClosedStreams recently closed streams of which the reason is remembered
 * @param initialStreamWindow octets the peer may send on a new stream, announced as INITIAL_WINDOW_SIZE
 * @param connectionWindow octets the peer may send on the connection; 65,535 or more
 * @param maxOutboundPerStream octets of body that are taken for one stream and not yet drained
 * @param maxOutboundTotal the same over the connection
 */
public record Limits(
        int maxFrameSize,
        int maxHeaderListSize,
        int maxHeaderListSizeHard,
        int maxHeaderFields,
        int maxHeaderFieldsHard,
        int maxTrailerSize,
        int maxTrailerFields,
        int maxContinuationFrames,
        int maxInformational,
        int decoderTableSize,
        int encoderTableSizeCap,
        int maxSettingsEntries,
        int maxConcurrentStreams,
        int maxReservedStreams,
        int rememberedClosedStreams,
        int initialStreamWindow,
        int connectionWindow,
        int maxOutboundPerStream,
        int maxOutboundTotal) {
    private static final int LARGEST_LIST = 1 << 30; // octets or fields, what HPACK can count

    private static final Limits DEFAULTS = new Builder().build();

    /**
     * Checks the limits together.
     *
     * @throws IllegalArgumentException if one is out of its range, or a hard limit is below its soft one
     */
    public Limits {
        check("maxFrameSize", maxFrameSize, 16_384, 16_777_215);
        check("maxHeaderListSize", maxHeaderListSize, 0, LARGEST_LIST);
        check("maxHeaderListSizeHard", maxHeaderListSizeHard, maxHeaderListSize, LARGEST_LIST);
        check("maxHeaderFields", maxHeaderFields, 1, LARGEST_LIST);
        check("maxHeaderFieldsHard", maxHeaderFieldsHard, maxHeaderFields, LARGEST_LIST);
        check("maxTrailerSize", maxTrailerSize, 0, Integer.MAX_VALUE);
        check("maxTrailerFields", maxTrailerFields, 1, Integer.MAX_VALUE);
        check("maxContinuationFrames", maxContinuationFrames, 0, Integer.MAX_VALUE);
        check("maxInformational", maxInformational, 0, Integer.MAX_VALUE);
        check("decoderTableSize", decoderTableSize, 0, Integer.MAX_VALUE);
        check("encoderTableSizeCap", encoderTableSizeCap, 0, Integer.MAX_VALUE);
        check("maxSettingsEntries", maxSettingsEntries, 1, Integer.MAX_VALUE);
        check("maxConcurrentStreams", maxConcurrentStreams, 0, Integer.MAX_VALUE);
        check("maxReservedStreams", maxReservedStreams, 0, Integer.MAX_VALUE);
        check("rememberedClosedStreams", rememberedClosedStreams, 1, Integer.MAX_VALUE);
        check("initialStreamWindow", initialStreamWindow, 0, Integer.MAX_VALUE);
        check("connectionWindow", connectionWindow, 65_535, Integer.MAX_VALUE);
        check("maxOutboundPerStream", maxOutboundPerStream, 1, Integer.MAX_VALUE);
        check("maxOutboundTotal", maxOutboundTotal, 1, Integer.MAX_VALUE);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("Cannot set " + name + " to " + value + ": it is " + least + " to "
                    + most + ". Choose a value in this range.");
        }
    }

    /** The limits of docs/spec/hardening.md: safe, and generous to honest peers. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Changes some limits. */
    public static final class Builder {
        private int maxFrameSize = 16_384;
        private int maxHeaderListSize = 32_768;
        private @Nullable Integer maxHeaderListSizeHard;
        private int maxHeaderFields = 200;
        private @Nullable Integer maxHeaderFieldsHard;
        private int maxTrailerSize = 8_192;
        private int maxTrailerFields = 64;
        private @Nullable Integer maxContinuationFrames;
        private int maxInformational = 16;
        private int decoderTableSize = 4_096;
        private int encoderTableSizeCap = 4_096;
        private int maxSettingsEntries = 32;
        private int maxConcurrentStreams = 100;
        private int maxReservedStreams = 32;
        private int rememberedClosedStreams = 128;
        private int initialStreamWindow = 65_535;
        private int connectionWindow = 65_535;
        private int maxOutboundPerStream = 65_536;
        private int maxOutboundTotal = 1_048_576;

        private Builder() {}

        /** Octets of the largest frame payload that is accepted, announced as MAX_FRAME_SIZE; 16,384 to 16,777,215. Default 16,384. */
        public Builder maxFrameSize(int value) {
            maxFrameSize = value;
            return this;
        }

        /** Octets of the largest header list that is delivered, names and values and 32 for each field, announced as MAX_HEADER_LIST_SIZE. Default 32,768. */
        public Builder maxHeaderListSize(int value) {
            maxHeaderListSize = value;
            return this;
        }

        /** Octets at which a header list fails the connection; also the largest header block, compressed. Default twice {@code maxHeaderListSize}. */
        public Builder maxHeaderListSizeHard(int value) {
            maxHeaderListSizeHard = value;
            return this;
        }

        /** Fields in one header list that is delivered. Default 200. */
        public Builder maxHeaderFields(int value) {
            maxHeaderFields = value;
            return this;
        }

        /** Fields at which a header list fails the connection. Default twice {@code maxHeaderFields}. */
        public Builder maxHeaderFieldsHard(int value) {
            maxHeaderFieldsHard = value;
            return this;
        }

        /** Like {@code maxHeaderListSize}, for trailers. Default 8,192. */
        public Builder maxTrailerSize(int value) {
            maxTrailerSize = value;
            return this;
        }

        /** Like {@code maxHeaderFields}, for trailers. Default 64. */
        public Builder maxTrailerFields(int value) {
            maxTrailerFields = value;
            return this;
        }

        /**
         * CONTINUATION frames in one header block, whatever their length. Default 8, or what the largest block needs in full frames and a quarter
         * more, if that is larger.
         */
        public Builder maxContinuationFrames(int value) {
            maxContinuationFrames = value;
            return this;
        }

        /** Interim responses to one request. Default 16. */
        public Builder maxInformational(int value) {
            maxInformational = value;
            return this;
        }

        /** Octets of the HPACK table that the peer may use, announced as HEADER_TABLE_SIZE. Default 4,096. */
        public Builder decoderTableSize(int value) {
            decoderTableSize = value;
            return this;
        }

        /** Octets of our own HPACK table, however much the peer offers. Default 4,096. */
        public Builder encoderTableSizeCap(int value) {
            encoderTableSizeCap = value;
            return this;
        }

        /** Entries in one SETTINGS frame. Default 32. */
        public Builder maxSettingsEntries(int value) {
            maxSettingsEntries = value;
            return this;
        }

        /** Streams that the peer may have open, announced as MAX_CONCURRENT_STREAMS. Default 100. */
        public Builder maxConcurrentStreams(int value) {
            maxConcurrentStreams = value;
            return this;
        }

        /** Promised streams of which the response has not begun, at a client. Default 32. */
        public Builder maxReservedStreams(int value) {
            maxReservedStreams = value;
            return this;
        }

        /** Recently closed streams of which the reason is remembered. Default 128. */
        public Builder rememberedClosedStreams(int value) {
            rememberedClosedStreams = value;
            return this;
        }

        /** Octets the peer may send on a new stream, announced as INITIAL_WINDOW_SIZE. Default 65,535. */
        public Builder initialStreamWindow(int value) {
            initialStreamWindow = value;
            return this;
        }

        /** Octets the peer may send on the connection; 65,535 or more. Default 65,535. */
        public Builder connectionWindow(int value) {
            connectionWindow = value;
            return this;
        }

        /** Octets of body that are taken for one stream and not yet drained. Default 65,536. */
        public Builder maxOutboundPerStream(int value) {
            maxOutboundPerStream = value;
            return this;
        }

        /** The same over the connection. Default 1,048,576. */
        public Builder maxOutboundTotal(int value) {
            maxOutboundTotal = value;
            return this;
        }

        /**
         * The limits.
         *
         * @throws IllegalArgumentException if one is out of its range, or a hard limit is below its soft one
         */
        public Limits build() {
            int listSizeHard = maxHeaderListSizeHard == null ? twice(maxHeaderListSize) : maxHeaderListSizeHard;
            int fieldsHard = maxHeaderFieldsHard == null ? twice(maxHeaderFields) : maxHeaderFieldsHard;
            int continuationFrames =
                    maxContinuationFrames == null ? continuationFrames(listSizeHard) : maxContinuationFrames;
            return new Limits(
                    maxFrameSize,
                    maxHeaderListSize,
                    listSizeHard,
                    maxHeaderFields,
                    fieldsHard,
                    maxTrailerSize,
                    maxTrailerFields,
                    continuationFrames,
                    maxInformational,
                    decoderTableSize,
                    encoderTableSizeCap,
                    maxSettingsEntries,
                    maxConcurrentStreams,
                    maxReservedStreams,
                    rememberedClosedStreams,
                    initialStreamWindow,
                    connectionWindow,
                    maxOutboundPerStream,
                    maxOutboundTotal);
        }

        private static int twice(int limit) {
            return (int) Math.min(2L * limit, LARGEST_LIST);
        }

        /** Eight, or where larger blocks are allowed as many as they need in full frames, and a quarter more. */
        private int continuationFrames(int maxBlock) {
            int needed = (int) ((maxBlock + maxFrameSize - 1L) / Math.max(1, maxFrameSize));
            return Math.max(8, needed + (needed + 3) / 4);
        }
    }
}
