package org.javahyper.cli;

import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the arguments ask for, ready to be sent.
 *
 * @param method in capitals
 * @param url with the parameters of the items in its query
 * @param headers the fields to send beside those that the client makes itself; pseudo-header fields among them replace the client's
 * @param body the JSON object of the data items, or null if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // made here and handed to the client, never compared
record Request(String method, RequestUrl url, Headers headers, byte @Nullable [] body) {
    /**
     * Puts method, URL and items together.
     *
     * @throws UsageException if one of them is wrong
     */
    static Request of(Arguments arguments) {
        RequestUrl url = RequestUrl.parse(arguments.url());
        RequestItems items = RequestItems.parse(arguments.items());
        boolean hasBody = !items.data().isEmpty();
        String method = arguments.method();
        return new Request(
                method != null ? method : hasBody ? "POST" : "GET",
                url.withQuery(items.query()),
                headers(items, hasBody),
                hasBody ? JsonValue.object(items.data()) : null);
    }

    /** The header list as it goes out: the pseudo-header fields, those of the items in place of the usual ones, then the others. */
    Headers allFields() {
        Headers.Builder builder = Headers.builder();
        addPseudo(builder, ":method", method);
        addPseudo(builder, ":scheme", url.scheme());
        addPseudo(builder, ":authority", url.authority());
        addPseudo(builder, ":path", url.target());
        for (HeaderField field : headers) {
            if (!field.name().startsWith(":")) {
                builder.add(field);
            }
        }
        return builder.build();
    }

    private void addPseudo(Headers.Builder builder, String name, String usual) {
        String given = headers.first(name);
        builder.add(name, given != null ? given : usual);
    }

    private static Headers headers(RequestItems items, boolean hasBody) {
        Headers.Builder builder = Headers.builder();
        items.headers().forEach(builder::add);
        Headers given = builder.build();
        addUnlessGiven(builder, given, new HeaderField("user-agent", "hyper/" + Version.TEXT));
        if (hasBody) {
            addUnlessGiven(builder, given, new HeaderField("content-type", "application/json"));
        }
        return builder.build();
    }

    private static void addUnlessGiven(Headers.Builder builder, Headers given, HeaderField field) {
        if (!given.contains(field.name())) {
            builder.add(field);
        }
    }
}
