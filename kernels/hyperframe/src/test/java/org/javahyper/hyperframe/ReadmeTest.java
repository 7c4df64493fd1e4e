package org.javahyper.hyperframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Snippets;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void exampleDoesWhatTheReadmeSays() {
        byte[] received = Hex.bytes(
                "000004 08 00 00000001 00001000" + "000008 06 00 00000000 0000000000000001" + "000000 04 00 00000003");

        assertEquals(
                "window + 4096\n"
                        + "PING(streamId=0, flags=-, opaqueData=0000000000000001)\n"
                        + FrameViolation.STREAM_ID_NOT_ZERO.rule() + "\n",
                ReadmeExample.describe(received));
    }

    @Test
    void readmeContainsExactlyTheExample() throws IOException {
        Path source = Path.of("src/test/java/org/javahyper/hyperframe/ReadmeExample.java");

        assertEquals(Snippets.ofSource(source), Snippets.ofMarkdown(Path.of("README.md")));
    }
}
