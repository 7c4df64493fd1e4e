package org.javahyper.hpack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Huffman code as RFC 7541 prints it, and a decoder that takes one bit at a time. */
final class ReferenceHuffman {
    private static final int EOS = 256;
    private static final List<String> CODES = readCodes();
    private static final Map<String, Integer> SYMBOLS = new HashMap<>();

    static {
        for (int symbol = 0; symbol <= EOS; symbol++) {
            SYMBOLS.put(CODES.get(symbol), symbol);
        }
    }

    private ReferenceHuffman() {}

    static byte[] encode(byte[] octets) {
        StringBuilder bits = new StringBuilder();
        for (byte octet : octets) {
            bits.append(CODES.get(octet & 0xff));
        }
        while (bits.length() % 8 != 0) {
            bits.append('1');
        }
        return octets(bits.toString());
    }

    /** The octets, or null where decoding must fail. */
    static byte[] decode(byte[] encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String code = "";
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            code += (encoded[bit / 8] >> (7 - bit % 8) & 1) == 1 ? '1' : '0';
            Integer symbol = SYMBOLS.get(code);
            if (symbol != null) {
                if (symbol == EOS) {
                    return null;
                }
                octets.write(symbol);
                code = "";
            }
        }
        return code.length() <= 7 && !code.contains("0") ? octets.toByteArray() : null;
    }

    /** The code of a symbol as zeros and ones. */
    static String code(int symbol) {
        return CODES.get(symbol);
    }

    /** Zeros and ones as octets; the last ones that do not fill an octet are dropped. */
    static byte[] octets(String bits) {
        byte[] octets = new byte[bits.length() / 8];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return octets;
    }

    private static List<String> readCodes() {
        try (InputStream file = ReferenceHuffman.class.getResourceAsStream("rfc7541-appendix-b.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
