package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests to a server over TLS, and to one in cleartext. */
class FetchTest {
    private static HttpBin secure;
    private static HttpBin cleartext;
    private static String https;
    private static String http;

    @BeforeAll
    static void start() throws IOException {
        secure = HttpBin.builder().host("127.0.0.1").start();
        cleartext = HttpBin.builder().host("127.0.0.1").cleartext().start();
        https = "https://127.0.0.1:" + secure.port();
        http = "http://127.0.0.1:" + cleartext.port();
    }

    @AfterAll
    static void stop() {
        secure.close();
        cleartext.close();
    }

    @Test
    @Spec({"CLI-ARG-02", "CLI-RUN-01", "CLI-RUN-02", "CLI-RUN-04", "CLI-URL-02"})
    void bodyOfAGetIsAllThatStandardOutputGets() {
        Run run = Run.of(http + "/bytes/5");

        byte[] expected = new byte[5];
        new Random(0).nextBytes(expected);
        assertEquals(0, run.exitCode());
        assertArrayEquals(expected, run.out());
        assertEquals("", run.err());
    }

    @Test
    @Spec({"CLI-ARG-02", "CLI-ITEM-04"})
    void dataItemsArePostedAsJson() {
        Run run = Run.of(http + "/post", "name=Ada", "age:=36");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.text().contains("\"json\" : {\"name\":\"Ada\",\"age\":36}"), run.text());
        assertTrue(run.text().contains("\"content-type\" : \"application/json\""), run.text());
        assertTrue(run.text().contains("\"content-length\" : \"23\""), run.text());
    }

    @Test
    @Spec({"CLI-ARG-01", "CLI-ITEM-01", "CLI-ITEM-06"})
    void methodAndHeadersAreSent() {
        Run run = Run.of("put", http + "/anything", "X-One:1", "X-Two:2", "x-one:3");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.text().contains("\"method\" : \"PUT\""), run.text());
        assertTrue(run.text().contains("\"x-one\" : \"1, 3\""), run.text());
        assertTrue(run.text().contains("\"x-two\" : \"2\""), run.text());
    }

    @Test
    @Spec({"CLI-ITEM-03", "CLI-ITEM-06"})
    void queryItemsFollowTheQueryOfTheUrl() {
        Run run = Run.of(http + "/get?a=1#part", "b==Zoë & Ada", "b==2");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.text().contains("\"url\" : \"" + http + "/get?a=1&b=Zo%C3%AB+%26+Ada&b=2\""), run.text());
    }

    @Test
    @Spec("CLI-ITEM-02")
    void pseudoHeaderItemReplacesTheUsualValue() {
        Run run = Run.of(http + "/status/404", ":path:/get", ":authority:example.org");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.text().contains("\"host\" : \"example.org\""), run.text());
    }

    @Test
    @Spec("CLI-ITEM-02")
    void unknownPseudoHeaderIsWrongUsage() {
        Run run = Run.of(http + "/get", ":colour:red");

        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().startsWith("hyper: the request breaks a rule: "), run.err());
        assertEquals("", run.text());
    }

    @Test
    @Spec("CLI-RUN-04")
    void anyStatusIsAResponse() {
        Run run = Run.of(http + "/status/500");

        assertEquals(0, run.exitCode());
        assertEquals("", run.text());
        assertEquals("", run.err());
    }

    @Test
    void headHasNoBody() {
        Run run = Run.of("HEAD", http + "/bytes/1000");

        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.text());
    }

    @Test
    @Spec("CLI-RUN-01")
    void certificateIsNotLookedAtWhenInsecure() {
        Run run = Run.of("--h2", "--insecure", "127.0.0.1:" + secure.port() + "/bytes/3");

        assertEquals(0, run.exitCode(), run.err());
        assertEquals(3, run.out().length);
    }

    @Test
    void certificateOfTheFileIsTrusted() {
        String certificate = secure.certificate().orElseThrow().toString();

        Run run = Run.of("--cacert", certificate, https + "/bytes/3");

        assertEquals(0, run.exitCode(), run.err());
        assertEquals(3, run.out().length);
    }

    @Test
    @Spec("CLI-RUN-02")
    void bodyIsWrittenWhileItComes() {
        CountingStream out = new CountingStream();

        Run run = Run.into(out, http + "/bytes/" + (8 << 20));

        assertEquals(0, run.exitCode(), run.err());
        assertEquals(8 << 20, out.octets);
        assertTrue(out.writes >= 8, out.writes + " writes");
    }

    @Test
    @Spec("CLI-RUN-05")
    void brokenPipeEndsQuietly() {
        Run run = Run.into(new FailingStream("Broken pipe"), http + "/bytes/1000000");

        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
    }

    @Test
    @Spec("CLI-RUN-04")
    void fullDiskIsAFailure() {
        Run run = Run.into(new FailingStream("No space left on device"), http + "/bytes/1000000");

        assertEquals(1, run.exitCode());
        assertEquals(List.of("hyper: Cannot write to standard output: No space left on device."), run.errLines());
    }

    @Test
    @Spec({"CLI-RUN-03", "H2-CFG-16", "FR-DBG-01"})
    void debugShowsWhatHappensAndMasksSecrets() {
        Run run = Run.of("--debug", http + "/post", "a=b", "Authorization:Bearer 4711", "Cookie:id=4711");

        List<String> lines = run.errLines();
        assertEquals(0, run.exitCode());
        assertEquals("*  arguments: POST " + http + "/post", lines.get(0));
        assertTrue(lines.contains("*  connected to 127.0.0.1:" + cleartext.port() + ": h2c, by prior knowledge"));
        assertTrue(lines.contains(">> SETTINGS(streamId=0, flags=ACK, settings=[])"));
        assertTrue(lines.contains(">> DATA(streamId=1, flags=END_STREAM, data=7b2261223a2262227d)"));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(">> HEADERS(streamId=1, flags=END_HEADERS, ")));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("<< HEADERS(streamId=1, flags=END_HEADERS, ")));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("*  HPACK tables: ")));
        assertTrue(lines.contains(">  authorization: <sensitive>"));
        assertTrue(lines.contains(">  cookie: <sensitive>"));
        assertTrue(lines.contains("<  :status: 200"));
        assertTrue(lines.contains("<  content-type: application/json"));
        assertFalse(run.err().contains("4711"), run.err());
    }

    @Test
    @Spec("CLI-RUN-03")
    void debugShowsThePiecesOfALongBody() {
        Run run = Run.of("--debug", http + "/bytes/100000");

        assertEquals(0, run.exitCode());
        assertEquals(100_000, run.out().length);
        assertTrue(run.err().contains("<< DATA(streamId=1, flags="), run.err());
    }

    private static final class CountingStream extends OutputStream {
        private long octets;
        private int writes;

        @Override
        public void write(int octet) {
            throw new AssertionError("octet by octet");
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            octets += length;
            writes++;
        }
    }

    private static final class FailingStream extends OutputStream {
        private final String message;

        FailingStream(String message) {
            this.message = message;
        }

        @Override
        public void write(int octet) throws IOException {
            throw new IOException(message);
        }
    }
}
