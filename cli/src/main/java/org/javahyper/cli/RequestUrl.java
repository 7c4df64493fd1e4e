package org.javahyper.cli;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.javahyper.http.FieldGrammar;

/**
 * Where a request goes, as people type it: {@code https://example.org/}, {@code localhost:8443/get}, {@code [::1]/}, or nothing at all.
 *
 * @param secure whether the connection uses TLS: {@code https}, which is also what a URL without a scheme means
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param target path and query, percent-encoded, beginning with {@code /}
 */
record RequestUrl(boolean secure, String host, int port, String target) {
    private static final Pattern NAME = Pattern.compile("[-._0-9A-Za-z]{0,253}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[:.0-9A-Fa-f]+");

    /**
     * Reads a URL. A query is kept, a fragment dropped; what is not ASCII in the path and query is encoded as UTF-8. Without a scheme the host
     * may be missing, too, and is {@code localhost}.
     *
     * @throws UsageException if it is not a URL of {@code http} or {@code https}
     */
    static RequestUrl parse(String text) {
        int authorityStart = 0;
        boolean secure = true;
        int schemeEnd = text.indexOf("://");
        if (schemeEnd >= 0 && schemeEnd < end(text, 0, "/?#") && FieldGrammar.isScheme(text.substring(0, schemeEnd))) {
            secure = isSecure(text.substring(0, schemeEnd), text);
            authorityStart = schemeEnd + 3;
        }
        int authorityEnd = end(text, authorityStart, "/?#");
        String authority = text.substring(authorityStart, authorityEnd);
        if (authority.isEmpty() && authorityStart > 0) {
            throw wrong(text, "a URL with a scheme has a host", "write one after ://");
        }
        String target = target(text, text.substring(authorityEnd, end(text, authorityEnd, "#")));
        return withAuthority(text, secure, authority, target);
    }

    /** The value of {@code :scheme}. */
    String scheme() {
        return secure ? "https" : "http";
    }

    /** The value of {@code :authority}: the port only where it is not that of the scheme, an IPv6 address in brackets. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == defaultPort(secure) ? name : name + ":" + port;
    }

    /** The same place with more parameters in the query. */
    RequestUrl withQuery(String parameters) {
        if (parameters.isEmpty()) {
            return this;
        }
        int query = target.indexOf('?');
        boolean complete = query == target.length() - 1 || target.endsWith("&");
        String separator = query < 0 ? "?" : complete ? "" : "&";
        return new RequestUrl(secure, host, port, target + separator + parameters);
    }

    @Override
    public String toString() {
        return scheme() + "://" + authority() + target;
    }

    private static boolean isSecure(String scheme, String text) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> false;
            default -> throw wrong(text, "the schemes are https and http", "write one of them");
        };
    }

    private static RequestUrl withAuthority(String text, boolean secure, String authority, String target) {
        if (authority.indexOf('@') >= 0) {
            // the text is not repeated: it holds a password
            throw new UsageException(
                    "the URL has a user name before the @, which is not sent; give an item \"authorization:...\" instead");
        }
        boolean brackets = authority.startsWith("[");
        int hostEnd = brackets ? authority.indexOf(']') + 1 : end(authority, 0, ":");
        String host = brackets && hostEnd > 0 ? authority.substring(1, hostEnd - 1) : authority.substring(0, hostEnd);
        String rest = authority.substring(hostEnd);
        if (!rest.isEmpty() && (rest.charAt(0) != ':' || rest.indexOf(':', 1) >= 0)) {
            throw wrong(
                    text, "after the host comes a colon and a port", "write an IPv6 address in brackets: [::1]:8443");
        }
        int port = rest.length() > 1 ? port(text, rest.substring(1)) : defaultPort(secure);
        return new RequestUrl(secure, host(text, host, brackets), port, target);
    }

    /** An address, or a name in its ASCII form (RFC 5891). */
    private static String host(String text, String host, boolean brackets) {
        String ascii = host;
        try {
            ascii = brackets ? host : IDN.toASCII(host);
        } catch (IllegalArgumentException notAName) {
            // refused below, as it is not ASCII or too long
        }
        if (!(brackets ? IPV6 : NAME).matcher(ascii).matches()) {
            throw wrong(
                    text,
                    "\"" + host + "\" is not a host",
                    "write a name, an IPv4 address or an IPv6 address in brackets");
        }
        return ascii.isEmpty() ? "localhost" : ascii;
    }

    private static int port(String text, String digits) {
        boolean number = digits.length() <= 5 && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw wrong(text, "\"" + digits + "\" is not a port", "write a number from 1 to 65535");
        }
        return port;
    }

    private static String target(String text, String pathAndQuery) {
        StringBuilder target = new StringBuilder(pathAndQuery.startsWith("/") ? "" : "/");
        for (byte octet : pathAndQuery.getBytes(StandardCharsets.UTF_8)) {
            if (octet < 0) {
                target.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            } else {
                target.append((char) octet);
            }
        }
        if (!FieldGrammar.isRequestTarget(target.toString())) {
            throw wrong(text, "a path has no blanks and no control characters", "write a blank as %20");
        }
        return target.toString();
    }

    private static int defaultPort(boolean secure) {
        return secure ? 443 : 80;
    }

    /** Where the first of some characters stands, or the end of the text. */
    private static int end(String text, int from, String characters) {
        int at = from;
        while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static UsageException wrong(String text, String rule, String advice) {
        return new UsageException("the URL \"" + text + "\" cannot be used: " + rule + "; " + advice);
    }
}
