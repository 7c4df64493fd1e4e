package org.javahyper.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What the frame benchmarks read: frames of one type, or of many. */
public enum FrameInput {
    DATA("DATA", Frames::data),
    PADDED_DATA("DATA, padded", Frames::paddedData),
    HEADERS("HEADERS", Frames::headers),
    CONTINUATION("HEADERS and CONTINUATION", Frames::continuedHeaders),
    SETTINGS("SETTINGS", Frames::settings),
    GOAWAY("GOAWAY", Frames::goAway),
    EXTENSION("extension frames", Frames::extension),
    MIX("a mix", mix()),
    CUT_MIX("a mix, cut within a frame", mix());

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final List<Consumer<Frames>> units;

    FrameInput(String title, Consumer<Frames> unit) {
        this(title, List.of(unit));
    }

    FrameInput(String title, List<Consumer<Frames>> units) {
        this.title = title;
        this.units = units;
    }

    /** What it is called in a table. */
    String title() {
        return title;
    }

    /** Whether the end of an input is not that of a frame. */
    boolean isCut() {
        return this == CUT_MIX;
    }

    /** The frames, {@link Frames#COUNT} of them. */
    byte[] octets() {
        Frames frames = new Frames();
        while (frames.count() < Frames.COUNT) {
            units.forEach(unit -> unit.accept(frames));
        }
        return frames.octets();
    }

    /**
     * What connections with many small messages carry: 16 frames again and again, and in another order each time, so that the processor cannot
     * learn it. SETTINGS, GOAWAY and CONTINUATION are too rare there to be among them.
     */
    private static List<Consumer<Frames>> mix() {
        List<Consumer<Frames>> some = Arrays.asList(
                Frames::data,
                Frames::data,
                Frames::data,
                Frames::data,
                Frames::data,
                Frames::data,
                Frames::paddedData,
                Frames::headers,
                Frames::headers,
                Frames::headers,
                Frames::headers,
                Frames::windowUpdate,
                Frames::windowUpdate,
                Frames::windowUpdate,
                Frames::ping,
                Frames::extension);
        Random random = new Random(1);
        List<Consumer<Frames>> all = new ArrayList<>();
        for (int frames = 0; frames < Frames.COUNT; frames += some.size()) {
            Collections.shuffle(some, random);
            all.addAll(some);
        }
        return all;
    }
}
