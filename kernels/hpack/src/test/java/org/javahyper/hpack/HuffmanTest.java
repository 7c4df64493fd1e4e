package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.block;
import static org.javahyper.hpack.HuffmanStrings.decode;
import static org.javahyper.hpack.HuffmanStrings.encode;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanTest {
    @Test
    @Spec("HP-HUF-01")
    void everyOctetHasTheCodeOfAppendixB() {
        for (int octet = 0; octet < 256; octet++) {
            byte[] text = {(byte) octet};

            assertArrayEquals(ReferenceHuffman.encode(text), encode(text));
            assertArrayEquals(text, decode(ReferenceHuffman.encode(text)));
        }
    }

    @Test
    @Spec("HP-HUF-01")
    void theEmptyStringHasNoOctets() {
        assertArrayEquals(new byte[0], encode(new byte[0]));
        assertArrayEquals(new byte[0], decode(new byte[0]));
    }

    @Test
    @Spec("HP-HUF-01")
    void anyStringComesBack() {
        Property.forAll(2_000, draw -> {
            byte[] text = draw.bool()
                    ? draw.bytes(200)
                    : draw.string("aeiost012/%-=. ABCxyz\u0000\u00ff", 0, 200).getBytes(StandardCharsets.ISO_8859_1);

            byte[] encoded = encode(text);

            assertArrayEquals(ReferenceHuffman.encode(text), encoded);
            assertArrayEquals(text, decode(encoded));
        });
    }

    @ParameterizedTest(name = "\"{0}\" with {1}: {2}")
    @CsvSource({
        "www.example.com, SHORTER, 8cf1e3c2e5f23a6ba0ab90f4ff",
        "www.example.com, ALWAYS, 8cf1e3c2e5f23a6ba0ab90f4ff",
        "www.example.com, NEVER, 0f7777772e6578616d706c652e636f6d",
        "a, SHORTER, 0161", // a tie
        "a, ALWAYS, 811f",
        "!!, SHORTER, 022121", // longer
        "!!, ALWAYS, 83fe3f8f",
        "'', SHORTER, 00",
        "'', ALWAYS, 80",
    })
    @Spec({"HP-HUF-01", "HP-HUF-03"})
    void theModeChoosesTheForm(String value, HuffmanMode mode, String expected) {
        HpackEncoder encoder = HpackEncoder.builder().huffmanMode(mode).build();

        byte[] block =
                encoder.encode(Headers.builder().addSensitive("host", value).build());

        assertEquals(expected, Hex.of(block, 2, block.length - 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 126, 127, 128, 4_096, 4_097, 20_000})
    @Spec({"HP-HUF-01", "HP-HUF-04"})
    void stringsOfAnyLengthComeBack(int length) {
        String repeated = "0\u00ffx".repeat(length).substring(0, length);
        for (HuffmanMode mode : HuffmanMode.values()) {
            HpackEncoder encoder = HpackEncoder.builder().huffmanMode(mode).build();

            Headers headers = Headers.of("x", repeated, repeated, "y");

            assertEquals(
                    headers,
                    HpackDecoder.builder()
                            .limits(HpackLimits.of(100_000, 10))
                            .build()
                            .decode(encoder.encode(headers)));
        }
    }

    /** An ampersand has eight bits: where the length needs another octet, the string has to make room for it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 126, 127, 128, 254, 255, 256, 16_510, 16_511, 16_512, 2_097_278, 2_097_279})
    @Spec({"HP-HUF-01", "HP-INT-02"})
    void theLengthStandsInFrontInAsFewOctetsAsItNeeds(int length) {
        byte[] encoded = new byte[length];
        Arrays.fill(encoded, (byte) 0xf8);
        HpackEncoder encoder =
                HpackEncoder.builder().huffmanMode(HuffmanMode.ALWAYS).build();

        byte[] block = encoder.encode(
                Headers.builder().addSensitive(":path", "&".repeat(length)).build());

        assertArrayEquals(block().raw((byte) 0x14).huffman(encoded).octets(), block);
    }

    /** The Huffman form of the longer ones does not fit where their plain form stands in the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 126, 127, 128, 254, 255, 1_000})
    @Spec("HP-HUF-03")
    void aStringThatTheCodeWouldNotShortenIsSentAsItIs(int length) {
        HpackEncoder encoder = HpackEncoder.create();
        for (String octet : new String[] {"&", "\u00ff", "\n"}) {
            String value = octet.repeat(length);

            byte[] block = encoder.encode(
                    Headers.builder().addSensitive(":path", value).build());

            assertArrayEquals(block().raw((byte) 0x14).string(value).octets(), block);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00 05 61626364", "00 85 18c72f1f", "00 01 61 02 62", "44 02 2f", "00 7f ffffff07 61", "00"})
    @Spec({"HP-HUF-04", "HP-CONF-03"})
    void aStringThatDoesNotFitIsTruncated(String hex) {
        HpackDecoder decoder = HpackDecoder.create();

        HpackException refusal = assertThrows(HpackException.class, () -> decoder.decode(Hex.bytes(hex)));

        assertEquals(Kind.TRUNCATED, refusal.kind());
    }

    @Test
    @Spec("HP-HUF-06")
    void anyOctetsAreNamesAndValues() {
        Headers headers = Headers.of("\u0000\u00ffNAME", "\r\n\u0080");

        assertEquals(headers, HpackDecoder.create().decode(HpackEncoder.create().encode(headers)));
    }

    @Test
    @Spec("HP-HUF-06")
    void octetsAreReadAsTextOnRequest() {
        assertEquals("\u00e9", HpackDecoder.text("\u00c3\u00a9", StandardCharsets.UTF_8));
        HpackException refusal =
                assertThrows(HpackException.class, () -> HpackDecoder.text("\u00c3", StandardCharsets.UTF_8));

        assertEquals(Kind.MALFORMED_TEXT, refusal.kind());
    }
}
