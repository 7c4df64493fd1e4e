package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code WELL_FORMED_VALUE} does not depend on how the value was sent, how long it is, or where in it an octet stands. */
class ValueTraitsTest {
    private static final String EDGES = "a0 \t\u0000\u0001\u001f!~\u007f\u0080\u00ff";

    private final HpackDecoder decoder = HpackDecoder.create();

    /** Plain values are scanned eight octets at a time, and those in the Huffman code as they are decoded: five bits, then 15. */
    @ParameterizedTest
    @ValueSource(chars = {'a', '<'})
    @Spec({"HP-DEC-02", "HP-HUF-06"})
    void everyControlOctetIsNoticedAtEveryPlace(char others) {
        for (int length = 0; length <= 40; length++) {
            for (int place = 0; place < length; place++) {
                byte[] value = new byte[length];
                Arrays.fill(value, (byte) others);
                for (int octet = 0; octet <= 0x20; octet++) {
                    value[place] = (byte) octet;
                    assertTraits(value);
                }
                value[place] = 0x7f;
                assertTraits(value);
                value[place] = (byte) 0x80;
                assertTraits(value);
            }
        }
    }

    @Test
    @Spec({"HP-DEC-02", "HP-HUF-06"})
    void theTraitsOfAnyValueAreThoseOfTheRfc() {
        Property.forAll(5_000, draw -> assertTraits(draw.string(EDGES, 0, 40).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void assertTraits(byte[] value) {
        int expected = isFieldValue(value) ? HeaderSink.WELL_FORMED_VALUE : 0;
        Blocks block = block().raw((byte) (WITHOUT_INDEXING | 4))
                .string(new String(value, StandardCharsets.ISO_8859_1))
                .raw((byte) (WITHOUT_INDEXING | 4))
                .huffman(ReferenceHuffman.encode(value));
        FieldRecorder recorder = new FieldRecorder();

        decoder.decode(block.octets(), 0, block.octets().length, recorder);

        assertEquals(2, recorder.fields.size());
        for (FieldRecorder.Received field : recorder.fields) {
            assertEquals(expected, field.traits() & HeaderSink.WELL_FORMED_VALUE, Arrays.toString(value));
        }
    }

    /** RFC 9113, 8.2.1, and RFC 9110, 5.5: no control octets but HTAB, no SP or HTAB at the ends. */
    private static boolean isFieldValue(byte[] value) {
        for (int i = 0; i < value.length; i++) {
            int octet = value[i] & 0xff;
            boolean atEnd = i == 0 || i == value.length - 1;
            boolean blank = octet == ' ' || octet == '\t';
            if ((blank && atEnd) || (octet < ' ' && !blank) || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
