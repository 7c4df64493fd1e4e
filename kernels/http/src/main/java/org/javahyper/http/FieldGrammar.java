package org.javahyper.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The octet classes of HTTP and the few scans that are built from them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6">RFC 9110, section 5.6</a>
 */
public final class FieldGrammar {
    private static final int TOKEN = 1;
    private static final int LOWER_CASE_TOKEN = 2;
    private static final int VALUE = 4;
    private static final int SCHEME = 8;
    private static final int HOST_NAME = 16;
    private static final int HOST_ADDRESS = 32;
    private static final int PATH = 64;
    private static final int DIGIT = 128;

    /** Digits of the largest length, 2^63-1: no longer number is read, zeros in front of it included. */
    private static final int MAX_DIGITS = 19;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** For each octet the classes it belongs to. */
    private static final byte[] CLASSES = new byte[256];

    static {
        String digits = "0123456789";
        String lower = "abcdefghijklmnopqrstuvwxyz";
        String upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        mark(LOWER_CASE_TOKEN | TOKEN, "!#$%&'*+-.^_`|~" + digits + lower); // RFC 9110, 5.6.2
        mark(TOKEN, upper);
        mark(SCHEME, "+-." + digits + lower + upper); // RFC 3986, 3.1
        mark(DIGIT, digits);
        mark(HOST_NAME, "-._~%!$&'()*+,;=" + digits + lower + upper); // RFC 3986, 3.2.2
        mark(HOST_ADDRESS, "-._~%!$&'()*+,;=:" + digits + lower + upper);
        for (int octet = 0; octet < 256; octet++) {
            if (octet == '\t' || (octet >= 0x20 && octet != 0x7f)) {
                CLASSES[octet] |= VALUE; // RFC 9110, 5.5: VCHAR, obs-text, SP, HTAB
            }
            if (octet > 0x20 && octet != 0x7f && octet != '#') {
                CLASSES[octet] |= PATH;
            }
        }
    }

    private FieldGrammar() {}

    /** Whether the text is a token: at least one octet, letters, digits and {@code !#$%&'*+-.^_`|~} only. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && allOf(TOKEN, text);
    }

    /** Whether the text is a field name as HTTP/2 wants it: a token without upper-case letters (RFC 9113, 8.2.1). */
    public static boolean isLowerCaseToken(String text) {
        return !text.isEmpty() && allOf(LOWER_CASE_TOKEN, text);
    }

    /** The same for octets. */
    public static boolean isLowerCaseToken(byte[] octets, int offset, int length) {
        return length > 0 && allOf(LOWER_CASE_TOKEN, octets, offset, length);
    }

    /**
     * Whether the text is a field value: no control octet but HTAB, and neither SP nor HTAB at its ends. The empty text is one.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.5">RFC 9110, section 5.5</a>
     */
    public static boolean isFieldValue(String text) {
        return text.isEmpty()
                || (!isBlank(text.charAt(0)) && !isBlank(text.charAt(text.length() - 1)) && allOf(VALUE, text));
    }

    /** The same for octets. */
    public static boolean isFieldValue(byte[] octets, int offset, int length) {
        return !hasBlankEnd(octets, offset, length)
                && (isPlain(octets, offset, length) || allOf(VALUE, octets, offset, length));
    }

    /** Whether SP or HTAB stands at the beginning or the end. */
    public static boolean hasBlankEnd(byte[] octets, int offset, int length) {
        return length > 0 && (isBlank(octets[offset]) || isBlank(octets[offset + length - 1]));
    }

    /** Whether the text is a URI scheme: a letter, then letters, digits, {@code +}, {@code -} and {@code .} (RFC 3986, 3.1). */
    public static boolean isScheme(String text) {
        return !text.isEmpty() && isLetter(text.charAt(0)) && allOf(SCHEME, text);
    }

    /**
     * Whether the text is the host of a URI, an address in brackets or a name, and perhaps a port (RFC 3986, 3.2.2 and 3.2.3). The name, and so the
     * whole text, may be empty.
     */
    public static boolean isHostAndPort(String text) {
        if (!text.startsWith("[")) {
            return isPort(text, endOf(HOST_NAME, text, 0));
        }
        int close = endOf(HOST_ADDRESS, text, 1);
        return close > 1 && close < text.length() && text.charAt(close) == ']' && isPort(text, close + 1);
    }

    /** Whether a colon and digits are all that is left, or nothing. */
    private static boolean isPort(String text, int from) {
        return from == text.length() || (text.charAt(from) == ':' && endOf(DIGIT, text, from + 1) == text.length());
    }

