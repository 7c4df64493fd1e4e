package org.javahyper.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.javahyper.http.Headers;

/** One library and the workload in the form in which it takes it; one coder for each story, new in each pass. */
final class HpackPass<B, L> {
    private final HpackLibrary<B, L> coders;
    private final List<List<B>> blocks;
    private final List<List<L>> lists;

    HpackPass(HpackLibrary<B, L> coders, Workload workload, List<List<byte[]>> blocks) {
        this.coders = coders;
        this.blocks = blocks.stream()
                .map(story -> story.stream().map(coders::block).toList())
                .toList();
        lists = workload.stories().stream()
                .map(story -> story.stream().map(coders::headers).toList())
                .toList();
    }

    /** Decodes everything and gives each list away. */
    void decode(Consumer<? super L> sink) {
        for (List<B> story : blocks) {
            HpackLibrary.Decoder<B, L> decoder = coders.newDecoder();
            for (B block : story) {
                sink.accept(decoder.decode(block));
            }
        }
    }

    /** Encodes everything and returns the number of octets. */
    long encode() {
        long octets = 0;
        for (List<L> story : lists) {
            octets += encode(coders.newEncoder(), story);
        }
        return octets;
    }

    /** Encodes everything too, but goes on with the same encoders each time it is called. */
    Runnable steadyEncoding() {
        List<HpackLibrary.Encoder<L>> encoders =
                lists.stream().map(story -> coders.newEncoder()).toList();
        return () -> {
            for (int story = 0; story < encoders.size(); story++) {
                encode(encoders.get(story), lists.get(story));
            }
        };
    }

    private static <L> long encode(HpackLibrary.Encoder<L> encoder, List<L> story) {
        long octets = 0;
        for (int i = 0; i < story.size(); i++) {
            octets += encoder.encode(story.get(i));
        }
        return octets;
    }

    /** The lists that {@link #decode} gives away, story after story. */
    List<Headers> decodedFields() {
        List<Headers> fields = new ArrayList<>();
        decode(list -> fields.add(coders.fields(list)));
        return fields;
    }

    /** The blocks that {@link #encode} makes. */
    List<List<byte[]>> encodedBlocks() {
        List<List<byte[]>> stories = new ArrayList<>();
        for (List<L> story : lists) {
            HpackLibrary.Encoder<L> encoder = coders.newEncoder();
            List<byte[]> made = new ArrayList<>();
            for (L headers : story) {
                encoder.encode(headers);
                made.add(encoder.lastBlock());
            }
            stories.add(made);
        }
        return stories;
    }
}
