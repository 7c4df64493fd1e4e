package org.javahyper.hpack.internal;

/**
 * The Huffman code of HPACK, computed from the lengths of its 257 codes.
 *
 * <p>The code is canonical: codes of one length are consecutive numbers in the order of their symbols, and a longer code begins where the shorter
 * ones end. So the lengths say everything.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#appendix-B">RFC 7541, appendix B</a>
 */
final class HuffmanCode {
    /** The symbol that never occurs in a string; its first bits are the padding. */
    static final int EOS = 256;

    static final int SYMBOLS = 257;
    static final int MIN_LENGTH = 5;
    static final int MAX_LENGTH = 30;

    /** How many octets the longest code fills. */
    static final int MAX_OCTETS_PER_OCTET = 4;

    /** For each symbol the bits of its code, as digits to the base of 32; a row has the symbols of 32 octets. */
    // spotless:off
    private static final String DIGITS =
            "dnsssssssoussussssssssusssssssss"
          + "6aacd68baa8b8666555666666678f6ca"
          + "d67777777777777777777777878djde6"
          + "f56565666577666567655677777fbeds"
          + "kmkkmmmnmnnnnnonoomnonnnnlmnmnno"
          + "mlkmmnnlnmmolmnnllmlnmnnkmmmnmmn"
          + "qqkjmnmpqqqrrqopjlqrrqrollqqsrrr"
          + "koklmllnmmppooqnqrqqrrrrrsrrrrrq"
          + "u";
    // spotless:on

    private static final byte[] LENGTHS = new byte[SYMBOLS];
    private static final int[] CODES = new int[SYMBOLS];

    static {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            LENGTHS[symbol] = (byte) Character.digit(DIGITS.charAt(symbol), 32);
        }
        int code = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (LENGTHS[symbol] == length) {
                    CODES[symbol] = code++;
                }
            }
        }
    }

    private HuffmanCode() {}

    /** The bits of a symbol's code, 5 to 30. */
    static int length(int symbol) {
        return LENGTHS[symbol];
    }

    /** The code of a symbol, in the low bits. */
    static int code(int symbol) {
        return CODES[symbol];
    }
}