    /** Whether the text has no white space, no control octet and no {@code #}, as a request target must not. */
    public static boolean isRequestTarget(String text) {
        return !text.isEmpty() && allOf(PATH, text);
    }

    /**
     * Reads a content-length: at most 19 digits, or a list of members that are equal as numbers.
     *
     * @return octets, 0 to 2^63-1, or -1 if the value is malformed or its members differ
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.6">RFC 9110, section 8.6</a>
     */
    public static long contentLength(String value) {
        long length = -1;
        int start = 0;
        while (start <= value.length()) {
            int end = memberEnd(value, start);
            int from = skipBlanks(value, start, end);
            long member = digits(value, from, trimBlanks(value, from, end));
            if (member < 0 || (length >= 0 && member != length)) {
                return -1;
            }
            length = member;
            start = end + 1;
        }
        return length;
    }

    /**
     * Whether the token is a member of a comma-separated list; case is ignored, parameters belong to the member.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1">RFC 9110, section 5.6.1</a>
     */
    public static boolean hasListMember(String list, String token) {
        int start = 0;
        while (start <= list.length()) {
            int end = memberEnd(list, start);
            int from = skipBlanks(list, start, end);
            if (trimBlanks(list, from, end) - from == token.length()
                    && list.regionMatches(true, from, token, 0, token.length())) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** The text without SP and HTAB at its ends; the same instance where there are none. */
    public static String trim(String text) {
        int from = skipBlanks(text, 0, text.length());
        return text.substring(from, trimBlanks(text, from, text.length()));
    }

    /** The text with the letters A to Z in lower case; the same instance where there are none. */
    public static String lowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return lowerCaseFrom(text, i);
            }
        }
        return text;
    }

    private static String lowerCaseFrom(String text, int firstUpper) {
        char[] lower = text.toCharArray();
        for (int i = firstUpper; i < lower.length; i++) {
            if (isUpper(lower[i])) {
                lower[i] = (char) (lower[i] + 'a' - 'A');
            }
        }
        return new String(lower);
    }

    /** Where the next comma stands, or the end of the list; a comma in a quoted string ends nothing (RFC 9110, 5.6.4). */
    private static int memberEnd(String list, int start) {
        boolean quoted = false;
        for (int at = start; at < list.length(); at++) {
            char octet = list.charAt(at);
            if (octet == ',' && !quoted) {
                return at;
            } else if (octet == '"') {
                quoted = !quoted;
            } else if (octet == '\\' && quoted) {
                at++; // the octet behind it stands for itself
            }
        }
        return list.length();
    }

    private static long digits(String text, int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int trimBlanks(String text, int from, int to) {
        int end = to;
        while (end > from && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isUpper(int octet) {
        return octet >= 'A' && octet <= 'Z';
    }

    private static boolean isLetter(int octet) {
        return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
    }

    private static boolean allOf(int octetClass, String text) {
        return endOf(octetClass, text, 0) == text.length();
    }

    /** Where the first octet stands that is not of a class, or the end of the text. */
    private static int endOf(int octetClass, String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= 0xff && (CLASSES[text.charAt(at)] & octetClass) != 0) {
            at++;
        }
        return at;
    }

    private static boolean allOf(int octetClass, byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if ((CLASSES[octets[i] & 0xff] & octetClass) == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether there are eight octets or more, and none is a control octet, HTAB included: eight at a time, for nearly every value passes.
     *
     * <p>Subtracting 0x20 from each of them at once sets the high bit of those below 0x20 that had it clear. A borrow can falsify the next octet, but
     * only where there is a control octet anyway, and the question is whether there is one at all.
     */
    private static boolean isPlain(byte[] octets, int offset, int length) {
        if (length < Long.BYTES) {
            return false;
        }
        int last = offset + length - Long.BYTES;
        long controls = controls((long) LONG.get(octets, last));
        for (int at = offset; at < last; at += Long.BYTES) {
            controls |= controls((long) LONG.get(octets, at));
        }
        return controls == 0;
    }

    /** Not 0 if one of eight octets is below 0x20 or is 0x7f. */
    private static long controls(long eight) {
        long delete = eight ^ 0x7f7f_7f7f_7f7f_7f7fL;
        long below20 = (eight - 0x2020_2020_2020_2020L) & ~eight;
        long zero = (delete - 0x0101_0101_0101_0101L) & ~delete;
        return (below20 | zero) & 0x8080_8080_8080_8080L;
    }

    private static void mark(int classes, String octets) {
        for (int i = 0; i < octets.length(); i++) {
            CLASSES[octets.charAt(i)] |= (byte) classes;
        }
    }
}
