package org.javahyper.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Draw;

/** Random header lists in which names, fields and parts of them come again and again, so that tables are of use. */
final class HeaderLists {
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz0123456789-_.!#$%&'*+^`|~";
    private static final String CONTENT = TOKEN + octets(0x21, 0x7e) + octets(0x80, 0xff);
    private static final String ANY_OCTET = CONTENT + octets(0x00, 0x20) + octets(0x7f, 0x7f);

    /** What HTTP/2 does without (RFC 9113, 8.2.2), and {@code te}, of which it allows one value only. */
    private static final Set<String> CONNECTION_SPECIFIC =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te");

    private static final String[] KNOWN_NAMES = {
        "accept",
        "cookie",
        "user-agent",
        "etag",
        "content-type",
        "location",
        "authorization",
        "set-cookie",
        "vary",
        "priority"
    };

    private HeaderLists() {}

    /** A request, a response or trailers as HTTP/2 allows them, up to 0xff in values, some fields sensitive. */
    static Headers message(Draw draw) {
        Headers.Builder headers = Headers.builder();
        switch (draw.integer(0, 2)) {
            case 0 -> {
                headers.add(":method", draw.oneOf("GET", "POST", "DELETE", draw.string("ABC", 1, 9)));
                headers.add(":authority", draw.oneOf("a", "example.com", "example.com:8443", "[::1]:1"));
                headers.add(":scheme", draw.oneOf("https", "http"));
                headers.add(":path", "/" + draw.oneOf("", "index.html", "?" + draw.string("abc=&%0123456789", 0, 60)));
            }
            case 1 -> headers.add(":status", draw.oneOf("200", "204", "404", "500", "" + draw.integer(100, 599)));
            default -> {}
        }
        for (int fields = draw.integer(0, 15); fields > 0; fields--) {
            String name = draw.oneOf(
                    draw.oneOf(KNOWN_NAMES), "x-a", "x-b", "n" + draw.integer(0, 30), "x" + draw.string(TOKEN, 1, 12));
            add(draw, headers, name, value(draw));
        }
        return headers.build();
    }

    /** Fields of any octets, behind one pseudo-field at most. */
    static Headers anyOctets(Draw draw) {
        Headers.Builder headers = Headers.builder();
        if (draw.bool()) {
            add(draw, headers, ":path", draw.string(ANY_OCTET, 0, 20));
        }
        for (int fields = draw.integer(0, 15); fields > 0; fields--) {
            String notPseudo = "\u0000" + draw.string(ANY_OCTET, 0, 12);
            String name = draw.oneOf("x-a", "N" + draw.integer(0, 5), "", notPseudo);
            add(draw, headers, name, draw.oneOf("", "1", draw.string(ANY_OCTET, 0, 40)));
        }
        return headers.build();
    }

    /** Whether a field is about a connection of HTTP/1.1, so that HTTP/2 does without it. */
    static boolean isConnectionSpecific(HeaderField field) {
        return CONNECTION_SPECIFIC.contains(field.name());
    }

    /** Some fields of a list, in the order of the ranks of their names; fields of one rank stay in the order they have. */
    static Headers arranged(Headers headers, Predicate<HeaderField> kept, ToIntFunction<String> rank) {
        List<HeaderField> fields = new ArrayList<>();
        headers.forEach(fields::add);
        Headers.Builder arranged = Headers.builder();
        fields.stream()
                .filter(kept)
                .sorted(Comparator.comparingInt(field -> rank.applyAsInt(field.name())))
                .forEach(arranged::add);
        return arranged.build();
    }

    private static String value(Draw draw) {
        return switch (draw.integer(0, 4)) {
            case 0 -> "";
            case 1 -> "v" + draw.integer(0, 9);
            case 2 -> draw.string(CONTENT, 0, 40);
            case 3 -> draw.string(CONTENT, 1, 5) + " \t " + draw.string(CONTENT, 1, 5);
            default -> draw.string(CONTENT, 0, draw.oneOf(10, 130, 600));
        };
    }

    private static void add(Draw draw, Headers.Builder headers, String name, String value) {
        if (draw.oneIn(8)) {
            headers.addSensitive(name, value);
        } else {
            headers.add(name, value);
        }
    }

    private static String octets(int from, int to) {
        StringBuilder octets = new StringBuilder();
        for (int octet = from; octet <= to; octet++) {
            octets.append((char) octet);
        }
        return octets.toString();
    }
}
