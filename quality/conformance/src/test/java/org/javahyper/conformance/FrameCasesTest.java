package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.javahyper.conformance.FrameCase.Described;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameViolation;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The frame test vectors, read and written, and those that have to be refused.
 *
 * @see <a href="https://github.com/http2jp/http2-frame-test-case">http2-frame-test-case</a>
 */
class FrameCasesTest {
    private static final String CORPUS = "http2-frame-test-case";
    private static final String ERRORS = "error";

    @Spec("FR-DBG-04")
    @Test
    void corpusHasFramesOfAllTypesAndErrors() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);

        TreeSet<Integer> types = new TreeSet<>();
        for (Path file : wellFormed(corpus)) {
            Described frame = corpus.read(file, FrameCase.class).frame();
            assertNotNull(frame, file::toString);
            types.add(frame.type());
        }

        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), List.copyOf(types));
        assertTrue(wellFormed(corpus).size() >= 12, "well-formed frames");
        assertTrue(corpus.files(ERRORS).size() >= 22, "errors");
    }

    @Spec("FR-DBG-04")
    @TestFactory
    Stream<DynamicTest> wellFormedFramesAreReadAndWritten() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);

        return wellFormed(corpus).stream()
                .map(file -> corpus.test(file, FrameCase.class, FrameCasesTest::readAndWrite));
    }

    @Spec("FR-DBG-04")
    @TestFactory
    Stream<DynamicTest> errorsAreFoundWithTheirCode() throws IOException {
        Corpus corpus = Corpus.named(CORPUS);

        return corpus.files(ERRORS).stream().map(file -> corpus.test(file, FrameCase.class, FrameCasesTest::refuse));
    }

    private static List<Path> wellFormed(Corpus corpus) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : corpus.folders()) {
            if (!folder.equals(ERRORS) && !folder.startsWith(".")) {
                files.addAll(corpus.files(folder));
            }
        }
        return files;
    }

    private static void readAndWrite(FrameCase vector) {
        Described described = vector.frame();

        Frame frame = Frame.parse(vector.octets());

        assertNull(vector.error());
        assertEquals(described.toFrame(), frame);
        assertEquals(described.type(), frame.type());
        assertEquals(described.flags(), frame.flags());
        assertEquals(described.streamIdentifier(), frame.streamId());
        assertEquals(described.length(), frame.length());
        assertEquals(Hex.of(vector.octetsWithZeroPadding()), Hex.of(frame.toBytes()));
    }

    private static void refuse(FrameCase vector) {
        FrameReader reader = new FrameReader(FrameHeader.DEFAULT_MAX_FRAME_SIZE);

        reader.feed(vector.octets());
        FrameView view = reader.next();

        assertNotNull(view, "the frame is complete, or refused by its header");
        FrameViolation violation = view.violation();
        assertNotNull(violation, "a violation");
        assertTrue(
                vector.error().contains(violation.errorCode()),
                () -> violation + " has none of the codes " + vector.error());
    }
}
