package org.javahyper.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitsTest {
    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "''       | '[], []'",
                "01       | [01], [01]",
                "0102     | [0102], [01, 02], [01, 02]",
                "01020304 | [01020304], [01, 020304], [0102, 0304], [010203, 04], [01, 02, 03, 04]",
            })
    void inputIsCutWholeThenOnceAtEveryPlaceThenIntoOctets(String input, String expected) {
        List<String> ways = new ArrayList<>();

        Splits.forEach(Hex.bytes(input), parts -> ways.add(text(parts)));

        assertEquals(expected, String.join(", ", ways));
    }

    private static String text(List<byte[]> parts) {
        return parts.stream().map(Hex::of).toList().toString();
    }
}
