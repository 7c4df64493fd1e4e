package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.conformance.HpackStory.Case;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.hpack.IndexingPolicy.Indexing;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Draw;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our header compression against that of two other projects: what one side encodes, the other decodes to the same fields. */
class ForeignHpackTest {
    private static final int EXAMPLES = 400;
    private static final List<Integer> TABLE_SIZES = List.of(4_096, 0, 34, 80, 300, 1_000, 20_000);

    /** The other projects, the lists that each can take, and how often its encoder may be told another size between two blocks. */
    enum Project {
        NETTY(3) {
            @Override
            ForeignHpack start(int huffmanThreshold) {
                return new NettyHpack(false, huffmanThreshold);
            }

            @Override
            Headers list(Draw draw) {
                return draw.bool() ? HeaderLists.anyOctets(draw) : HeaderLists.message(draw);
            }
        },
        NETTY_VALIDATING(3) {
            @Override
            ForeignHpack start(int huffmanThreshold) {
                return new NettyHpack(true, huffmanThreshold);
            }
        },
        JETTY(1) {
            @Override
            ForeignHpack start(int huffmanThreshold) {
                return new JettyHpack(); // thinks of the Huffman code always
            }
        };

        private final int sizeChangesOfEncoder;

        Project(int sizeChangesOfEncoder) {
            this.sizeChangesOfEncoder = sizeChangesOfEncoder;
        }

        abstract ForeignHpack start(int huffmanThreshold);

        Headers list(Draw draw) {
            return HeaderLists.message(draw);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"HP-ENC-02", "HP-ENC-03", "HP-ENC-05", "HP-ENC-08", "HP-ENC-09", "HP-HUF-01"})
    void theyDecodeWhatWeEncode(Project project) {
        Property.forAll(EXAMPLES, draw -> {
            ForeignHpack theirs = project.start(0);
            HpackEncoder encoder = encoder(draw);

            for (int blocks = draw.integer(1, 10); blocks > 0; blocks--) {
                for (int size : draw.list(3, each -> each.oneOf(TABLE_SIZES))) {
                    encoder.maxTableSize(size);
                    theirs.decoderTableSize(size);
                }
                Headers headers = theirs.carried(project.list(draw));

                Headers decoded = theirs.decode(encoder.encode(headers));

                assertEquals(headers, decoded);
                assertEquals(encoder.tableCapacity(), theirs.decoderTableCapacity());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"HP-DEC-02", "HP-DEC-04", "HP-DEC-06", "HP-DEC-07", "HP-TAB-04", "HP-TAB-07"})
    void weDecodeWhatTheyEncode(Project project) {
        Property.forAll(EXAMPLES, draw -> {
            ForeignHpack theirs = project.start(draw.oneOf(0, 10, 512));
            HpackDecoder decoder = HpackDecoder.create();

            for (int blocks = draw.integer(1, 10); blocks > 0; blocks--) {
                for (int size : draw.list(project.sizeChangesOfEncoder, each -> each.oneOf(TABLE_SIZES))) {
                    decoder.maxAllowedTableSize(size);
                    theirs.encoderTableSize(size);
                }
                Headers headers = theirs.carried(project.list(draw));

                Headers decoded = decoder.decode(theirs.encode(headers));

                assertEquals(lines(theirs.marked(headers)), lines(decoded));
            }
        });
    }

    /** Jetty shows how full its table is. If a sensitive field had entered it, it would be fuller than ours. */
    @Test
    @Spec({"HP-ENC-04", "HP-TAB-02", "HP-TAB-04"})
    void theirTableIsAsFullAsOurs() {
        Property.forAll(EXAMPLES, draw -> {
            JettyHpack theirs = new JettyHpack();
            HpackEncoder encoder = encoder(draw);

            for (int blocks = draw.integer(1, 10); blocks > 0; blocks--) {
                theirs.decode(encoder.encode(theirs.carried(HeaderLists.message(draw))));

                assertEquals(encoder.tableSize(), theirs.decoderTableSize());
            }
        });
    }

    @TestFactory
    @Spec({"HP-ENC-02", "HP-DEC-01", "HP-CONF-02"})
    Stream<DynamicTest> rawStoriesComeThroughInBothDirections() throws IOException {
        Corpus corpus = Corpus.named("hpack-test-case");

        return corpus.files("raw-data").stream()
                .map(file -> corpus.test(file, HpackStory.class, story -> {
                    for (Project project : Project.values()) {
                        exchange(story, project);
                    }
                }));
    }

    private static void exchange(HpackStory story, Project project) {
        ForeignHpack theirs = project.start(0);
        HpackEncoder encoder = HpackEncoder.create();
        HpackDecoder decoder = HpackDecoder.create();
        for (Case each : story.cases()) {
            Headers headers = theirs.carried(each.fields());

            Headers decodedByThem = assertDoesNotThrow(() -> theirs.decode(encoder.encode(headers)), project::name);
            Headers decodedByUs = assertDoesNotThrow(() -> decoder.decode(theirs.encode(headers)), project::name);

            assertEquals(headers, decodedByThem, project::name);
            assertEquals(headers, decodedByUs, project::name);
        }
    }

    /** An encoder of ours with any options. The third policy answers differently from name to name. */
    private static HpackEncoder encoder(Draw draw) {
        Indexing[] answers = Indexing.values();
        IndexingPolicy mixed = (token, name, value, capacity) -> answers[name.length() % answers.length];
        return HpackEncoder.builder()
                .huffmanMode(draw.oneOf(HuffmanMode.values()))
                .indexingPolicy(draw.oneOf(IndexingPolicy.INDEX_EVERYTHING, IndexingPolicy.SELECTIVE, mixed))
                .tableSizeCap(draw.oneOf(4_096, 0, 50, 10_000))
                .build();
    }

    /** A line for each field that says all of it; the equality of fields does not ask for the mark. */
    private static List<String> lines(Headers headers) {
        List<String> lines = new ArrayList<>();
        for (HeaderField field : headers) {
            lines.add((field.sensitive() ? "never indexed " : "") + field.name() + ": " + field.value());
        }
        return lines;
    }
}
