package org.javahyper.h2.internal;

import org.javahyper.http.FieldGrammar;
import org.jspecify.annotations.Nullable;

/** Origins and authorities as text (RFC 6454, 6.2; RFC 9110, 4.3). */
final class Origin {
    private static final String SEPARATOR = "://";

    private Origin() {}

    /** Whether a text is scheme, host and perhaps port, and nothing else. */
    static boolean isOrigin(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return false;
        }
        String authority = text.substring(separator + SEPARATOR.length());
        return FieldGrammar.isScheme(text.substring(0, separator))
                && hasHost(authority)
                && FieldGrammar.isHostAndPort(authority);
    }

    /** The origin of a request; the authority alone where there is no scheme, as of CONNECT. */
    static String of(String scheme, String authority) {
        return scheme.isEmpty() ? authority : scheme + SEPARATOR + withoutDefaultPort(authority, scheme);
    }

    /** Whether an authority names a host, and not a port alone (RFC 9110, 4.2.1). */
    static boolean hasHost(@Nullable String authority) {
        return authority != null && !authority.isEmpty() && authority.charAt(0) != ':';
    }

    /** Whether an authority, which is well-formed, names a port (RFC 9110, 9.3.6). */
    static boolean hasPort(String authority) {
        int colon = authority.lastIndexOf(':');
        String port = authority.substring(colon + 1);
        boolean isNumber = colon > authority.lastIndexOf(']') && !port.isEmpty() && port.length() <= 5;
        return isNumber && Integer.parseInt(port) <= 65_535;
    }

    static boolean isHttp(String scheme) {
        return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    }

    /** An authority without the port that its scheme implies. */
    static String withoutDefaultPort(String authority, String scheme) {
        String port = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
        boolean hasDefaultPort = isHttp(scheme) && authority.endsWith(port);
        return hasDefaultPort ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
