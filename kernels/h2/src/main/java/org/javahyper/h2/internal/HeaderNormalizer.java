package org.javahyper.h2.internal;

import static org.javahyper.http.HeaderNames.CONNECTION;

import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.http.internal.FieldList;

/**
 * Brings a header list that the program wants to send into the form of HTTP/2: names in lower case, no blanks around them or their values,
 * nothing that concerns one connection only, credentials kept out of the compression tables. The given list is never changed.
 */
final class HeaderNormalizer {
    /** A cookie below this length can be guessed through a compression table (RFC 7541, 7.1.3). */
    private static final int GUESSABLE = 20;

    private final FieldList fields = new FieldList(16);
    private final boolean splitCookies;

    HeaderNormalizer(boolean splitCookies) {
        this.splitCookies = splitCookies;
    }

    Headers normalize(Headers headers) {
        fields.clear();
        boolean namesConnection = indexOfConnection(headers, 0) >= 0;
        for (int i = 0; i < headers.size(); i++) {
            String name = HeaderNames.canonical(FieldGrammar.lowerCase(FieldGrammar.trim(headers.name(i))));
            int token = HeaderNames.token(name);
            boolean hopByHop = (token >= CONNECTION && token <= HeaderNames.LAST_CONNECTION_SPECIFIC)
                    || (namesConnection && isConnectionOption(headers, name));
            if (!hopByHop) {
                add(token, name, FieldGrammar.trim(headers.value(i)), headers.isSensitive(i));
            }
        }
        return Headers.of(fields);
    }

    /** Whether a {@code connection} field names the field as one that ends here (RFC 9110, 7.6.1). */
    private static boolean isConnectionOption(Headers headers, String name) {
        for (int i = indexOfConnection(headers, 0); i >= 0; i = indexOfConnection(headers, i + 1)) {
            if (FieldGrammar.hasListMember(headers.value(i), name)) {
                return true;
            }
        }
        return false;
    }

    private static int indexOfConnection(Headers headers, int from) {
        for (int i = from; i < headers.size(); i++) {
            if (FieldGrammar.trim(headers.name(i)).equalsIgnoreCase(HeaderNames.name(CONNECTION))) {
                return i;
            }
        }
        return -1;
    }

    private void add(int token, String name, String value, boolean sensitive) {
        switch (token) {
            case HeaderNames.AUTHORIZATION, HeaderNames.PROXY_AUTHORIZATION -> fields.add(name, value, true);
            case HeaderNames.COOKIE -> {
                if (splitCookies) {
                    addCrumbs(name, value, sensitive);
                } else {
                    fields.add(name, value, sensitive || value.length() < GUESSABLE);
                }
            }
            default -> fields.add(name, value, sensitive);
        }
    }

    /** One field for each crumb, as RFC 9113, 8.2.3 allows; empty crumbs are dropped. */
    private void addCrumbs(String name, String value, boolean sensitive) {
        int start = 0;
        while (start <= value.length()) {
            int separator = value.indexOf("; ", start);
            int end = separator < 0 ? value.length() : separator;
            String crumb = FieldGrammar.trim(value.substring(start, end));
            if (!crumb.isEmpty()) {
                fields.add(name, crumb, sensitive || crumb.length() < GUESSABLE);
            }
            start = end + 2;
        }
    }
}
