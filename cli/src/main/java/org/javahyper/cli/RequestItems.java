package org.javahyper.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderField;

/**
 * What follows the URL on the command line, sorted by kind:
 *
 * <pre>
 * Name:value     a header field; :name:value a pseudo-header field
 * name==value    a parameter of the query
 * name=value     a text in the JSON body
 * name:=json     any JSON value in the JSON body
 * </pre>
 *
 * <p>The separator that begins first in an item divides it; of two that begin at the same place, the longer one. The rest may hold anything.
 *
 * @param headers in order, repeated names included, values as the octets of UTF-8
 * @param query the parameters, form-encoded and joined by {@code &}; empty if there are none
 * @param data members of the JSON object in order; of a repeated name the last value
 */
record RequestItems(List<HeaderField> headers, String query, Map<String, JsonValue> data) {
    private static final List<String> LONG_SEPARATORS = List.of(":=", "==");
    private static final Set<String> SENSITIVE = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    /**
     * Sorts the items.
     *
     * @throws UsageException if an item has no separator, no name, or something else is wrong with it
     */
    static RequestItems parse(List<String> items) {
        List<HeaderField> headers = new ArrayList<>();
        List<String> query = new ArrayList<>();
        Map<String, JsonValue> data = new LinkedHashMap<>();
        for (String item : items) {
            int at = separatorAt(item);
            String separator = separator(item, at);
            String name = item.substring(0, at);
            String value = item.substring(at + separator.length());
            switch (separator) {
                case ":" -> headers.add(header(item, name, value));
                case "==" -> query.add(formEncoded(name) + "=" + formEncoded(value));
                case ":=" -> data.put(name, JsonValue.raw(item, value));
                default -> data.put(name, JsonValue.text(value));
            }
        }
        return new RequestItems(headers, String.join("&", query), data);
    }

    /** Whether the value of a field is a secret that debug output must not show. */
    static boolean isSensitive(String name) {
        return SENSITIVE.contains(FieldGrammar.lowerCase(name));
    }

    /** Where the name ends. An item that begins with a colon is a pseudo-header field, and only a second colon divides it. */
    private static int separatorAt(String item) {
        boolean pseudo = item.startsWith(":");
        int at = pseudo ? 1 : 0;
        while (at < item.length() && item.charAt(at) != ':' && (pseudo || item.charAt(at) != '=')) {
            at++;
        }
        if (at == 0 || at == item.length()) {
            throw new UsageException("the item \"" + item
                    + "\" has no separator after a name; write Name:value, name==value, name=value or name:=json");
        }
        return at;
    }

    private static String separator(String item, int at) {
        for (String separator : LONG_SEPARATORS) {
            if (item.startsWith(separator, at) && !item.startsWith(":")) {
                return separator;
            }
        }
        return item.substring(at, at + 1);
    }

    private static HeaderField header(String item, String name, String value) {
        String octets =
                FieldGrammar.trim(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        String lowerCaseName = FieldGrammar.lowerCase(name);
        if (!FieldGrammar.isLowerCaseToken(
                lowerCaseName.startsWith(":") ? lowerCaseName.substring(1) : lowerCaseName)) {
            throw new UsageException("the item \"" + item + "\" is not a header: \"" + name
                    + "\" is not a field name; write letters, digits and hyphens before the colon");
        }
        if (!FieldGrammar.isFieldValue(octets)) {
            throw new UsageException(
                    "the value of the header \"" + name + "\" has a control character; write it without");
        }
        return new HeaderField(lowerCaseName, octets, isSensitive(lowerCaseName));
    }

    private static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
