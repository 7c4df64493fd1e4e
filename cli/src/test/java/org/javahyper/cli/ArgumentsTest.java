package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ArgumentsTest {
    // spotless:off
    @ParameterizedTest(name = "hyper {0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # command line           | method  | url          | items
            example.org              | -       | example.org  | []
            GET                      | -       | GET          | []
            ''                       | -       | ''           | []
            GET example.org          | GET     | example.org  | []
            get example.org          | GET     | example.org  | []
            dElEtE example.org       | DELETE  | example.org  | []
            PURGE example.org        | PURGE   | example.org  | []
            M-SEARCH example.org     | M-SEARCH| example.org  | []
            purge example.org:1      | -       | purge        | [example.org:1]
            10.0.0.1 a=b             | -       | 10.0.0.1     | [a=b]
            A:80 a=b                 | -       | A:80         | [a=b]
            example.org a=b          | -       | example.org  | [a=b]
            PUT example.org a=b c:d  | PUT     | example.org  | [a=b, c:d]
            PUT --debug x.org a=b    | PUT     | x.org        | [a=b]
            PUT x.org a=b --debug    | PUT     | x.org        | [a=b]
            """)
    // spotless:on
    @Spec({"CLI-ARG-01", "CLI-URL-01"})
    void firstOfSeveralPositionalsIsAMethodIfItLooksLikeOne(String line, String method, String url, String items) {
        Arguments arguments = parse(line.split(" ", -1));

        assertEquals(method, arguments.method());
        assertEquals(url, arguments.url());
        assertEquals(items, arguments.items().toString());
    }

    @Test
    @Spec("CLI-ARG-03")
    void missingUrlIsExplained() {
        UsageException refusal =
                assertThrows(UsageException.class, () -> parse("--debug").url());

        assertEquals("there is no URL; write one, such as example.org/", refusal.getMessage());
    }

    // spotless:off
    @ParameterizedTest(name = "hyper {0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # command line          | method | body
            x.org                   | GET    | -
            x.org a:b q==c          | GET    | -
            x.org a=b               | POST   | {"a":"b"}
            x.org a:=1 a=b          | POST   | {"a":"b"}
            PUT x.org               | PUT    | -
            get x.org a=b           | GET    | {"a":"b"}
            """)
    // spotless:on
    @Spec({"CLI-ARG-02", "CLI-ITEM-04"})
    void dataMakesAPostUnlessThereIsAMethod(String line, String method, String body) {
        Request request = Request.of(parse(line.split(" ")));

        assertEquals(method, request.method());
        assertArrayEquals(body == null ? null : body.getBytes(StandardCharsets.UTF_8), request.body());
    }

    @Test
    @Spec("CLI-ITEM-04")
    void bodyIsCalledJsonUnlessAnItemSaysOtherwise() {
        Request plain = Request.of(parse("x.org", "a=b"));
        Request given = Request.of(parse("x.org", "a=b", "Content-Type:application/merge-patch+json"));
        Request without = Request.of(parse("x.org"));

        assertEquals(List.of("application/json"), plain.headers().all("content-type"));
        assertEquals(List.of("application/merge-patch+json"), given.headers().all("content-type"));
        assertNull(without.headers().first("content-type"));
    }

    @Test
    void programNamesItselfUnlessAnItemSaysOtherwise() {
        Request plain = Request.of(parse("x.org"));
        Request given = Request.of(parse("x.org", "User-Agent:me"));

        assertEquals(List.of("hyper/" + Version.TEXT), plain.headers().all("user-agent"));
        assertEquals(List.of("me"), given.headers().all("user-agent"));
    }

    @Test
    @Spec("CLI-ITEM-03")
    void queryOfTheItemsFollowsThatOfTheUrl() {
        Request request = Request.of(parse("x.org/get?a=1", "b==2", "c==3 4"));

        assertEquals("https://x.org/get?a=1&b=2&c=3+4", request.url().toString());
    }

    private static Arguments parse(String... line) {
        Arguments arguments = new Arguments();
        CommandLine parser = Main.parser(arguments);
        parser.parseArgs(Stream.of(line).toArray(String[]::new));
        return arguments;
    }
}
