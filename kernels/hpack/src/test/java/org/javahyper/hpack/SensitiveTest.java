package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitiveTest {
    private final HpackEncoder encoder =
            HpackEncoder.builder().huffmanMode(HuffmanMode.NEVER).build();
    private final HpackDecoder decoder = HpackDecoder.create();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        ":method, GET, 12 03 474554",
        "cookie, a=1, 1f11 03 613d31",
        "x, 1, 10 0178 0131",
        "y, 1, 1f2f 0131", // the name is in the dynamic table, and so is the field
    })
    @Spec({"HP-ENC-04", "HP-ENC-01"})
    void aSensitiveFieldIsNeverIndexedEvenIfATableHasIt(String name, String value, String hex) {
        encoder.encode(Headers.of("y", "1"));

        byte[] block =
                encoder.encode(Headers.builder().addSensitive(name, value).build());

        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(block));
        assertEquals(34, encoder.tableSize());
    }

    @Test
    @Spec({"HP-DEC-02", "HP-ENC-04"})
    void theMarkSurvivesAProxy() {
        Headers original = Headers.builder()
                .add("a", "1")
                .addSensitive("authorization", "secret")
                .add("b", "2")
                .build();

        Headers forwarded = decoder.decode(encoder.encode(original));
        Headers received = HpackDecoder.create().decode(HpackEncoder.create().encode(forwarded));

        assertEquals(original, received);
        assertFalse(received.isSensitive(0));
        assertTrue(received.isSensitive(1));
        assertFalse(received.isSensitive(2));
        assertEquals(68, decoder.tableSize());
    }

    @Test
    @Spec("HP-SENS-01")
    void aSensitiveFieldPrintsWithoutItsValue() {
        Headers received = decoder.decode(encoder.encode(
                Headers.builder().addSensitive("cookie", "secret").build()));

        assertEquals("[cookie: <sensitive>]", received.toString());
        assertEquals("secret", received.value(0));
    }

    @Test
    @Spec({"HP-SENS-02", "X-IO-07"})
    void debugOutputShowsSizesOnly() {
        decoder.decode(encoder.encode(Headers.of("cookie", "secret")));

        assertEquals("HpackEncoder[entries=1, tableSize=44, tableCapacity=4096]", encoder.toString());
        assertEquals("HpackDecoder[entries=1, tableSize=44, tableCapacity=4096]", decoder.toString());
    }

    @Test
    @Spec({"HP-SENS-02", "X-IO-07"})
    void errorsDoNotQuoteValues() {
        HpackDecoder small =
                HpackDecoder.builder().limits(HpackLimits.of(40, 5)).build();

        HpackException refusal = assertThrows(
                HpackException.class, () -> small.decode(encoder.encode(Headers.of("a", "secret secret"))));

        assertFalse(refusal.getMessage().contains("secret"));
    }
}
