package org.javahyper.hpack;

import java.util.Arrays;
import java.util.List;
import org.javahyper.hpack.HpackException.Kind;

/**
 * All that a caller can tell of one block: what it was given, and why there was no more or what is known at the end.
 *
 * @param refusal null where the block has come to its end
 * @param totals null where it has not
 */
record Outcome(List<FieldRecorder.Received> fields, Kind refusal, Totals totals) {
    /** What a decoder tells of a block, and of its table behind it. */
    record Totals(
            boolean complete, long listSize, int fieldCount, int evictionCount, int tableSize, int tableCapacity) {}

    private static final int MARGIN = 9;

    /** What a decoder makes of a block in an array of its own. */
    static Outcome ofWhole(HpackDecoder decoder, byte[] block) {
        FieldRecorder recorder = new FieldRecorder();
        try {
            return ofEnd(decoder, decoder.decode(block, 0, block.length, recorder), recorder);
        } catch (HpackException refusal) {
            return new Outcome(recorder.fields, refusal.kind(), null);
        }
    }

    /**
     * What a decoder makes of a block in fragments. They come in the midst of arrays that say something else around them, and as soon as the
     * decoder has read them.
     */
    static Outcome ofFragments(HpackDecoder decoder, List<byte[]> fragments) {
        FieldRecorder recorder = new FieldRecorder();
        boolean complete = true;
        try {
            for (int i = 0; i < fragments.size() - 1; i++) {
                boolean completeSoFar = decode(decoder, fragments.get(i), false, recorder);
                complete = complete && completeSoFar;
            }
            byte[] last = fragments.isEmpty() ? new byte[0] : fragments.get(fragments.size() - 1);
            boolean completeAtEnd = decode(decoder, last, true, recorder);
            return ofEnd(decoder, complete && completeAtEnd, recorder);
        } catch (HpackException refusal) {
            return new Outcome(recorder.fields, refusal.kind(), null);
        }
    }

    private static boolean decode(HpackDecoder decoder, byte[] fragment, boolean endOfBlock, HeaderSink sink) {
        byte[] array = new byte[MARGIN + fragment.length + MARGIN];
        Arrays.fill(array, (byte) 0x82);
        System.arraycopy(fragment, 0, array, MARGIN, fragment.length);
        boolean complete = decoder.decodeFragment(array, MARGIN, fragment.length, endOfBlock, sink);
        Arrays.fill(array, (byte) 0x82);
        return complete;
    }

    private static Outcome ofEnd(HpackDecoder decoder, boolean complete, FieldRecorder recorder) {
        Totals totals = new Totals(
                complete,
                decoder.headerListSize(),
                decoder.headerFieldCount(),
                decoder.evictionCount(),
                decoder.tableSize(),
                decoder.tableCapacity());
        return new Outcome(recorder.fields, null, totals);
    }

    boolean isRefusal() {
        return refusal != null;
    }
}
