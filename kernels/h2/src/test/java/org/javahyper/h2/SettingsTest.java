package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The value type of settings, and the names of their identifiers. */
class SettingsTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "1, HEADER_TABLE_SIZE, 4096",
        "2, ENABLE_PUSH, 1",
        "3, MAX_CONCURRENT_STREAMS, 4294967295",
        "4, INITIAL_WINDOW_SIZE, 65535",
        "5, MAX_FRAME_SIZE, 16384",
        "6, MAX_HEADER_LIST_SIZE, 4294967295",
        "8, ENABLE_CONNECT_PROTOCOL, 0",
        "9, NO_RFC7540_PRIORITIES, 0",
        "0, 0x0, 0",
        "7, 0x7, 0",
        "10, 0xa, 0",
        "65535, 0xffff, 0"
    })
    @Spec("H2-SET-02")
    void identifiersHaveNamesAndInitialValues(int id, String name, long initialValue) {
        assertEquals(name, SettingId.name(id));
        assertEquals(initialValue, Settings.empty().value(id));
        assertFalse(Settings.empty().contains(id));
    }

    @Test
    @Spec({"H2-SET-05", "H2-SET-12"})
    void orderAndDuplicatesAreKeptAndTheLastOneCounts() {
        Settings settings = Settings.of(5, 20_000).and(1, 7).and(5, 30_000);

        assertEquals(3, settings.size());
        assertEquals(5, settings.id(0));
        assertEquals(20_000, settings.valueAt(0));
        assertEquals(30_000, settings.value(5));
        assertTrue(settings.contains(1));
        assertEquals("{MAX_FRAME_SIZE=20000, HEADER_TABLE_SIZE=7, MAX_FRAME_SIZE=30000}", settings.toString());
        assertEquals("{}", Settings.empty().toString());
    }

    @Test
    @Spec("H2-SET-12")
    void mergingReplacesInPlaceAndInsertsInOrder() {
        Settings before = Settings.of(3, 1).and(5, 20_000);

        Settings after = before.merge(Settings.of(9, 1).and(4, 8).and(3, 2).and(4, 9));

        assertEquals(Settings.of(3, 2).and(4, 9).and(5, 20_000).and(9, 1), after);
        assertEquals(Settings.of(3, 1).and(5, 20_000), before);
        assertEquals(before, before.merge(Settings.empty()));
    }

    @Test
    @Spec("H2-SET-12")
    void equalityIsByEntriesInOrder() {
        assertEquals(Settings.of(1, 2).and(3, 4), Settings.of(1, 2).and(3, 4));
        assertEquals(
                Settings.of(1, 2).and(3, 4).hashCode(),
                Settings.of(1, 2).and(3, 4).hashCode());
        assertNotEquals(Settings.of(1, 2).and(3, 4), Settings.of(3, 4).and(1, 2));
        assertNotEquals(Settings.of(1, 2), Settings.of(1, 3));
        assertNotEquals(Settings.of(1, 2), Settings.of(2, 2));
        assertNotEquals(Settings.of(1, 2), "{HEADER_TABLE_SIZE=2}");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0xffffffff", "65536, 0, 0x10000", "1, -1, HEADER_TABLE_SIZE", "1, 4294967296, HEADER_TABLE_SIZE"
    })
    @Spec("H2-SET-12")
    void numbersMustFitIntoTheirFields(int id, long value, String name) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Settings.of(id, value));

        assertEquals(
                "Cannot set " + name + " to " + value
                        + ": identifiers have 16 bits and values 32 (RFC 9113, 6.5.1). Choose numbers in these ranges.",
                refusal.getMessage());
    }
}
