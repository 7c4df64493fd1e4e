package org.javahyper.httpbin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.javahyper.http.Headers;

/**
 * What a request asks for.
 *
 * @param method in the letters of the request
 * @param path percent-decoded, without the query
 * @param arguments those of the query by name, decoded, in order
 * @param headers the header section, pseudo-fields first
 * @param url as the client wrote it
 * @param origin the address of the client
 */
record Request(
        String method, String path, Map<String, List<String>> arguments, Headers headers, String url, String origin) {
    /**
     * Reads the request of an exchange.
     *
     * @throws StatusException 400 if the target is not a path, or is not well encoded
     */
    static Request of(Exchange exchange) {
        Headers headers = exchange.requestHeaders();
        String method = Objects.requireNonNull(headers.first(":method"));
        String target = headers.first(":path");
        if (target == null || !target.startsWith("/")) {
            throw new StatusException(400, "The target of the request is not a path.");
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        String host = Objects.requireNonNullElse(
                headers.first(":authority"), Objects.requireNonNullElse(headers.first("host"), ""));
        return new Request(
                method,
                decode(path.replace("+", "%2B")), // a plus is a blank in forms only
                form(query),
                headers,
                headers.first(":scheme") + "://" + host + target,
                exchange.origin());
    }

    /**
     * Reads fields as forms and queries have them: {@code name=value&name=value}.
     *
     * @throws StatusException 400 if a percent sign is not followed by two hexadecimal digits
     */
    static Map<String, List<String>> form(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : encoded.split("&", -1)) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = decode(equals < 0 ? field : field.substring(0, equals));
                String value = equals < 0 ? "" : decode(field.substring(equals + 1));
                fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return fields;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new StatusException(400, "A percent sign is not followed by two hexadecimal digits.");
        }
    }
}
