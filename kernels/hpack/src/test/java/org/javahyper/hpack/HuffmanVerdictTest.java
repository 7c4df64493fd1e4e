package org.javahyper.hpack;

import static org.javahyper.hpack.HuffmanStrings.assertRefused;
import static org.javahyper.hpack.HuffmanStrings.assertSameVerdict;
import static org.javahyper.hpack.HuffmanStrings.decode;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which octets are a string in the Huffman code (RFC 7541, 5.2), with a decoder that takes one bit at a time as the judge. */
class HuffmanVerdictTest {
    private static final String EOS = ReferenceHuffman.code(256);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "eight bits of padding, f8ff", // & and eight ones
        "an octet of padding alone, ff",
        "padding with a zero at its end, 1e",
        "padding of zeros, 18",
        "EOS, fffffffc",
        "EOS and its padding, ffffffff",
        "EOS within the string, 1fffffffff1f",
        "a code cut off, fffffe",
        "a long code cut off behind others, 00000000fffffe",
    })
    @Spec({"HP-HUF-02", "HP-CONF-03"})
    void wrongEndsAreRefused(String what, String hex) {
        byte[] encoded = Hex.bytes(hex);

        assertNull(ReferenceHuffman.decode(encoded));
        assertRefused(encoded);
    }

    /** Eight strings, each with another number of bits to fill: a zero has five bits. */
    @ParameterizedTest(name = "{0} symbols")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    @Spec({"HP-HUF-01", "HP-HUF-02"})
    void paddingIsOnesOnly(int symbols) {
        byte[] text = "0".repeat(symbols).getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = ReferenceHuffman.encode(text);
        int paddingBits = 8 * encoded.length - 5 * symbols;

        assertArrayEquals(text, decode(encoded));
        for (int wrongBits = 1; wrongBits < 1 << paddingBits; wrongBits++) {
            byte[] other = encoded.clone();
            other[other.length - 1] ^= (byte) wrongBits;
            assertSameVerdict(other); // five bits and more can be another symbol
            if (paddingBits < 5) {
                assertRefused(other);
            }
        }
    }

    @ParameterizedTest(name = "{0} symbols")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    @Spec("HP-HUF-02")
    void paddingOfEightBitsAndMoreIsRefused(int symbols) {
        String bits = ReferenceHuffman.code('0').repeat(symbols);
        int octets = (bits.length() + 7) / 8;

        for (int more = 1; more <= 6; more++) { // up to where the padding holds EOS
            byte[] encoded = ReferenceHuffman.octets(bits + "1".repeat(8 * (octets + more) - bits.length()));

            assertNull(ReferenceHuffman.decode(encoded));
            assertRefused(encoded);
        }
    }

    /** Symbols of five, six, seven, eight, 13, 22, 28 and 30 bits. */
    @ParameterizedTest
    @ValueSource(ints = {'0', '%', ':', '&', '$', 0x81, 0x02, '\n'})
    @Spec("HP-HUF-02")
    void eosIsRefusedAtEveryPlace(int symbol) {
        String code = ReferenceHuffman.code(symbol);

        for (int before = 0; before <= 40; before++) {
            for (int behind = 0; behind <= 8; behind++) {
                String bits = code.repeat(before) + EOS + code.repeat(behind) + "1111111";

                assertRefused(ReferenceHuffman.octets(bits));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    @Spec("HP-HUF-02")
    void everyCodeMayBeCutOffAnywhere(int before) {
        for (int symbol = 0; symbol <= 256; symbol++) {
            String bits = ReferenceHuffman.code('0').repeat(before) + ReferenceHuffman.code(symbol);
            byte[] encoded = ReferenceHuffman.octets(bits + "1111111");

            for (int length = 0; length <= encoded.length; length++) {
                assertSameVerdict(Arrays.copyOf(encoded, length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 20})
    @Spec("HP-HUF-02")
    void everyCodeIsReadAtEveryPlaceOfTheWindow(int before) {
        for (int symbol = 0; symbol < 256; symbol++) {
            byte[] text = new byte[before + 3];
            Arrays.fill(text, (byte) '0');
            text[before] = (byte) symbol;

            assertArrayEquals(text, decode(ReferenceHuffman.encode(text)));
        }
    }

    @Test
    @Spec("HP-HUF-02")
    void everyEndingOfTwoOctetsDecodesOrFailsAsBitByBit() {
        for (int ending = 0; ending <= 0xffff; ending++) {
            assertSameVerdict(new byte[] {'a', (byte) (ending >> 8), (byte) ending});
        }
    }

    @Test
    @Spec("HP-HUF-02")
    void anyOctetsDecodeOrFailAsBitByBit() {
        Property.forAll(20_000, draw -> {
            byte[] encoded = draw.bytes(40);
            int onesFrom = encoded.length - draw.integer(0, Math.min(5, encoded.length));
            Arrays.fill(encoded, onesFrom, encoded.length, (byte) 0xff);

            assertSameVerdict(encoded);
        });
    }

    @Test
    @Spec("HP-HUF-02")
    void stringsWithAWrongBitDecodeOrFailAsBitByBit() {
        Property.forAll(20_000, draw -> {
            byte[] encoded = ReferenceHuffman.encode(draw.bytes(12));
            if (encoded.length > 0) {
                int bit = draw.integer(0, 8 * encoded.length - 1);
                encoded[bit / 8] ^= (byte) (0x80 >> (bit % 8));
            }

            assertSameVerdict(encoded);
        });
    }
}
