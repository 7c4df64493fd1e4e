package org.javahyper.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Spec({"CLI-URL-01", "CLI-URL-02"})
class RequestUrlTest {
    // spotless:off
    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(delimiter = '|', textBlock = """
            # typed                        | secure | host        | port | target
            ''                             | true   | localhost   |  443 | /
            /get                           | true   | localhost   |  443 | /get
            :8443/get                      | true   | localhost   | 8443 | /get
            example.org                    | true   | example.org |  443 | /
            example.org:8443               | true   | example.org | 8443 | /
            example.org:8443/get           | true   | example.org | 8443 | /get
            example.org:/get               | true   | example.org |  443 | /get
            https://example.org            | true   | example.org |  443 | /
            https://example.org:80/get     | true   | example.org |   80 | /get
            HTTPS://example.org/get        | true   | example.org |  443 | /get
            http://example.org             | false  | example.org |   80 | /
            http://example.org:443/get     | false  | example.org |  443 | /get
            example.org/get?a=b&c          | true   | example.org |  443 | /get?a=b&c
            example.org?a=b                | true   | example.org |  443 | /?a=b
            example.org/get?a=b#part       | true   | example.org |  443 | /get?a=b
            example.org#part               | true   | example.org |  443 | /
            example.org/to?url=http://a/#b | true   | example.org |  443 | /to?url=http://a/
            [::1]                          | true   | ::1         |  443 | /
            [::1]:8443/get                 | true   | ::1         | 8443 | /get
            http://[fe80::1]/get           | false  | fe80::1     |   80 | /get
            127.0.0.1:65535                | true   | 127.0.0.1   | 65535 | /
            bücher.example             | true   | xn--bcher-kva.example | 443 | /
            example.org/grüße?ü            | true   | example.org |  443 | /gr%C3%BC%C3%9Fe?%C3%BC
            """)
    void urlIsRead(String typed, boolean secure, String host, int port, String target) {
        assertEquals(new RequestUrl(secure, host, port, target), RequestUrl.parse(typed));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(delimiter = '|', textBlock = """
            ftp://example.org      | the URL "ftp://example.org" cannot be used: the schemes are https and http; write one of them
            https://               | the URL "https://" cannot be used: a URL with a scheme has a host; write one after ://
            https:///get           | the URL "https:///get" cannot be used: a URL with a scheme has a host; write one after ://
            example.org:0          | the URL "example.org:0" cannot be used: "0" is not a port; write a number from 1 to 65535
            example.org:65536/     | the URL "example.org:65536/" cannot be used: "65536" is not a port; write a number from 1 to 65535
            example.org:x          | the URL "example.org:x" cannot be used: "x" is not a port; write a number from 1 to 65535
            example.org:4294967377 | the URL "example.org:4294967377" cannot be used: "4294967377" is not a port; write a number from 1 to 65535
            ::1                    | the URL "::1" cannot be used: after the host comes a colon and a port; write an IPv6 address in brackets: [::1]:8443
            [::1]8443              | the URL "[::1]8443" cannot be used: after the host comes a colon and a port; write an IPv6 address in brackets: [::1]:8443
            [::1/get               | the URL "[::1/get" cannot be used: after the host comes a colon and a port; write an IPv6 address in brackets: [::1]:8443
            [example.org]          | the URL "[example.org]" cannot be used: "example.org" is not a host; write a name, an IPv4 address or an IPv6 address in brackets
            exa mple.org           | the URL "exa mple.org" cannot be used: "exa mple.org" is not a host; write a name, an IPv4 address or an IPv6 address in brackets
            a=b                    | the URL "a=b" cannot be used: "a=b" is not a host; write a name, an IPv4 address or an IPv6 address in brackets
            example.org/a b        | the URL "example.org/a b" cannot be used: a path has no blanks and no control characters; write a blank as %20
            ada:secret@example.org | the URL has a user name before the @, which is not sent; give an item "authorization:..." instead
            """)
    // spotless:on
    void wrongUrlIsExplained(String typed, String message) {
        UsageException refusal = assertThrows(UsageException.class, () -> RequestUrl.parse(typed));

        assertEquals(message, refusal.getMessage());
    }

    // spotless:off
    @ParameterizedTest(name = "{0} + {1}")
    @CsvSource(delimiter = '|', textBlock = """
            example.org          | a=b | /?a=b
            example.org/get      | a=b | /get?a=b
            example.org/get?     | a=b | /get?a=b
            example.org/get?c=d  | a=b | /get?c=d&a=b
            example.org/get?c=d& | a=b | /get?c=d&a=b
            example.org/get?c=d  | ''  | /get?c=d
            """)
    // spotless:on
    @Spec("CLI-ITEM-03")
    void parametersAreAppendedToTheQuery(String typed, String parameters, String target) {
        RequestUrl url = RequestUrl.parse(typed).withQuery(parameters);

        assertEquals(target, url.target());
    }

    @Test
    void authorityHasThePortOnlyWhereItIsNotThatOfTheScheme() {
        assertEquals("example.org", RequestUrl.parse("example.org:443").authority());
        assertEquals("example.org:80", RequestUrl.parse("example.org:80").authority());
        assertEquals("example.org", RequestUrl.parse("http://example.org").authority());
        assertEquals("[::1]:8443", RequestUrl.parse("[::1]:8443").authority());
    }

    @Test
    void schemeDecidesAboutTls() {
        assertTrue(RequestUrl.parse("https://example.org:80/").secure());
        assertFalse(RequestUrl.parse("http://example.org:443/").secure());
        assertEquals(
                "http://example.org:443/a",
                RequestUrl.parse("http://example.org:443/a").toString());
    }
}
