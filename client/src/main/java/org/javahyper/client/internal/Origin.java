package org.javahyper.client.internal;

import java.net.IDN;

/**
 * Where a connection goes.
 *
 * @param host a name in its ASCII form or an address, IPv6 without brackets
 * @param port 1 to 65,535
 * @param secure whether over TLS
 */
public record Origin(String host, int port, boolean secure) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Host and port given apart; an IPv6 address may stand in brackets. */
    public static Origin of(String host, int port, boolean secure) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Cannot connect to port " + port + ": ports are 1 to 65,535. Choose one of them.");
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        boolean address = bare.indexOf(':') != bare.lastIndexOf(':');
        if (bracketed ? !address : !address && bare.indexOf(':') >= 0) {
            throw notAHost(host);
        }
        return new Origin(address ? requireAddress(bare, host) : asciiName(bare, host), port, secure);
    }

    /** A host with or without a port, such as {@code example.org:8443} or {@code [::1]:8443}; without one it is 443. Secure if it is 443. */
    public static Origin parse(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort =
                colon >= 0 && (host.charAt(0) == '[' ? colon > host.indexOf(']') : colon == host.indexOf(':'));
        int port = hasPort ? port(host, colon + 1) : HTTPS;
        return of(hasPort ? host.substring(0, colon) : host, port, port == HTTPS);
    }

    /** What stands in {@code :authority}: the port only where it is not the default of the scheme. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    /** {@code https} or {@code http}. */
    public String scheme() {
        return secure ? "https" : "http";
    }

    /** Host and port, for messages. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String host, int from) {
        try {
            return Integer.parseInt(host, from, host.length(), 10);
        } catch (NumberFormatException notANumber) {
            throw notAHost(host);
        }
    }

    private static String requireAddress(String bare, String host) {
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                throw notAHost(host);
            }
        }
        return bare;
    }

    private static String asciiName(String bare, String host) {
        String name;
        try {
            name = IDN.toASCII(bare);
        } catch (IllegalArgumentException notAName) {
            throw notAHost(host);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.digit(c, 36) < 0 && c != '-' && c != '.' && c != '_') {
                throw notAHost(host);
            }
        }
        if (name.isEmpty()) {
            throw notAHost(host);
        }
        return name;
    }

    private static IllegalArgumentException notAHost(String host) {
        return new IllegalArgumentException("Cannot connect to \"" + host
                + "\": a host is a name or an address, with a port behind a colon where it is not given apart."
                + " Write example.org, example.org:8443 or [::1]:8443.");
    }
}
