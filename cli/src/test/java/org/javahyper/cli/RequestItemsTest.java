package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestItemsTest {
    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # item                        | headers                         | query         | data
            Accept:text/plain             | [accept: text/plain]            | ''            | {}
            accept: text/plain            | [accept: text/plain]            | ''            | {}
            x-empty:                      | [x-empty: ]                     | ''            | {}
            x-time:12:30=half             | [x-time: 12:30=half]            | ''            | {}
            x-name:Zoë                    | [x-name: ZoÃ«]                  | ''            | {}
            :authority:example.org:8443   | [:authority: example.org:8443]  | ''            | {}
            :path:/a=b                    | [:path: /a=b]                   | ''            | {}
            name==value                   | []                              | name=value    | {}
            name==                        | []                              | name=         | {}
            q==a b&c=d/é                  | []                              | q=a+b%26c%3Dd%2F%C3%A9 | {}
            name===value                  | []                              | name=%3Dvalue | {}
            name=value                    | []                              | ''            | {"name":"value"}
            name=                         | []                              | ''            | {"name":""}
            name=a:b==c                   | []                              | ''            | {"name":"a:b==c"}
            name=say "hi", Zoë            | []                              | ''            | {"name":"say \\"hi\\", Zoë"}
            a b=c                         | []                              | ''            | {"a b":"c"}
            count:=2                      | []                              | ''            | {"count":2}
            pi:=3.14159265358979323846    | []                              | ''            | {"pi":3.14159265358979323846}
            list:=[1, {"a": null}]        | []                              | ''            | {"list":[1, {"a": null}]}
            """)
    // spotless:on
    @Spec({"CLI-ITEM-01", "CLI-ITEM-02", "CLI-ITEM-03", "CLI-ITEM-04", "CLI-ITEM-05"})
    void itemIsDividedAtItsFirstSeparator(String item, String headers, String query, String data) {
        RequestItems items = RequestItems.parse(List.of(item));

        assertEquals(headers, items.headers().toString());
        assertEquals(query, items.query());
        assertEquals(data, new String(JsonValue.object(items.data()), StandardCharsets.UTF_8));
    }

    // spotless:off
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            name         | the item "name" has no separator after a name; write Name:value, name==value, name=value or name:=json
            ''           | the item "" has no separator after a name; write Name:value, name==value, name=value or name:=json
            =value       | the item "=value" has no separator after a name; write Name:value, name==value, name=value or name:=json
            ==value      | the item "==value" has no separator after a name; write Name:value, name==value, name=value or name:=json
            :path=/      | the item ":path=/" has no separator after a name; write Name:value, name==value, name=value or name:=json
            ::value      | the item "::value" is not a header: ":" is not a field name; write letters, digits and hyphens before the colon
            a b:c        | the item "a b:c" is not a header: "a b" is not a field name; write letters, digits and hyphens before the colon
            count:=      | the item "count:=" does not have one JSON value after ":="; write name=value for a text
            count:=two   | the item "count:=two" does not have one JSON value after ":="; write name=value for a text
            count:=1 2   | the item "count:=1 2" does not have one JSON value after ":="; write name=value for a text
            list:=[1     | the item "list:=[1" does not have one JSON value after ":="; write name=value for a text
            """)
    // spotless:on
    @Spec({"CLI-ARG-03", "CLI-ITEM-01"})
    void wrongItemIsExplained(String item, String message) {
        UsageException refusal = assertThrows(UsageException.class, () -> RequestItems.parse(List.of(item)));

        assertEquals(message, refusal.getMessage());
    }

    @Test
    @Spec("CLI-ARG-03")
    void controlCharacterInAHeaderIsRefusedWithoutRepeatingTheValue() {
        UsageException refusal =
                assertThrows(UsageException.class, () -> RequestItems.parse(List.of("authorization:a\nb")));

        assertEquals(
                "the value of the header \"authorization\" has a control character; write it without",
                refusal.getMessage());
    }

    @Test
    @Spec("CLI-ITEM-06")
    void repeatedHeadersAndParametersAreAllKeptAndOfRepeatedDataTheLast() {
        RequestItems items = RequestItems.parse(List.of("b=1", "x:1", "q==1", "a=2", "x:2", "q==2", "b=3", "p==3"));

        assertEquals("[x: 1, x: 2]", items.headers().toString());
        assertEquals("q=1&q=2&p=3", items.query());
        assertEquals("{\"b\":\"3\",\"a\":\"2\"}", new String(JsonValue.object(items.data()), StandardCharsets.UTF_8));
    }

    @Test
    @Spec("CLI-RUN-03")
    void credentialsAreMarkedAsSensitive() {
        RequestItems items = RequestItems.parse(List.of("Authorization:Bearer 4711", "cookie:id=4711"));

        assertTrue(items.headers().stream().allMatch(field -> field.sensitive()));
        assertEquals(
                "[authorization: <sensitive>, cookie: <sensitive>]",
                items.headers().toString());
    }
}
