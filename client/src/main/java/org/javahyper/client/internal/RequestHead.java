package org.javahyper.client.internal;

import org.javahyper.http.Headers;

/** Completes the fields of a request. */
public final class RequestHead {
    private static final String[] PSEUDO = {":method", ":scheme", ":authority", ":path"};

    private RequestHead() {}

    /**
     * The four pseudo-fields, unless the program has set its own, then its fields, then {@code content-length} if that is known and not set.
     *
     * @param contentLength octets, or negative where there is none to announce
     */
    public static Headers of(Origin origin, String method, String target, Headers headers, long contentLength) {
        String[] values = {method, origin.scheme(), origin.authority(), target};
        Headers.Builder list = Headers.builder();
        for (int i = 0; i < PSEUDO.length; i++) {
            String own = headers.first(PSEUDO[i]);
            list.add(PSEUDO[i], own == null ? values[i] : own);
        }
        for (int i = 0; i < headers.size(); i++) {
            if (!isReplacement(headers.name(i))) {
                addField(list, headers, i);
            }
        }
        if (contentLength >= 0 && !headers.contains("content-length")) {
            list.add("content-length", Long.toString(contentLength));
        }
        return list.build();
    }

    private static boolean isReplacement(String name) {
        for (String pseudo : PSEUDO) {
            if (pseudo.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static void addField(Headers.Builder list, Headers headers, int index) {
        if (headers.isSensitive(index)) {
            list.addSensitive(headers.name(index), headers.value(index));
        } else {
            list.add(headers.name(index), headers.value(index));
        }
    }
}
